//! Any number of budgets: branch and cut over things that are chosen or not, some needing others, within rows.
//!
//! The relaxation is the linear program; rows “a needs b” join it when they are broken, cover inequalities (Balas 1975) are cut,
//! reduced costs decide what cannot change any more, and what is left is branched on by pseudo-costs that strong branching
//! begins (Achterberg, Koch and Martin 2005).

mod branch;
mod core;
mod covers;
mod fixing;
mod heuristic;
mod tree;

#[cfg(test)]
mod tests;

pub(crate) use core::Core;
pub(crate) use tree::solve;
