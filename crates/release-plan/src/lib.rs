//! Chooses what to build: the best plan with a proof, or the best found with an honest bound.
//!
//! [`nrp`] is the Next Release Problem: customers, what they ask for, one budget. [`problem`] is the general form: items with
//! effort by team, several releases, what requires, excludes or goes with what, customers, goals, pins;
//! [`Problem::plan`](problem::Problem::plan) plans it. Both are exact: they end with a plan whose value is also the bound, and
//! whoever stops them before gets the best plan so far and what no plan can exceed. Nothing here reads a clock, and the same
//! problem is always solved in the same way.
//!
//! ```
//! use release_plan::nrp::Instance;
//!
//! // Two levels of requirements, what needs what, and three customers with what they pay and ask for.
//! let file = "2\n2\n3 4\n2\n5 6\n2\n1 3\n2 3\n3\n10 1 3\n9 2 4 1\n4 1 4\n";
//! let chosen = Instance::read(file).unwrap().choose(12, &mut |_| true);
//! assert_eq!((chosen.objective, chosen.is_proven()), (13, true));
//! ```
//!
//! # Method
//! One budget (the `budget` folder): the budget is priced, so that what remains is a maximum closure, which is one minimum cut;
//! parts of the problem are split, customers decided by what their contrary would cost, and the graph folded again as it
//! shrinks. Several (the `search` folder): branch and cut over a linear program (`linear`) that is changed as one goes.

mod budget;
mod chance;
pub mod check;
pub mod file;
pub mod front;
pub mod general;
pub mod generator;
pub mod insight;
mod linear;
pub mod nrp;
pub mod problem;
mod search;

pub use budget::Progress;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
