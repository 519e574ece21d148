//! Any number of budgets: branch and cut over things that are chosen or not, some needing others, within rows.
//!
//! The search aims high first: it asks for a plan that comes close to what the relaxation, a linear program, allows, so that
//! reduced costs decide most things at once and little is left to search; asked for in vain, that much is off the bound, and the
//! next time it asks for less. Each search goes down first and takes up what it left last, so that the relaxation goes on from a
//! basis close by and never has to be made anew. What is left is branched on by pseudo-costs that strong branching begins
//! (Achterberg, Koch and Martin 2005).

mod branch;
mod core;
mod dive;
mod first;
mod fixing;
mod heuristic;
mod near;
mod restrict;
mod run;
mod tree;
mod turns;

#[cfg(test)]
mod tests;

pub(crate) use branch::Scores;
pub(crate) use core::Core;
pub(crate) use run::solve;
