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
use together::roles::rules::Right;

pub use desk::{asked, fresh_since, to_answer};
pub use one::show;
pub(crate) use section::{Questions, open_at};

/// The pages of this room; that of one question is at the address of its key.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/questions", get(list::show)).route("/{product}/questions/alike", get(ask::alike))
}

/// The decisions whose marks questions show.
pub(crate) const RIGHTS: [Right; 2] = [Right::AnswerQuestion, Right::WriteStory];
