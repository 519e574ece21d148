//! Working out anew where a basis stands.

use super::kernel::Kernel;
use super::{COST, Linear, Place};

impl Linear {
    /// Puts every variable that is not basic at the bound its reduced cost asks for, and works out the others.
    pub(crate) fn settle(&mut self) {
        let stand = &mut self.stand;
        for variable in 0..stand.place.len() {
            let reduced = stand.reduced[variable];
            match stand.place[variable] {
                Place::Basic(_) => continue,
                _ if reduced > COST => stand.place[variable] = Place::Upper,
                _ if reduced < -COST => stand.place[variable] = Place::Lower,
                _ => {}
            }
            let upper = stand.place[variable] == Place::Upper;
            stand.at[variable] = if upper { self.upper[variable] } else { self.lower[variable] };
        }
        self.work_out();
    }

    /// Works the inverse out anew, and with it all else; begins without any tight row when the basis cannot be inverted.
    pub(crate) fn renew(&mut self) {
        let kernel = &mut self.stand.kernel;
        let len = kernel.len();
        let mut position_of = vec![usize::MAX; self.cost.len()];
        for (position, variable) in kernel.variables().iter().enumerate() {
            position_of[*variable as usize] = position;
        }
        let mut matrix = vec![vec![0.0; 2 * len]; len];
        for ((position, row), line) in kernel.rows().iter().enumerate().zip(&mut matrix) {
            line[len + position] = 1.0;
            for (variable, coefficient) in &self.rows[*row as usize].terms {
                let at = position_of[*variable as usize];
                if at != usize::MAX {
                    line[at] = *coefficient;
                }
            }
        }
        if !kernel.invert(matrix) {
            *kernel = Kernel::default();
        }
        self.find_places();
        self.price();
        self.settle();
    }

    /// Marks which variables are basic and which rows tight.
    fn find_places(&mut self) {
        let stand = &mut self.stand;
        for place in &mut stand.place {
            if matches!(place, Place::Basic(_)) {
                *place = Place::Lower;
            }
        }
        for (position, variable) in (0_u32..).zip(stand.kernel.variables()) {
            stand.place[*variable as usize] = Place::Basic(position);
        }
        stand.tight.fill(None);
        for (position, row) in (0_u32..).zip(stand.kernel.rows()) {
            stand.tight[*row as usize] = Some(position);
        }
    }

    /// Works out the prices of the rows and all reduced costs.
    fn price(&mut self) {
        let stand = &mut self.stand;
        let mut prices = vec![0.0; stand.kernel.len()];
        for (variable, line) in stand.kernel.variables().iter().zip(stand.kernel.lines()) {
            for (price, entry) in prices.iter_mut().zip(line) {
                *price += self.cost[*variable as usize] * entry;
            }
        }
        stand.price.fill(0.0);
        stand.reduced.clone_from(&self.cost);
        for (row, price) in stand.kernel.rows().iter().zip(prices) {
            stand.price[*row as usize] = price;
            for (variable, coefficient) in &self.rows[*row as usize].terms {
                stand.reduced[*variable as usize] -= price * coefficient;
            }
        }
        for variable in stand.kernel.variables() {
            stand.reduced[*variable as usize] = 0.0;
        }
    }

    /// Works out the basic variables, what the rows come to, and the objective.
    fn work_out(&mut self) {
        let stand = &mut self.stand;
        for variable in stand.kernel.variables() {
            stand.at[*variable as usize] = 0.0;
        }
        let at = |stand: &super::Stand, row: u32| {
            let row = &self.rows[row as usize];
            -row.broken_by(|variable| stand.at[variable])
        };
        let rest: Vec<f64> = stand.kernel.rows().iter().map(|row| at(stand, *row)).collect();
        for (variable, line) in stand.kernel.variables().iter().zip(stand.kernel.lines()) {
            stand.at[*variable as usize] = line.iter().zip(&rest).map(|(a, b)| a * b).sum();
        }
        stand.activity.fill(0.0);
        stand.objective = 0.0;
        for ((at, cost), column) in stand.at.iter().zip(&self.cost).zip(&self.columns) {
            if *at != 0.0 {
                stand.objective += at * cost;
                for (row, coefficient) in column {
                    stand.activity[*row as usize] += coefficient * at;
                }
            }
        }
    }
}
