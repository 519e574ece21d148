//! An import as it stands.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ground::ui;
use ground::web::{Refusal, Result};
use maud::{Markup, Render, html};
use together::visit::{Page, Visit};
use together::words::{counted, grouped};
use uuid::Uuid;

use super::columns::columns;
use super::happens::{figures, need_a_look, what_happens};
use super::rail::{progress, rail};
use super::{STEPS, fresh, told, wanted};
use crate::exchange::importing::store::rows::{self, Reason};
use crate::exchange::importing::store::{self, Run};

/// `GET /{product}/import/{run}`.
pub(super) async fn show(visit: Visit, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    draw(fresh(visit), id, None).await
}

/// What is known of a run.
pub(super) struct Seen {
    pub(super) run: Run,
    /// Whether the rows are those of the dry run.
    pub(super) dry: bool,
    pub(super) counts: BTreeMap<String, i64>,
    pub(super) reasons: Vec<Reason>,
    /// Whether it says so, but nobody does.
    pub(super) broken_off: bool,
}

/// Draws a run, with what was refused of the last form if there was one.
pub(super) async fn draw(visit: Visit, id: Uuid, refused: Option<&Refusal>) -> Result<Response> {
    let now = visit.signed.now;
    let mut tx = visit.read().await?;
    let run = store::run(&mut tx, visit.product.id, id).await?;
    let (working, broken_off) = (run.working(now), run.broken_off(now));
    let dry = matches!(run.state.as_str(), "columns" | "trying" | "tried");
    // While rows come in, what is counted has changed before it is read.
    let (counts, reasons) = match working {
        true => (BTreeMap::new(), Vec::new()),
        false => (rows::counts(&mut tx, id, dry).await?, rows::reasons(&mut tx, id, dry).await?),
    };
    let runs = store::runs(&mut tx, visit.product.id).await?;
    let sources = store::sources(&mut tx, visit.product.id).await?;
    drop(tx);
    let seen = Seen { run, dry, counts, reasons, broken_off };
    let step = match seen.run.state.as_str() {
        "columns" => 1,
        "trying" | "tried" => 2,
        "running" | "paused" => 3,
        _ => 4,
    };
    let body = html! {
        .page {
            (head(&visit, &seen))
            (ui::steps(&STEPS, step))
            @if let Some(refused) = refused {
                (told(&refused.message, refused.hint.as_deref()))
            }
            @if let Some(problem) = &seen.run.problem { (told(problem, None)) }
            @if working {
                section data-poll="1000" {
                    (progress(&visit, &seen.run))
                    noscript { p { a.link href=(visit.at(format!("import/{id}"))) { "Look how far it is" } } }
                }
            }
            @if !seen.counts.is_empty() { (figures(&visit, &seen)) }
            .cols {
                .stack {
                    @if seen.dry { (columns(&visit, &seen, &sources)) }
                    @if !seen.counts.is_empty() { (what_happens(&visit, &seen)) }
                }
                (rail(&visit, &runs, Some(id)))
            }
        }
    };
    let crumbs = vec![("Settings", visit.at("settings")), ("Import", visit.at("import"))];
    let page =
        Page { title: &seen.run.name, place: "-", crumbs, topics: vec!["import".into()], body, ..Page::default() };
    let response = visit.page(page).await?;
    Ok(if refused.is_some() { (StatusCode::UNPROCESSABLE_ENTITY, response).into_response() } else { response })
}

fn head(visit: &Visit, seen: &Seen) -> Markup {
    html! {
        .page-head {
            div { h1 { (title(seen)) } p { (lead(&seen.run)) @if seen.dry && seen.run.state == "tried" { " This is a dry run." } } }
            .actions { (actions(visit, seen)) }
        }
    }
}

