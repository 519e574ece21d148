//! What is left of a sprint or a release day by day (burn-down), beside what it all is (burn-up).

use serde::Serialize;
use time::Date;

use super::{Days, NoFigure};

/// A piece of what is to be done. What it is measured in (points, hours, pieces) is the caller's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece {
    /// How large it is.
    pub estimate: f64,
    /// The day it was added.
    pub added: Date,
    /// The day it was taken out, done or not.
    pub removed: Option<Date>,
    /// The day it was done.
    pub done: Option<Date>,
}

/// How things stand at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BurnDay {
    /// The day.
    #[serde(with = "crate::days::iso")]
    pub day: Date,
    /// All of it: the upper line of a burn-up. When it changes, that shows here and not as if less had been done.
    pub scope: f64,
    /// What is done: the lower line of a burn-up.
    pub done: f64,
    /// What is left: the line of a burn-down.
    pub remaining: f64,
    /// What would be left if it all went evenly over the workdays: `S₀ · (1 − workdays passed / workdays)`, with `S₀` the scope
    /// of the first day.
    pub ideal: f64,
}

/// The lines of a burn-down and a burn-up, day by day.
///
/// # Errors
/// When an estimate is negative, larger than a billion, or no number.
pub fn burn(pieces: &[Piece], days: Days, is_workday: impl Fn(Date) -> bool) -> Result<Vec<BurnDay>, NoFigure> {
    NoFigure::of_estimates(pieces.iter().map(|piece| piece.estimate))?;
    let workdays = days.iter().filter(|day| is_workday(*day)).count();
    let at_first = sum(pieces, |piece| piece.is_there(days.from));
    let mut passed = 0;
    let lines = days.iter().map(|day| {
        passed += usize::from(is_workday(day));
        BurnDay {
            day,
            scope: sum(pieces, |piece| piece.is_there(day)),
            done: sum(pieces, |piece| piece.is_there(day) && piece.is_done(day)),
            // Summed by itself, so that nothing left is nothing and not the rest of a subtraction.
            remaining: sum(pieces, |piece| piece.is_there(day) && !piece.is_done(day)),
            ideal: at_first * (1.0 - passed as f64 / workdays.max(1) as f64),
        }
    });
    Ok(lines.collect())
}

fn sum(pieces: &[Piece], counts: impl Fn(&Piece) -> bool) -> f64 {
    pieces.iter().filter(|piece| counts(piece)).fold(0.0, |sum, piece| sum + piece.estimate)
}

impl Piece {
    fn is_there(&self, day: Date) -> bool {
        self.added <= day && self.removed.is_none_or(|removed| removed > day)
    }

    fn is_done(&self, day: Date) -> bool {
        self.done.is_some_and(|done| done <= day)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;
    use time::{Duration, Weekday};

    use super::*;

    /// A Thursday.
    const START: Date = date!(2026 - 01 - 01);

    fn piece(estimate: f64, added: i64, done: Option<i64>, removed: Option<i64>) -> Piece {
        let day = |day: i64| START + Duration::days(day);
        Piece { estimate, added: day(added), removed: removed.map(day), done: done.map(day) }
    }

    fn days(count: i64) -> Days {
        Days::new(START, START + Duration::days(count - 1)).unwrap()
    }

    #[test]
    fn scope_that_grows_is_not_work_undone() {
        let pieces = [piece(0.1, -1, Some(1), None), piece(0.2, 0, Some(4), None), piece(0.3, 1, Some(4), None)];
        let lines =
            burn(&pieces, days(5), |day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)).unwrap();
        let of = |line: fn(&BurnDay) -> f64| {
            lines.iter().map(line).map(|value| (value * 1e6).round() / 1e6).collect::<Vec<_>>()
        };
        assert_eq!(of(|line| line.scope), [0.3, 0.6, 0.6, 0.6, 0.6]);
        assert_eq!(of(|line| line.done), [0.0, 0.1, 0.1, 0.1, 0.6]);
        assert_eq!(of(|line| line.ideal), [0.2, 0.1, 0.1, 0.1, 0.0]);
        assert_eq!(lines[4].remaining, 0.0);
    }

    #[test]
    fn what_is_no_estimate_is_named() {
        let pieces = [piece(1.0, 0, None, None), piece(f64::NAN, 0, None, None)];
        let refused = burn(&pieces, days(2), |_| true).unwrap_err();
        assert_eq!(refused.to_string(), "number 2 is no estimate: estimates are at least 0 and at most a billion");
        assert!(burn(&[piece(-1.0, 0, None, None)], days(2), |_| true).is_err());
    }

    #[test]
    fn days_without_work_have_a_level_ideal() {
        let lines = burn(&[piece(5.0, 0, None, Some(1))], days(2), |_| false).unwrap();
        assert_eq!(lines.iter().map(|line| (line.ideal, line.remaining)).collect::<Vec<_>>(), [(5.0, 5.0), (5.0, 0.0)]);
    }

    proptest! {
        #[test]
        fn what_is_left_and_what_is_done_are_all(rows in prop::collection::vec((0.0..40.0, -3_i64..9, prop::option::of(-3_i64..9), prop::option::of(-3_i64..9)), 0..30)) {
            let pieces: Vec<Piece> = rows.iter().map(|(estimate, added, done, removed)| piece(*estimate, *added, *done, *removed)).collect();
            for line in burn(&pieces, days(8), |_| true).unwrap() {
                prop_assert!((line.scope - line.done - line.remaining).abs() < 1e-9);
                prop_assert!(line.done >= 0.0 && line.remaining >= 0.0);
            }
        }
    }
}
