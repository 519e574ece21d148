//! The pages of an import: the file, its columns, the dry run, the import itself, the report.

mod begin;
mod draw;
mod rows;

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use ground::ui;
use ground::web::{Failure, FormPairs, Refusal, Result, same_origin};
use maud::{Markup, html};
use together::app::App;
use together::visit::{Page, Visit};
use together::words::{counted, grouped};
use uuid::Uuid;

use begin::earlier;
use draw::{columns, figures, progress, what_happens};

use super::store::{self, Run};
use super::{runner, upload};

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route(
            "/{product}/import",
            get(begin::begin).post(begin::receive).layer(DefaultBodyLimit::max(upload::FILE_LIMIT)),
        )
        .route("/{product}/import/{run}", get(show))
        .route("/{product}/import/{run}/rows", get(rows::rows))
        .route("/{product}/import/{run}/report.csv", get(rows::report))
        .route("/{product}/import/{run}/{step}", post(step))
}

/// Runs change without the journal, so their pages carry no validator.
fn fresh(mut visit: Visit) -> Visit {
    visit.signed.etag = None;
    visit
}

fn ours(visit: &Visit, headers: &HeaderMap) -> bool {
    same_origin(headers, visit.app().settings.base_url.as_deref())
}

/// `GET /{product}/import/{run}`.
async fn show(visit: Visit, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    let visit = fresh(visit);
    let mut tx = visit.read().await?;
    let run = store::run(&mut tx, visit.product.id, id).await?;
    let dry = matches!(run.state.as_str(), "columns" | "trying" | "tried");
    let counts = store::counts(&mut tx, id, dry).await?;
    let reasons = store::reasons(&mut tx, id, dry).await?;
    let runs = store::runs(&mut tx, visit.product.id).await?;
    drop(tx);
    let at = match run.state.as_str() {
        "columns" => 1,
        "trying" | "tried" => 2,
        "running" | "paused" => 3,
        _ => 4,
    };
    let working = matches!(run.state.as_str(), "trying" | "running") && !run.broken_off(visit.signed.now);
    let body = html! {
        .page {
            (head(&visit, &run, &counts))
            (ui::steps(&["File", "Columns", "Dry run", "Import", "Report"], at))
            @if let Some(problem) = &run.problem { div.notice data-state="late" role="alert" { (problem) } }
            @if working { section data-poll="1000" { (progress(&run)) } }
            @if !counts.is_empty() { (figures(&visit, &run, &counts, dry)) }
            .cols {
                .stack {
                    @if matches!(run.state.as_str(), "columns" | "tried") { (columns(&visit, &run)) }
                    @if !counts.is_empty() { (what_happens(&visit, &run, &counts, &reasons, dry)) }
                }
                aside.rail.stack aria-label="Earlier imports" { (earlier(&visit, &runs)) }
            }
        }
    };
    let crumbs = vec![("Import", visit.at("import"))];
    visit
        .page(Page { title: &run.name, place: "-", crumbs, topics: vec!["import".into()], body, ..Page::default() })
        .await
}

fn count(counts: &BTreeMap<String, i64>, outcome: &str) -> i64 {
    counts.get(outcome).copied().unwrap_or_default()
}

fn head(visit: &Visit, run: &Run, counts: &BTreeMap<String, i64>) -> Markup {
    let broken = run.broken_off(visit.signed.now);
    let title = match run.state.as_str() {
        _ if broken => "Broken off: what is in is in, the rest can go on".to_owned(),
        "columns" => "Which column is what?".to_owned(),
        "trying" => "Trying it, nothing is saved".to_owned(),
        "tried" => "Nothing is saved yet".to_owned(),
        "running" => format!("Importing {} of {} rows", grouped(run.rows_done), grouped(run.rows_total)),
        "paused" => "Paused".to_owned(),
        "done" => format!("{} imported", counted(count(counts, "created") + count(counts, "updated"), "row", "rows")),
        "taken back" => "All of it was taken back".to_owned(),
        "stopped" => "Stopped; what is in is in".to_owned(),
        _ => "It could not go on".to_owned(),
    };
    let lead = format!("{}, {}, {} columns", run.name, counted(run.rows_total, "row", "rows"), run.samples.0.len());
    let wanted = count(counts, "created") + count(counts, "updated");
    let import = format!("Import {}", counted(wanted, "row", "rows"));
    html! {
        .page-head {
            div { h1 { (title) } p { (lead) } }
            .actions {
                @match run.state.as_str() {
                    "columns" => { (press(visit, run, "try", "Try it dry", true)) }
                    "tried" => { (press(visit, run, "try", "Try again", false)) @if wanted > 0 { (press(visit, run, "start", &import, true)) } }
                    "running" if broken => { (press(visit, run, "resume", "Go on", true)) (press(visit, run, "take-back", "Take it all back", false)) }
                    "running" => { (press(visit, run, "pause", "Pause", false)) (press(visit, run, "stop", "Stop, keep what is in", false)) }
                    "paused" | "stopped" | "broken" => { (press(visit, run, "resume", "Go on", true)) (press(visit, run, "take-back", "Take it all back", false)) }
                    "done" => { a.btn href=(visit.at(place(run))) { "See them" } (press(visit, run, "take-back", "Take it all back", false)) }
                    _ => { a.btn href=(visit.at("import")) { (ui::icon("upload")) "Another file" } }
                }
            }
        }
    }
}

