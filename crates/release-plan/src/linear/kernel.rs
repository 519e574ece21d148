//! The kernel of a basis: the tight rows by the basic variables, and its inverse, kept dense.

/// What is too small to divide by.
const SINGULAR: f64 = 1e-10;

/// The inverse, one line for each basic variable and one column for each tight row.
#[derive(Debug, Clone, Default)]
pub(super) struct Kernel {
    variables: Vec<u32>,
    rows: Vec<u32>,
    inverse: Vec<f64>,
    /// How far the lines of the inverse are apart.
    wide: usize,
    /// Changes since it was last worked out anew.
    pub(super) age: usize,
}

impl Kernel {
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn variables(&self) -> &[u32] {
        &self.variables
    }

    pub(super) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The line of the inverse at a position.
    pub(super) fn line(&self, position: usize) -> &[f64] {
        &self.inverse[position * self.wide..position * self.wide + self.rows.len()]
    }

    /// The lines of the inverse, in order.
    pub(super) fn lines(&self) -> impl Iterator<Item = &[f64]> {
        let len = self.len();
        self.inverse.chunks(self.wide.max(1)).take(len).map(move |line| &line[..len])
    }

    /// Another variable takes the place of the one at a position; `column` is its column, by the inverse.
    pub(super) fn swap_variable(&mut self, position: usize, variable: u32, column: &[f64]) {
        self.variables[position] = variable;
        let (wide, len) = (self.wide, self.len());
        let pivot: Vec<f64> = self.line(position).iter().map(|entry| entry / column[position]).collect();
        for (line, factor) in self.inverse.chunks_mut(wide).zip(column) {
            subtract(&mut line[..len], *factor, &pivot);
        }
        self.inverse[position * wide..position * wide + len].copy_from_slice(&pivot);
    }

    /// Another row takes the place of the one at a position; `line` is the new one, by the inverse.
    pub(super) fn swap_row(&mut self, position: usize, row: u32, line: &[f64]) {
        self.rows[position] = row;
        let (wide, len) = (self.wide, self.len());
        for of in self.inverse.chunks_mut(wide).take(len) {
            let factor = of[position] / line[position];
            subtract(&mut of[..len], factor, line);
            of[position] = factor;
        }
    }

    /// A row becomes tight, a variable basic. `line` and `column` are theirs by the inverse, `pivot` what is left where they meet.
    pub(super) fn grow(&mut self, row: u32, variable: u32, line: &[f64], column: &[f64], pivot: f64) {
        let len = self.len();
        self.widen(len + 1);
        let wide = self.wide;
        for (of, factor) in self.inverse.chunks_mut(wide).zip(column) {
            subtract(&mut of[..len], -factor / pivot, line);
            of[len] = -factor / pivot;
        }
        let last = &mut self.inverse[len * wide..=len * wide + len];
        for (entry, line) in last.iter_mut().zip(line) {
            *entry = -line / pivot;
        }
        last[len] = 1.0 / pivot;
        self.rows.push(row);
        self.variables.push(variable);
    }

    /// The variable at one position and the row at another leave.
    pub(super) fn shrink(&mut self, position: usize, row: usize) {
        let (wide, len) = (self.wide, self.len());
        let pivot = self.line(position).to_vec();
        for line in self.inverse.chunks_mut(wide).take(len) {
            let factor = line[row] / pivot[row];
            subtract(&mut line[..len], factor, &pivot);
            line[row] = line[len - 1];
        }
        let last = len - 1;
        self.inverse.copy_within(last * wide..last * wide + last, position * wide);
        self.variables.swap_remove(position);
        self.rows.swap_remove(row);
    }

    fn widen(&mut self, least: usize) {
        if least <= self.wide {
            return;
        }
        let wide = (2 * self.wide).max(least).max(16);
        let mut inverse = vec![0.0; wide * wide];
        for (into, from) in inverse.chunks_mut(wide).zip(self.inverse.chunks(self.wide.max(1))) {
            into[..from.len()].copy_from_slice(from);
        }
        self.inverse = inverse;
        self.wide = wide;
    }

    /// Works the inverse out of the matrix of the tight rows beside a unit matrix; false when it has none.
    pub(super) fn invert(&mut self, mut matrix: Vec<Vec<f64>>) -> bool {
        let len = matrix.len();
        self.widen(len);
        let mut order: Vec<usize> = (0..len).collect();
        for column in 0..len {
            let size = |at: &usize| matrix[order[*at]][column].abs();
            let Some(best) = (column..len).max_by(|a, b| size(a).total_cmp(&size(b))) else { return false };
            if size(&best) < SINGULAR {
                return false;
            }
            order.swap(column, best);
            let mut pivot = std::mem::take(&mut matrix[order[column]]);
            let by = pivot[column];
            pivot.iter_mut().for_each(|entry| *entry /= by);
            for line in matrix.iter_mut().filter(|line| !line.is_empty()) {
                let factor = line[column];
                if factor != 0.0 {
                    subtract(&mut line[column..], factor, &pivot[column..]);
                }
            }
            matrix[order[column]] = pivot;
        }
        for (position, line) in order.into_iter().enumerate() {
            self.inverse[position * self.wide..position * self.wide + len].copy_from_slice(&matrix[line][len..]);
        }
        self.age = 0;
        true
    }
}

fn subtract(from: &mut [f64], factor: f64, line: &[f64]) {
    if factor != 0.0 {
        for (entry, by) in from.iter_mut().zip(line) {
            *entry -= factor * by;
        }
    }
}
