//! Surveys: questions on needs, or by Kano's method on features, that people answer through a link and without an account.
//!
//! A *link* is open, for whoever has it, or for one person; its secret is shown once and kept as a hash. Whoever answers twice
//! replaces what they answered. What was answered of needs becomes their importance and satisfaction when the results are
//! *taken*; answers on features stand on the page of the survey, by segment. Features live above this floor: a survey knows
//! what it asks about by key and title alone.
//!
//! Tables: survey, survey_link, survey_answer, survey_reply, survey_tally.

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

/// Surveys as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Survey,
    states: &[("draft", Stage::Open), ("open", Stage::Active), ("closed", Stage::Done)],
    fields: store::FIELDS,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::RankNeeds, team: 0 },
};