fn place(run: &Run) -> &'static str {
    match run.rows_as.as_str() {
        "requests" => "requests",
        "features" => "features",
        _ => "backlog",
    }
}

fn press(visit: &Visit, run: &Run, step: &str, label: &str, main: bool) -> Markup {
    let button = ui::button(label);
    html! {
        form method="post" action=(visit.at(format!("import/{}/{step}", run.id))) {
            input type="hidden" name="csrf" value=(visit.who().csrf);
            @if main { (button.main()) } @else { (button) }
        }
    }
}

/// `POST /{product}/import/{run}/{step}`.
async fn step(
    visit: Visit,
    Path((_, id, step)): Path<(String, Uuid, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = FormPairs::parse(&body)?;
    if form.get("csrf") != Some(visit.who().csrf.as_str()) || !ours(&visit, &headers) {
        return Err(Failure::Forbidden(Refusal::new("form-not-ours", "This form did not come from a page of yours.")));
    }
    let (app, actor) = (visit.app().clone(), visit.signed.actor());
    let actor = together::journal::Actor { via: together::journal::Via::Import, ..actor };
    let run = runner::reload(&app, visit.product.id, id).await?;
    let now = app.clock.now();
    match (step.as_str(), run.state.as_str()) {
        ("columns", "columns" | "tried") => choose(&app, &run, &form).await?,
        ("try", "columns" | "tried") => set_off(&app, &actor, run, true).await?,
        ("start", "tried") => {
            runner::must_be_own_call(&app, &actor, visit.product.id, run.mapping.0.rows).await?;
            set_off(&app, &actor, run, false).await?;
        }
        ("resume", "paused" | "stopped" | "broken" | "running") if run.state != "running" || run.broken_off(now) => {
            set_state(&app, &run, "running").await?;
            runner::start(&app, &actor, run, false);
        }
        ("pause", "running") => set_state(&app, &run, "paused").await?,
        ("stop", "running" | "paused") => set_state(&app, &run, "stopped").await?,
        ("take-back", "done" | "paused" | "stopped" | "broken" | "running") => {
            set_state(&app, &run, "stopped").await?;
            runner::take_back(&app, &actor, &run).await?;
        }
        _ => return Err(Failure::refused("not-now", "The import has moved on since you saw it. Reload the page.")),
    }
    Ok(Redirect::to(&visit.at(format!("import/{id}"))).into_response())
}

async fn set_off(app: &App, actor: &together::journal::Actor, run: Run, dry: bool) -> Result<()> {
    let mut tx = app.db.write().await?;
    store::begin(&mut tx, run.id, dry, app.clock.now()).await?;
    tx.commit().await?;
    runner::start(app, actor, run, dry);
    Ok(())
}

async fn set_state(app: &App, run: &Run, state: &str) -> Result<()> {
    let mut tx = app.db.write().await?;
    store::set_state(&mut tx, run.id, state, None, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Uses the columns a person chose.
async fn choose(app: &App, run: &Run, form: &FormPairs) -> Result<()> {
    let rows_as = form.get("as").and_then(upload::as_named).unwrap_or(run.mapping.0.rows);
    let looked = upload::look(std::path::Path::new(&run.file), &run.name, Some(rows_as)).await?;
    let mut mapping = looked.mapping;
    if rows_as == run.mapping.0.rows {
        for n in 0..mapping.columns.len() {
            let Some(target) = form.get(&format!("c{n}")) else { continue };
            let column = mapping.columns[n].column.clone();
            mapping.choose(&looked.survey, &column, if target.is_empty() { "-" } else { target })?;
        }
    }
    mapping.check()?;
    let mut tx = app.db.write().await?;
    store::map(&mut tx, run.id, &mapping).await?;
    Ok(tx.commit().await?)
}
