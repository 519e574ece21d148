//! The value for each capacity.

use super::{Effort, replan};
use crate::general::{Slider, Step};
use crate::problem::Problem;

/// What a share of the capacity brings.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The share, of every capacity.
    pub capacity: f64,
    /// What the best plan found is worth.
    pub objective: f64,
    /// What no plan can exceed.
    pub bound: f64,
    /// Of each item the release it is in.
    pub release: Vec<Option<usize>>,
}

/// The best plans for these shares of the capacity, in ascending order, each beginning from the one before; without those shares
/// for which no plan was found, and without the rest when `go_on` says no.
pub fn curve(problem: &Problem, shares: &[f64], effort: Effort, go_on: &mut dyn FnMut(Step) -> bool) -> Vec<Point> {
    let mut shares = shares.to_vec();
    shares.sort_by(f64::total_cmp);
    let mut points: Vec<Point> = vec![];
    let mut slider = Slider::default();
    for share in shares {
        let mut scaled = problem.clone();
        let capacities = scaled.releases.iter_mut().flat_map(|release| &mut release.capacity);
        capacities.for_each(|capacity| *capacity *= share);
        let mut going = true;
        let (plan, _) = replan(&mut slider, &scaled, effort, &mut |step| {
            going = go_on(step);
            going
        });
        if !going {
            break;
        }
        let point = plan.map(|plan| Point {
            capacity: share,
            objective: plan.objective,
            bound: plan.bound,
            release: plan.release,
        });
        points.extend(point);
    }
    points
}
