//! Planning poker: those who estimate a story lay a card each, nobody sees another's until all are shown, and what they
//! agree on becomes its points.
//!
//! A *round* is about one story at a time and leaves nothing behind but the estimate and, in the history of the story, the
//! cards as they were shown. What somebody laid is theirs alone until then: the journal does not have it.
//!
//! Tables: poker, poker_card.

pub mod actions;
pub mod pages;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;
