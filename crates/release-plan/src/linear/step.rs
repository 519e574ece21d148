//! The steps of the dual simplex method.

use super::ratio::{Breakpoint, Entering};
use super::{CLOSE, End, Linear, Place};

/// After so many steps the inverse is worked out anew.
const OLD: usize = 100;

/// What steps need besides, kept so that nothing is allocated.
#[derive(Debug, Clone, Default)]
pub(super) struct Work {
    /// By how much the leaving value changes with each variable, and with the slack of each tight row (negated).
    pub(super) of_variables: Vec<f64>,
    pub(super) line: Vec<f64>,
    /// The column of the entering variable, by the inverse.
    column: Vec<f64>,
    pub(super) breakpoints: Vec<Breakpoint>,
    rest: Vec<f64>,
}

/// What leaves: a basic variable by its position, or a slack row by number.
#[derive(Debug, Clone, Copy)]
enum Leaving {
    Variable(usize),
    Row(u32),
}

impl Linear {
    /// Looks for the best point, not longer than `steps`, and not on once the value is below `least`.
    pub(crate) fn solve(&mut self, least: f64, steps: usize) -> End {
        for _ in 0..steps {
            if self.stand.kernel.age >= OLD {
                self.renew();
            }
            if self.stand.objective < least {
                return End::Below;
            }
            let Some((leaving, out)) = self.leaving() else {
                return End::Best;
            };
            if !self.step(leaving, out) {
                // With an inverse made anew nothing can have been overlooked.
                if self.stand.kernel.age == 0 {
                    return End::Empty;
                }
                self.renew();
            }
        }
        End::Tired
    }

    /// What is farthest out of its bounds, by the length of its row, and by how much it is too high.
    fn leaving(&mut self) -> Option<(Leaving, f64)> {
        let stand = &self.stand;
        let mut worst = (0.0, None);
        for ((position, variable), line) in stand.kernel.variables().iter().enumerate().zip(stand.kernel.lines()) {
            let (at, lower, upper) =
                (stand.at[*variable as usize], self.lower[*variable as usize], self.upper[*variable as usize]);
            let out = if at > upper { at - upper } else { (at - lower).min(0.0) };
            if out.abs() > CLOSE {
                let length: f64 = line.iter().map(|entry| entry * entry).sum();
                let by = out * out / length;
                if by > worst.0 {
                    worst = (by, Some((Leaving::Variable(position), out)));
                }
            }
        }
        let mut line = std::mem::take(&mut self.work.line);
        for (number, row) in self.rows.iter().enumerate() {
            let out = self.stand.activity[number] - row.most;
            let broken = out > CLOSE || (row.equal && out < -CLOSE);
            if broken && self.stand.tight[number].is_none() {
                self.line_of(number, &mut line);
                let length: f64 = 1.0 + line.iter().map(|entry| entry * entry).sum::<f64>();
                let by = out * out / length;
                if by > worst.0 {
                    worst = (by, Some((Leaving::Row(number as u32), out)));
                }
            }
        }
        self.work.line = line;
        worst.1
    }

    /// A slack row by the inverse of the kernel.
    fn line_of(&self, row: usize, line: &mut Vec<f64>) {
        line.clear();
        line.resize(self.stand.kernel.len(), 0.0);
        for (variable, coefficient) in &self.rows[row].terms {
            if let Place::Basic(position) = self.stand.place[*variable as usize] {
                for (entry, of) in line.iter_mut().zip(self.stand.kernel.line(position as usize)) {
                    *entry += coefficient * of;
                }
            }
        }
    }

    /// Lets go of what is out of its bounds, for the bound it broke; false when nothing can take its place.
    fn step(&mut self, leaving: Leaving, out: f64) -> bool {
        self.changes_of(leaving);
        let Some(chosen) = self.entering(out) else {
            return false;
        };
        let flipped = self.flip(chosen);
        let entering = self.work.breakpoints[chosen].entering;
        self.column_of(entering);
        let by = match entering {
            Entering::Variable(variable) => self.work.of_variables[variable as usize],
            Entering::Slack(position) => -self.work.line[position as usize],
        };
        // What is still out after the flips is what the entering one must bring back.
        let rest = out + flipped;
        let reduced = match entering {
            Entering::Variable(variable) => self.stand.reduced[variable as usize],
            Entering::Slack(position) => -self.stand.price[self.stand.kernel.rows()[position as usize] as usize],
        };
        let ratio = reduced / by;
        self.stand.objective -= ratio * rest;
        self.move_by(entering, -rest / by);
        self.reprice(ratio);
        self.exchange(leaving, entering, out > 0.0, ratio, by);
        self.stand.kernel.age += 1;
        true
    }

    /// Works out how what leaves changes with each variable and with each tight row.
    fn changes_of(&mut self, leaving: Leaving) {
        let mut line = std::mem::take(&mut self.work.line);
        let changes = &mut self.work.of_variables;
        changes.clear();
        changes.resize(self.cost.len(), 0.0);
        match leaving {
            Leaving::Variable(position) => {
                line.clear();
                line.extend_from_slice(self.stand.kernel.line(position));
            }
            Leaving::Row(row) => {
                for (variable, coefficient) in &self.rows[row as usize].terms {
                    changes[*variable as usize] = *coefficient;
                }
                self.line_of(row as usize, &mut line);
            }
        }
        for (row, entry) in self.stand.kernel.rows().iter().zip(&line) {
            if *entry != 0.0 {
                for (variable, coefficient) in &self.rows[*row as usize].terms {
                    self.work.of_variables[*variable as usize] -= entry * coefficient;
                }
            }
        }
        self.work.line = line;
    }

