//! Needs: what the people we build for need, ranked by the owner, with how much it matters to them and how well it is met.
//! Requests are the evidence of a need, features its answer.
//!
//! Tables: need.

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

/// Needs as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Need,
    states: &[
        ("draft", Stage::Open),
        ("agreed", Stage::Open),
        ("in work", Stage::Active),
        ("done", Stage::Done),
        ("dropped", Stage::Dropped),
    ],
    fields: store::FIELDS,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::RankNeeds, team: 0 },
};
