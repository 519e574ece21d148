//! The pages of needs: opportunities, the owner's ranking, from goal to story; and one need.

mod chart;
mod list;
mod one;
mod tree;
mod write;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::clock::Ts;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::{self, Key, ThingId};
use together::visit::{Page, Visit};
use together::words::{counted, counted_first, date, grouped, upper_first};

use super::rules::worth_acting;
use super::store::{self, Line};

use crate::insights;
use crate::insights::pages::evidence::rows;
use crate::personas;
use crate::surveys::pages::asked;
use crate::surveys::store::{Survey, newest};

pub use one::show;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/needs", get(needs))
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Show the form for a new need.
    new: Option<String>,
    /// What the need is written for.
    r#for: Option<Key>,
    /// The persona who has the new need.
    whose: Option<Key>,
    /// The last need of the page before.
    after: Option<Key>,
    /// How many stand above this page, as the page before says.
    above: Option<i64>,
    /// Of the tree, `all` for every branch; otherwise those with gaps.
    tree: Option<String>,
}

/// Needs on a page of the ranking.
const PAGE: i64 = 100;

/// `GET /{product}/needs`.
async fn needs(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::RankNeeds]).await?;
    let body = if asked.new.is_some() || visit.kept("need.write").is_some() {
        write::form(&visit, &mut tx, &marks, asked.r#for, asked.whose).await?
    } else {
        all(&visit, &mut tx, &marks, &asked).await?
    };
    drop(tx);
    let topics = ["need", "feature", "request", "persona", "insight", "survey"].map(str::to_owned).to_vec();
    visit.page(Page { title: "Needs", place: "needs", topics, body, ..Page::default() }).await
}

async fn all(visit: &Visit, tx: &mut Tx, marks: &Marks, asked: &Asked) -> Result<Markup> {
    let product = visit.product.id;
    let ranking = list::Ranking::load(visit, tx, asked).await?;
    let scored = store::scored(tx, product).await?;
    let tree = tree::draw(visit, tx, &scored, asked.tree.as_deref() == Some("all")).await?;
    let names = Names::load(tx, product).await?;
    let ranker = marks.decider(Right::RankNeeds).map(|role| names.of(role));
    let decides = ranker.as_deref().map(|name| format!("{} decides", upper_first(name)));
    let (new, ask) = (visit.at("needs?new=1"), visit.at("surveys?new=1"));
    let surveys = newest(tx, product).await?;
    let interviews = insights::store::interviews(tx, product).await?;
    let beneath = if asked.after.is_none() {
        who_and_why(visit, tx, &ranking.first_ids()).await?
    } else {
        html! {}
    };
    let actions = html! {
        span.call-line { (marks.call(Right::RankNeeds)) @if let Some(decides) = decides { " " (decides) } }
        (ui::link_button(if surveys.is_empty() { "Ask people" } else { "Ask again" }, &ask).icon("megaphone"))
        (ui::link_button("New need", &new).main().icon("plus").kbd("N").attr("data-key", "n"))
    };
    Ok(html! {
        .page {
            (ui::page_head(finding(&scored, ranking.total), lead(visit, &surveys, interviews), actions))
            @if ranking.total == 0 {
                (ui::empty(
                    "No needs yet",
                    "A need says what people cannot do well today, whoever asked for what. Features answer needs; requests are their evidence.",
                    ui::link_button("Write the first need", &new).main(),
                ))
            } @else {
                @if !scored.is_empty() { .cols.cols-even { (chart::draw(&scored)) (by_score(visit, &scored)) } }
                (ranking.draw(visit, marks, ranker.as_deref().unwrap_or("the product")))
                (tree)
            }
            (beneath)
        }
    })
}

/// Where the scores come from, and what they are.
fn lead(visit: &Visit, surveys: &[Survey], (interviews, first): (i64, Option<Ts>)) -> Markup {
    let answers: i64 = surveys.iter().map(|survey| survey.answers).sum();
    let since = surveys.iter().filter_map(|survey| survey.first_at).chain(first.filter(|_| interviews > 0)).min();
    html! {
        @if let Some(since) = since {
            "From "
            @if answers > 0 { a.link href=(visit.at("surveys")) { (counted(answers, "answer", "answers")) } }
            @if answers > 0 && interviews > 0 { " and " }
            @if interviews > 0 { a.link href=(visit.at("insights")) { (counted(interviews, "interview", "interviews")) } }
            " since " (date(since, visit.signed.now)) ". "
        } @else if !surveys.is_empty() { a.link href=(visit.at("surveys")) { (counted(i64::try_from(surveys.len()).unwrap_or(i64::MAX), "survey", "surveys")) } " not answered yet. " }
        "The score, 0 to 20, is importance plus what is missing."
    }
}

