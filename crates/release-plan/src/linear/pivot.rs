//! The dual simplex method.

use super::{CLOSE, End, Linear, PIVOT, Place};

/// After so many pivots the inverse is made anew.
const OLD: usize = 120;
/// Costs this close to nothing on the wrong side are taken for nothing.
const COST: f64 = 1e-9;

/// What steps need besides, kept so that nothing is allocated.
#[derive(Debug, Clone, Default)]
pub(super) struct Work {
    row: Vec<f64>,
    column: Vec<f64>,
    breakpoints: Vec<(f64, u32)>,
    right: Vec<f64>,
}

impl Linear {
    /// Puts every variable that is not basic at the bound its reduced cost asks for, and works out the others.
    pub(crate) fn settle(&mut self) {
        for variable in 0..self.place.len() {
            let reduced = self.reduced[variable];
            let (_, upper) = self.bounds_of(variable);
            match self.place[variable] {
                Place::Basic(_) => {}
                _ if reduced > COST && upper.is_finite() => self.place[variable] = Place::Upper,
                _ if reduced < -COST || upper.is_infinite() => self.place[variable] = Place::Lower,
                _ => {}
            }
        }
        self.work_out();
    }

    /// Looks for the best point, not longer than `steps`, and not on once the value is below `least`.
    pub(crate) fn solve(&mut self, least: f64, steps: usize) -> End {
        let mut objective = self.objective();
        for step in 0..steps {
            if self.age >= OLD {
                self.renew();
                objective = self.objective();
            }
            if objective < least {
                return End::Below;
            }
            let Some((position, too_high)) = self.leaving() else {
                return End::Best;
            };
            match self.step(position, too_high) {
                Some(fall) => objective -= fall,
                // With an inverse made anew nothing can have been overlooked.
                None if self.age == 0 => return End::Empty,
                None => {
                    self.renew();
                    objective = self.objective();
                }
            }
            if step % 64 == 63 {
                objective = self.objective();
            }
        }
        End::Tired
    }

    /// The basic variable that is farthest out of its bounds, by the length of its row, and whether it is too high.
    fn leaving(&self) -> Option<(usize, bool)> {
        let mut worst: Option<(f64, usize, bool)> = None;
        for (position, variable) in self.basis.iter().enumerate() {
            let (lower, upper) = self.bounds_of(*variable as usize);
            let value = self.value[position];
            let (out, too_high) = if value > upper { (value - upper, true) } else { (lower - value, false) };
            if out > CLOSE {
                let length: f64 = self.inverse[position].iter().map(|entry| entry * entry).sum();
                let by = out * out / length.max(PIVOT);
                if worst.is_none_or(|(most, ..)| by > most) {
                    worst = Some((by, position, too_high));
                }
            }
        }
        worst.map(|(_, position, too_high)| (position, too_high))
    }

    /// Lets the variable at a position leave for the bound it broke; by how much the objective falls. Nothing when no other can
    /// take its place.
    fn step(&mut self, position: usize, too_high: bool) -> Option<f64> {
        let leaving = self.basis[position] as usize;
        let (lower, upper) = self.bounds_of(leaving);
        let to = if too_high { upper } else { lower };
        let out = (self.value[position] - to).abs();
        self.row_of(position);
        let (entering, flipped) = self.entering(too_high, out)?;
        let entering = entering as usize;
        let mut fall = 0.0;
        if flipped > 0 {
            let turned: Vec<u32> = self.work.breakpoints[..flipped].iter().map(|(_, variable)| *variable).collect();
            fall = self.flip(&turned);
        }
        let rest = self.value[position] - to;
        self.column_of(entering);
        let pivot = self.work.column[position];
        if pivot.abs() < PIVOT {
            self.age = OLD;
            self.renew();
            return Some(0.0);
        }
        let ratio = self.reduced[entering] / pivot;
        fall += (ratio * rest).abs();
        self.move_to(entering, position, rest / pivot);
        let variables = self.place.len();
        for variable in 0..variables {
            let entry = self.work.row[variable];
            if entry != 0.0 {
                self.reduced[variable] -= ratio * entry;
            }
        }
        self.reduced[entering] = 0.0;
        self.reduced[leaving] = -ratio;
        self.place[leaving] = if too_high { Place::Upper } else { Place::Lower };
        self.place[entering] = Place::Basic(position as u32);
        self.basis[position] = entering as u32;
        self.pivot(position);
        self.age += 1;
        Some(fall)
    }

