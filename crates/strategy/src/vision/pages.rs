//! The page of the vision.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::app::App;
use together::form::Form;
use together::journal::{history, proposals};
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::{self, Thing};
use together::visit::{Page, Visit};
use together::words::{counted, date, upper_first};

use super::store::{self, Board};
use crate::goals;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/vision", get(show))
}

/// `GET /{product}/vision`.
pub async fn show(visit: Visit) -> Result<Response> {
    let mut tx = visit.read().await?;
    let marks = Marks::load(&mut tx, &visit, &[Right::SetVision]).await?;
    let vision = thread::store::vision(&mut tx, visit.product.id).await?;
    let body = match &vision {
        None => first(&visit, &marks),
        Some(vision) => {
            let board = store::board(&mut tx, vision.id).await?;
            let head = thread::pages::head(&visit, &mut tx, vision).await?;
            let goals = goals::store::list(&mut tx, visit.product.id).await?;
            let names = Names::load(&mut tx, visit.product.id).await?;
            let decides = marks.decider(Right::SetVision).map(|role| names.of(role));
            let proposed = proposals::pages::about(&visit, &mut tx, vision).await?;
            let versions = versions(&visit, &mut tx, vision, &names).await?;
            let parts = Parts { vision, board: &board, goals: &goals, decides, proposed, versions };
            whole(&visit, &marks, &head, &parts)
        }
    };
    drop(tx);
    let topics = vec!["vision".into(), "goal".into()];
    visit.page(Page { title: "Vision", place: "vision", topics, body, ..Page::default() }).await
}

/// The page before there is a vision.
fn first(visit: &Visit, marks: &Marks) -> Markup {
    let form = Form::of(visit, "vision.set");
    html! {
        .page.page-narrow {
            (ui::page_head("No vision yet", "One sentence: who is it for, and what will be different for them?", marks.line("Decides", Right::SetVision)))
            form.stack-s method="post" action=(visit.action("vision.set")) {
                (visit.signed.hidden_fields())
                (ui::field("title", "The vision in one sentence").required().value(&form.value("title", "")).error(form.error("title"))
                    .attr("placeholder", "A book in every pocket in Port Ellery"))
                div { (ui::button(press(visit, marks)).main()) }
            }
        }
    }
}

struct Parts<'a> {
    vision: &'a Thing,
    board: &'a Board,
    goals: &'a [goals::store::Line],
    /// Who decides, by name or role.
    decides: Option<String>,
    proposed: Markup,
    versions: Markup,
}

fn whole(visit: &Visit, marks: &Marks, head: &Markup, parts: &Parts<'_>) -> Markup {
    let Parts { vision, board, goals, decides, proposed, versions } = parts;
    let (closed, ahead): (Vec<_>, Vec<_>) = goals.iter().partition(|goal| goal.state == "closed");
    let count = i64::try_from(ahead.len()).unwrap_or(i64::MAX);
    let past = counted(i64::try_from(closed.len()).unwrap_or(i64::MAX), "closed goal", "closed goals");
    html! {
        .page {
            (head)
            .page-head {
                div { h1.statement { (vision.title) } @if !board.text.is_empty() { p { (board.text) } } }
                .actions {
                    span.call-line { (marks.call(Right::SetVision)) @if let Some(name) = decides { " " (upper_first(name)) " decides" } }
                    a.btn href="#title" { (ui::icon("edit")) @if marks.acts(visit, Right::SetVision) { "Change the vision" } @else { "Propose a change" } }
                }
            }
            .cols.cols-wide {
                .stack {
                    h2.vh { "Vision board" }
                    .panels.panels-4 {
                        (panel("Target group", &board.target_group))
                        (panel("Needs", &board.needs))
                        (panel("Product", &board.offer))
                        (panel("Business goals", &board.business_goals))
                    }
                    (change(visit, marks, vision, board))
                }
                aside.rail.stack aria-label="What hangs from it" {
                    section {
                        (ui::sec_head("What hangs from it").count(counted(count, "goal", "goals")))
                        @if goals.is_empty() { p.dim { "No goal serves it yet. " a.link href=(visit.at("goals?new=1")) { "Choose the first" } } }
                        ul.rows {
                            @for goal in ahead {
                                li.row { a.clip href=(visit.at(goal.key())) { span.id { (goal.key()) } " " (goal.title) } (goals::pages::verdict(goal, visit.signed.now)) }
                            }
                        }
                        @if !closed.is_empty() { p.note { a href=(visit.at("goals")) { (past) } } }
                    }
                    (proposed)
                    (versions)
                }
            }
        }
    }
}

