//! The pages of an import: the file, its columns, the dry run, the import itself, the report.
//!
//! Also here: begin, columns, happens, rail, rows, show, steps.

mod begin;
mod columns;
mod happens;
mod rail;
mod rows;
mod show;
mod steps;

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::routing::{get, post};
use ground::ui;
use ground::web::same_origin;
use maud::{Markup, html};
use together::app::App;
use together::visit::Visit;

use super::rules::Became;
use super::upload;

/// The steps of an import, as they stand above it.
const STEPS: [&str; 5] = ["File", "Columns", "Dry run", "Import", "Report"];

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/{product}/import",
            get(begin::begin).post(begin::receive).layer(DefaultBodyLimit::max(upload::FILE_LIMIT)),
        )
        .route("/{product}/import/{run}", get(show::show))
        .route("/{product}/import/{run}/rows", get(rows::rows))
        .route("/{product}/import/{run}/report.csv", get(rows::report))
        .route("/{product}/import/{run}/{step}", post(steps::step))
}

/// Runs change without the journal, so their pages carry no validator.
fn fresh(mut visit: Visit) -> Visit {
    visit.signed.etag = None;
    visit
}

fn ours(visit: &Visit, headers: &HeaderMap) -> bool {
    same_origin(headers, visit.app().settings.base_url.as_deref())
}

fn count(counts: &BTreeMap<String, i64>, outcome: Became) -> i64 {
    counts.get(outcome.code()).copied().unwrap_or_default()
}

/// What went wrong, and what to do.
fn told(message: &str, hint: Option<&str>) -> Markup {
    let words =
        html! { span role="alert" data-refusal { strong { (message) } @if let Some(hint) = hint { " " (hint) } } };
    html! { (ui::notice(words).state(ui::State::LATE)) }
}

/// Rows that change something.
fn wanted(counts: &BTreeMap<String, i64>) -> i64 {
    [Became::Created, Became::Merged, Became::Updated].into_iter().map(|became| count(counts, became)).sum()
}