    /// The row of a position over all variables that are not basic.
    fn row_of(&mut self, position: usize) {
        let variables = self.variables();
        let inverse = &self.inverse[position];
        let row = &mut self.work.row;
        row.clear();
        row.resize(self.place.len(), 0.0);
        for variable in 0..self.place.len() {
            if matches!(self.place[variable], Place::Basic(_)) {
                continue;
            }
            row[variable] = if variable < variables {
                self.columns[variable].iter().map(|(of, entry)| entry * inverse[*of as usize]).sum()
            } else {
                inverse[variable - variables]
            };
        }
    }

    /// Who takes the place, and how many of the sorted breakpoints before it are flipped to their other bound.
    fn entering(&mut self, too_high: bool, out: f64) -> Option<(u32, usize)> {
        let mut breakpoints = std::mem::take(&mut self.work.breakpoints);
        breakpoints.clear();
        for variable in 0..self.place.len() {
            let entry = if too_high { self.work.row[variable] } else { -self.work.row[variable] };
            let eligible = match self.place[variable] {
                Place::Lower => entry > PIVOT,
                Place::Upper => entry < -PIVOT,
                Place::Basic(_) => false,
            };
            let (lower, upper) = self.bounds_of(variable);
            if eligible && upper > lower {
                breakpoints.push(((self.reduced[variable] / entry).abs(), variable as u32));
            }
        }
        breakpoints.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut slope = out;
        let mut found = None;
        for (place, (ratio, variable)) in breakpoints.iter().enumerate() {
            let entry = self.work.row[*variable as usize].abs();
            let (lower, upper) = self.bounds_of(*variable as usize);
            slope -= entry * (upper - lower);
            if slope <= 0.0 || place + 1 == breakpoints.len() {
                if slope > CLOSE && (upper - lower).is_finite() {
                    break;
                }
                found = Some((place, *ratio));
                break;
            }
        }
        let chosen = found.map(|(place, ratio)| steadiest(&self.work.row, &mut breakpoints, place, ratio));
        self.work.breakpoints = breakpoints;
        chosen.map(|place| (self.work.breakpoints[place].1, place))
    }

    /// Sends variables to their other bounds; by how much the objective falls.
    fn flip(&mut self, turned: &[u32]) -> f64 {
        let mut fall = 0.0;
        let mut right = std::mem::take(&mut self.work.right);
        right.clear();
        right.resize(self.rows.len(), 0.0);
        for variable in turned {
            let at = *variable as usize;
            let width = self.upper[at] - self.lower[at];
            let by = if self.place[at] == Place::Lower { width } else { -width };
            fall += (self.reduced[at] * width).abs();
            self.place[at] = if self.place[at] == Place::Lower { Place::Upper } else { Place::Lower };
            for (row, entry) in &self.columns[at] {
                right[*row as usize] += entry * by;
            }
        }
        for (value, inverse) in self.value.iter_mut().zip(&self.inverse) {
            *value -= inverse.iter().zip(&right).map(|(a, b)| a * b).sum::<f64>();
        }
        self.work.right = right;
        fall
    }

    /// The column of a variable, seen from the basis.
    fn column_of(&mut self, variable: usize) {
        let variables = self.variables();
        let column = &mut self.work.column;
        column.clear();
        if variable < variables {
            let entries = &self.columns[variable];
            column.extend(
                self.inverse.iter().map(|row| entries.iter().map(|(of, entry)| entry * row[*of as usize]).sum::<f64>()),
            );
        } else {
            column.extend(self.inverse.iter().map(|row| row[variable - variables]));
        }
    }

    /// Moves an entering variable by so much from its bound, and all basic ones with it.
    fn move_to(&mut self, entering: usize, position: usize, by: f64) {
        let (lower, upper) = self.bounds_of(entering);
        let from = if self.place[entering] == Place::Upper { upper } else { lower };
        for (value, entry) in self.value.iter_mut().zip(&self.work.column) {
            *value -= entry * by;
        }
        self.value[position] = from + by;
    }

