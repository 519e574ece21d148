//! Features: their list in the order of the roadmap, and each on a page of its own.

mod list;
mod one;

use axum::Router;
use axum::routing::get;
use together::app::App;

pub(crate) use one::more;
pub use one::show;

/// The pages of this room; that of one feature is at the address of its key.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/features", get(list::show))
}
