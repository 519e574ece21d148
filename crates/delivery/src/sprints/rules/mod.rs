//! How the work of a sprint burns down, and from which state it goes to which.

mod burn;
pub mod states;

pub use burn::Burn;
