//! The pages of needs.

use axum::Router;
use together::app::App;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new()
}
