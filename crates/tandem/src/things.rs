//! The address of every thing: `/shelf/S-214` is drawn by the room of its kind, or plainly when the kind has no room yet.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use ground::ui;
use ground::web::{Failure, Result};
use maud::html;
use together::app::App;
use together::thread::{self, Key, Kind};
use together::visit::{Page, Visit};
use together::{conversation, decisions, journal};

/// The one route of things.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/{key}", get(show))
}

/// `GET /{product}/{key}`.
async fn show(visit: Visit, Path((_, key)): Path<(String, String)>) -> Result<Response> {
    let key: Key = key.parse().map_err(|_| Failure::NotFound)?;
    match key.kind {
        Kind::Vision => strategy::vision::pages::show(visit).await,
        Kind::Goal => strategy::goals::pages::show(visit, key).await,
        Kind::KeyResult => strategy::goals::pages::show_key_result(visit, key).await,
        Kind::Feature => delivery::features::pages::show(visit, key).await,
        Kind::Story => delivery::stories::pages::show(visit, key).await,
        Kind::Question => delivery::questions::pages::show(visit, key).await,
        Kind::Sprint => delivery::sprints::pages::show(visit, key).await,
        Kind::Release => delivery::releases::pages::show(visit, key).await,
        Kind::Request => discovery::requests::pages::show(visit, key).await,
        Kind::Need => discovery::needs::pages::show(visit, key).await,
        Kind::Persona => discovery::personas::pages::show(visit, key).await,
        Kind::Insight => discovery::insights::pages::show(visit, key).await,
        Kind::Survey => discovery::surveys::pages::show(visit, key).await,
        Kind::Customer => discovery::customers::pages::show(visit, key).await,
        Kind::Decision => decisions::pages::show(visit, key).await,
        Kind::Proposal => journal::proposals::pages::show(visit, key).await,
        _ => plain(visit, key).await,
    }
}

/// A thing without a room of its own: its thread, what it is linked with, the talk, the history.
async fn plain(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let thing = thread::store::by_key(&mut tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    let head = thread::pages::head(&visit, &mut tx, &thing).await?;
    let mut linked = thread::store::links::links_up(&mut tx, thing.id).await?;
    linked.extend(thread::store::links::links_down(&mut tx, thing.id).await?);
    let talk = conversation::pages::section(&visit, &mut tx, &thing).await?;
    let history = journal::pages::recent(&visit, &mut tx, &thing).await?;
    drop(tx);
    let body = html! {
        .page {
            .object {
                (head)
                .object-head { div { span.id { (key) } h1 { (thing.title) } } .actions { span.chip { (thing.state) } } }
                .stack {
                    @if !linked.is_empty() {
                        section {
                            (ui::sec_head("Linked with").count(linked.len()))
                            ul.rows {
                                @for other in &linked {
                                    li.row { a.clip href=(visit.at(other.key())) { span.id { (other.key()) } " " (other.title) } span.line { span.small.faint { (other.link) } span.chip { (other.state) } } }
                                }
                            }
                        }
                    }
                    (talk)
                    (history)
                }
            }
        }
    };
    let title = key.to_string();
    let crumbs = vec![(key.kind.plural(), visit.at(""))];
    let page = Page { title: &title, place: "-", crumbs, topics: vec![title.clone()], body, ..Page::default() };
    visit.page(page).await
}
