//! Delivery, the product owner's end of the thread: features, stories, the ordered backlog, sprints, releases.

use axum::Router;
use together::app::{App, Floor};

/// What this floor hands in.
pub const FLOOR: Floor = Floor {
    actions: &[],
    kinds: &[],
    after_action: &[],
    restorers: &[],
    places: &[],
    badges: &[],
    sql: &[],
    routes,
};

fn routes() -> Router<App> {
    Router::new()
}
