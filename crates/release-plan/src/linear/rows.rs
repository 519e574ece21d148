//! Rows that come and go.

use super::Linear;

/// `Σ aⱼxⱼ ≤ b`, or `=`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// The coefficients, one for each variable named.
    pub(crate) terms: Vec<(u32, f64)>,
    /// The right-hand side.
    pub(crate) most: f64,
    /// Whether it is to be met exactly.
    pub(crate) equal: bool,
}

impl Row {
    /// By how much a point breaks the row.
    pub(crate) fn broken_by(&self, at: impl Fn(usize) -> f64) -> f64 {
        self.terms.iter().map(|(variable, coefficient)| coefficient * at(*variable as usize)).sum::<f64>() - self.most
    }
}

impl Linear {
    /// Adds a row, slack for now, so that it stays dual feasible.
    pub(crate) fn add(&mut self, row: Row) {
        let number = self.rows.len() as u32;
        for (variable, coefficient) in &row.terms {
            self.columns[*variable as usize].push((number, *coefficient));
        }
        self.stand.activity.push(row.broken_by(|variable| self.stand.at[variable]) + row.most);
        self.stand.price.push(0.0);
        self.stand.tight.push(None);
        self.rows.push(row);
    }
}
