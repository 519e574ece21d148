//! What is decided of a part of the problem, and what follows from it.

use super::core::{Prepared, WHOLE};
use crate::linear::Linear;

/// Of each thing, whether it is decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decided(pub(super) Vec<Option<bool>>);

impl Decided {
    /// Decides a thing with all that follows from needs; false when that contradicts what is decided.
    pub(super) fn decide(&mut self, problem: &Prepared<'_>, thing: u32, chosen: bool) -> bool {
        let mut stack = vec![thing];
        while let Some(thing) = stack.pop() {
            match self.0[thing as usize] {
                Some(known) if known != chosen => return false,
                Some(_) => {}
                None => {
                    self.0[thing as usize] = Some(chosen);
                    let follow = if chosen { &problem.needs } else { &problem.needed_by };
                    stack.extend(&follow[thing as usize]);
                }
            }
        }
        true
    }

    /// Draws what follows from the rows, until nothing more does; false when a row cannot be kept.
    pub(super) fn propagate(&mut self, problem: &Prepared<'_>) -> bool {
        loop {
            let mut changed = false;
            for row in &problem.core.rows {
                for sign in if row.equal { &[1.0, -1.0][..] } else { &[1.0][..] } {
                    let least: f64 = row.terms.iter().map(|(thing, by)| self.least(*thing, sign * by)).sum();
                    let room = sign * row.most - least;
                    if room < -WHOLE {
                        return false;
                    }
                    for (thing, by) in &row.terms {
                        let by = sign * by;
                        if self.0[*thing as usize].is_none() && by.abs() > room + WHOLE {
                            if !self.decide(problem, *thing, by < 0.0) {
                                return false;
                            }
                            changed = true;
                        }
                    }
                    if changed {
                        break;
                    }
                }
            }
            if !changed {
                return true;
            }
        }
    }

    /// Bounds the variables of a relaxation; to be settled before it is solved.
    pub(super) fn bound(&self, linear: &mut Linear) {
        for (thing, decided) in self.0.iter().enumerate() {
            let (lower, upper) = match decided {
                Some(true) => (1.0, 1.0),
                Some(false) => (0.0, 0.0),
                None => (0.0, 1.0),
            };
            linear.set_bounds(thing, lower, upper);
        }
    }

    /// The least a term can come to.
    fn least(&self, thing: u32, by: f64) -> f64 {
        match self.0[thing as usize] {
            Some(true) => by,
            Some(false) => 0.0,
            None => by.min(0.0),
        }
    }
}
