//! Features: capabilities of the product, each serving a need or a goal, with its stories beneath it.
//!
//! Who defines a feature and who places it on the roadmap are two decisions: its words are one role’s, its place in the
//! order of the roadmap another’s.
//!
//! Tables: feature.

pub mod actions;
pub mod pages;
pub mod store;

#[cfg(test)]
mod tests;

use together::app::KindOf;
use together::journal::Need;
use together::roles::rules::Right;
use together::thread::{Kind, Stage};

/// Features as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Feature,
    states: &[
        ("draft", Stage::Open),
        ("agreed", Stage::Open),
        ("in work", Stage::Active),
        ("done", Stage::Done),
        ("dropped", Stage::Dropped),
    ],
    fields: store::fields::FEATURE,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::DefineFeature, team: 0 },
};
