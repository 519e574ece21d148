//! The pages of an import: the file, its columns, the dry run, the import itself, the report.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use ground::ui;
use ground::web::{Failure, FormPairs, Refusal, Result, same_origin};
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::visit::{Page, Visit};
use together::words::{ago, counted, grouped};
use uuid::Uuid;

use super::store::{self, Run};
use super::{runner, upload};
use crate::exchange::reading::{As, SafeWriter, Target};

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/{product}/import", get(begin).post(receive).layer(DefaultBodyLimit::max(upload::FILE_LIMIT)))
        .route("/{product}/import/{run}", get(show))
        .route("/{product}/import/{run}/rows", get(rows))
        .route("/{product}/import/{run}/report.csv", get(report))
        .route("/{product}/import/{run}/{step}", post(step))
}

/// Runs change without the journal, so their pages carry no validator.
fn fresh(mut visit: Visit) -> Visit {
    visit.signed.etag = None;
    visit
}

/// `GET /{product}/import`.
async fn begin(visit: Visit) -> Result<Response> {
    draw_begin(fresh(visit), None).await
}

async fn draw_begin(visit: Visit, refused: Option<&Refusal>) -> Result<Response> {
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
    let mut response = visit.page(Page { title: "Import", place: "-", topics: vec!["import".into()], body, ..Page::default() }).await?;
    if refused.is_some() {
        *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn earlier(visit: &Visit, runs: &[Run]) -> Markup {
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

fn state_in_words(run: &Run, visit: &Visit) -> &'static str {
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
async fn receive(visit: Visit, headers: HeaderMap, form: Multipart) -> Result<Response> {
    let visit = fresh(visit);
    let taken = async {
        let sent = upload::receive(visit.app(), form).await?;
        if sent.csrf.as_deref() != Some(visit.who().csrf.as_str()) || !ours(&visit, &headers) {
            return Err(Failure::Forbidden(Refusal::new("form-not-ours", "This form did not come from a page of yours.")));
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
    visit.page(Page { title: &run.name, place: "-", crumbs, topics: vec!["import".into()], body, ..Page::default() }).await
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

#[expect(clippy::cast_precision_loss, reason = "a share of rows on a bar")]
fn progress(run: &Run) -> Markup {
    html! {
        .stack-s {
            .line { span { (grouped(run.rows_done)) " of " (grouped(run.rows_total)) " rows" } span.push.small.faint { "You can leave this page" } }
            (ui::progress(run.rows_done as f64, run.rows_total.max(1) as f64, "Rows settled", None))
        }
    }
}

fn figures(visit: &Visit, run: &Run, counts: &BTreeMap<String, i64>, dry: bool) -> Markup {
    let words = if dry {
        [("created", "will be created"), ("updated", "will be updated"), ("unchanged", "are here already"), ("kept", "changed here, kept"), ("skipped", "are left out")]
    } else {
        [("created", "created"), ("updated", "updated"), ("unchanged", "were here already"), ("kept", "changed here, kept"), ("skipped", "left out")]
    };
    html! {
        .figures {
            @for (outcome, word) in words {
                @let number = count(counts, outcome);
                @if number > 0 || outcome == "created" { a href=(rows_address(visit, run, outcome, dry)) { b { (grouped(number)) } (word) } }
            }
        }
    }
}

fn rows_address(visit: &Visit, run: &Run, outcome: &str, dry: bool) -> String {
    format!("{}?outcome={outcome}&dry={dry}", visit.at(format!("import/{}/rows", run.id)))
}

/// Where each column goes, changeable.
fn columns(visit: &Visit, run: &Run) -> Markup {
    let mapping = &run.mapping.0;
    let used = mapping.columns.iter().filter(|choice| choice.target.is_some()).count();
    html! {
        section {
            (ui::sec_head("Columns").count(format!("{used} of {}", mapping.columns.len())).aside("Share of rows that fit the field"))
            form method="post" action=(visit.at(format!("import/{}/columns", run.id))) {
                input type="hidden" name="csrf" value=(visit.who().csrf);
                p.line { span.small.dim { "The rows are" } (ui::seg("as", "What the rows are", &[ui::choice("requests", "Requests"), ui::choice("stories", "Stories"), ui::choice("features", "Features")], mapping.rows.name())) }
                table.table.words.mid-rows {
                    colgroup { col.w-l; col; col.w-xs; col.w-xl; col.w-m; }
                    thead { tr { th scope="col" { "In the file" } th scope="col" { "First row" } td {} th scope="col" { "In Tandem" } th.num scope="col" { "Fits" } } }
                    tbody {
                        @for (n, choice) in mapping.columns.iter().enumerate() {
                            tr {
                                th scope="row" { span.secret { (choice.column) } }
                                td.dim { .clip { (run.samples.0.get(n).map_or("", String::as_str)) } }
                                td { (ui::icon("arrow")) }
                                td { (target_select(mapping.rows, n, &choice.column, choice.target)) }
                                td.num.small.dim { @if let Some(fits) = choice.fits { (format!("{:.0}%", fits * 100.0)) } }
                            }
                        }
                    }
                }
                p { (ui::button("Use these columns")) }
            }
        }
    }
}

fn target_select(rows: As, n: usize, column: &str, chosen: Option<Target>) -> Markup {
    html! {
        select.input name=(format!("c{n}")) id=(format!("c{n}")) aria-label=(format!("Field for {column}")) {
            option value="" selected[chosen.is_none()] { "Leave out" }
            @for target in rows.targets() {
                option value=(target.name()) selected[chosen == Some(target)] { (target.label(rows).unwrap_or_default()) }
            }
        }
    }
}

fn what_happens(visit: &Visit, run: &Run, counts: &BTreeMap<String, i64>, reasons: &[(String, String, i64)], dry: bool) -> Markup {
    html! {
        section #rows {
            (ui::sec_head(if dry { "What will happen to which rows" } else { "What happened to which rows" })
                .count(grouped(counts.values().sum()))
                .aside(html! { a.link href=(visit.at(format!("import/{}/report.csv?dry={dry}", run.id))) data-turbo="false" { "Save this list" } }))
            ul.rows {
                @for (outcome, icon, words) in [("created", "plus", "created"), ("updated", "edit", "updated, since the file changed"), ("unchanged", "check", "here already, unchanged"), ("kept", "lock", "changed here since, so ours was kept")] {
                    @let number = count(counts, outcome);
                    @if number > 0 { (outcome_row(visit, run, dry, outcome, icon, &format!("{} {words}", grouped(number)), "")) }
                }
                @for (outcome, reason, number) in reasons {
                    @let icon = if outcome == "skipped" { "ban" } else { "warn" };
                    @let what = if outcome == "skipped" { "left out" } else { "with a note" };
                    (outcome_row(visit, run, dry, outcome, icon, &format!("{} {what}", grouped(*number)), reason))
                }
            }
        }
    }
}

fn outcome_row(visit: &Visit, run: &Run, dry: bool, outcome: &str, icon: &str, title: &str, sub: &str) -> Markup {
    html! {
        li.row.row-icon {
            span.faint { (ui::icon(icon)) }
            div { .t { (title) } @if !sub.is_empty() { .sub { (sub) } } }
            a.btn.btn-s href=(rows_address(visit, run, outcome, dry)) { "Show" }
        }
    }
}

/// Which rows are asked for.
#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    outcome: String,
    #[serde(default)]
    dry: bool,
    #[serde(default)]
    after: i64,
}

/// `GET /{product}/import/{run}/rows`.
async fn rows(visit: Visit, Path((_, id)): Path<(String, Uuid)>, Query(asked): Query<Asked>) -> Result<Response> {
    let visit = fresh(visit);
    let mut tx = visit.read().await?;
    let run = store::run(&mut tx, visit.product.id, id).await?;
    let rows = store::rows(&mut tx, id, asked.dry, &asked.outcome, asked.after).await?;
    drop(tx);
    let next = rows.last().filter(|_| rows.len() == 100).map(|row| format!("{}&after={}", rows_address(&visit, &run, &asked.outcome, asked.dry), row.number));
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
async fn report(visit: Visit, Path((_, id)): Path<(String, Uuid)>, Query(asked): Query<Asked>) -> Result<Response> {
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

/// `POST /{product}/import/{run}/{step}`.
async fn step(visit: Visit, Path((_, id, step)): Path<(String, Uuid, String)>, headers: HeaderMap, body: Bytes) -> Result<Response> {
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
