//! Questions where they are met: on the page of their story, on desks, in a list, and each at its own address.

mod article;
mod ask;
mod desk;
mod list;
mod one;
mod section;

use axum::Router;
use axum::routing::get;
use together::app::App;

pub use desk::{asked, fresh_since, to_answer};
pub use one::show;
pub(crate) use section::Questions;

/// The pages of this room; that of one question is at the address of its key.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/questions", get(list::show)).route("/{product}/questions/alike", get(ask::alike))
}
