//! How a desk is drawn: the finding first, then what waits, and beside it what one should know.

use ground::ui;
use maud::{Markup, html};
use together::roles::rules::Role;
use together::visit::{Queue, Visit};

use super::desk::Desk;

/// Sentences below the heading.
const SENTENCES: usize = 3;

/// Draws a desk; `switch` leads to the other desk of who has both hats.
pub(super) fn draw(visit: &Visit, desk: &Desk, switch: &Markup) -> Markup {
    let goals_first = matches!(desk.role, Some(Role::ProductManager | Role::BusinessLeader));
    let figures: Vec<_> = desk.queues.iter().filter(|queue| queue.count > 0).collect();
    html! {
        .page {
            (ui::page_head(finding(desk), lead(visit, desk), html! { (switch) (actions(visit, desk.role)) }))
            @if figures.len() > 1 { (numbers(&figures)) }
            .cols {
                .stack {
                    @for queue in &desk.queues { (queue.drawn) }
                    @if goals_first { (desk.goals.section(visit)) }
                    @if desk.queues.is_empty() && !goals_first { (nothing(visit)) }
                }
                aside.rail.stack aria-label="Beside it" { (beside(desk, goals_first)) }
            }
        }
    }
}

/// How many things wait, as a heading.
fn finding(desk: &Desk) -> String {
    let uncounted = desk.queues.iter().any(|queue| queue.count > Queue::COUNTED);
    match desk.waiting() {
        0 => "Nothing waits for you".to_owned(),
        1 => "One thing waits for you".to_owned(),
        number if uncounted => format!("More than {} things wait for you", number - 1),
        number => format!("{number} things wait for you"),
    }
}

/// Why that matters: how sprint and goals stand, and what each queue has to say.
fn lead(visit: &Visit, desk: &Desk) -> String {
    let standing = match desk.role {
        Some(Role::ProductManager | Role::BusinessLeader) => desk.goals.finding(visit.signed.now),
        _ => desk.sprint.0.clone(),
    };
    let whys = desk.queues.iter().map(|queue| queue.why.clone());
    let sentences = std::iter::once(standing).chain(whys).filter(|sentence| !sentence.is_empty());
    let said: Vec<_> = sentences.take(SENTENCES).collect();
    if said.is_empty() && desk.waiting() == 0 {
        return "What others propose, ask of you or hand over stands here as soon as it comes.".to_owned();
    }
    said.join(" ")
}

fn numbers(queues: &[&Queue]) -> Markup {
    html! { .figures { @for queue in queues { a href=(format!("#{}", queue.id)) { b { (Queue::said(queue.count)) } (queue.label) } } } }
}

/// What each role begins most often.
fn actions(visit: &Visit, role: Option<Role>) -> Markup {
    let new = |path: &str| format!("{}?new=1", visit.at(path));
    let (requests, stories, decisions) = (new("requests"), new("backlog"), new("decisions"));
    html! {
        @match role {
            Some(Role::ProductManager | Role::BusinessLeader | Role::ProjectManager) => {
                (ui::link_button("Write down a decision", &decisions).main().icon("decision").kbd("D").attr("data-key", "d"))
            }
            _ => {
                (ui::link_button("Record a request", &requests).icon("request").kbd("R").attr("data-key", "r"))
                (ui::link_button("New story", &stories).main().icon("plus").kbd("C").attr("data-key", "c"))
            }
        }
    }
}

fn beside(desk: &Desk, goals_first: bool) -> Markup {
    html! {
        @if desk.decisions.count > 0 { (desk.decisions.drawn) }
        @if goals_first { (desk.releases) } @else { (desk.sprint.1) }
        (desk.between)
        (desk.gaps)
        @if !goals_first { (desk.releases) }
    }
}

fn nothing(visit: &Visit) -> Markup {
    let backlog = visit.at("backlog");
    let text = "New things come here by themselves; you need not look for them.";
    ui::empty("Everything that was yours to do is done", text, ui::link_button("Look through the backlog", &backlog))
}
