//! Which thing to branch on.

use super::core::WHOLE;
use super::restrict::Rest;
use super::tree::{Part, Tree};
use crate::linear::{End, Stand};

/// A way is trusted once it was tried so often; before, it is tried in earnest.
const TRUSTED: f64 = 4.0;
/// Candidates tried in earnest at the first part and at others, and the steps each gets.
const TRIED_FIRST: usize = 24;
const TRIED: usize = 8;
const TRIED_STEPS: usize = 60;

impl Tree<'_> {
    /// Chooses a fraction and makes both parts, the more promising first.
    pub(super) fn branch(
        &mut self,
        part: &Part,
        fractions: &[Fraction],
        go_on: &mut dyn FnMut(&Self) -> bool,
    ) -> (Part, Part) {
        let mut ranked: Vec<(f64, Fraction)> =
            fractions.iter().map(|fraction| (self.scores.promise(*fraction), *fraction)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.thing.cmp(&b.1.thing)));
        let known = |(_, fraction): &(f64, Fraction)| self.scores.trust(fraction.thing) >= TRUSTED;
        let fraction = if ranked.iter().take(2 * TRIED).all(known) {
            ranked[0].1
        } else {
            let many = if part.depth == 0 { TRIED_FIRST } else { TRIED };
            self.try_in_earnest(&ranked[..many.min(ranked.len())], go_on)
        };
        let mut child = part.clone();
        child.depth += 1;
        let mut other = child.clone();
        let chosen = fraction.at > 0.5;
        for (child, chosen) in [(&mut child, chosen), (&mut other, !chosen)] {
            child.by = Some((fraction, chosen, part.bound));
            if !child.decided.decide(self.problem, fraction.thing, chosen) {
                child.bound = f64::NEG_INFINITY;
            }
        }
        (child, other)
    }

    /// Tries fractions whose promise is not known well both ways, for a few steps; the most promising one of those there was time
    /// for.
    fn try_in_earnest(&mut self, ranked: &[(f64, Fraction)], go_on: &mut dyn FnMut(&Self) -> bool) -> Fraction {
        let mut stand = Stand::default();
        self.linear.save(&mut stand);
        let mut best = (f64::NEG_INFINITY, ranked[0].1);
        for (promise, fraction) in ranked {
            let trusted = self.scores.trust(fraction.thing) >= TRUSTED;
            let score = if trusted { *promise } else { self.try_both_ways(*fraction, &stand) };
            if score > best.0 {
                best = (score, *fraction);
            }
            if !go_on(self) {
                break;
            }
        }
        best.1
    }

    fn try_both_ways(&mut self, fraction: Fraction, stand: &Stand) -> f64 {
        let thing = fraction.thing as usize;
        let from = self.objective();
        let falls = [false, true].map(|chosen| {
            let to = f64::from(u8::from(chosen));
            self.linear.set_bounds(thing, to, to);
            self.linear.settle();
            let end = self.solve(TRIED_STEPS);
            let fall = if end == End::Empty { from.abs().max(1.0) } else { (from - self.objective()).max(0.0) };
            if end == End::Best {
                self.scores.learn(fraction, chosen, fall);
            }
            self.linear.set_bounds(thing, 0.0, 1.0);
            self.linear.restore(stand);
            fall
        });
        product(falls[0], falls[1])
    }
}

/// How much deciding each thing lowered the bound so far, for one unit of distance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scores {
    /// Sum and number of falls, of not choosing and of choosing.
    falls: Vec<[(f64, f64); 2]>,
    all: [(f64, f64); 2],
}

/// A thing the relaxation takes in part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fraction {
    pub(super) thing: u32,
    pub(super) at: f64,
}

impl Scores {
    pub(super) fn new(things: usize) -> Self {
        Self { falls: vec![[(0.0, 0.0); 2]; things], all: [(0.0, 0.0); 2] }
    }

    /// Of how many things.
    pub(super) fn things(&self) -> usize {
        self.falls.len()
    }

    /// What is known of some things only.
    pub(super) fn of(&self, rest: &Rest) -> Self {
        Self { falls: rest.part(&self.falls), all: self.all }
    }

    /// Takes back what has been learned of some things.
    pub(super) fn take_back(&mut self, rest: &Rest, learned: &Self) {
        for (thing, falls) in rest.things.iter().zip(&learned.falls) {
            self.falls[*thing as usize] = *falls;
        }
        self.all = learned.all;
    }

    /// Remembers by how much the bound fell when a thing at a fraction was decided.
    pub(super) fn learn(&mut self, fraction: Fraction, chosen: bool, fall: f64) {
        let distance = if chosen { 1.0 - fraction.at } else { fraction.at }.max(WHOLE);
        let way = usize::from(chosen);
        for known in [&mut self.falls[fraction.thing as usize][way], &mut self.all[way]] {
            known.0 += fall / distance;
            known.1 += 1.0;
        }
    }

    /// How often the less known way has been tried.
    pub(super) fn trust(&self, thing: u32) -> f64 {
        let [not, chosen] = self.falls[thing as usize];
        not.1.min(chosen.1)
    }

    /// What branching on a fraction promises.
    pub(super) fn promise(&self, fraction: Fraction) -> f64 {
        let per_unit = |way: usize| {
            let known = self.falls[fraction.thing as usize][way];
            let known = if known.1 > 0.0 { known } else { self.all[way] };
            if known.1 > 0.0 { known.0 / known.1 } else { 1.0 }
        };
        product(per_unit(0) * fraction.at, per_unit(1) * (1.0 - fraction.at))
    }
}

/// Both ways must lower the bound for a branching to be good.
pub(super) fn product(not: f64, chosen: f64) -> f64 {
    not.max(WHOLE) * chosen.max(WHOLE)
}
