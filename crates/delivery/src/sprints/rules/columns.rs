//! The columns of a sprint board: one for each state a story goes through once it was chosen.

use ground::web::Refusal;
use together::words::{counted, upper_first};

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

/// The states whose columns may have a limit: those of work that was begun and is not done.
pub const LIMITED: [&str; 3] = ["in work", "in review", "waiting for acceptance"];

/// The highest limit of a column.
pub const MOST_LIMIT: i64 = 100;

/// Whether the column of a state may have a limit.
pub fn may_be_limited(state: &str) -> Result<(), Refusal> {
    if LIMITED.contains(&state) {
        return Ok(());
    }
    let message = format!("There is no limit for “{state}”. There may be one for {}.", LIMITED.join(", "));
    Err(Refusal::new("no-such-limit", message).at("state"))
}

/// What is said of a column that holds more than its limit.
pub fn said(state: &str, there: i64, most: i64) -> Option<String> {
    let is = if there == 1 { "is" } else { "are" };
    let stories = counted(there, "story", "stories");
    (there > most)
        .then(|| format!("“{}” is over its limit: {stories} {is} there, agreed were {most}.", upper_first(state)))
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

    #[test]
    fn only_what_is_over_a_limit_is_said() {
        assert_eq!(said("in work", 3, 3), None);
        let words = "“In work” is over its limit: 4 stories are there, agreed were 3.";
        assert_eq!(said("in work", 4, 3).as_deref(), Some(words));
        assert_eq!(may_be_limited("done").unwrap_err().name, "no-such-limit");
    }
}
