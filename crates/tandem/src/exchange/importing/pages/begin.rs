//! The beginning of an import: the file, and the imports before it.

use axum::extract::Multipart;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use ground::ui;
use ground::web::{Failure, Refusal, Result};
use maud::{Markup, html};
use together::visit::{Page, Visit};
use together::words::ago;

use super::{fresh, ours};
use crate::exchange::importing::store::{self, Run};
use crate::exchange::importing::upload;

/// `GET /{product}/import`.
pub(super) async fn begin(visit: Visit) -> Result<Response> {
    draw_begin(fresh(visit), None).await
}

pub(super) async fn draw_begin(visit: Visit, refused: Option<&Refusal>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let runs = store::runs(&mut tx, visit.product.id).await?;
    drop(tx);
    let body = html! {
        .page {
            (ui::page_head("Bring what you have", "A spreadsheet saved as CSV, JSON, or an export from another tool. You see every row before anything is saved.", ""))
            (ui::steps(&["File", "Columns", "Dry run", "Import", "Report"], 0))
            .cols {
                .stack {
                    form.stack-s method="post" enctype="multipart/form-data" action=(visit.at("import")) data-turbo="false" {
                        input type="hidden" name="csrf" value=(visit.who().csrf);
                        @if let Some(refused) = refused {
                            div.notice data-state="late" role="alert" data-refusal { (refused.message) @if let Some(hint) = &refused.hint { " " (hint) } " Nothing was kept." }
                        }
                        label.drop for="file" data-for="file" { (ui::icon("upload")) span data-file-name { "Drop a CSV, JSON or text file here, or choose one" } }
                        input #file type="file" name="file" required accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson";
                        (ui::seg("as", "What the rows are", &[ui::choice("", "You say"), ui::choice("requests", "Requests"), ui::choice("stories", "Stories"), ui::choice("features", "Features")], ""))
                        div { (ui::button("Look at it").main().icon("upload")) }
                    }
                }
                aside.rail.stack aria-label="Earlier imports" { (earlier(&visit, &runs)) }
            }
        }
    };
    let mut response = visit
        .page(Page { title: "Import", place: "-", topics: vec!["import".into()], body, ..Page::default() })
        .await?;
    if refused.is_some() {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

pub(super) fn earlier(visit: &Visit, runs: &[Run]) -> Markup {
    html! {
        section.stack-s {
            (ui::sec_head("Earlier imports").count(runs.len()))
            @if runs.is_empty() { p.dim { "None yet." } }
            ul.rows {
                @for run in runs {
                    li.row {
                        div {
                            a.clip href=(visit.at(format!("import/{}", run.id))) { (run.name) }
                            .sub { span { (state_in_words(run, visit)) } span { (ago(run.made_at, visit.signed.now)) } }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn state_in_words(run: &Run, visit: &Visit) -> &'static str {
    if run.broken_off(visit.signed.now) {
        return "unfinished";
    }
    match run.state.as_str() {
        "columns" => "waits for its columns",
        "trying" => "being tried",
        "tried" => "tried, nothing saved yet",
        "running" => "running",
        "paused" => "paused",
        "done" => "done",
        "stopped" => "stopped",
        "taken back" => "taken back",
        _ => "broken off",
    }
}

/// `POST /{product}/import`.
pub(super) async fn receive(visit: Visit, headers: HeaderMap, form: Multipart) -> Result<Response> {
    let visit = fresh(visit);
    let taken = async {
        let sent = upload::receive(visit.app(), form).await?;
        if sent.csrf.as_deref() != Some(visit.who().csrf.as_str()) || !ours(&visit, &headers) {
            return Err(Failure::Forbidden(Refusal::new(
                "form-not-ours",
                "This form did not come from a page of yours.",
            )));
        }
        let looked = match upload::look(&sent.file, &sent.name, sent.rows_as).await {
            Ok(looked) => looked,
            Err(failure) => {
                let _ = tokio::fs::remove_file(&sent.file).await;
                return Err(failure);
            }
        };
        upload::keep(visit.app(), visit.product.id, Some(visit.who().id), &sent, &looked).await
    };
    match taken.await {
        Ok(run) => Ok(Redirect::to(&visit.at(format!("import/{run}"))).into_response()),
        Err(Failure::Refused(refusal)) => draw_begin(visit, Some(&refusal)).await,
        Err(failure) => Err(failure),
    }
}
