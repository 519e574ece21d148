//! What is to be known beside a plan: the value of more or less capacity, why an item is left out, what is in nearly every good
//! plan, and how much better the plan is than going by an order.

mod curve;
mod left_out;
mod orders;
mod sure;
#[cfg(test)]
mod tests;

pub use curve::{Point, curve};
pub use left_out::{LeftOut, Why, left_out};
pub use orders::{Filled, by_ratio, in_order};
pub use sure::{Estimates, Sure, sure};

use crate::general::{Plan, Slider, Step};
use crate::problem::Problem;

/// How much is put into each plan that is made only to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// How many parts of the search a plan may take.
    pub parts: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self { parts: 1000 }
    }
}

/// The next plan of a slider; until a first one is found it may take longer. Whether `go_on` stopped it stands beside it.
fn replan(
    slider: &mut Slider,
    problem: &Problem,
    effort: Effort,
    go_on: &mut dyn FnMut(Step) -> bool,
) -> (Option<Plan>, bool) {
    let mut stopped = false;
    let plan = slider.plan(problem, &mut |step| {
        let most = if step.objective.is_some() { effort.parts } else { 10 * effort.parts };
        stopped = step.parts > most || !go_on(step);
        !stopped
    });
    (plan, stopped)
}