    /// Sends the variables before the chosen one to their other bounds; by how much what leaves changes with that.
    fn flip(&mut self, chosen: usize) -> f64 {
        if chosen == 0 {
            return 0.0;
        }
        let mut rest = std::mem::take(&mut self.work.rest);
        rest.clear();
        rest.resize(self.stand.kernel.len(), 0.0);
        let mut sum = 0.0;
        let stand = &mut self.stand;
        for breakpoint in &self.work.breakpoints[..chosen] {
            let Entering::Variable(variable) = breakpoint.entering else { continue };
            let at = variable as usize;
            let (to, by) = match stand.place[at] {
                Place::Lower => (Place::Upper, breakpoint.width),
                _ => (Place::Lower, -breakpoint.width),
            };
            stand.place[at] = to;
            stand.at[at] = if to == Place::Upper { self.upper[at] } else { self.lower[at] };
            stand.objective += stand.reduced[at] * by;
            sum += self.work.of_variables[at] * by;
            for (row, coefficient) in &self.columns[at] {
                stand.activity[*row as usize] += coefficient * by;
                if let Some(position) = stand.tight[*row as usize] {
                    rest[position as usize] += coefficient * by;
                }
            }
        }
        self.work.column.clear();
        let column = stand.kernel.lines().map(|line| line.iter().zip(&rest).map(|(a, b)| a * b).sum::<f64>());
        self.work.column.extend(column);
        self.work.rest = rest;
        self.move_basic(1.0);
        sum
    }

    /// The column of what enters, by the inverse of the kernel.
    fn column_of(&mut self, entering: Entering) {
        let Self { stand, work, columns, .. } = self;
        work.column.clear();
        match entering {
            Entering::Slack(position) => {
                work.column.extend(stand.kernel.lines().map(|line| line[position as usize]));
            }
            Entering::Variable(variable) => {
                let entries: Vec<(u32, f64)> = columns[variable as usize]
                    .iter()
                    .filter_map(|(row, entry)| stand.tight[*row as usize].map(|position| (position, *entry)))
                    .collect();
                let of = |line: &[f64]| {
                    entries.iter().map(|(position, entry)| entry * line[*position as usize]).sum::<f64>()
                };
                work.column.extend(stand.kernel.lines().map(of));
            }
        }
    }

    /// Moves what enters by so much, and all basic variables with it.
    fn move_by(&mut self, entering: Entering, by: f64) {
        match entering {
            Entering::Variable(variable) => {
                self.stand.at[variable as usize] += by;
                for (row, coefficient) in &self.columns[variable as usize] {
                    self.stand.activity[*row as usize] += coefficient * by;
                }
            }
            // More slack is less on the left-hand side; the basic variables see to that.
            Entering::Slack(_) => {}
        }
        self.move_basic(by);
    }

    fn move_basic(&mut self, by: f64) {
        let stand = &mut self.stand;
        for (variable, entry) in stand.kernel.variables().iter().zip(&self.work.column) {
            let change = -entry * by;
            if change != 0.0 {
                stand.at[*variable as usize] += change;
                for (row, coefficient) in &self.columns[*variable as usize] {
                    stand.activity[*row as usize] += coefficient * change;
                }
            }
        }
    }

    fn reprice(&mut self, ratio: f64) {
        if ratio == 0.0 {
            return;
        }
        for (reduced, change) in self.stand.reduced.iter_mut().zip(&self.work.of_variables) {
            *reduced -= ratio * change;
        }
        for (row, entry) in self.stand.kernel.rows().iter().zip(&self.work.line) {
            self.stand.price[*row as usize] -= ratio * entry;
        }
    }

    /// Exchanges what leaves and what enters in the basis.
    fn exchange(&mut self, leaving: Leaving, entering: Entering, too_high: bool, ratio: f64, pivot: f64) {
        let Self { stand, work, .. } = self;
        if let Leaving::Variable(position) = leaving {
            let variable = stand.kernel.variables()[position] as usize;
            let (place, at) =
                if too_high { (Place::Upper, self.upper[variable]) } else { (Place::Lower, self.lower[variable]) };
            (stand.place[variable], stand.at[variable], stand.reduced[variable]) = (place, at, ratio);
        }
        if let Entering::Slack(position) = entering {
            let row = stand.kernel.rows()[position as usize] as usize;
            (stand.price[row], stand.tight[row]) = (0.0, None);
        }
        match (leaving, entering) {
            (Leaving::Variable(position), Entering::Variable(variable)) => {
                stand.kernel.swap_variable(position, variable, &work.column);
                stand.place[variable as usize] = Place::Basic(position as u32);
            }
            (Leaving::Variable(position), Entering::Slack(row)) => {
                stand.kernel.shrink(position, row as usize);
                if let Some(moved) = stand.kernel.variables().get(position) {
                    stand.place[*moved as usize] = Place::Basic(position as u32);
                }
                if let Some(moved) = stand.kernel.rows().get(row as usize) {
                    stand.tight[*moved as usize] = Some(row);
                }
            }
            (Leaving::Row(row), Entering::Variable(variable)) => {
                let position = stand.kernel.len() as u32;
                stand.kernel.grow(row, variable, &work.line, &work.column, pivot);
                stand.place[variable as usize] = Place::Basic(position);
                stand.tight[row as usize] = Some(position);
            }
            (Leaving::Row(row), Entering::Slack(position)) => {
                stand.kernel.swap_row(position as usize, row, &work.line);
                stand.tight[row as usize] = Some(position);
            }
        }
        if let Entering::Variable(variable) = entering {
            stand.reduced[variable as usize] = 0.0;
        }
        if let Leaving::Row(row) = leaving {
            stand.price[row as usize] = ratio;
        }
    }
}
