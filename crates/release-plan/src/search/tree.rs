//! Branch and bound over a relaxation.

use super::branch::{Fraction, Scores};
use super::core::{Prepared, WHOLE};
use super::fixing::Decided;
use super::heuristic::Choice;
use crate::linear::{End, Linear, Row};

/// Steps a relaxation may take, and those between looks whether anybody still waits for it.
const STEPS: usize = 20_000;
pub(super) const BETWEEN_LOOKS: usize = 100;
/// A point must be better by this share to be looked for beside one that is whole up to some turn.
const STAGE_STEP: f64 = 1e-4;
/// A plan is filled up at one of so many parts.
const FILLED: u64 = 16;

/// A part of the problem.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) decided: Decided,
    pub(super) bound: f64,
    pub(super) depth: u32,
    /// The branching that made it, to learn from.
    pub(super) by: Option<(Fraction, bool, f64)>,
}

/// What becomes of a part.
enum Split {
    /// It holds nothing that is looked for, or it is kept.
    Nothing,
    /// Two parts, the more promising first.
    Both(Part, Part),
    /// Nobody waited for it.
    Stopped(Part),
}

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
    /// Whether it is a plan that is wanted, of whatever part this is: it is looked for at once, and no bound comes of it.
    pub(super) hunts: bool,
    /// Only things of turns up to this need be whole.
    pub(super) turn: u32,
    /// The best point in which they are.
    pub(super) staged: Option<Vec<bool>>,
    /// What is still to be searched, the next one last: the relaxation goes on from where it stands, which is never far.
    open: Vec<Part>,
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
        let decided = Decided(vec![None; things]);
        let open = vec![Part { decided, bound: f64::INFINITY, depth: 0, by: None }];
        Self {
            problem,
            linear,
            scores,
            best: None,
            aim,
            upper: f64::INFINITY,
            parts: 0,
            hunts: false,
            turn: u32::MAX,
            staged: None,
            open,
        }
    }

    /// Searches on until nothing is left or `go_on` says no, which is asked at each part and on the way; whether nothing is left.
    pub(super) fn run(&mut self, go_on: &mut dyn FnMut(&Self) -> bool) -> bool {
        while let Some(part) = self.open.pop() {
            if part.bound < self.aim {
                continue;
            }
            let highest = self.open.iter().map(|other| other.bound).fold(part.bound, f64::max);
            self.upper = self.upper.min(highest);
            if !go_on(self) {
                self.open.push(part);
                return false;
            }
            self.parts += 1;
            match self.split(part, go_on) {
                Split::Nothing => {}
                Split::Both(better, worse) => self.open.extend([worse, better]),
                Split::Stopped(part) => {
                    self.open.push(part);
                    return false;
                }
            }
        }
        true
    }

    /// Keeps a choice that brings what is aimed at; from then on only better ones are looked for. False when it breaks a rule.
    pub(super) fn keep(&mut self, chosen: Vec<bool>) -> bool {
        let keeps = self.problem.keeps(&chosen);
        let value = self.problem.value(&chosen);
        if keeps && value >= self.aim {
            self.aim = self.problem.better_than(value);
            self.best = Some(chosen);
        }
        keeps
    }

    /// Keeps a point that is as whole as is asked for; false when it breaks a rule.
    pub(super) fn reached(&mut self, chosen: Vec<bool>, objective: f64) -> bool {
        if self.turn == u32::MAX {
            return self.keep(chosen);
        }
        let value = objective + self.problem.core.base;
        if value >= self.aim {
            self.aim = value + STAGE_STEP * objective.abs();
            self.staged = Some(chosen);
        }
        true
    }

    /// What a relaxation takes in part of what must be whole.
    pub(super) fn fractions(&self, linear: &Linear) -> Vec<Fraction> {
        let mut fractions = fractions(linear);
        fractions.retain(|fraction| self.problem.core.turns[fraction.thing as usize] <= self.turn);
        fractions
    }

    /// What the relaxation comes to.
    pub(super) fn objective(&self) -> f64 {
        self.linear.objective() + self.problem.core.base
    }

    /// Solves the relaxation on from where it stands, for a few steps.
    pub(super) fn solve(&mut self, steps: usize) -> End {
        self.linear.solve(self.aim - self.problem.core.base, steps)
    }

    /// Bounds a part, decides what can be, and splits it in two.
    fn split(&mut self, mut part: Part, go_on: &mut dyn FnMut(&Self) -> bool) -> Split {
        if !part.decided.propagate(self.problem) {
            return Split::Nothing;
        }
        let Some(possible) = self.relax(&part, go_on) else {
            return Split::Stopped(part);
        };
        part.bound = part.bound.min(self.objective());
        if let Some((fraction, chosen, was)) = part.by {
            self.scores.learn(fraction, chosen, (was - part.bound).max(0.0));
        }
        if !possible {
            return Split::Nothing;
        }
        if self.parts.is_multiple_of(FILLED) {
            self.fill_up(&part.decided);
        }
        if part.bound < self.aim || !self.fix_by_reduced_costs(&mut part) {
            return Split::Nothing;
        }
        if self.hunts && self.parts == 1 {
            self.dive(&part.decided, go_on);
        }
        let mut fractions = self.fractions(&self.linear);
        if fractions.is_empty() {
            let (chosen, objective) = whole(&self.linear);
            let open = part.decided.0.iter().position(Option::is_none);
            let (false, Some(open)) = (self.reached(chosen, objective), open) else {
                return Split::Nothing;
            };
            // Whole only to rounding, or not solved to the end: nothing may be lost by that.
            fractions.push(Fraction { thing: open as u32, at: 0.5 });
        }
        let (better, worse) = self.branch(&part, &fractions, go_on);
        Split::Both(better, worse)
    }

    /// Solves the relaxation of a part: false when it is empty or below what is aimed at, nothing when it was stopped.
    fn relax(&mut self, part: &Part, go_on: &mut dyn FnMut(&Self) -> bool) -> Option<bool> {
        part.decided.bound(&mut self.linear);
        self.linear.settle();
        for _ in 0..STEPS / BETWEEN_LOOKS {
            match self.solve(BETWEEN_LOOKS) {
                End::Tired if !go_on(self) => return None,
                End::Tired => {}
                // Nothing is given up that its prices do not rule out, whatever rounding did.
                End::Below if self.linear.bound() + self.problem.core.base >= self.aim + WHOLE / 2.0 => {
                    self.linear.renew();
                }
                end => return Some(end == End::Best),
            }
        }
        Some(true)
    }

    /// Decides what would bring the bound below the aim by its reduced cost alone; false when that cannot be.
    fn fix_by_reduced_costs(&self, part: &mut Part) -> bool {
        let room = self.objective() - self.aim + WHOLE;
        (0..self.problem.things()).all(|thing| {
            let reduced = self.linear.reduced(thing);
            let decides = reduced.abs() > room && part.decided.0[thing].is_none();
            !decides || part.decided.decide(self.problem, thing as u32, reduced > 0.0)
        })
    }

    /// Makes a plan in the order the relaxation suggests.
    fn fill_up(&mut self, decided: &Decided) {
        let mut choice = Choice::least(self.problem, decided);
        choice.fill(self.problem, decided, &by_worth(&worth(&self.linear)));
        self.keep(choice.chosen);
    }
}

/// What a relaxation takes in part.
fn fractions(linear: &Linear) -> Vec<Fraction> {
    (0..linear.variables())
        .map(|thing| Fraction { thing: thing as u32, at: linear.at(thing) })
        .filter(|fraction| fraction.at > WHOLE && fraction.at < 1.0 - WHOLE)
        .collect()
}

/// What a point takes, and its value.
pub(super) fn whole(linear: &Linear) -> (Vec<bool>, f64) {
    ((0..linear.variables()).map(|thing| linear.at(thing) > 0.5).collect(), linear.objective())
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
