//! The talk about a thing: comments, who watches it.
//!
//! Tables: comment, watch.

pub mod actions;
pub mod pages;
pub mod rules;
pub mod store;
mod text;

pub use text::markdown;
