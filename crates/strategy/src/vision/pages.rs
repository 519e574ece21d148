//! The page of the vision.

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use together::app::App;
use together::journal;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Thing};
use together::visit::{Page, Visit};
use together::words::counted;

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
            let counts = store::counts(&mut tx, vision).await?;
            let goals = goals::store::list(&mut tx, visit.product.id).await?;
            let history = journal::pages::recent(&visit, &mut tx, vision).await?;
            let parts = Parts { vision, board: &board, counts: &counts, goals: &goals, history };
            whole(&visit, &marks, &head, &parts)
        }
    };
    drop(tx);
    let topics = vec!["vision".into(), "goal".into()];
    visit.page(Page { title: "Vision", place: "vision", topics, body, ..Page::default() }).await
}

/// The page before there is a vision.
fn first(visit: &Visit, marks: &Marks) -> Markup {
    let kept = visit.kept("vision.set");
    html! {
        .page.page-narrow {
            (ui::page_head("No vision yet", "One sentence: who is it for, and what will be different for them?", marks.line("Decides", Right::SetVision)))
            form.stack-s method="post" action=(visit.action("vision.set")) {
                (visit.signed.hidden_fields())
                (ui::field("title", "The vision in one sentence").required()
                    .value(kept.and_then(|kept| kept.value("title")).unwrap_or_default())
                    .error(kept.and_then(|kept| kept.error("title")))
                    .attr("placeholder", "A book in every pocket in Port Ellery"))
                div { (ui::button(press(visit, marks)).main()) }
            }
        }
    }
}

struct Parts<'a> {
    vision: &'a Thing,
    board: &'a Board,
    counts: &'a [(String, i64)],
    goals: &'a [goals::store::Line],
    history: Markup,
}

fn whole(visit: &Visit, marks: &Marks, head: &Markup, parts: &Parts<'_>) -> Markup {
    let Parts { vision, board, counts, goals, history } = parts;
    let count = |kind: &str| counts.iter().find(|(of, _)| of == kind).map_or(0, |(_, count)| *count);
    html! {
        .page {
            (head)
            .page-head {
                div { h1.statement { (vision.title) } @if !board.text.is_empty() { p { (board.text) } } }
                .actions { (marks.line("", Right::SetVision)) a.btn href="#change" { (ui::icon("edit")) (press(visit, marks)) } }
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
                        (ui::sec_head("What hangs from it").count(counted(count("goal"), "goal", "goals")))
                        ul.rows {
                            @for goal in goals.iter() {
                                li.row { a.clip href=(visit.at(goal.key())) { span.id { (goal.key()) } " " (goal.title) } (goals::pages::verdict(goal, visit.signed.now)) }
                            }
                        }
                        p.note { (counted(count("need"), "need", "needs")) ", " (counted(count("feature"), "feature", "features")) ", " (counted(count("release"), "release", "releases")) }
                    }
                    (history)
                }
            }
        }
    }
}

fn panel(title: &str, lines: &str) -> Markup {
    html! {
        section {
            h3 { (title) }
            @if lines.trim().is_empty() { p.small.faint { "Nothing yet" } }
            @else { ul { @for line in lines.lines().filter(|line| !line.trim().is_empty()) { li { (line) } } } }
        }
    }
}

fn press(visit: &Visit, marks: &Marks) -> &'static str {
    if marks.acts(visit, Right::SetVision) { "Set the vision" } else { "Propose a change" }
}

/// The form below the board.
fn change(visit: &Visit, marks: &Marks, vision: &Thing, board: &Board) -> Markup {
    let kept = visit.kept("vision.set");
    let value = |name: &str, stored: &str| kept.and_then(|kept| kept.value(name)).unwrap_or(stored).to_owned();
    let error = |name: &str| kept.and_then(|kept| kept.error(name)).map(str::to_owned);
    let fields = [
        ("text", "What it means", &board.text),
        ("target_group", "Target group, a line each", &board.target_group),
        ("needs", "Needs, a line each", &board.needs),
        ("offer", "Product, a line each", &board.offer),
        ("business_goals", "Business goals, a line each", &board.business_goals),
    ];
    html! {
        details #change open[kept.is_some()] {
            summary.btn { (ui::icon("edit")) "Change the vision" }
            form.stack-s method="post" action=(visit.action("vision.set")) {
                (visit.signed.hidden_fields())
                input type="hidden" name="seen" value=(vision.seq);
                (ui::field("title", "The vision in one sentence").required().value(&value("title", &vision.title)).error(error("title").as_deref()))
                @for (name, label, stored) in fields {
                    (ui::field(name, label).text().value(&value(name, stored)).error(error(name).as_deref()))
                }
                (ui::field("reason", "Why").hint("Kept with the change"))
                div { (ui::button(press(visit, marks)).main()) }
            }
        }
    }
}
