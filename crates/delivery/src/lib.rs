//! Delivery, the product owner's end of the thread: features, stories with their subtasks, questions about them, the ordered backlog,
//! sprints, releases.

pub mod acceptance;
pub mod backlog;
pub mod definitions;
pub mod features;
mod pieces;
pub mod poker;
pub mod questions;
pub mod releases;
mod scope;
pub mod sprints;
pub mod stories;
pub mod subtasks;
#[cfg(test)]
mod testing;

use axum::Router;
use ground::db::{Sql, Text};
use together::app::{App, Begins, Floor, Place};
use together::checks::Check;
use together::journal::{Act, Boxed};

/// What this floor hands in.
pub const FLOOR: Floor = Floor {
    actions: &[
        acceptance::actions::ACTIONS,
        backlog::actions::ACTIONS,
        definitions::actions::ACTIONS,
        features::actions::ACTIONS,
        poker::actions::ACTIONS,
        questions::actions::ACTIONS,
        releases::actions::ACTIONS,
        sprints::actions::ACTIONS,
        stories::actions::ACTIONS,
        subtasks::actions::ACTIONS,
    ],
    kinds: &[&features::KIND, &stories::KIND, &questions::KIND, &sprints::KIND, &releases::KIND],
    after_action: &[follow],
    restorers: &[
        ("acceptance", acceptance::actions::restore),
        ("definition", definitions::actions::restore),
        ("tick", definitions::actions::restore_tick),
        ("rank", backlog::place::restore),
        ("criterion", stories::actions::criteria::restore),
        ("hint", stories::actions::restore_hint),
        ("subtask", subtasks::actions::restore),
        ("split into", stories::actions::restore_split),
        ("roadmap", features::actions::restore),
        ("question", questions::actions::restore),
        ("limit of work", sprints::actions::restore_limit),
        ("time to answer", questions::actions::restore_time),
    ],
    coming_and_going: &[sprints::scope_of_running, sprints::begun],
    places: &[
        Place {
            group: "Delivery",
            name: "Backlog",
            path: "backlog",
            icon: "backlog",
            letter: "b",
            on_phone: true,
            begins: Some(Begins { label: "New story", key: "c" }),
            in_sprints: false,
        },
        Place {
            group: "Delivery",
            name: "Sprints",
            path: "sprints",
            icon: "sprint",
            letter: "s",
            on_phone: true,
            begins: None,
            in_sprints: true,
        },
        Place {
            group: "Delivery",
            name: "Features",
            path: "features",
            icon: "feature",
            letter: "f",
            on_phone: false,
            begins: None,
            in_sprints: false,
        },
        Place {
            group: "Delivery",
            name: "Releases",
            path: "releases",
            icon: "release",
            letter: "l",
            on_phone: false,
            begins: None,
            in_sprints: false,
        },
    ],
    badges: &[],
    asked_of: None,
    forget: FORGET,
    sql: SQL,
    routes,
};

/// What takes everything of a product out of the tables of this floor.
const FORGET: &[Sql] = &[
    acceptance::store::FORGET,
    acceptance::store::FORGET_CHECKS,
    backlog::store::sums::FORGET,
    definitions::store::FORGET_TICKS,
    definitions::store::FORGET,
    poker::store::FORGET_CARDS,
    poker::store::FORGET,
    questions::store::FORGET,
    questions::store::FORGET_TIME,
    stories::store::criteria::FORGET,
    stories::store::hints::FORGET,
    stories::store::passages::FORGET,
    subtasks::store::FORGET,
    stories::store::within::FORGET,
    stories::store::FORGET,
    features::store::FORGET,
    sprints::store::FORGET,
    sprints::store::limits::FORGET,
    releases::store::FORGET,
];

/// Every statement of this floor, for the test that prepares them all.
pub const SQL: &[&[Text]] = &[
    acceptance::store::TEXTS,
    backlog::store::list::TEXTS,
    backlog::store::proposed::TEXTS,
    backlog::store::sums::TEXTS,
    definitions::store::TEXTS,
    features::store::TEXTS,
    poker::store::TEXTS,
    questions::store::TEXTS,
    releases::store::TEXTS,
    sprints::store::TEXTS,
    sprints::store::limits::TEXTS,
    stories::store::TEXTS,
    stories::store::board::TEXTS,
    stories::store::criteria::TEXTS,
    stories::store::derived::TEXTS,
    stories::store::desk::TEXTS,
    stories::store::hints::TEXTS,
    stories::store::passages::TEXTS,
    stories::store::ranks::TEXTS,
    stories::store::versions::TEXTS,
    stories::store::within::TEXTS,
    subtasks::store::TEXTS,
];

/// What the doctor asks of this floor.
pub const CHECKS: &[Check] = &[
    Check { about: "stories beneath", mends: true, look: |tx, _, mend| Box::pin(stories::examine(tx, mend)) },
    Check {
        about: "where stories stood",
        mends: true,
        look: |tx, _, mend| Box::pin(stories::examine_passages(tx, mend)),
    },
];

/// After each action: whether it may be, then rounds of acceptance, stories, then the sums over the backlog.
fn follow<'a>(act: &'a mut Act<'_>) -> Boxed<'a, ()> {
    Box::pin(async move {
        releases::follow::follow(act).await?;
        acceptance::follow::follow(act).await?;
        stories::actions::lift_of_what_ended(act).await?;
        let blocks = stories::follow::follow(act).await?;
        if !blocks.is_empty() {
            let product = act.product()?.id;
            backlog::store::sums::refresh(act.tx, product, &blocks).await?;
        }
        Ok(())
    })
}

fn routes() -> Router<App> {
    Router::new()
        .merge(backlog::pages::routes())
        .merge(definitions::pages::routes())
        .merge(features::pages::routes())
        .merge(questions::pages::routes())
        .merge(releases::pages::routes())
        .merge(sprints::pages::routes())
        .merge(stories::pages::routes())
}
