//! Who decides what: the matrix of decision rights and roles, its presets, its faults, and the advisor.
//!
//! Also here: marks, members.
//!
//! Tables: membership, matrix_cell, own_right, advice.

pub mod marks;
pub mod members;
pub mod rules;
pub mod store;

ground::coded!(rules::Role, rules::Right, rules::Cell);
