//! What stands beside an import: what runs, what came before, what holds for all of them.

use ground::clock::Ts;
use ground::ui;
use maud::{Markup, html};
use together::visit::Visit;
use together::words::{ago, counted, grouped};
use uuid::Uuid;

use super::show::press;
use crate::exchange::importing::store::{Brief, Run};

/// How far a run is, and how to stop it.
pub(super) fn progress(visit: &Visit, run: &Run) -> Markup {
    let left = time_left(run, visit.signed.now);
    html! {
        .stack-s {
            .line {
                span.strong { (match run.state.as_str() { "trying" => "Dry run", "taking back" => "Taking back", _ => "Import" }) }
                @if let Some(left) = &left { span.push.small.faint { (left) } }
            }
            @if run.state == "taking back" { (ui::progress_open("Taking back")) }
            @else { (bar(run.rows_done, run.rows_total)) }
            p.small.dim {
                @if run.state != "taking back" { (grouped(run.rows_done)) " of " (counted(run.rows_total, "row", "rows")) ". " }
                "You can leave this page."
            }
            @if run.state == "running" {
                .line {
                    (press(visit, run, "pause", ui::button("Pause").small()))
                    (press(visit, run, "stop", ui::button("Stop, keep what is in").small().quiet()))
                }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share of rows on a bar")]
fn bar(done: i64, total: i64) -> Markup {
    let label = format!("{}%", if total > 0 { done * 100 / total } else { 100 });
    ui::progress(done as f64, total.max(1) as f64, &label, None)
}

/// How long it takes at the speed it had so far.
fn time_left(run: &Run, now: Ts) -> Option<String> {
    let began = run.started_at?;
    if run.rows_done == 0 || run.state == "taking back" {
        return None;
    }
    let seconds = (now.0 - began.0).max(0) / 1_000_000 * (run.rows_total - run.rows_done).max(0) / run.rows_done;
    Some(match seconds {
        0..=90 => "about a minute".to_owned(),
        seconds => format!("about {} min", seconds.div_euclid(60) + 1),
    })
}

/// What stands beside every page of imports.
pub(super) fn rail(visit: &Visit, runs: &[Brief], here: Option<Uuid>) -> Markup {
    let now = visit.signed.now;
    let works = |run: &&Brief| matches!(run.state.as_str(), "trying" | "running") && !run.broken_off(now);
    let running: Vec<&Brief> = runs.iter().filter(works).filter(|run| Some(run.id) != here).collect();
    let earlier: Vec<&Brief> = runs.iter().filter(|run| Some(run.id) != here && !works(run)).collect();
    html! {
        aside.rail.stack aria-label="Running and earlier imports" {
            @for run in &running {
                section.stack-s {
                    (ui::sec_head("Running now"))
                    .line { a.strong href=(visit.at(format!("import/{}", run.id))) { (run.name) } }
                    (bar(run.rows_done, run.rows_total))
                    p.small.dim { (grouped(run.rows_done)) " of " (counted(run.rows_total, "row", "rows")) "." }
                }
            }
            section.stack-s {
                @if earlier.is_empty() { (ui::sec_head("Earlier imports")) p.dim { "None yet." } }
                @else { (ui::sec_head("Earlier imports").count(earlier.len())) }
                ul.rows {
                    @for run in &earlier {
                        li.row {
                            div {
                                a.clip href=(visit.at(format!("import/{}", run.id))) { (run.name) }
                                .sub { span { (state_in_words(run, now)) } span { (ago(run.made_at, now)) } @if let Some(starter) = &run.starter { span { (starter) } } }
                            }
                        }
                    }
                }
            }
            section {
                (ui::sec_head("Agreed"))
                ul.readylist {
                    @for promise in ["Nobody is told about old rows", "People are found by e-mail, else by name", "What was changed here stays", "One button takes it all back"] {
                        li { (ui::icon("ready")) (promise) }
                    }
                }
            }
        }
    }
}

fn state_in_words(run: &Brief, now: Ts) -> &'static str {
    match run.state.as_str() {
        "trying" if run.broken_off(now) => "dry run broke off",
        _ if run.broken_off(now) => "unfinished",
        "columns" => "waits for its columns",
        "trying" => "being tried",
        "tried" => "tried, nothing saved yet",
        "running" => "running",
        "paused" => "paused",
        "done" => "done",
        "stopped" => "stopped",
        "taking back" => "being taken back",
        "taken back" => "taken back",
        _ => "broken off",
    }
}
