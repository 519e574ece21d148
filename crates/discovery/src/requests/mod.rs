//! Requests: a customer's words, the conversation about them, and what they hang on. Requests that say the same are merged
//! into one and counted as one group, each person in it once.
//!
//! A request's *state* follows what is done with it and what becomes of the things it asks for: new, open, planned, done.
//! Declined and merged are said by somebody.
//!
//! Tables: request.

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

/// Requests as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Request,
    states: &[
        ("new", Stage::Open),
        ("open", Stage::Open),
        ("planned", Stage::Active),
        ("done", Stage::Done),
        ("declined", Stage::Dropped),
        ("merged", Stage::Dropped),
    ],
    fields: store::FIELDS,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::PlaceRequest, team: 0 },
};
