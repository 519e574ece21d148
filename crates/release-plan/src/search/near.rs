//! Better plans near the best one: most things stay as they are, those the relaxation is least sure of are searched anew.

use super::core::{Prepared, WHOLE};
use super::fixing::Decided;
use super::restrict::Rest;
use super::run::{Grown, Run};
use super::tree::Tree;
use crate::linear::Linear;

/// How many things are left open at first, at least, and by how much that grows and shrinks.
const OPEN: f64 = 60.0;
const LEAST_OPEN: f64 = 20.0;
const GROWS: f64 = 1.15;
/// What has the turn that is looked at, and what the relaxation would do otherwise, is left open so much sooner.
const FOCUS: f64 = 0.05;
const DOUBTED: f64 = 0.2;
/// So often what belongs together, the same at each turn, is left open together, once the first looks are over.
const OF_ONE: f64 = 0.5;
const FIRST_PARTS: u64 = 10_000;

/// How wide and how long the next look is.
pub(super) struct Nearby {
    open: f64,
    parts: u64,
    /// Looks in a row that may find nothing, at first and between searches of the whole.
    pub(super) first: usize,
    pub(super) between: usize,
    /// Looks in a row that may find nothing at first when the plan is one that was the best before.
    pub(super) begun: usize,
}

impl Nearby {
    /// With one turn the whole is searched soon; with several, plans come from looking nearby.
    pub(super) fn new(turns: usize) -> Self {
        let (parts, first, between) = if turns < 2 { (60, 8, 2) } else { (150, 20, 30) };
        Self { open: OPEN, parts, first, between, begun: 2 }
    }
}

impl Run<'_> {
    /// Looks near the best plan, until so many looks in a row found nothing better; false when it was stopped.
    pub(super) fn look_nearby(&mut self, nearby: &mut Nearby, pinned: &Decided, root: &Linear, idle: usize) -> bool {
        let mut missed = 0;
        while missed < idle {
            let Some(best) = self.best.clone() else { return true };
            let before = self.value;
            let decided = self.hold(&best, nearby.open as usize, pinned, root);
            match self.look(&decided, nearby.parts) {
                Grown::Done => nearby.open = (nearby.open * GROWS).min(self.problem.things() as f64),
                Grown::Paused => nearby.open = (nearby.open / GROWS).max(LEAST_OPEN),
                Grown::Stopped => return false,
            }
            missed = if self.value > before { 0 } else { missed + 1 };
        }
        true
    }

    /// Decides as the best plan does, but for so many things.
    fn hold(&mut self, best: &[bool], open: usize, pinned: &Decided, root: &Linear) -> Decided {
        // Half the time it is one turn that is looked at.
        let focus = self.chance.below(2 * self.problem.turns());
        let mut free: Vec<(f64, usize)> = (0..best.len())
            .filter(|thing| pinned.0[*thing].is_none())
            .map(|thing| {
                let agrees = (root.at(thing) - f64::from(u8::from(best[thing]))).abs() < WHOLE;
                let sure = root.reduced(thing).abs() + 1.0;
                let chance = self.chance.part();
                let near = if self.problem.core.turns[thing] as usize == focus { FOCUS } else { 1.0 };
                (if agrees { sure * (chance + 0.1) * near } else { sure * DOUBTED * chance * near }, thing)
            })
            .collect();
        let turns = self.problem.turns();
        if turns > 1 && self.parts > FIRST_PARTS && self.chance.part() < OF_ONE {
            for item in free.chunk_by_mut(|a, b| a.1 / turns == b.1 / turns) {
                let least = item.iter().fold(f64::INFINITY, |least, (by, _)| least.min(*by));
                item.iter_mut().for_each(|(by, _)| *by = least);
            }
        }
        free.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut decided = pinned.clone();
        for (_, thing) in free.into_iter().skip(open) {
            // The best plan keeps every rule, so that what follows from it cannot contradict it.
            decided.decide(self.problem, thing as u32, best[thing]);
        }
        decided.propagate(self.problem);
        decided
    }

    /// Searches what is not decided for something better.
    fn look(&mut self, decided: &Decided, parts: u64) -> Grown {
        let rest = Rest::of(self.problem, decided);
        let prepared = Prepared::new(&rest.core);
        let mut tree = Tree::new(&prepared, self.least(), self.scores.of(&rest));
        tree.hunts = true;
        self.grow(&mut tree, &rest, parts)
    }
}