    /// Makes the column of the entering variable a unit column.
    fn pivot(&mut self, position: usize) {
        let pivot = self.work.column[position];
        let mut pivot_row = std::mem::take(&mut self.inverse[position]);
        for entry in &mut pivot_row {
            *entry /= pivot;
        }
        for (other, row) in self.inverse.iter_mut().enumerate() {
            let factor = self.work.column[other];
            if other != position && factor != 0.0 {
                for (entry, by) in row.iter_mut().zip(&pivot_row) {
                    *entry -= factor * by;
                }
            }
        }
        self.inverse[position] = pivot_row;
    }

    /// Makes the inverse anew, and with it all values and reduced costs.
    fn renew(&mut self) {
        let rows = self.rows.len();
        let variables = self.variables();
        let mut matrix = vec![vec![0.0; 2 * rows]; rows];
        for (position, variable) in self.basis.iter().enumerate() {
            let variable = *variable as usize;
            if variable < variables {
                for (row, entry) in &self.columns[variable] {
                    matrix[*row as usize][position] = *entry;
                }
            } else {
                matrix[variable - variables][position] = 1.0;
            }
        }
        for (number, row) in matrix.iter_mut().enumerate() {
            row[rows + number] = 1.0;
        }
        let mut order = vec![usize::MAX; rows];
        let mut used = vec![false; rows];
        for column in 0..rows {
            let best = (0..rows)
                .filter(|row| !used[*row])
                .max_by(|a, b| matrix[*a][column].abs().total_cmp(&matrix[*b][column].abs()));
            let Some(best) = best else { return };
            used[best] = true;
            order[column] = best;
            let pivot = matrix[best][column];
            if pivot.abs() < PIVOT {
                continue;
            }
            let mut pivot_row = std::mem::take(&mut matrix[best]);
            for entry in &mut pivot_row[column..] {
                *entry /= pivot;
            }
            for row in &mut matrix {
                if row.is_empty() {
                    continue;
                }
                let factor = row[column];
                if factor != 0.0 {
                    for (entry, by) in row[column..].iter_mut().zip(&pivot_row[column..]) {
                        *entry -= factor * by;
                    }
                }
            }
            matrix[best] = pivot_row;
        }
        for (position, row) in order.into_iter().enumerate() {
            self.inverse[position] = matrix[row][rows..].to_vec();
        }
        self.age = 0;
        self.price();
        self.settle();
    }

    /// Works out all reduced costs.
    fn price(&mut self) {
        let variables = self.variables();
        let mut dual = vec![0.0; self.rows.len()];
        for (position, variable) in self.basis.iter().enumerate() {
            let cost = self.cost.get(*variable as usize).copied().unwrap_or_default();
            if cost != 0.0 {
                for (dual, entry) in dual.iter_mut().zip(&self.inverse[position]) {
                    *dual += cost * entry;
                }
            }
        }
        for variable in 0..self.place.len() {
            self.reduced[variable] = if matches!(self.place[variable], Place::Basic(_)) {
                0.0
            } else if variable < variables {
                let of_rows: f64 = self.columns[variable].iter().map(|(row, entry)| entry * dual[*row as usize]).sum();
                self.cost[variable] - of_rows
            } else {
                -dual[variable - variables]
            };
        }
    }

    /// Works out the values of the basic variables.
    fn work_out(&mut self) {
        let mut right: Vec<f64> = self.rows.iter().map(|row| row.most).collect();
        for variable in 0..self.variables() {
            let at = match self.place[variable] {
                Place::Lower => self.lower[variable],
                Place::Upper => self.upper[variable],
                Place::Basic(_) => continue,
            };
            if at != 0.0 {
                for (row, entry) in &self.columns[variable] {
                    right[*row as usize] -= entry * at;
                }
            }
        }
        for (value, inverse) in self.value.iter_mut().zip(&self.inverse) {
            *value = inverse.iter().zip(&right).map(|(a, b)| a * b).sum();
        }
    }
}

/// Among breakpoints as near as the one found, the one with the largest entry, moved to be the first that is not flipped.
fn steadiest(row: &[f64], breakpoints: &mut [(f64, u32)], place: usize, ratio: f64) -> usize {
    let size = |at: usize, breakpoints: &[(f64, u32)]| row[breakpoints[at].1 as usize].abs();
    let (mut best, mut first) = (place, place);
    while first > 0 && breakpoints[first - 1].0 >= ratio - COST {
        first -= 1;
        if size(first, breakpoints) > size(best, breakpoints) {
            best = first;
        }
    }
    breakpoints.swap(first, best);
    first
}
