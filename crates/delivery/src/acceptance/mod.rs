//! Acceptance: whether a finished story does what was agreed, criterion by criterion.
//!
//! Whoever works on a story *shows* each criterion: says where it can be seen. Whoever accepts stories finds it *met* or *not
//! met*, and accepts the story or returns it. From handing over to that is a *round*; rounds are kept, so that it can be told
//! how many stories were accepted at first and why others came back. What was found of a criterion holds while it says the same.
//!
//! Also here: follow.
//!
//! Tables: acceptance_round, criterion_check.

pub mod actions;
pub(crate) mod follow;
pub mod pages;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;
