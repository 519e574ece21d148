//! All questions of a product: those that wait, and those with an answer that may be good for the next one.

use axum::extract::Query;
use axum::response::Response;
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::{Result, encoded};
use maud::{Markup, html};
use serde::Deserialize;
use together::form::Form;
use together::products::ProductId;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::store::search;
use together::thread::{self, Key, Kind, Thing};
use together::visit::{Page, Visit};
use together::words::{ago, clipped, lower_first, wait, waited};

use super::article::{Drawing, blocks};
use crate::pieces::press;
use crate::questions::rules::agreed;
use crate::questions::store::{self, Question, Which};

/// Questions on a page.
const PAGE: usize = 50;
/// Letters of an answer in a row.
const EXCERPT: usize = 280;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    /// `answered` or `all`; those that wait otherwise.
    show: Option<String>,
    /// Words to look for.
    q: Option<String>,
    /// The last question of the page before.
    after: Option<Key>,
}

impl Asked {
    /// Those that wait, if nothing else is asked for; words are looked for in all of them.
    fn which(&self) -> Which {
        match self.show.as_deref() {
            Some("answered") => Which::Answered,
            Some("open") => Which::Open,
            Some("all") => Which::All,
            _ if self.words().is_some() => Which::All,
            _ => Which::Open,
        }
    }

    fn words(&self) -> Option<&str> {
        self.q.as_deref().map(str::trim).filter(|words| !words.is_empty())
    }
}

/// `GET /{product}/questions`.
pub(super) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let (questions, more) = load(&visit, &mut tx, &asked).await?;
    let drawing = Drawing::load(&visit, &mut tx, &questions).await?;
    let hours = store::agreed(&mut tx, visit.product.id).await?;
    drop(tx);
    let marks = &drawing.marks;
    let lead = format!("Asked about stories, and kept with their answers. Agreed: an answer within {}.", agreed(hours));
    let body = html! {
        .page {
            (ui::page_head("Questions", lead, marks.line("Answer", Right::AnswerQuestion)))
            .line.wrap { (tabs(&visit, &asked)) span.push {} (words(&visit, &asked)) }
            @if questions.is_empty() { (empty(&visit, &asked)) }
            @else { ul.rows { @for question in &questions { (row(&visit, question)) } } }
            @if let Some(more) = more { p.note { a.link href=(more) { "Earlier questions" } } }
            (time(&visit, marks, hours))
        }
    };
    let topics = vec!["question".into()];
    let crumbs = vec![("Backlog", visit.at("backlog"))];
    visit.page(Page { title: "Questions", place: "backlog", crumbs, topics, body, ..Page::default() }).await
}

/// The questions of this page, and where the next page is.
async fn load(visit: &Visit, tx: &mut Tx, asked: &Asked) -> Result<(Vec<Question>, Option<String>)> {
    let product = visit.product.id;
    let last = match asked.after {
        Some(key) => thread::store::by_key(tx, product, key).await?,
        None => None,
    };
    let mut questions = match asked.words() {
        Some(typed) => find(tx, product, typed, asked.which(), last.as_ref()).await?,
        None => {
            let after = match last {
                Some(last) => store::by_thing(tx, last.id).await?,
                None => None,
            };
            store::list(tx, product, asked.which(), after.as_ref(), PAGE + 1).await?
        }
    };
    let more = cut(&mut questions, PAGE);
    let more = questions.last().filter(|_| more).map(|last| address(visit, asked, asked.show.as_deref(), Some(last)));
    Ok((questions, more))
}

/// Questions with some words, those asked last first.
async fn find(
    tx: &mut Tx,
    product: ProductId,
    typed: &str,
    which: Which,
    last: Option<&Thing>,
) -> Result<Vec<Question>> {
    let over = match which {
        Which::Open => Some(false),
        Which::Answered => Some(true),
        Which::All => None,
    };
    let wanted = search::Wanted::member(product, typed, PAGE + 1);
    let wanted = search::Wanted { kind: Some(Kind::Question), over, before: last.map(|last| last.id), ..wanted };
    let found: Vec<_> = search::find(tx, &wanted).await?.into_iter().map(|found| found.id).collect();
    let mut questions = store::by_ids(tx, &found).await?;
    questions.sort_by_key(|question| found.iter().position(|id| *id == question.thing));
    Ok(questions)
}

