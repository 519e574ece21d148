//! The pages of insights: all of them, and one with the needs it supports; and how evidence is drawn.

pub(crate) mod evidence;
mod one;
mod write;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::db::{Tx, cut};
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::thread::{self, Key, Kind};
use together::visit::{Page, Visit};
use together::words::{counted, counted_first, upper_first};

use super::rules::age;
use super::store::{self, Insight};

pub use one::show;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/insights", get(insights))
}

/// Insights on a page.
const PAGE: i64 = 50;

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Show the form for a new insight.
    new: Option<String>,
    /// What it says, where it comes from somewhere.
    #[serde(default)]
    text: String,
    /// Where it comes from.
    #[serde(default)]
    source: String,
    /// The last insight of the page before.
    after: Option<Key>,
}

/// `GET /{product}/insights`.
async fn insights(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let body = if asked.new.is_some() || visit.kept("insight.record").is_some() {
        write::form(&visit, &asked.text, &asked.source)
    } else {
        let mut tx = visit.read().await?;
        all(&visit, &mut tx, asked.after).await?
    };
    let crumbs = vec![("Needs", visit.at("needs"))];
    let topics = vec!["insight".into()];
    visit.page(Page { title: "Insights", place: "needs", crumbs, topics, body, ..Page::default() }).await
}

async fn all(visit: &Visit, tx: &mut Tx, after: Option<Key>) -> Result<Markup> {
    let after = thread::store::after(tx, visit.product.id, Kind::Insight, after).await?;
    let mut insights = store::list(tx, visit.product.id, after.as_ref().map(|thing| thing.id), PAGE + 1).await?;
    let more = cut(&mut insights, PAGE);
    let more = insights.last().filter(|_| more).map(Insight::key);
    let new = visit.at("insights?new=1");
    let loose = i64::try_from(insights.iter().filter(|insight| insight.supports == 0).count()).unwrap_or(i64::MAX);
    let heading = match loose {
        0 if insights.is_empty() => "What have we found out?".to_owned(),
        0 => "Every insight supports a need".to_owned(),
        1 => "One insight supports no need yet".to_owned(),
        loose => format!("{} support no need yet", counted_first(loose, "insight", "insights")),
    };
    Ok(html! {
        .page {
            (ui::page_head(heading, "Notes of interviews, answers, reviews. Mark a passage in one and say which need it supports.",
                ui::link_button("New insight", &new).main().icon("plus").kbd("N").attr("data-key", "n")))
            @if insights.is_empty() && after.is_none() {
                (ui::empty("No insight yet", "What somebody said or did, in their words, with the day it was found.", ui::link_button("Note the first", &new).main()))
            }
            ul.rows { @for insight in &insights { (row(visit, insight)) } }
            @if let Some(last) = more { p { (ui::link_button("Older insights", &visit.at(format!("insights?after={last}"))).small()) } }
        }
    })
}

fn row(visit: &Visit, insight: &Insight) -> Markup {
    let key = insight.key();
    html! {
        li.row.row-stackable id=(key) data-row {
            div {
                .t { a href=(visit.at(key)) { (insight.title) } }
                .sub { span.id { (key) } span { (upper_first(&insight.source)) } @if let Some(name) = &insight.by_name { span { (name) } } }
            }
            span.line {
                span.small.faint { (age(insight.found_at, visit.signed.now)) }
                @if insight.supports > 0 { (ui::chip(&counted(insight.supports, "need", "needs"))) } @else { (ui::chip("no need yet")) }
            }
        }
    }
}
