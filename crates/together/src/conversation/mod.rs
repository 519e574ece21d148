//! The talk about a thing: comments in Markdown, for the team or for everybody, and who watches it. Whoever is named with
//! `@` in a comment is told; whoever comments watches from then on.
//!
//! Tables: comment, watch.
//! Also here: text.

pub mod actions;
pub mod pages;
pub mod rules;
pub mod store;
mod text;

pub use text::markdown;
