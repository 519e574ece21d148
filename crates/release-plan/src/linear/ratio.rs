//! Who enters the basis: the ratio test of the dual simplex method, with flips.

use super::{CLOSE, COST, Linear, Place};

/// What is too small to divide by.
const PIVOT: f64 = 1e-8;

/// Who may enter: a variable by number, or the slack of the tight row at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entering {
    Variable(u32),
    Slack(u32),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Breakpoint {
    pub(super) ratio: f64,
    pub(super) size: f64,
    pub(super) width: f64,
    pub(super) entering: Entering,
}

impl Linear {
    /// Who takes the place, by place among the breakpoints; those before it are to be flipped to their other bound.
    pub(super) fn entering(&mut self, out: f64) -> Option<usize> {
        let sign = out.signum();
        let mut breakpoints = std::mem::take(&mut self.work.breakpoints);
        breakpoints.clear();
        for (variable, change) in self.work.of_variables.iter().enumerate() {
            let eligible = match self.stand.place[variable] {
                Place::Lower => sign * change < -PIVOT,
                Place::Upper => sign * change > PIVOT,
                Place::Basic(_) => false,
            };
            let width = self.upper[variable] - self.lower[variable];
            if eligible && width > 0.0 {
                let (size, entering) = (change.abs(), Entering::Variable(variable as u32));
                let ratio = self.stand.reduced[variable].abs() / size;
                breakpoints.push(Breakpoint { ratio, size, width, entering });
            }
        }
        for ((position, row), entry) in (0_u32..).zip(self.stand.kernel.rows()).zip(&self.work.line) {
            if sign * entry > PIVOT && !self.rows[*row as usize].equal {
                let ratio = self.stand.price[*row as usize].abs() / entry.abs();
                let entering = Entering::Slack(position);
                breakpoints.push(Breakpoint { ratio, size: entry.abs(), width: f64::INFINITY, entering });
            }
        }
        let chosen = choose(&mut breakpoints, out.abs());
        self.work.breakpoints = breakpoints;
        chosen
    }
}

/// The first breakpoint at which the value would no longer fall, by place after those before it; nothing when all variables
/// together cannot bring back what is out.
fn choose(breakpoints: &mut [Breakpoint], out: f64) -> Option<usize> {
    breakpoints.sort_unstable_by(|a, b| a.ratio.total_cmp(&b.ratio).then(a.entering.cmp(&b.entering)));
    let mut slope = out;
    for place in 0..breakpoints.len() {
        let Breakpoint { ratio, size, width, .. } = breakpoints[place];
        slope -= size * width;
        if slope <= CLOSE && (slope <= 0.0 || place + 1 == breakpoints.len()) {
            // Among those as near, the one with the largest entry is the steadiest.
            let first = breakpoints[..place].partition_point(|other| other.ratio < ratio - COST);
            let best = (first..=place).max_by(|a, b| breakpoints[*a].size.total_cmp(&breakpoints[*b].size))?;
            breakpoints.swap(first, best);
            return Some(first);
        }
    }
    None
}
