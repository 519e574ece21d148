//! Sprints: a goal, two weeks or so, what fits, and the stories chosen for them.
//!
//! A story is chosen for a sprint by the developers. The running sprint is a board: a column for each state, a card for each
//! story; moving a card is moving its story.
//!
//! Tables: sprint, work_limit.

pub mod actions;
pub mod pages;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;

use ground::db::Tx;
use together::app::KindOf;
use together::journal::{Boxed, Need};
use together::roles::rules::{Right, RightSet};
use together::thread::{Kind, Stage, ThingId};

/// Sprints as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Sprint,
    states: &[
        ("planned", Stage::Open),
        ("running", Stage::Active),
        ("closed", Stage::Done),
        ("cancelled", Stage::Dropped),
    ],
    fields: store::fields::SPRINT,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::PlanSprint, team: 0 },
};

/// A story of the running sprint that goes, or comes back, changes what that is about.
pub(crate) fn scope_of_running<'a>(tx: &'a mut Tx, things: &'a [ThingId]) -> Boxed<'a, RightSet> {
    Box::pin(async move { Ok(RightSet::EMPTY.with_if(store::have_running(tx, things).await?, Right::ChangeSprint)) })
}

/// A sprint that has begun goes only with whoever cancels it.
pub(crate) fn begun<'a>(tx: &'a mut Tx, things: &'a [ThingId]) -> Boxed<'a, RightSet> {
    Box::pin(async move { Ok(RightSet::EMPTY.with_if(store::have_begun(tx, things).await?, Right::CancelSprint)) })
}