/// The address of a part of the list that keeps the words, behind a question.
fn address(visit: &Visit, asked: &Asked, show: Option<&str>, after: Option<&Question>) -> String {
    let after = after.map(|last| last.key().to_string());
    let pairs = [("show", show), ("q", asked.words()), ("after", after.as_deref())];
    let pairs: Vec<String> =
        pairs.iter().filter_map(|(name, value)| Some(format!("{name}={}", encoded((*value)?)))).collect();
    let list = visit.at("questions");
    if pairs.is_empty() { list } else { format!("{list}?{}", pairs.join("&")) }
}

fn tabs(visit: &Visit, asked: &Asked) -> Markup {
    let open = asked.words().map(|_| "open");
    let of = [
        (Which::Open, open, "Open"),
        (Which::Answered, Some("answered"), "Answered"),
        (Which::All, Some("all"), "All"),
    ];
    let links: Vec<_> =
        of.iter().map(|(which, show, label)| (*which, address(visit, asked, *show, None), *label)).collect();
    let tabs: Vec<_> =
        links.iter().map(|(which, href, label)| ui::tab(label, href).current(*which == asked.which())).collect();
    ui::seg_links("Which questions", &tabs)
}

fn words(visit: &Visit, asked: &Asked) -> Markup {
    html! {
        form.line method="get" action=(visit.at("questions")) role="search" {
            @if let Some(show) = &asked.show { input type="hidden" name="show" value=(show); }
            (ui::field("q", "Words in question or answer").id("questions-q").kind("search").bare().value(asked.words().unwrap_or_default())
                .attr("placeholder", "Words in question or answer").attr("data-filter", ""))
            (ui::button("Find").small())
        }
    }
}

fn empty(visit: &Visit, asked: &Asked) -> Markup {
    match (asked.words(), asked.which()) {
        (Some(words), _) => html! { p.dim { "No question here says “" (words) "”." } },
        (None, Which::Open) => ui::empty(
            "No question waits",
            "Developers ask on a story; it stands here within a second.",
            ui::link_button("Look through the backlog", &visit.at("backlog")),
        ),
        (None, _) => html! { p.dim { "None yet." } },
    }
}

fn row(visit: &Visit, question: &Question) -> Markup {
    let now = visit.signed.now;
    html! {
        li.row.row-lead id=(question.key()) data-row {
            @match question.answered_at.filter(|_| !question.waits()) {
                Some(answered) => span.wait { (waited(question.asked_at, answered)) },
                None => (ui::wait(&wait(question.asked_at, now), question.is_late(now))),
            }
            div {
                .t { a href=(visit.at(question.key())) { (question.title) } }
                .sub {
                    span.id { (question.key()) }
                    span { (question.asker_name.as_deref().unwrap_or("Somebody")) ", " (lower_first(&ago(question.asked_at, now))) }
                    a href=(visit.at(question.story_key())) { span.id { (question.story_key()) } " " (question.story_title) }
                    @if question.blocks && question.waits() { (blocks()) }
                }
                @if !question.answer.is_empty() { p.small { (clipped(&question.answer, EXCERPT)) } }
            }
            .do {}
        }
    }
}

/// How soon is answered, to be agreed anew.
fn time(visit: &Visit, marks: &Marks, hours: i64) -> Markup {
    let form = Form::of(visit, "question.agree_time");
    html! {
        details #answer-time open[form.refused()] {
            summary.btn.btn-quiet.btn-s { (ui::icon("clock")) "How soon questions are answered" }
            form.stack-s method="post" action=(visit.action("question.agree_time")) {
                (visit.signed.hidden_fields())
                (form.trouble())
                (ui::field("hours", "Working hours").id("answer-hours").required().value(&form.value("hours", &hours.to_string())).error(form.error("hours"))
                    .attr("inputmode", "numeric").attr("size", "4").hint("Monday to Friday, nine to five in universal time: eight are a day. It holds for questions asked from now on."))
                div { (ui::button(press(visit, marks, Right::AnswerQuestion, "Agree", "Propose")).small()) }
            }
        }
    }
}
