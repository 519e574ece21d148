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
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::{self, Key};
use together::visit::{Page, Visit};
use together::words::{counted, counted_first, grouped, upper_first};

use super::rules::worth_acting;
use super::store::{self, Line};

use crate::demand::pages::{NUMBERS, in_words, numbers};

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
        write::form(&visit, &mut tx, &marks, asked.r#for).await?
    } else {
        all(&visit, &mut tx, &marks, &asked).await?
    };
    drop(tx);
    let topics = vec!["need".into(), "feature".into(), "request".into()];
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
    let new = visit.at("needs?new=1");
    let actions = html! {
        span.call-line { (marks.call(Right::RankNeeds)) @if let Some(decides) = decides { " " (decides) } }
        (ui::link_button("New need", &new).main().icon("plus").kbd("N").attr("data-key", "n"))
    };
    Ok(html! {
        .page {
            (ui::page_head(finding(&scored, ranking.total), "The score, 0 to 20, is importance plus what is missing.", actions))
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
            (ui::sec_head("By score").count(scored.len()).aside(html! { span.only-wide { (NUMBERS) } }))
            table.table.by-score {
                caption.vh { "Needs by score, with what is asked for" }
                colgroup { col.w-id; col; col.w-asks; col.w-score; }
                thead.vh { tr { th scope="col" { "Key" } th scope="col" { "Need" } th scope="col" { (NUMBERS) } th scope="col" { "Score" } } }
                tbody {
                    @for need in scored.iter().take(10) {
                        tr {
                            td { span.id { (need.key()) } }
                            td {
                                .clip { a.strong href=(visit.at(need.key())) { (need.title) } }
                                @if need.demand().people > 0 { .small.faint.only-narrow { (in_words(&need.demand())) } }
                            }
                            td.num { span.small.faint.asks { (numbers(&need.demand())) } }
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
    match super::rules::score(need.importance, need.satisfaction) {
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
