//! How the work of a sprint burns down, which columns its board has, and from which state it goes to which.

mod burn;
pub mod columns;
pub mod states;

pub use burn::Burn;
