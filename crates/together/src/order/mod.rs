//! The order of things that people rank by hand: stories in the backlog, features on the roadmap, needs.
//!
//! A row's *rank* is a text; sorted by bytes, the texts are the order. Between two ranks there is always another, so
//! moving a row writes that row alone. People speak of *places* instead: the first, the second.
//!
//! Also here: rank, ranked, place.

mod place;
pub mod rank;
mod ranked;

pub use place::{Placed, Wanted, same};
pub use ranked::Ranked;
