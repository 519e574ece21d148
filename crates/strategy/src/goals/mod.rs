//! Goals: what should be different, and key results that say how one would know. Every measurement is kept as a check-in.
//! Outcome is what was measured, output is work; the two never mix.
//!
//! Tables: goal, key_result, check_in.

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

/// Goals as things.
pub const GOAL: KindOf = KindOf {
    kind: Kind::Goal,
    states: &[("draft", Stage::Open), ("running", Stage::Active), ("closed", Stage::Done)],
    fields: store::GOAL_FIELDS,
    words: Some(store::GOAL_WORDS),
    need: Need::Right { right: Right::ChooseGoals, team: 0 },
};

/// Key results as things.
pub const KEY_RESULT: KindOf = KindOf {
    kind: Kind::KeyResult,
    states: &[("running", Stage::Active), ("closed", Stage::Done)],
    fields: store::KEY_RESULT_FIELDS,
    words: None,
    need: Need::Right { right: Right::ChooseGoals, team: 0 },
};
