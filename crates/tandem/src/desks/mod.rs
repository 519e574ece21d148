//! Desks: what waits for a person, by what the matrix says is theirs, and what a product without anything in it begins with.
//! A desk is a queue: it opens with the number of things that wait and says why they matter. Every part of it is drawn by
//! the room it is about; here it is decided whose it is, and in which order.
//!
//! Also here: desk, first, gaps, pages, view.

mod desk;
mod first;
mod gaps;
mod pages;
pub mod store;
mod view;

pub use desk::waiting;
pub use pages::routes;
