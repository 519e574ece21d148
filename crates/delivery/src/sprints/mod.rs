//! Sprints: a goal, two weeks or so, what fits, and the stories chosen for them.
//!
//! A story is chosen for a sprint by the developers. Running, reviewing and burning down come with the page of a sprint;
//! what is kept here is enough for the waterline and for history.
//!
//! Tables: sprint.

pub mod actions;
pub mod pages;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;

use together::app::KindOf;
use together::journal::Need;
use together::roles::rules::Right;
use together::thread::{Kind, Stage};

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
