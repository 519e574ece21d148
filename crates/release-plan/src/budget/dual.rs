//! The price of cost at which the bound is lowest, and what the best fractional plan takes there.
//!
//! The bound as a function of the price is convex and piecewise linear. Two closed sets are kept, one that fits the budget and
//! one that does not; where their lines cross, the next cut is made, until no line lies below.

use super::cut::Cutter;
use super::graph::Graph;
use super::state::{State, UNIT};

/// The two sets between which the best fractional plan lies; of free nodes alone.
#[derive(Debug, Clone, Default)]
pub(super) struct Between {
    /// What it takes whole; fits the budget.
    pub(super) low: Vec<bool>,
    /// What it takes whole or in part; does not fit.
    pub(super) high: Vec<bool>,
}

impl Between {
    /// Nothing and everything.
    pub(super) fn widest(nodes: usize) -> Self {
        Self { low: vec![false; nodes], high: vec![true; nodes] }
    }

    /// Leaves away what has been decided.
    fn keep_free(&mut self, state: &State) {
        for (node, (low, high)) in (0_u32..).zip(self.low.iter_mut().zip(&mut self.high)) {
            let free = state.is_free(node);
            *low &= free;
            *high &= free;
        }
    }
}

/// A closed set as the bound sees it: with what is in already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Line {
    profit: i64,
    cost: i64,
}

/// Looks for the best price; stops early once the bound is below `target`, or after `cuts`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Search<'a> {
    pub(super) graph: &'a Graph,
    pub(super) budget: i64,
    pub(super) target: i64,
    pub(super) cuts: usize,
}

impl Search<'_> {
    /// Runs it between two sets, which it draws nearer. The lowest bound met, in units of 1/[`UNIT`].
    pub(super) fn run(&self, state: &mut State, between: &mut Between, cutter: &mut Cutter) -> i64 {
        between.keep_free(state);
        let all = self.all(state);
        if all.cost <= self.budget {
            between.low.clone_from(&between.high);
            return all.profit * UNIT;
        }
        let (mut low, mut high) = self.begin(state, between, all);
        // Below `cheap` too much is taken; from `dear` on, what is taken fits.
        let (mut cheap, mut dear) = (-1_i64, i64::MAX);
        let mut bound = i64::MAX;
        let (mut least_set, mut most_set) = (vec![], vec![]);
        for _ in 0..self.cuts {
            let price = crossing(low, high).clamp(cheap + 1, dear - 1);
            state.reprice(self.graph, price);
            cutter.cut(self.graph, state);
            bound = bound.min(state.bound(self.budget));
            if bound < self.target * UNIT {
                break;
            }
            cutter.smallest(self.graph, state, &mut least_set);
            let least = self.line(state, &least_set);
            if least.cost > self.budget {
                (high, cheap) = (least, price);
                std::mem::swap(&mut between.high, &mut least_set);
            } else {
                cutter.largest(self.graph, state, &mut most_set);
                let most = self.line(state, &most_set);
                if most.cost > self.budget {
                    std::mem::swap(&mut between.low, &mut least_set);
                    std::mem::swap(&mut between.high, &mut most_set);
                    break;
                }
                (low, dear) = (most, price);
                std::mem::swap(&mut between.low, &mut most_set);
            }
            if cheap + 1 >= dear {
                break;
            }
        }
        bound
    }

    /// The lines to begin between: those of the sets given, where one fits and the other does not.
    fn begin(&self, state: &State, between: &mut Between, all: Line) -> (Line, Line) {
        let mut low = self.line(state, &between.low);
        let mut high = self.line(state, &between.high);
        if low.cost > self.budget {
            high = low;
            between.high.clone_from(&between.low);
            between.low.fill(false);
            low = Line { profit: state.profit, cost: state.cost };
        } else if high.cost <= self.budget {
            low = high;
            between.low.clone_from(&between.high);
            for (node, high) in (0_u32..).zip(&mut between.high) {
                *high = state.is_free(node);
            }
            high = all;
        }
        (low, high)
    }

    fn all(&self, state: &State) -> Line {
        self.sum(state, |node| state.is_free(node as u32))
    }

    fn line(&self, state: &State, set: &[bool]) -> Line {
        self.sum(state, |node| set[node])
    }

    fn sum(&self, state: &State, has: impl Fn(usize) -> bool) -> Line {
        let mut line = Line { profit: state.profit, cost: state.cost };
        for node in 0..self.graph.nodes() {
            if has(node) {
                line.profit += self.graph.profit[node];
                line.cost += self.graph.cost[node];
            }
        }
        line
    }
}

/// Where two lines cross, as a price.
fn crossing(low: Line, high: Line) -> i64 {
    let cost = high.cost - low.cost;
    if cost <= 0 { 0 } else { (UNIT * (high.profit - low.profit)).div_euclid(cost).max(0) }
}
