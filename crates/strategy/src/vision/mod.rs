//! The vision: one sentence, and the board behind it (for whom, their needs, what we offer, what the business wants of it).
//! A product has one; its versions are its history.
//!
//! Tables: vision.

pub mod actions;
pub mod pages;
pub mod store;
#[cfg(test)]
mod tests;

use together::app::KindOf;
use together::journal::Need;
use together::roles::rules::Right;
use together::thread::{Kind, Stage};

/// Visions as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Vision,
    states: &[("in force", Stage::Active)],
    fields: store::FIELDS,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::SetVision, team: 0 },
};
