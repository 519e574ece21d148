//! The list under ⌘K, and the page of results.

mod jump;
mod results;

use axum::Router;
use axum::routing::get;
use ground::db::Tx;
use ground::web::Result;
use maud::{Markup, html};
use together::app::App;
use together::products::ProductId;
use together::thread::{self, Kind, Thing};

use super::rules::{key, marked};
use crate::exchange::importing;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/search/jump", get(jump::list)).route("/{product}/search", get(results::show))
}

/// In which order kinds are listed.
const ORDER: [Kind; 12] = [
    Kind::Story,
    Kind::Feature,
    Kind::Need,
    Kind::Goal,
    Kind::Vision,
    Kind::Request,
    Kind::Release,
    Kind::Sprint,
    Kind::Customer,
    Kind::Decision,
    Kind::Proposal,
    Kind::KeyResult,
];

/// The thing whose key was typed: its own, or the one it had where it was imported from.
async fn by_key(tx: &mut Tx, product: ProductId, typed: &str) -> Result<Option<Thing>> {
    if let Some(key) = key(typed)
        && let Some(thing) = thread::store::by_key(tx, product, key).await?
    {
        return Ok(Some(thing));
    }
    match importing::store::origins::by_source_id(tx, product, typed).await? {
        Some(id) => Ok(thread::store::by_id(tx, id).await?.filter(|thing| thing.hidden_at.is_none())),
        None => Ok(None),
    }
}

/// The title with the typed words marked.
fn title(text: &str, typed: &str) -> Markup {
    html! { @for (n, (word, hit)) in marked(text, typed).into_iter().enumerate() { @if n > 0 { " " } @if hit { mark { (word) } } @else { (word) } } }
}
