//! Chooses what to build within a budget: the best plan with a proof, or the best found with an honest bound.

mod budget;
mod chance;
pub mod general;
pub mod generator;
mod linear;
pub mod nrp;
pub mod problem;
mod search;

pub use budget::Progress;
