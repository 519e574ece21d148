//! The product backlog: stories in one order, which one role decides.
//!
//! A story has a *place* people count and a *rank* the database sorts by (`together::order`). Sums over blocks of the order
//! give the heads of the page, the place of any story and the waterlines, so nothing ever counts all stories. A *view* is
//! the whole state of the page in its address; a *waterline* is where what fits ends.
//!
//! Also here: place.
//!
//! Tables: backlog_sum.

pub mod actions;
pub mod pages;
pub(crate) mod place;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;
