//! Questions: what a developer must know of a story, or of one of its criteria, before it can be built; asked of whoever
//! answers questions, and kept with its answer where the next one finds it.
//!
//! The answer is a decision. Mostly it is that of who answers questions; where it is another's call, who answers proposes
//! it to them. A question is *due* by the time the product agreed on, counted in working hours (`rules/hours.rs`). While
//! one is open its story is not ready.
//!
//! Tables: question, answer_time.

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

/// Questions as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Question,
    states: &[("open", Stage::Open), ("answered", Stage::Done), ("reopened", Stage::Open)],
    fields: store::fields::QUESTION,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::AnswerQuestion, team: 0 },
};
