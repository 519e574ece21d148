//! Chooses what to build within a budget: the best plan with a proof, or the best found with an honest bound.

mod budget;
mod chance;
pub mod nrp;

pub use budget::Progress;
