//! Desks: what waits for a person, by role, and what a product without anything in it begins with. A desk is a queue: it
//! opens with the number of things that wait and says why they matter.
//!
//! Also here: first, manager, owner, pieces.

mod first;
mod manager;
mod owner;
mod pages;
mod pieces;
pub mod store;

pub use pages::routes;
