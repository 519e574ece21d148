//! The beginning of an import: the file, and the imports before it.

use axum::extract::Multipart;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use ground::ui;
use ground::web::{Failure, Refusal, Result};
use maud::html;
use together::journal::{Actor, Via};
use together::visit::{Page, Visit};

use super::rail::rail;
use super::{STEPS, fresh, ours, told};
use crate::exchange::importing::runner::{self, Work};
use crate::exchange::importing::store::{self, Run};
use crate::exchange::importing::upload::{self, Named};

/// What the rows may be, as it is offered.
const KINDS: [ui::Choice<'static>; 4] =
    [kind("", "Find out"), kind("requests", "Requests"), kind("stories", "Stories"), kind("features", "Features")];

const fn kind(value: &'static str, label: &'static str) -> ui::Choice<'static> {
    ui::Choice { value, label, note: "" }
}

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
            (ui::steps(&STEPS, 0))
            .cols {
                .stack {
                    form.stack-s method="post" enctype="multipart/form-data" action=(visit.at("import")) data-turbo="false" {
                        input type="hidden" name="csrf" value=(visit.who().csrf);
                        @if let Some(refused) = refused {
                            (told(&format!("{} Nothing was kept.", refused.message), refused.hint.as_deref()))
                        }
                        label.drop for="file" data-for="file" { (ui::icon("upload")) span data-file-name { "Drop a CSV, JSON or text file here, or choose one" } }
                        input #file.drop-file type="file" name="file" required accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson";
                        .line { span.small.dim { "The rows are" } (ui::seg("as", "What the rows are", &KINDS, "")) }
                        div { (ui::button("Look at it").main().icon("upload")) }
                    }
                }
                (rail(&visit, &runs, None))
            }
        }
    };
    let mut response = visit
        .page(Page {
            title: "Import",
            place: "-",
            crumbs: vec![("Settings", visit.at("settings"))],
            topics: vec!["import".into()],
            body,
            ..Page::default()
        })
        .await?;
    if refused.is_some() {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

/// `POST /{product}/import`.
pub(super) async fn receive(visit: Visit, headers: HeaderMap, form: Multipart) -> Result<Response> {
    let visit = fresh(visit);
    let taken = match upload::receive(visit.app(), form).await {
        Ok(sent) => {
            let taken = take(&visit, &headers, &sent).await;
            if taken.is_err() {
                sent.throw_away().await;
            }
            taken
        }
        Err(failure) => Err(failure),
    };
    match taken {
        Ok(run) => Ok(Redirect::to(&visit.at(format!("import/{}", run.id))).into_response()),
        Err(Failure::Refused(refusal)) => draw_begin(visit, Some(&refusal)).await,
        Err(failure) => Err(failure),
    }
}

/// Looks at a file, and tries it at once where its columns say what they are.
async fn take(visit: &Visit, headers: &HeaderMap, sent: &upload::Sent) -> Result<Run> {
    if sent.csrf.as_deref() != Some(visit.who().csrf.as_str()) || !ours(visit, headers) {
        return Err(Failure::Forbidden(Refusal::new("form-not-ours", "This form did not come from a page of yours.")));
    }
    let app = visit.app();
    let looked = upload::look(&sent.file, &sent.name, sent.rows_as).await?;
    let named = Named { file: &sent.file, name: &sent.name };
    let run = upload::keep(app, visit.product.id, Some(visit.who().id), named, &looked).await?;
    if run.mapping.0.check().is_ok() {
        let actor = Actor { via: Via::Import, ..visit.signed.actor() };
        let turn = runner::take_up(app, run.clone(), Work::Try, true).await?;
        runner::start(app, &actor, turn);
    }
    Ok(run)
}
