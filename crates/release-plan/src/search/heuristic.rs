//! Plans that keep every rule, quickly: filled up in an order, and improved by leaving some out and filling up again.

use super::core::{Prepared, WHOLE};
use super::fixing::Decided;
use crate::chance::Chance;

/// Rounds between looks whether anybody still waits.
const BETWEEN_LOOKS: usize = 10;

/// A choice that keeps every need and every row, with how much of each row is used.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) chosen: Vec<bool>,
    used: Vec<f64>,
    pub(super) value: f64,
}

impl Choice {
    /// Only what must be in; nothing when that breaks a row for good.
    pub(super) fn least(problem: &Prepared<'_>, decided: &Decided) -> Self {
        let mut choice =
            Self { chosen: vec![false; problem.things()], used: vec![0.0; problem.core.rows.len()], value: 0.0 };
        for thing in 0..problem.things() {
            if decided.0[thing] == Some(true) {
                choice.set(problem, thing, true);
            }
        }
        choice
    }

    fn set(&mut self, problem: &Prepared<'_>, thing: usize, chosen: bool) {
        if self.chosen[thing] == chosen {
            return;
        }
        self.chosen[thing] = chosen;
        let sign = if chosen { 1.0 } else { -1.0 };
        self.value += sign * problem.core.values[thing];
        for (row, by) in &problem.in_rows[thing] {
            self.used[*row as usize] += sign * by;
        }
    }

    /// Chooses a thing with all that it needs, if no row is broken more by it than it was and nothing decided forbids it.
    pub(super) fn try_take(
        &mut self,
        problem: &Prepared<'_>,
        decided: &Decided,
        thing: u32,
        taken: &mut Vec<u32>,
    ) -> bool {
        taken.clear();
        if self.chosen[thing as usize] {
            return true;
        }
        let mut next = 0;
        taken.push(thing);
        self.set(problem, thing as usize, true);
        while next < taken.len() {
            let at = taken[next];
            next += 1;
            for need in &problem.needs[at as usize] {
                if !self.chosen[*need as usize] {
                    self.set(problem, *need as usize, true);
                    taken.push(*need);
                }
            }
        }
        let allowed = taken.iter().all(|thing| decided.0[*thing as usize] != Some(false));
        let fits = taken.iter().all(|thing| {
            problem.in_rows[*thing as usize].iter().all(|(row, by)| {
                let row_of = &problem.core.rows[*row as usize];
                *by <= 0.0 || self.used[*row as usize] <= row_of.most + WHOLE
            })
        });
        if allowed && fits {
            return true;
        }
        for thing in taken.drain(..) {
            self.set(problem, thing as usize, false);
        }
        false
    }

    /// Leaves a thing out, with all that need it.
    pub(super) fn leave(&mut self, problem: &Prepared<'_>, decided: &Decided, thing: u32) {
        let mut stack = vec![thing];
        let mut all = vec![];
        while let Some(at) = stack.pop() {
            if self.chosen[at as usize] && !all.contains(&at) {
                if decided.0[at as usize] == Some(true) {
                    return;
                }
                all.push(at);
                stack.extend(&problem.needed_by[at as usize]);
            }
        }
        for at in all {
            self.set(problem, at as usize, false);
        }
    }

    /// Takes what fits, in this order.
    pub(super) fn fill(&mut self, problem: &Prepared<'_>, decided: &Decided, order: &[u32]) {
        let mut taken = vec![];
        for thing in order {
            if decided.0[*thing as usize] != Some(false) {
                self.try_take(problem, decided, *thing, &mut taken);
            }
        }
    }
}

/// Leaves a few out and fills up again, so many rounds, beginning from the order a fractional plan suggests; false when it was
/// stopped.
pub(super) fn improve(
    problem: &Prepared<'_>,
    decided: &Decided,
    choice: &mut Choice,
    worth: &[f64],
    rounds: usize,
    chance: &mut Chance,
    go_on: &mut dyn FnMut() -> bool,
) -> bool {
    let free: Vec<u32> = (0..problem.things() as u32).filter(|thing| decided.0[*thing as usize].is_none()).collect();
    if free.is_empty() {
        return true;
    }
    let mut best = choice.clone();
    let mut going = true;
    let mut order = free.clone();
    let mut noisy: Vec<f64> = vec![0.0; problem.things()];
    for round in 0..rounds {
        going = going && (round % BETWEEN_LOOKS > 0 || go_on());
        if !going {
            break;
        }
        let before = choice.clone();
        for _ in 0..=chance.below(6) {
            choice.leave(problem, decided, free[chance.below(free.len())]);
        }
        for thing in &free {
            noisy[*thing as usize] = worth[*thing as usize] * (0.6 + 0.8 * chance.part());
        }
        order.sort_unstable_by(|a, b| noisy[*b as usize].total_cmp(&noisy[*a as usize]));
        choice.fill(problem, decided, &order);
        if choice.value > best.value + WHOLE && problem.keeps(&choice.chosen) {
            best.clone_from(choice);
        }
        let warmth = 0.001 * best.value.abs() * (1.0 - round as f64 / rounds as f64);
        if before.value - choice.value > warmth * -(chance.part().max(1e-9)).ln() {
            *choice = before;
        }
    }
    *choice = best;
    going
}
