//! Why items are left out.

use super::{Effort, Point, replan};
use crate::general::{Plan, Slider, Step};
use crate::problem::{Pin, Problem};

/// An item that is left out.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// Which.
    pub item: usize,
    /// Why.
    pub why: Why,
    /// The least share of the capacity on the curve from which on it is in every plan; nothing when it is not in the last.
    pub comes_in_at: Option<f64>,
}

/// Why an item is left out.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// It was decided.
    PinnedOut,
    /// It needs an item that is pinned out.
    NeedsPinnedOut(usize),
    /// No plan with it keeps every rule.
    NoPlanWithIt,
    /// None with it was found before the search was stopped.
    NotKnown,
    /// It would push others out.
    PushesOut {
        /// Those that the best plan found with it leaves out instead.
        items: Vec<usize>,
        /// By how much that plan is worth less.
        costs: f64,
        /// By how much any plan with it is worth less, at least: as much, when that plan is proven.
        at_least: f64,
    },
}

/// Why each item is left out that is, by forcing it in; nothing more once `go_on` says no.
pub fn left_out(
    problem: &Problem,
    plan: &Plan,
    curve: &[Point],
    effort: Effort,
    go_on: &mut dyn FnMut(Step) -> bool,
) -> Vec<LeftOut> {
    let mut going = true;
    let out = (0..problem.items.len()).filter(|item| plan.release[*item].is_none());
    out.map(|item| {
        let mut on = |step| {
            going = going && go_on(step);
            going
        };
        LeftOut { item, why: why(problem, plan, item, effort, &mut on), comes_in_at: comes_in(curve, item) }
    })
    .collect()
}

fn why(problem: &Problem, plan: &Plan, item: usize, effort: Effort, go_on: &mut dyn FnMut(Step) -> bool) -> Why {
    if problem.items[item].pin == Some(Pin::Out) {
        return Why::PinnedOut;
    }
    if let Some(other) = problem.ruled_out_by(item) {
        return Why::NeedsPinnedOut(other);
    }
    if !go_on(Step { objective: Some(plan.objective), bound: plan.bound, parts: plan.parts }) {
        return Why::NotKnown;
    }
    let mut forced = problem.clone();
    forced.items[item].pin = Some(Pin::In);
    // The plan does not keep the new pin, but most of it can stay.
    let begun = with(problem, plan, item);
    match replan(&mut Slider::new(&begun), &forced, effort, go_on) {
        (Some(other), _) => Why::PushesOut {
            items: (0..problem.items.len())
                .filter(|item| plan.release[*item].is_some() && other.release[*item].is_none())
                .collect(),
            costs: (plan.objective - other.objective).max(0.0),
            at_least: (plan.objective - other.bound).max(0.0),
        },
        (None, true) => Why::NotKnown,
        (None, false) => Why::NoPlanWithIt,
    }
}

/// The plan filled up from the item and then from what was in, in that order.
fn with(problem: &Problem, plan: &Plan, item: usize) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..problem.items.len()).filter(|other| plan.release[*other].is_some()).collect();
    let worth = |item: &usize| super::orders::ratio(problem, *item);
    order.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.cmp(b)));
    order.insert(0, item);
    super::in_order(problem, &order).release
}

/// The share of the capacity from which on an item is in.
fn comes_in(curve: &[Point], item: usize) -> Option<f64> {
    let within = curve.iter().rev().take_while(|point| point.release[item].is_some());
    within.last().map(|point| point.capacity)
}
