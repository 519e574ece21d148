//! A linear program over bounded variables, solved by the dual simplex method and changed as one goes: bounds move, rows come
//! and go, and each time it starts from where it stood.
//!
//! Maximise `Σ cⱼxⱼ` where `lⱼ ≤ xⱼ ≤ uⱼ` are finite and each row says `Σ aᵢⱼxⱼ ≤ bᵢ` (or `=`). All bounds being finite, the basis
//! of slacks alone is dual feasible, so no first phase is needed. The inverse of the basis is kept dense: rows that only say
//! “this needs that” join when they are broken and leave when they are slack, so that there are never many.
//! Ratio test with flips of boxed variables after Maros (2003).

mod pivot;
mod rows;

pub(crate) use rows::Row;

/// What is close enough to a whole or to a bound.
pub(crate) const CLOSE: f64 = 1e-7;
/// What is too small to divide by.
const PIVOT: f64 = 1e-9;

/// How a search ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The best point was found.
    Best,
    /// No point keeps all rows.
    Empty,
    /// The value fell below what was asked for.
    Below,
    /// It took too many steps; the value is still a bound.
    Tired,
}

/// Where a variable stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Lower,
    Upper,
    /// In the basis, at this position.
    Basic(u32),
}

/// The program and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    /// Of the structural variables: objective, bounds, and columns as (row, coefficient).
    cost: Vec<f64>,
    lower: Vec<f64>,
    upper: Vec<f64>,
    columns: Vec<Vec<(u32, f64)>>,
    rows: Vec<Row>,
    /// Structural variables first, then one slack for each row.
    place: Vec<Place>,
    /// The variable at each position of the basis.
    basis: Vec<u32>,
    /// The inverse of the basis: row by position, column by row of the program.
    inverse: Vec<Vec<f64>>,
    /// Values of the basic variables by position.
    value: Vec<f64>,
    /// Reduced costs of all variables; 0 for basic ones.
    reduced: Vec<f64>,
    /// Pivots since the inverse was last made anew.
    age: usize,
    work: pivot::Work,
}

impl Linear {
    /// Variables with these objective coefficients, each between these bounds, without any row.
    pub(crate) fn new(cost: Vec<f64>, lower: Vec<f64>, upper: Vec<f64>) -> Self {
        let variables = cost.len();
        let place = cost.iter().map(|cost| if *cost > 0.0 { Place::Upper } else { Place::Lower }).collect();
        Self {
            reduced: cost.clone(),
            cost,
            lower,
            upper,
            columns: vec![vec![]; variables],
            rows: vec![],
            place,
            basis: vec![],
            inverse: vec![],
            value: vec![],
            age: 0,
            work: pivot::Work::default(),
        }
    }

    /// How many structural variables there are.
    pub(crate) fn variables(&self) -> usize {
        self.cost.len()
    }

    /// Moves the bounds of a variable; to be followed by [`Self::settle`] before the next solution.
    pub(crate) fn set_bounds(&mut self, variable: usize, lower: f64, upper: f64) {
        self.lower[variable] = lower;
        self.upper[variable] = upper;
    }

    /// The value of a structural variable.
    pub(crate) fn at(&self, variable: usize) -> f64 {
        match self.place[variable] {
            Place::Lower => self.lower[variable],
            Place::Upper => self.upper[variable],
            Place::Basic(position) => self.value[position as usize],
        }
    }

    /// By how much the objective would change for one more of a variable that is at a bound; 0 for the others.
    pub(crate) fn reduced(&self, variable: usize) -> f64 {
        self.reduced[variable]
    }

    /// The value of the objective where it stands: a bound from above whenever the basis is dual feasible.
    pub(crate) fn objective(&self) -> f64 {
        (0..self.variables()).map(|variable| self.cost[variable] * self.at(variable)).sum()
    }

    fn bounds_of(&self, variable: usize) -> (f64, f64) {
        let variables = self.variables();
        if variable < variables {
            (self.lower[variable], self.upper[variable])
        } else if self.rows[variable - variables].equal {
            (0.0, 0.0)
        } else {
            (0.0, f64::INFINITY)
        }
    }
}
