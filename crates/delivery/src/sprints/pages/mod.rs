//! Sprints: their list, and each on a page of its own, the running one as a board.

mod board;
mod desk;
mod limits;
mod list;
mod one;

use axum::Router;
use axum::routing::get;
use together::app::App;

pub use desk::for_desk;
pub use one::show;

/// The pages of this room; that of one sprint is at the address of its key.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/sprints", get(list::show))
}
