//! The decision log: a list of what waits and what was decided, and beside it one of them or the form for a new one.

pub(crate) mod answer;
mod ask;
mod desk;
mod detail;
mod log;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::db::Tx;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use serde::Deserialize;

pub use desk::{for_desk, waiting};
pub(crate) use log::log;

use super::store;
use crate::app::App;
use crate::journal::proposals;
use crate::thread::{self, Key, Kind};
use crate::visit::{Page, Visit};

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/decisions", get(list))
}

/// What the list is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Asked {
    /// `open`, `mine` or `superseded`; all for anything else.
    show: Option<String>,
    /// Words to look for.
    q: Option<String>,
    /// The last decision of the page before.
    after: Option<Key>,
    /// Show the form for a new one.
    new: Option<String>,
    /// What the new one is about.
    #[serde(rename = "for")]
    about: Option<String>,
}

/// `GET /{product}/decisions`.
async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let writes = asked.new.is_some() || visit.kept("decision.ask").is_some();
    let mut log = log(&visit, &mut tx, &asked, None).await?;
    let open = log.first.filter(|_| !writes);
    let detail = match open {
        Some(key) => beside(&visit, &mut tx, key).await?,
        None => ask::form(&visit, &mut tx, asked.about.as_deref()).await?,
    };
    if let Some(key) = open {
        log.mark(key);
    }
    drop(tx);
    // On a phone the list is the page, unless somebody asked for the form.
    let at = if writes { "detail" } else { "list" };
    draw(visit, "Decisions", vec![], Parts { at, log, label: "Decision", detail }).await
}

/// The page of one decision: the log with it beside.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let log = log(&visit, &mut tx, &Asked::default(), Some(key)).await?;
    let detail = beside(&visit, &mut tx, key).await?;
    drop(tx);
    let label = key.to_string();
    let crumbs = vec![("Decisions", visit.at("decisions"))];
    draw(visit, &label, crumbs, Parts { at: "detail", log, label: &label, detail }).await
}

/// A decision or a proposal with everything about it.
async fn beside(visit: &Visit, tx: &mut Tx, key: Key) -> Result<Markup> {
    let thing = thread::store::by_key(tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    if key.kind == Kind::Proposal {
        let proposal = proposals::store::by_thing(tx, thing.id).await?;
        return proposals::pages::detail(visit, tx, &thing, proposal).await;
    }
    let line = store::one(tx, visit.product.id, thing.id).await?.ok_or(Failure::NotFound)?;
    detail::detail(visit, tx, &thing, &line).await
}

struct Parts<'a> {
    at: &'a str,
    log: log::Log,
    label: &'a str,
    detail: Markup,
}

async fn draw(visit: Visit, title: &str, crumbs: Vec<(&str, String)>, parts: Parts<'_>) -> Result<Response> {
    let Parts { at, log, label, detail } = parts;
    let body = html! {
        .inbox.inbox-two data-at=(at) { (log.pane()) section.detail aria-label=(label) { (detail) } }
    };
    let topics = ["decision", "proposal", "matrix", "member"].map(str::to_owned).to_vec();
    visit.page(Page { title, place: "decisions", crumbs, topics, body, ..Page::default() }).await
}
