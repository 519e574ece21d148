//! The rows of an import: what became of each, on pages and as a file.

use axum::body::Body;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use ground::db::cut;
use ground::ui;
use ground::web::{Failure, Result};
use maud::html;
use serde::Deserialize;
use together::visit::{Page, Visit};
use uuid::Uuid;

use super::fresh;
use super::happens::rows_address;
use crate::exchange::importing::rules::Became;
use crate::exchange::importing::store::rows::Settled;
use crate::exchange::importing::store::{self, rows};
use crate::exchange::reading::SafeWriter;

/// Rows of a full page.
#[expect(clippy::cast_possible_truncation, reason = "a small number of our own")]
const PAGE: usize = rows::PAGE as usize;

/// Which rows are asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    about: String,
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
    let mut rows = rows::of_outcome(&mut tx, (id, asked.dry), &asked.outcome, &asked.about, asked.after).await?;
    drop(tx);
    let more = cut(&mut rows, rows::PAGE);
    let next = rows.last().filter(|_| more).map(|row| {
        format!("{}&after={}", rows_address(&visit, &run, &asked.outcome, &asked.about, asked.dry), row.number)
    });
    let whole = visit.at(format!("import/{id}"));
    let back = ui::link_button("Back", &whole).icon("back");
    let body = html! {
        .page {
            (ui::page_head(heading(&asked), &run.name, back))
            @if rows.is_empty() { p.dim { "There are no such rows." } }
            @else {
                table.table.words {
                    colgroup { col.w-s; col; col.w-s; col; }
                    thead { tr { th.num scope="col" { "Row" } th scope="col" { "Title" } th scope="col" { "Thing" } th scope="col" { "Why" } } }
                    tbody {
                        @for row in &rows {
                            tr {
                                td.num.dim { (row.number) }
                                td { @if row.title.is_empty() { span.faint { "No title" } } @else { (row.title) } }
                                td { @if let Some(key) = row.key() { a.link href=(visit.at(key)) { (key) } } }
                                td.dim { (row.reason) }
                            }
                        }
                    }
                }
            }
            @if let Some(next) = next { p.note { a.link href=(next) { "Further rows" } } }
        }
    };
    let crumbs =
        vec![("Settings", visit.at("settings")), ("Import", visit.at("import")), (run.name.as_str(), whole.clone())];
    visit.page(Page { title: "Rows", place: "-", crumbs, body, ..Page::default() }).await
}

fn heading(asked: &Asked) -> &'static str {
    match (Became::of_code(&asked.outcome), asked.dry) {
        (Some(Became::Created), true) => "Rows that will be created",
        (Some(Became::Created), false) => "Rows that were created",
        (Some(Became::Merged), true) => "Rows that join one we have",
        (Some(Became::Merged), false) => "Rows that joined one we have",
        (Some(Became::Updated), true) => "Rows that will be updated",
        (Some(Became::Updated), false) => "Rows that were updated",
        (Some(Became::Unchanged), _) => "Rows that are here already",
        (Some(Became::Kept), _) => "Rows that stay as they are here",
        (Some(Became::Skipped), true) => "Rows that are left out",
        (Some(Became::Skipped), false) => "Rows that were left out",
        (None, _) => "Rows",
    }
}

/// `GET /{product}/import/{run}/report.csv`: every row with what became of it; formulas are defused. The rows are read as they
/// are sent, so that a large report takes no memory and a slow reader no connection.
pub(super) async fn report(
    visit: Visit,
    Path((_, id)): Path<(String, Uuid)>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let run = store::run(&mut visit.read().await?, visit.product.id, id).await?;
    let (app, dry) = (visit.app().clone(), asked.dry);
    let lines = stream::try_unfold(Some(i64::MIN), move |after| {
        let app = app.clone();
        async move {
            let Some(after) = after else { return Ok::<_, Failure>(None) };
            let page = rows::all(&mut app.db.read().await?, (id, dry), after).await?;
            let next = page.last().filter(|_| page.len() == PAGE).map(|row| row.number);
            Ok(Some((written(&page, after == i64::MIN)?, next)))
        }
    });
    let mut response = Body::from_stream(lines).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    let name = format!("attachment; filename=\"import-{}.csv\"", run.id);
    headers.extend(HeaderValue::from_str(&name).map(|name| (header::CONTENT_DISPOSITION, name)));
    Ok(response)
}

/// Lines of the report, after its heads where they begin it.
fn written(rows: &[Settled], begins: bool) -> Result<Vec<u8>> {
    let broken = |error: std::io::Error| Failure::Broken(error.to_string());
    let mut csv = SafeWriter::new(Vec::new());
    if begins {
        csv.row(["row", "outcome", "thing", "title", "reason"]).map_err(broken)?;
    }
    for row in rows {
        let key = row.key().map(|key| key.to_string()).unwrap_or_default();
        csv.row([&row.number.to_string(), &row.outcome, &key, &row.title, &row.reason].map(String::as_str))
            .map_err(broken)?;
    }
    csv.finish().map_err(broken)
}
