//! Insights: what research found, in the words it was found in: notes of an interview, answers to a survey, reviews, figures.
//!
//! A passage of an insight *supports* a need; with the requests that ask for it, that is the *evidence* of the need, and it has
//! an age.
//!
//! Tables: insight.

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

/// Insights as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Insight,
    states: &[("current", Stage::Open)],
    fields: store::FIELDS,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::RankNeeds, team: 0 },
};