fn title(seen: &Seen) -> String {
    let (run, counts) = (&seen.run, &seen.counts);
    let here = || {
        let rows = wanted(counts);
        if rows == 0 { "Nothing was new".to_owned() } else { format!("{} brought in", counted(rows, "row", "rows")) }
    };
    match run.state.as_str() {
        "taking back" if seen.broken_off => "Taking it back broke off".to_owned(),
        _ if seen.broken_off && !seen.dry => {
            format!("Unfinished: {} of {} rows are settled", grouped(run.rows_done), grouped(run.rows_total))
        }
        "columns" if run.problem.is_some() => "It could not be tried".to_owned(),
        "columns" => "Say which column is what".to_owned(),
        "trying" if seen.broken_off => "The dry run broke off".to_owned(),
        "trying" => "Trying every row, nothing is saved".to_owned(),
        "tried" => match need_a_look(seen) {
            0 if wanted(counts) == 0 => "Nothing in it is new".to_owned(),
            0 => "Nothing is saved yet".to_owned(),
            1 => "Nothing is saved yet: 1 row needs a look".to_owned(),
            rows => format!("Nothing is saved yet: {} rows need a look", grouped(rows)),
        },
        "running" => format!("Importing {}", counted(run.rows_total, "row", "rows")),
        "paused" => format!("Paused at {} of {} rows", grouped(run.rows_done), grouped(run.rows_total)),
        "taking back" => "Taking all of it back".to_owned(),
        "taken back" if run.problem.is_some() => "Taken back, but not all of it".to_owned(),
        "taken back" => "All of it was taken back".to_owned(),
        "stopped" => format!("Stopped at {} of {} rows", grouped(run.rows_done), grouped(run.rows_total)),
        "broken" => format!("Broken off at {} of {} rows", grouped(run.rows_done), grouped(run.rows_total)),
        _ => here(),
    }
}

fn lead(run: &Run) -> String {
    let columns = i64::try_from(run.mapping.0.columns.len()).unwrap_or(i64::MAX);
    let file =
        format!("{}, {}, {}.", run.name, counted(run.rows_total, "row", "rows"), counted(columns, "column", "columns"));
    let took = run.started_at.zip(run.ended_at).map(|(began, ended)| (ended.0 - began.0).max(0) / 1_000_000);
    match (run.state.as_str(), &run.starter, took) {
        ("done", Some(starter), Some(seconds)) => {
            format!("{file} By {starter}, took {}.", counted(seconds.max(1), "second", "seconds"))
        }
        _ => file,
    }
}

fn actions(visit: &Visit, seen: &Seen) -> Markup {
    let run = &seen.run;
    let press = |step: &str, button: ui::Button<'_>| press(visit, run, step, button);
    let take_back = || press("take-back", ui::button("Take it all back").icon("undo"));
    let begin = visit.at("import");
    let another = || ui::link_button("Another file", &begin).icon("upload");
    let wanted = wanted(&seen.counts);
    let import = format!("Import {}", counted(wanted, "row", "rows"));
    html! {
        @match run.state.as_str() {
            "columns" => { (press("discard", ui::button("Throw it away").quiet())) (press("try", ui::button("Try it dry").main())) }
            "trying" if seen.broken_off => { (press("discard", ui::button("Throw it away").quiet())) (press("try", ui::button("Try again").main())) }
            "trying" => { (press("discard", ui::button("Stop and throw it away").quiet())) }
            "tried" if wanted == 0 => { (press("discard", ui::button("Throw it away").quiet())) (another()) }
            "tried" => { (press("discard", ui::button("Throw it away").quiet())) (another()) (press("start", ui::button(&import).icon("check").main())) }
            "running" if seen.broken_off => { (take_back()) (press("resume", ui::button("Go on").main())) }
            "taking back" if seen.broken_off => { (press("take-back", ui::button("Go on taking back").main())) }
            "running" | "taking back" => {}
            "paused" | "stopped" | "broken" => { (take_back()) (press("resume", ui::button("Go on").main())) }
            "done" => { (take_back()) (another()) a.btn.btn-main href=(visit.at(place(run))) { "See them" } }
            _ => { (another()) }
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

/// A button that moves a run on.
pub(super) fn press(visit: &Visit, run: &Run, step: &str, button: impl Render) -> Markup {
    html! {
        form method="post" action=(visit.at(format!("import/{}/{step}", run.id))) {
            input type="hidden" name="csrf" value=(visit.who().csrf);
            (button)
        }
    }
}
