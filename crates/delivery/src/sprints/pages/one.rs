//! One sprint: its goal, its days, the stories that were chosen for it. Its board comes later.

use axum::response::Response;
use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use together::conversation;
use together::journal;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Kind, Thing};
use together::visit::{Page, Visit};
use together::words::{counted, days, upper_first};

use crate::pieces::{Object, press, step, whose};
use crate::scope;
use crate::sprints::store::{self, Sprint};
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
    let talk = conversation::pages::section(&visit, &mut tx, &shown.thing).await?;
    let history = journal::pages::recent(&visit, &mut tx, &shown.thing).await?;
    drop(tx);
    let body = Object {
        thread: html! {},
        thing: &shown.thing,
        actions: steps(&visit, &shown),
        stack: html! { (goal(&shown)) (stories(&visit, &shown)) (talk) (history) },
        rail: facts(&visit, &shown),
    };
    let body = body.draw();
    let title = key.to_string();
    let crumbs = vec![("Sprints", visit.at("sprints"))];
    let topics = vec![title.clone(), Kind::Story.code().to_owned()];
    visit.page(Page { title: &title, place: "sprints", crumbs, topics, body, ..Page::default() }).await
}

async fn load(visit: &Visit, tx: &mut Tx, key: Key) -> Result<Shown> {
    let found = thread::store::by_key(tx, visit.product.id, key).await?;
    let thing = found.filter(|thing| thing.kind == Kind::Sprint).ok_or(Failure::NotFound)?;
    let (stories, scope) = within::of_sprint(tx, thing.id, scope::LISTED).await?;
    let rights = [Right::PlanSprint, Right::ChangeSprint, Right::CancelSprint];
    Ok(Shown {
        sprint: store::by_thing(tx, thing.id).await?,
        stories,
        scope,
        marks: Marks::load(tx, visit, &rights).await?,
        thing,
    })
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
                p.dim { "No story was chosen for it yet. Select some in the " a.link href=(visit.at("backlog")) { "backlog" } " and set their sprint." }
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