/// Who has these needs, and what they rest on.
async fn who_and_why(visit: &Visit, tx: &mut Tx, needs: &[ThingId]) -> Result<Markup> {
    let personas = personas::store::list(tx, visit.product.id).await?;
    let shown = &personas[..personas.len().min(4)];
    let have = personas::pages::needs(tx, shown).await?;
    let found = insights::store::newest(tx, visit.product.id, needs, 8).await?;
    let (all_people, all_insights) = (visit.at("personas"), visit.at("insights"));
    Ok(html! {
        section {
            (ui::sec_head("Who they are").count(personas.len()).aside(html! { a.link href=(all_people) { @if personas.is_empty() { "Write down the first" } @else { "All people" } } }))
            @if personas.is_empty() { p.dim { "Nobody was written down yet for whom this is built." } }
            @else { (personas::pages::panels(visit, shown, &have)) }
        }
        section #evidence {
            (ui::sec_head("Evidence").count("newest first").aside(html! { a.link href=(all_insights) { "All insights" } span.only-wide { "Older than six months is marked" } }))
            @if found.is_empty() { p.dim { "No passage of an insight or a request supports a need yet." } }
            (rows(visit, &found, true))
        }
    })
}

/// “17”, “1,000+”.
fn many(total: i64) -> String {
    if total < store::MOST { grouped(total) } else { format!("{}+", grouped(store::MOST)) }
}

fn finding(scored: &[Line], total: i64) -> String {
    let acting = scored.iter().filter(|need| worth_acting(need.importance, need.satisfaction)).count();
    match (total, acting) {
        (0, _) => "What do they need?".to_owned(),
        (_, 0) if scored.is_empty() => {
            format!("{} {}, none rated yet", many(total), if total == 1 { "need" } else { "needs" })
        }
        (_, 0) => "No need matters much and is met badly".to_owned(),
        (_, 1) => "One need matters much and is met badly".to_owned(),
        (_, acting) => {
            let acting = i64::try_from(acting).unwrap_or(i64::MAX);
            format!("{} matter much and are met badly", counted_first(acting, "need", "needs"))
        }
    }
}

/// The ten greatest opportunities.
fn by_score(visit: &Visit, scored: &[Line]) -> Markup {
    html! {
        section {
            (ui::sec_head("By score").count(scored.len()).aside(html! { span.only-wide { "people asked" } }))
            table.table.by-score {
                caption.vh { "Needs by score, with how many people were asked" }
                colgroup { col.w-id; col; col.w-s; col.w-score; }
                thead.vh { tr { th scope="col" { "Key" } th scope="col" { "Need" } th scope="col" { "People asked" } th scope="col" { "Score" } } }
                tbody {
                    @for need in scored.iter().take(10) {
                        tr {
                            td { span.id { (need.key()) } }
                            td {
                                .clip { a.strong href=(visit.at(need.key())) { (need.title) } }
                                .only-narrow { (asked(need.asked)) @if need.asked.is_some() { span.small.faint { " asked" } } }
                            }
                            td.num { (asked(need.asked)) }
                            td { (score(need)) }
                        }
                    }
                }
            }
            @if scored.len() > 10 { p.note { (counted(i64::try_from(scored.len() - 10).unwrap_or(i64::MAX), "more", "more")) ", with lower scores" } }
        }
    }
}

/// The opportunity score with a bar; nothing where a number is missing.
fn score(need: &Line) -> Markup {
    score_of(need.importance, need.satisfaction)
}

/// The same of two numbers.
pub(crate) fn score_of(importance: Option<f64>, satisfaction: Option<f64>) -> Markup {
    match super::rules::score(importance, satisfaction) {
        Some(score) => {
            let text = format!("{score:.1}");
            html! { .score { b { (text) } progress value=(text) max="20" aria-label=(format!("Score {text} of 20")) {} } }
        }
        None => html! { span.small.faint { "not rated" } },
    }
}

/// A need of this product by its key.
async fn by_key(visit: &Visit, tx: &mut Tx, key: Key) -> Result<Option<thread::Thing>> {
    thread::store::by_key(tx, visit.product.id, key).await
}
