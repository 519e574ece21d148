//! Demand: what customers' requests ask of a need, feature or story. Requests, people, importance and customers' value always
//! stand side by side, because each of them alone misleads.
//!
//! A group of merged requests asks for a thing when one of them is linked to it; declined groups do not count. Every person
//! in those groups counts once, with the importance they said last. The sums are kept with every action, so that lists of a
//! hundred thousand stories never count.
//!
//! Tables: demand.

pub mod actions;
pub mod pages;
mod rules;
pub mod store;
#[cfg(test)]
mod tests;

pub use store::Demand;
