//! The door of programs: every action by `POST`, every kind of thing by `GET`, and a document that says what there is.
//!
//! Nothing here knows a room. Actions come from the registry, with the same structs forms build; what a thing says comes from
//! the fields its room declared; the document is written from both. A program shows a token and may do what its person may,
//! never more; a page of ours calls with its session and the token its forms carry.
//!
//! - *who asks*: [`asker`] · *what may be seen*: `store::visible_to`, the one condition of every list here
//! - *changing*: [`acting`] · *reading*: [`things`], [`history`] · *the document*: [`openapi`], drawn for people by [`pages`]
//!
//! Also here: acting, asker, history, openapi, shapes, things.

pub mod acting;
pub mod asker;
pub mod history;
pub mod openapi;
pub mod pages;
pub mod rules;
pub mod shapes;
pub mod store;
pub mod things;

use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use ground::web::Result;
use together::app::App;
use together::journal::answered;

/// Everything under `/api`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/api", get(pages::show))
        .route("/api/openapi.json", get(openapi::show))
        .route("/api/actions", post(acting::list))
        .route("/api/actions/{name}", post(acting::one))
        .route("/api/products", get(things::products))
        .route("/api/{product}", get(things::product))
        .route("/api/{product}/journal", get(history::of_product))
        .route("/api/{product}/{key}", get(things::show))
        .route("/api/{product}/{key}/history", get(history::of_thing))
}

/// How often answers that were kept long enough are swept away.
const SWEEP: Duration = Duration::from_secs(60 * 60);

/// Starts sweeping beside the server, for as long as the program runs.
pub fn start(app: &App) {
    let app = app.clone();
    tokio::spawn(async move {
        let mut next = tokio::time::interval(SWEEP);
        loop {
            next.tick().await;
            if let Err(failure) = sweep(&app).await {
                tracing::warn!(%failure, "answers kept for programs were not swept away");
            }
        }
    });
}

/// Forgets answers that nobody will ask for again.
async fn sweep(app: &App) -> Result<()> {
    let before = app.clock.now().minus(Duration::from_micros(answered::KEPT.unsigned_abs()));
    let mut tx = app.db.write().await?;
    answered::forget(&mut tx, before).await?;
    Ok(tx.commit().await?)
}
