//! Which thing to branch on.

use super::core::WHOLE;

/// How much deciding each thing lowered the bound so far, for one unit of distance.
#[derive(Debug, Clone)]
pub(super) struct Scores {
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
