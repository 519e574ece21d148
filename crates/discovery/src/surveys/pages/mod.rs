//! The pages of surveys: the list, one with its results, its links, and the page that is answered.

mod answering;
mod kano;
mod links;
mod list;
mod needs;
mod one;
mod write;

use axum::Router;
use axum::routing::{get, post};
use ground::db::Tx;
use ground::web::Result;
use together::app::App;
use together::products::ProductId;
use together::thread::{self, Key, Thing};

pub(crate) use needs::asked;
pub use one::show;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/survey", get(answering::show).post(answering::send))
        .route("/{product}/surveys", get(list::show))
        .route("/{product}/surveys/link", post(links::make))
}

/// What a survey asks about, as far as it is still there.
async fn asked_about(tx: &mut Tx, product: ProductId, keys: &[Key]) -> Result<Vec<Thing>> {
    let mut things = Vec::with_capacity(keys.len());
    for key in keys {
        things.extend(thread::store::by_key(tx, product, *key).await?);
    }
    Ok(things)
}
