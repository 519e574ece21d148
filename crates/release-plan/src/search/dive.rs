//! A plan by following the relaxation down: what it is surest of is decided, and it is asked again.

use super::branch::Fraction;
use super::core::Prepared;
use super::fixing::Decided;
use super::tree::{Tree, whole};
use crate::linear::{End, Linear};

/// Steps a relaxation may take on the way.
const STEPS: usize = 2_000;

impl Tree<'_> {
    /// Follows the relaxation down from where it stands until it takes everything whole or nothing that is looked for can come of
    /// it, or nobody waits any longer; keeps what it finds.
    pub(super) fn dive(&mut self, decided: &Decided, go_on: &mut dyn FnMut(&Self) -> bool) {
        let (mut linear, mut decided) = (self.linear.clone(), decided.clone());
        let least = self.aim - self.problem.core.base;
        while let Some(surest) = surest(self.problem, &self.fractions(&linear)) {
            let found = [surest.at > 0.5, surest.at <= 0.5].into_iter().any(|chosen| {
                let mut child = decided.clone();
                let possible = child.decide(self.problem, surest.thing, chosen)
                    && child.propagate(self.problem)
                    && follow(&mut linear, &child, least);
                if possible {
                    decided = child;
                }
                possible
            });
            if !found || !go_on(self) {
                return;
            }
        }
        let (chosen, objective) = whole(&linear);
        self.reached(chosen, objective);
    }
}

/// Moves a relaxation to what is decided; false when nothing that is looked for is left.
fn follow(linear: &mut Linear, decided: &Decided, least: f64) -> bool {
    decided.bound(linear);
    linear.settle();
    linear.solve(least, STEPS) == End::Best
}

/// Of the fractions whose turn it is, the one closest to whole.
fn surest(problem: &Prepared<'_>, fractions: &[Fraction]) -> Option<Fraction> {
    let turn = |fraction: &Fraction| problem.core.turns[fraction.thing as usize];
    let doubt = |fraction: &Fraction| fraction.at.min(1.0 - fraction.at);
    fractions.iter().min_by(|a, b| turn(a).cmp(&turn(b)).then(doubt(a).total_cmp(&doubt(b)))).copied()
}
