//! The columns of a sprint board: one for each state a story goes through once it was chosen.

use crate::stories::rules::states::is_before_work;

/// The states of the columns, from left to right.
pub const COLUMNS: [&str; 5] = ["in sprint", "in work", "in review", "waiting for acceptance", "done"];

/// The column a story of the sprint stands in; what was chosen and not begun is in the first, whatever it lacks.
pub fn column(state: &str) -> usize {
    if is_before_work(state) {
        return 0;
    }
    COLUMNS.iter().position(|column| *column == state).unwrap_or_default()
}

#[cfg(test)]
mod unit {
    use super::*;
    use crate::stories::rules::states::STATES;

    #[test]
    fn every_state_but_dropped_has_its_column() {
        let columns: Vec<usize> =
            STATES.iter().filter(|(state, _)| *state != "dropped").map(|(state, _)| column(state)).collect();
        assert_eq!(columns, [0, 0, 0, 1, 2, 3, 4]);
    }
}
