//! All questions of a product: those that wait, and those with an answer that may be good for the next one.

use axum::extract::Query;
use axum::response::Response;
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::form::Form;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::store::search;
use together::thread::{self, Key, Kind};
use together::visit::{Page, Visit};
use together::words::{ago, lower_first, wait, waited};

use super::article::{Drawing, blocks};
use crate::pieces::press;
use crate::questions::rules::agreed;
use crate::questions::store::{self, Question, Which};

/// Questions on a page.
const PAGE: usize = 50;

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
    fn which(&self) -> Which {
        match self.show.as_deref() {
            Some("answered") => Which::Answered,
            Some("all") => Which::All,
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
    let marks = Marks::load(&mut tx, &visit, &super::RIGHTS).await?;
    let names = Names::load(&mut tx, visit.product.id).await?;
    let hours = store::agreed(&mut tx, visit.product.id).await?;
    drop(tx);
    let drawing = Drawing { visit: &visit, marks: &marks, names: &names };
    let lead = format!("Asked about stories, and kept with their answers. Agreed: an answer within {}.", agreed(hours));
    let body = html! {
        .page {
            (ui::page_head("Questions", lead, marks.line("Answer", Right::AnswerQuestion)))
            .line.wrap { (tabs(&visit, &asked)) span.push {} (words(&visit, &asked)) }
            @if questions.is_empty() { (empty(&visit, &asked)) }
            @else { ul.rows { @for question in &questions { (row(&drawing, question)) } } }
            @if let Some(more) = more { p.note { a.link href=(more) { "Earlier questions" } } }
            (time(&visit, &marks, hours))
        }
    };
    let topics = vec!["question".into()];
    let crumbs = vec![("Backlog", visit.at("backlog"))];
    visit.page(Page { title: "Questions", place: "backlog", crumbs, topics, body, ..Page::default() }).await
}

/// The questions of this page, and where the next page is.
async fn load(visit: &Visit, tx: &mut Tx, asked: &Asked) -> Result<(Vec<Question>, Option<String>)> {
    let product = visit.product.id;
    if let Some(typed) = asked.words() {
        let looked = search::Wanted { kind: Some(Kind::Question), ..search::Wanted::member(product, typed, PAGE) };
        let found: Vec<_> = search::find(tx, &looked).await?.into_iter().map(|found| found.id).collect();
        let mut questions = store::by_ids(tx, &found).await?;
        questions.sort_by_key(|question| found.iter().position(|id| *id == question.thing));
        questions.retain(|question| match asked.which() {
            Which::Open => question.waits(),
            Which::Answered => !question.waits(),
            Which::All => true,
        });
        return Ok((questions, None));
    }
    let after = match asked.after {
        Some(key) => match thread::store::by_key(tx, product, key).await? {
            Some(last) => store::by_thing(tx, last.id).await?,
            None => None,
        },
        None => None,
    };
    let mut questions = store::list(tx, product, asked.which(), after.as_ref(), PAGE + 1).await?;
    let more = cut(&mut questions, PAGE);
    let more = questions.last().filter(|_| more).map(|last| {
        let sign = if asked.show.is_some() { "&" } else { "?" };
        format!("{}{sign}after={}", address(visit, asked.show.as_deref()), last.key())
    });
    Ok((questions, more))
}

fn address(visit: &Visit, show: Option<&str>) -> String {
    let list = visit.at("questions");
    show.map_or_else(|| list.clone(), |show| format!("{list}?show={show}"))
}

fn tabs(visit: &Visit, asked: &Asked) -> Markup {
    let of = [
        (Which::Open, None, "Open"),
        (Which::Answered, Some("answered"), "Answered"),
        (Which::All, Some("all"), "All"),
    ];
    let links: Vec<_> = of.iter().map(|(which, show, label)| (*which, address(visit, *show), *label)).collect();
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

fn row(drawing: &Drawing<'_>, question: &Question) -> Markup {
    let (visit, now) = (drawing.visit, drawing.visit.signed.now);
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
                @if !question.answer.is_empty() { p.small { (question.answer) } }
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
