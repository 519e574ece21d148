//! Branch and bound over a relaxation.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::rc::Rc;

use super::branch::{Fraction, Scores};
use super::core::{Prepared, WHOLE};
use super::fixing::Decided;
use super::heuristic::Choice;
use crate::linear::{Basis, End, Linear, Row};

/// Steps a relaxation may take.
const STEPS: usize = 20_000;
/// A plan is filled up at one of so many parts.
const FILLED: u64 = 16;

/// A part of the problem.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) decided: Decided,
    pub(super) bound: f64,
    pub(super) depth: u32,
    /// Where its relaxation begins, unless it is where it stands.
    pub(super) basis: Option<Rc<Basis>>,
    /// The branching that made it, to learn from.
    pub(super) by: Option<(Fraction, bool, f64)>,
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bound.total_cmp(&other.bound).then(self.depth.cmp(&other.depth))
    }
}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Part {}

/// A search for the best choice that brings at least what is aimed at.
pub(super) struct Tree<'a> {
    pub(super) problem: &'a Prepared<'a>,
    pub(super) linear: Linear,
    pub(super) scores: Scores,
    pub(super) best: Option<Vec<bool>>,
    /// What a choice must bring to be looked for; others may be missed.
    pub(super) aim: f64,
    /// What no choice can exceed that brings what is aimed at.
    pub(super) upper: f64,
    pub(super) parts: u64,
}

impl<'a> Tree<'a> {
    pub(super) fn new(problem: &'a Prepared<'a>, aim: f64, scores: Scores) -> Self {
        let things = problem.things();
        let mut linear = Linear::new(problem.core.values.clone(), vec![0.0; things], vec![1.0; things]);
        for row in &problem.core.rows {
            linear.add(row.clone());
        }
        for (a, b) in &problem.core.needs {
            linear.add(Row { terms: vec![(*a, 1.0), (*b, -1.0)], most: 0.0, equal: false });
        }
        Self { problem, linear, scores, best: None, aim, upper: f64::INFINITY, parts: 0 }
    }

    /// Searches until nothing is left or `go_on` says no; whether nothing is left.
    pub(super) fn run(&mut self, go_on: &mut dyn FnMut(&Self) -> bool) -> bool {
        let decided = Decided(vec![None; self.problem.things()]);
        let mut open = BinaryHeap::new();
        let mut next = Some(Part { decided, bound: f64::INFINITY, depth: 0, basis: None, by: None });
        while let Some(part) = next.take().or_else(|| open.pop()) {
            if part.bound < self.aim {
                continue;
            }
            self.upper = self.upper.min(open.peek().map_or(part.bound, |other: &Part| other.bound.max(part.bound)));
            if !go_on(self) {
                return false;
            }
            self.parts += 1;
            if let Some((better, worse)) = self.split(part) {
                next = Some(better);
                open.push(worse);
            }
        }
        true
    }

    /// Keeps a choice that brings what is aimed at; from then on only better ones are looked for.
    fn keep(&mut self, chosen: Vec<bool>) {
        let value = self.problem.value(&chosen);
        if value >= self.aim && self.problem.keeps(&chosen) {
            self.aim = self.problem.better_than(value);
            self.best = Some(chosen);
        }
    }

    /// What the relaxation comes to.
    pub(super) fn objective(&self) -> f64 {
        self.linear.objective() + self.problem.core.base
    }

    /// Solves the relaxation on from where it stands.
    pub(super) fn solve(&mut self, steps: usize) -> End {
        self.linear.solve(self.aim - self.problem.core.base, steps)
    }

    /// Bounds a part, decides what can be, and splits it in two; nothing when it holds nothing that is looked for.
    fn split(&mut self, mut part: Part) -> Option<(Part, Part)> {
        if !part.decided.propagate(self.problem) {
            return None;
        }
        let possible = self.relax(&part);
        part.bound = part.bound.min(self.objective());
        if let Some((fraction, chosen, was)) = part.by {
            self.scores.learn(fraction, chosen, (was - part.bound).max(0.0));
        }
        if !possible {
            return None;
        }
        if self.parts.is_multiple_of(FILLED) {
            self.fill_up(&part.decided);
        }
        if part.bound < self.aim {
            return None;
        }
        self.fix_by_reduced_costs(&mut part);
        let fractions = self.fractions();
        if fractions.is_empty() {
            self.keep((0..self.problem.things()).map(|thing| self.linear.at(thing) > 0.5).collect());
            return None;
        }
        Some(self.branch(&part, &fractions))
    }

    /// Solves the relaxation of a part; false when it is empty or below what is aimed at.
    fn relax(&mut self, part: &Part) -> bool {
        for (thing, decided) in part.decided.0.iter().enumerate() {
            let (lower, upper) = match decided {
                Some(true) => (1.0, 1.0),
                Some(false) => (0.0, 0.0),
                None => (0.0, 1.0),
            };
            self.linear.set_bounds(thing, lower, upper);
        }
        match &part.basis {
            Some(basis) => self.linear.begin_from(basis),
            None => self.linear.settle(),
        }
        matches!(self.solve(STEPS), End::Best | End::Tired)
    }

    /// Decides what would bring the bound below the aim by its reduced cost alone.
    fn fix_by_reduced_costs(&self, part: &mut Part) {
        let room = self.objective() - self.aim + WHOLE;
        for thing in 0..self.problem.things() {
            let reduced = self.linear.reduced(thing);
            if reduced.abs() > room && part.decided.0[thing].is_none() {
                part.decided.decide(self.problem, thing as u32, reduced > 0.0);
            }
        }
    }

    fn fractions(&self) -> Vec<Fraction> {
        (0..self.problem.things() as u32)
            .map(|thing| Fraction { thing, at: self.linear.at(thing as usize) })
            .filter(|fraction| fraction.at > WHOLE && fraction.at < 1.0 - WHOLE)
            .collect()
    }

    /// Makes a plan in the order the relaxation suggests.
    fn fill_up(&mut self, decided: &Decided) {
        let mut choice = Choice::least(self.problem, decided);
        choice.fill(self.problem, decided, &by_worth(&worth(&self.linear)));
        self.keep(choice.chosen);
    }
}

/// How much the relaxation favours each thing.
pub(super) fn worth(linear: &Linear) -> Vec<f64> {
    (0..linear.variables()).map(|thing| linear.at(thing) + 1e-3 * linear.reduced(thing).clamp(-100.0, 100.0)).collect()
}

/// The most favoured first.
pub(super) fn by_worth(worth: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..worth.len() as u32).collect();
    order.sort_by(|a, b| worth[*b as usize].total_cmp(&worth[*a as usize]).then(a.cmp(b)));
    order
}
