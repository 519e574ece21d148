//! The talk about a thing: comments, who watches it.
//!
//! Tables: comment, watch.

pub mod store;
