//! One sprint: its goal, its days, the stories that were chosen for it; while it runs, its board.

use axum::response::Response;
use ground::db::Tx;
use ground::ui::{self, Figure};
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::conversation;
use together::journal;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind, Thing};
use together::visit::{Page, Visit};
use together::words::{counted, days, upper_first};

use super::board::Board;
use super::desk;
use crate::pieces::{Object, press, step, whose};
use crate::scope;
use crate::sprints::rules::Burn;
use crate::sprints::store::{self, Sprint, Work};
use crate::stories::store::within::{self, Scope, Within};

/// Everything the page of a sprint shows of it.
struct Shown {
    thing: Thing,
    sprint: Sprint,
    stories: Vec<Within>,
    scope: Scope,
    marks: Marks,
}

/// The page of one sprint.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let shown = load(&visit, &mut tx, key).await?;
    let board = match shown.thing.state.as_str() {
        "running" => {
            Some((Board::load(&visit, &mut tx, shown.thing.id).await?, store::work(&mut tx, shown.thing.id).await?))
        }
        _ => None,
    };
    let talk = conversation::pages::section(&visit, &mut tx, &shown.thing).await?;
    let history = journal::pages::recent(&visit, &mut tx, &shown.thing).await?;
    drop(tx);
    let body = match board {
        Some((board, work)) => running(&visit, &shown, (&board, &work), &html! { (talk) (history) }),
        None => Object {
            thread: html! {},
            thing: &shown.thing,
            actions: steps(&visit, &shown),
            stack: html! { (goal(&shown)) (stories(&visit, &shown)) (talk) (history) },
            rail: facts(&visit, &shown),
        }
        .draw(),
    };
    let title = key.to_string();
    let crumbs = vec![("Sprints", visit.at("sprints"))];
    let topics = vec![title.clone(), Kind::Story.code().to_owned()];
    visit.page(Page { title: &title, place: "sprints", crumbs, topics, body, ..Page::default() }).await
}

async fn load(visit: &Visit, tx: &mut Tx, key: Key) -> Result<Shown> {
    let found = thread::store::by_key(tx, visit.product.id, key).await?;
    let thing = found.filter(|thing| thing.kind == Kind::Sprint).ok_or(Failure::NotFound)?;
    let (stories, scope) = within::of_sprint(tx, thing.id, scope::LISTED).await?;
    let rights = [Right::PlanSprint, Right::ChangeSprint, Right::CancelSprint, Right::AcceptStory];
    Ok(Shown {
        sprint: store::by_thing(tx, thing.id).await?,
        stories,
        scope,
        marks: Marks::load(tx, visit, &rights).await?,
        thing,
    })
}

/// The sprint that runs: how its work goes, its board, and what is said of it below.
fn running(visit: &Visit, shown: &Shown, (board, work): (&Board, &[Work]), below: &Markup) -> Markup {
    let (sprint, now) = (&shown.sprint, visit.signed.now);
    let burn = Burn::of(work, sprint.starts_at, sprint.ends_at, now);
    let title = if sprint.goal.is_empty() { &sprint.title } else { &sprint.goal };
    let when = days(sprint.starts_at, sprint.ends_at, now);
    let lead = format!("{}, {when}, day {} of {}", sprint.title, burn.day, burn.days);
    let actions = html! { (shown.marks.line("Scope", Right::ChangeSprint)) (steps(visit, shown)) };
    html! {
        .page {
            (ui::page_head(title, &lead, actions))
            .sprint-top {
                .stack-s {
                    (ui::figures(figures(shown, board, work)))
                    @if sprint.goal.is_empty() { p.dim { "It has no sprint goal yet." } }
                    @if work.is_empty() { (nothing_chosen(visit)) }
                }
                @if burn.points > 0 { figure.figure { (desk::chart(&burn, sprint, now)) } }
            }
            (board.draw(visit, &shown.marks))
            .stack { (below) }
        }
    }
}

fn figures(shown: &Shown, board: &Board, work: &[Work]) -> Vec<Figure<'static>> {
    let Scope { points, points_done, .. } = shown.scope;
    let waiting: i64 = work.iter().filter(|story| story.finished).filter_map(|story| story.points).sum();
    let count = |number: Markup, name: &'static str| Figure { number, name, href: None };
    let mut figures = vec![
        count(html! { (points_done) small { " of " (points) } }, "points done"),
        count(html! { (waiting) }, "points wait for acceptance"),
    ];
    match board.blocked() {
        0 => {}
        1 => figures.push(count(html! { "1" }, "story is blocked")),
        many => figures.push(count(html! { (many) }, "stories are blocked")),
    }
    figures
}

fn nothing_chosen(visit: &Visit) -> Markup {
    html! { p.dim { "No story was chosen for it yet. Select some in the " a.link href=(visit.at("backlog")) { "backlog" } " and set their sprint." } }
}

/// Where it can go from here: the next step in full, calling it off in a menu.
fn steps(visit: &Visit, shown: &Shown) -> Markup {
    let (next, acts, proposes) = match shown.thing.state.as_str() {
        "planned" => ("running", "Begin this sprint", "Propose to begin it"),
        "running" => ("closed", "Close this sprint", "Propose to close it"),
        _ => return html! {},
    };
    let label = press(visit, &shown.marks, Right::PlanSprint, acts, proposes);
    let cancel = press(visit, &shown.marks, Right::CancelSprint, "Cancel this sprint", "Propose to cancel it");
    let step = |state, button: Markup| step(visit, "sprint.set_state", &shown.thing, state, &button);
    html! {
        (ui::menu("More").end().list(step("cancelled", html! { (ui::menu_item(cancel).icon("ban")) })))
        (step(next, html! { (ui::button(label).main()) }))
    }
}

fn goal(shown: &Shown) -> Markup {
    html! {
        section aria-label="Sprint goal" {
            @if shown.sprint.goal.is_empty() { p.dim { "It has no sprint goal yet." } }
            @else { p.lead { (shown.sprint.goal) } }
        }
    }
}

fn stories(visit: &Visit, shown: &Shown) -> Markup {
    let right = if shown.thing.state == "running" { Right::ChangeSprint } else { Right::PlanSprint };
    let listed = i64::try_from(shown.stories.len()).unwrap_or(0);
    html! {
        section #scope {
            (ui::sec_head("Chosen stories").count(counted(shown.scope.stories, "story", "stories")).aside(shown.marks.line("Choose", right)))
            @if shown.stories.is_empty() {
                (nothing_chosen(visit))
            } @else {
                (scope::figures(shown.scope, fits(visit, shown)))
                (scope::rows(visit, &shown.stories))
                @if shown.scope.stories > listed { p.note { "The first " (listed) " of them." } }
            }
        }
    }
}

fn fits(visit: &Visit, shown: &Shown) -> Option<i64> {
    visit.product.fits_sprint(shown.sprint.capacity)
}

fn facts(visit: &Visit, shown: &Shown) -> Markup {
    let Scope { stories, done, points, .. } = shown.scope;
    let sprint = &shown.sprint;
    html! {
        dl.facts {
            dt { "State" }
            dd { (ui::chip(&upper_first(&shown.thing.state))) (whose(&shown.marks, Right::PlanSprint)) }
            dt { "Days" }
            dd { (days(sprint.starts_at, sprint.ends_at, visit.signed.now)) }
            dt { "Stories" }
            dd { (done) " of " (counted(stories, "story", "stories")) " done" }
            dt { "Points" }
            dd { (points) @if let Some(fits) = fits(visit, shown) { span.faint { "of " (fits) " that fit" } } }
        }
    }
}
