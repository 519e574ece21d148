//! A plan made turn by turn: what has its turn must be whole, what comes after may still be taken in part.

use super::core::Prepared;
use super::fixing::Decided;
use super::restrict::Rest;
use super::run::{Grown, Run};
use super::tree::Tree;

/// Parts that one turn may take.
const PARTS: u64 = 50;

impl Run<'_> {
    /// Decides one turn after another; false when it was stopped.
    pub(super) fn by_turns(&mut self, pinned: &Decided) -> bool {
        let last = self.problem.turns() as u32 - 1;
        let mut decided = pinned.clone();
        for turn in (0..=last).filter(|_| last > 0) {
            let rest = Rest::of(self.problem, &decided);
            let prepared = Prepared::new(&rest.core);
            let mut tree = Tree::new(&prepared, self.least(), self.scores.of(&rest));
            tree.hunts = true;
            if turn < last {
                tree.turn = turn;
            }
            let end = self.grow(&mut tree, &rest, PARTS);
            self.scores.take_back(&rest, &tree.scores);
            if end == Grown::Stopped {
                return false;
            }
            let Some(staged) = tree.staged else { break };
            let whole = rest.whole(&staged);
            let mut due = (0..self.problem.things()).filter(|thing| self.problem.core.turns[*thing] <= turn);
            if !due.all(|thing| decided.decide(self.problem, thing as u32, whole[thing])) {
                break;
            }
        }
        true
    }
}
