//! A linear program over bounded variables, solved by the dual simplex method and changed as one goes: bounds move, rows come
//! and go, and each time it starts from where it stood.
//!
//! Maximise `Σ cⱼxⱼ` where `lⱼ ≤ xⱼ ≤ uⱼ` are finite and each row says `Σ aᵢⱼxⱼ ≤ bᵢ` (or `=`). All bounds being finite, the basis
//! of slacks alone is dual feasible, so no first phase is needed.
//!
//! Few rows are tight at a time: most only say “this needs that”. So only the *kernel* of the basis is inverted, the rows that
//! are tight by the variables that are between their bounds; a row that is slack costs nothing but a look at whether it is still
//! kept. Ratio test with flips of boxed variables after Maros (2003); the leaving row is chosen by steepest edge (Forrest and
//! Goldfarb 1992), its length worked out only for rows that are broken.

mod kernel;
mod ratio;
mod renew;
mod rows;
mod step;
#[cfg(test)]
mod tests;

pub(crate) use rows::Row;

/// What is close enough to a whole or to a bound.
pub(crate) const CLOSE: f64 = 1e-7;
/// Costs this close to nothing on the wrong side are taken for nothing.
const COST: f64 = 1e-9;

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
    /// Between its bounds, at this position of the kernel.
    Basic(u32),
}

/// The program and where it stands.
#[derive(Debug, Clone)]
pub(crate) struct Linear {
    cost: Vec<f64>,
    lower: Vec<f64>,
    upper: Vec<f64>,
    rows: Vec<Row>,
    /// Of each variable, the rows it is in, with its coefficient.
    columns: Vec<Vec<(u32, f64)>>,
    stand: Stand,
    work: step::Work,
}

/// Where a program stands: enough to come back to it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stand {
    place: Vec<Place>,
    at: Vec<f64>,
    reduced: Vec<f64>,
    /// Of each row, what its left-hand side comes to, its price, and its position in the kernel when it is tight.
    activity: Vec<f64>,
    price: Vec<f64>,
    tight: Vec<Option<u32>>,
    kernel: kernel::Kernel,
    objective: f64,
}

impl Linear {
    /// Variables with these objective coefficients, each between these bounds, without any row.
    pub(crate) fn new(cost: Vec<f64>, lower: Vec<f64>, upper: Vec<f64>) -> Self {
        let variables = cost.len();
        let stand = Stand {
            place: cost.iter().map(|cost| if *cost > 0.0 { Place::Upper } else { Place::Lower }).collect(),
            at: vec![0.0; variables],
            reduced: cost.clone(),
            ..Stand::default()
        };
        let columns = vec![vec![]; variables];
        Self { cost, lower, upper, rows: vec![], columns, stand, work: step::Work::default() }
    }

    /// How many variables there are.
    pub(crate) fn variables(&self) -> usize {
        self.cost.len()
    }

    /// Moves the bounds of a variable; to be followed by [`Self::settle`] before the next solution.
    pub(crate) fn set_bounds(&mut self, variable: usize, lower: f64, upper: f64) {
        self.lower[variable] = lower;
        self.upper[variable] = upper;
    }

    /// The value of a variable.
    pub(crate) fn at(&self, variable: usize) -> f64 {
        self.stand.at[variable]
    }

    /// By how much the objective would change for one more of a variable that is at a bound; 0 for the others.
    pub(crate) fn reduced(&self, variable: usize) -> f64 {
        self.stand.reduced[variable]
    }

    /// The value of the objective where it stands: a bound from above.
    pub(crate) fn objective(&self) -> f64 {
        self.stand.objective
    }

    /// What no point can exceed, from the prices of the rows alone, whatever rounding did to the rest.
    pub(crate) fn bound(&self) -> f64 {
        let mut sum = 0.0;
        let mut reduced = self.cost.clone();
        for (row, price) in self.rows.iter().zip(&self.stand.price) {
            let price = if row.equal { *price } else { price.max(0.0) };
            if price != 0.0 {
                sum += price * row.most;
                for (variable, coefficient) in &row.terms {
                    reduced[*variable as usize] -= price * coefficient;
                }
            }
        }
        for ((reduced, lower), upper) in reduced.iter().zip(&self.lower).zip(&self.upper) {
            sum += if *reduced > 0.0 { reduced * upper } else { reduced * lower };
        }
        sum
    }

    /// Remembers where it stands in `into`.
    pub(crate) fn save(&self, into: &mut Stand) {
        into.clone_from(&self.stand);
    }

    /// Comes back to where it stood; rows and bounds must be as they were.
    pub(crate) fn restore(&mut self, from: &Stand) {
        self.stand.clone_from(from);
    }
}
