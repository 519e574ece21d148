//! The first plans, made before any part is searched.

use super::fixing::Decided;
use super::heuristic::{self, Choice};
use super::run::Run;
use super::tree::{by_worth, worth};
use crate::linear::Linear;

/// Rounds of leaving out and filling up again for the first plan, and for one that was the best before something changed.
const ROUNDS: usize = 300;
const BEGUN_ROUNDS: usize = 50;

impl Run<'_> {
    /// A plan before anything else is known, in case nobody waits for a better one.
    pub(super) fn quick_plan(&mut self, decided: &Decided) {
        let worth: Vec<f64> = (0..self.problem.things()).map(|thing| self.problem.for_room(thing)).collect();
        let mut order = by_worth(&worth);
        order.sort_by_key(|thing| self.problem.core.turns[*thing as usize]);
        let mut choice = Choice::least(self.problem, decided);
        choice.fill(self.problem, decided, &order);
        self.keep(choice.chosen);
    }

    /// A plan in the order the relaxation suggests, what was best before first, improved a little; false when it was stopped.
    pub(super) fn first_plan(&mut self, decided: &Decided, root: &Linear) -> bool {
        let worth = worth(root);
        let mut order = by_worth(&worth);
        let mut rounds = ROUNDS;
        if let Some(start) = self.start {
            order.sort_by_key(|thing| !start[*thing as usize]);
            rounds = BEGUN_ROUNDS;
        }
        let mut choice = Choice::least(self.problem, decided);
        choice.fill(self.problem, decided, &order);
        self.keep(choice.chosen.clone());
        let worth: Vec<f64> = worth.iter().map(|worth| (worth * 2.0).exp()).collect();
        let (problem, mut chance) = (self.problem, self.chance.clone());
        let going = self.goes_on() && {
            let mut look = || self.goes_on();
            heuristic::improve(problem, decided, &mut choice, &worth, rounds, &mut chance, &mut look)
        };
        self.chance = chance;
        self.keep(choice.chosen);
        going
    }
}
