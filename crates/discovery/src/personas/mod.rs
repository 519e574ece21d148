//! Personas: the people we build for, each told as one of them, with what they need.
//!
//! A need is *for* the personas that have it, by a link.
//!
//! Tables: persona.

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

/// Personas as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Persona,
    states: &[("current", Stage::Open)],
    fields: store::FIELDS,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::RankNeeds, team: 0 },
};
