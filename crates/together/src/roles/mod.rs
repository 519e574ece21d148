//! Who decides what: the matrix of decision rights and roles, its presets, its faults, and the advisor.
//!
//! The rules are pure; around them a product's matrix is kept, shown and changed. To change it is itself a decision right.
//! Each cell that changes is a change of the journal, named `matrix: order-backlog product-owner`.
//!
//! Also here: advice, changes, marks, members, names.
//!
//! Tables: membership, matrix_cell, own_right, advice.

pub mod actions;
pub mod advice;
pub mod changes;
pub mod marks;
pub mod members;
pub mod names;
pub mod pages;
pub mod rules;
pub mod store;
#[cfg(test)]
pub(crate) mod tests;

pub use actions::ACTIONS;
pub use pages::routes;

ground::word_column!(rules::Role, rules::Right, rules::Cell);
ground::word_column!(rules::Maturity, rules::Size, rules::Structure, rules::Agile, rules::Philosophy);
