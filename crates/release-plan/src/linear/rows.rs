//! Rows that come and go.

use super::{CLOSE, Linear, Place};

/// `Σ aⱼxⱼ ≤ b`, or `=`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// The coefficients, one for each variable named.
    pub(crate) terms: Vec<(u32, f64)>,
    /// The right-hand side.
    pub(crate) most: f64,
    /// Whether it is to be met exactly.
    pub(crate) equal: bool,
    /// Whether it may leave when it is slack.
    pub(crate) may_leave: bool,
}

impl Row {
    /// By how much a point breaks the row.
    pub(crate) fn broken_by(&self, at: impl Fn(usize) -> f64) -> f64 {
        self.terms.iter().map(|(variable, coefficient)| coefficient * at(*variable as usize)).sum::<f64>() - self.most
    }
}

impl Linear {
    /// Adds a row; its slack joins the basis, which stays dual feasible.
    pub(crate) fn add(&mut self, row: Row) {
        let number = self.rows.len();
        let position = self.basis.len();
        let mut inverse = vec![0.0; number + 1];
        inverse[number] = 1.0;
        for (variable, coefficient) in &row.terms {
            self.columns[*variable as usize].push((number as u32, *coefficient));
            if let Place::Basic(at) = self.place[*variable as usize] {
                for (into, from) in inverse.iter_mut().zip(&self.inverse[at as usize]) {
                    *into -= coefficient * from;
                }
            }
        }
        for other in &mut self.inverse {
            other.push(0.0);
        }
        self.inverse.push(inverse);
        self.value.push(-row.broken_by(|variable| self.at(variable)));
        self.basis.push((self.variables() + number) as u32);
        self.place.push(Place::Basic(position as u32));
        self.reduced.push(0.0);
        self.rows.push(row);
    }

    /// Lets rows go that may and that are slack by more than a little.
    pub(crate) fn drop_slack_rows(&mut self) {
        let variables = self.variables();
        let mut number = 0;
        while number < self.rows.len() {
            match self.place[variables + number] {
                Place::Basic(position) if self.rows[number].may_leave && self.value[position as usize] > CLOSE => {
                    self.remove(number, position as usize);
                }
                _ => number += 1,
            }
        }
    }

    /// Removes a row whose slack is basic at a position; the last row and the last position take its places.
    fn remove(&mut self, number: usize, position: usize) {
        let variables = self.variables();
        let last = self.rows.len() - 1;
        let row = self.rows.swap_remove(number);
        for (variable, _) in &row.terms {
            self.columns[*variable as usize].retain(|(of, _)| *of as usize != number);
        }
        if number != last {
            for (variable, _) in &self.rows[number].terms {
                for (of, _) in &mut self.columns[*variable as usize] {
                    if *of as usize == last {
                        *of = number as u32;
                    }
                }
            }
        }
        self.inverse.swap_remove(position);
        self.value.swap_remove(position);
        self.basis.swap_remove(position);
        for row in &mut self.inverse {
            row.swap_remove(number);
        }
        self.place.swap_remove(variables + number);
        self.reduced.swap_remove(variables + number);
        for variable in &mut self.basis {
            if *variable as usize == variables + last {
                *variable = (variables + number) as u32;
            }
        }
        if position < self.basis.len() {
            self.place[self.basis[position] as usize] = Place::Basic(position as u32);
        }
    }
}
