//! The rows of an import: what became of each, on pages and as a file.

use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use ground::ui;
use ground::web::{Failure, Result};
use maud::html;
use serde::Deserialize;
use together::visit::{Page, Visit};
use uuid::Uuid;

use super::draw::rows_address;
use super::fresh;
use crate::exchange::importing::store;
use crate::exchange::reading::SafeWriter;

/// Which rows are asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    dry: bool,
    #[serde(default)]
    after: i64,
}

/// `GET /{product}/import/{run}/rows`.
pub(super) async fn rows(
    visit: Visit,
    Path((_, id)): Path<(String, Uuid)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let visit = fresh(visit);
    let mut tx = visit.read().await?;
    let run = store::run(&mut tx, visit.product.id, id).await?;
    let rows = store::rows(&mut tx, id, asked.dry, &asked.outcome, asked.after).await?;
    drop(tx);
    let next = rows
        .last()
        .filter(|_| rows.len() == 100)
        .map(|row| format!("{}&after={}", rows_address(&visit, &run, &asked.outcome, asked.dry), row.number));
    let body = html! {
        .page {
            (ui::page_head(format!("Rows {}", asked.outcome), &run.name, html! { a.btn href=(visit.at(format!("import/{id}"))) { (ui::icon("back")) "Back" } }))
            table.table.words {
                thead { tr { th scope="col" { "Row" } th scope="col" { "Title" } th scope="col" { "Thing" } th scope="col" { "Why" } } }
                tbody {
                    @for row in &rows {
                        tr { td.id { (row.number) } td { (row.title) } td { @if let Some(key) = row.key() { a.link href=(visit.at(key)) { (key) } } } td.dim { (row.reason) } }
                    }
                }
            }
            @if let Some(next) = next { p.note { a.link href=(next) { "Further rows" } } }
        }
    };
    let crumbs = vec![("Import", visit.at("import"))];
    visit.page(Page { title: "Rows", place: "-", crumbs, body, ..Page::default() }).await
}

/// `GET /{product}/import/{run}/report.csv`: every row with what became of it; formulas are defused.
pub(super) async fn report(
    visit: Visit,
    Path((_, id)): Path<(String, Uuid)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let mut tx = visit.read().await?;
    let run = store::run(&mut tx, visit.product.id, id).await?;
    let broken = |error: std::io::Error| Failure::Broken(error.to_string());
    let mut csv = SafeWriter::new(Vec::new());
    csv.row(["row", "outcome", "thing", "title", "reason"]).map_err(broken)?;
    for outcome in ["created", "updated", "unchanged", "kept", "merged", "skipped"] {
        let mut after = i64::MIN;
        loop {
            let rows = store::rows(&mut tx, id, asked.dry, outcome, after).await?;
            for row in &rows {
                let key = row.key().map(|key| key.to_string()).unwrap_or_default();
                csv.row([row.number.to_string().as_str(), outcome, &key, &row.title, &row.reason]).map_err(broken)?;
            }
            match rows.last().filter(|_| rows.len() == 100) {
                Some(last) => after = last.number,
                None => break,
            }
        }
    }
    let mut response = csv.finish().map_err(broken)?.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let name = format!("attachment; filename=\"import-{}.csv\"", run.id);
    headers.extend(HeaderValue::from_str(&name).map(|name| (header::CONTENT_DISPOSITION, name)));
    Ok(response)
}