/// Versions that are shown; the others are in the history.
const VERSIONS: usize = 5;

/// Each time somebody set it, with the reason they gave.
async fn versions(visit: &Visit, tx: &mut Tx, vision: &Thing, names: &Names) -> Result<Markup> {
    let entries = history::of_thing(tx, visit.product.id, vision.id, i64::MAX, 100).await?;
    let sets: Vec<_> = entries.iter().map(|(entry, _)| entry).filter(|entry| sets_it(&entry.action)).collect();
    let all = visit.at(format!("{}/history", vision.key()));
    Ok(html! {
        section {
            (ui::sec_head("Versions").count(sets.len()).aside(html! { a.link href=(all) { "All changes" } }))
            ul.rows {
                @for (n, entry) in sets.iter().enumerate().take(VERSIONS) {
                    li.row {
                        div {
                            .line { b.t { "Version " (sets.len() - n) @if n == 0 { ", in force" } } span.push.small.faint { (date(entry.at, visit.signed.now)) } }
                            .sub { span { (entry.reason.as_deref().unwrap_or(if n + 1 == sets.len() { "The first one." } else { "No reason was given." })) } }
                        }
                        @if let (Some(person), Some(name)) = (entry.actor, &entry.actor_name) { (names.avatar(person, name, None)) }
                    }
                }
            }
        }
    })
}

/// Actions after which the vision says something else: setting it, and taking a proposal or an entry back.
fn sets_it(action: &str) -> bool {
    matches!(action, "vision.set" | "proposal.take" | "journal.undo")
}

fn panel(title: &str, lines: &str) -> Markup {
    html! {
        section {
            h3 { (title) }
            @if lines.trim().is_empty() { p.small.faint { "Nothing yet" } }
            @else { ul { @for line in lines.lines().filter(|line| !line.trim().is_empty()) { li { (with_note(line)) } } } }
        }
    }
}

/// A line of the board; what stands behind a colon is said beneath it.
fn with_note(line: &str) -> Markup {
    match line.split_once(": ") {
        Some((what, note)) if what.contains(' ') => html! { (what) small { (note) } },
        _ => html! { (line) },
    }
}

fn press(visit: &Visit, marks: &Marks) -> &'static str {
    if marks.acts(visit, Right::SetVision) { "Set the vision" } else { "Propose a change" }
}

/// The form below the board.
fn change(visit: &Visit, marks: &Marks, vision: &Thing, board: &Board) -> Markup {
    let form = Form::of(visit, "vision.set");
    let fields = [
        ("text", "What it means", &board.text),
        ("target_group", "Target group, a line each", &board.target_group),
        ("needs", "Needs, a line each", &board.needs),
        ("offer", "Product, a line each", &board.offer),
        ("business_goals", "Business goals, a line each", &board.business_goals),
    ];
    html! {
        details.from-head #change open[form.refused()] {
            summary.btn { (ui::icon("x")) "Leave it as it is" }
            form.stack-s method="post" action=(visit.action("vision.set")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="seen" value=(form.seen(vision.seq));
                (form.trouble())
                (ui::field("title", "The vision in one sentence").required().value(&form.value("title", &vision.title)).error(form.error("title")))
                @for (name, label, stored) in fields {
                    (ui::field(name, label).text().value(&form.value(name, stored)).error(form.error(name)))
                }
                (ui::field("reason", "Why").value(&form.value("reason", "")).hint("Kept with the change"))
                div { (ui::button(press(visit, marks)).main()) }
            }
        }
    }
}
