//! Little's law: how much is in progress on average is how much is finished per day times how long it takes, where as much
//! comes as goes.

use serde::Serialize;

use super::{Days, Stay};

/// What Little's law says about some days, and whether it may be asked.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Little {
    /// How much was open on a day, on average; what was finished on it was still open on it.
    pub in_progress: f64,
    /// How much was finished per day.
    pub per_day: f64,
    /// How long it took what was finished in these days, in days, on average; none when nothing was.
    pub days_taken: Option<f64>,
    /// How much should be in progress by the law.
    pub expected: Option<f64>,
    /// How much began in these days.
    pub begun: usize,
    /// How much was finished in these days.
    pub finished: usize,
    /// What the law needs and these days do not have; when nothing, `expected` is near `in_progress`.
    pub unmet: Vec<Unmet>,
}

/// Something the law needs that is not so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unmet {
    /// Nothing was finished.
    NothingFinished,
    /// More begins than is finished: work piles up.
    MoreBegins,
    /// More is finished than begins: a pile is worked off.
    MoreIsFinished,
    /// Something was given up, so that not all that comes in comes out at the end.
    GivenUp,
}

/// Beginnings and ends may differ by a tenth, and by one.
const ABOUT_EQUAL: f64 = 0.1;

/// Holds some days against Little's law (1961): `average in progress = average finished per day × average days taken`, all over
/// the same days and in the same units.
pub fn little(stays: &[Stay], days: Days) -> Little {
    let within = |day: Option<time::Date>| day.is_some_and(|day| days.contains(day));
    let done: Vec<&Stay> = stays.iter().filter(|stay| within(stay.done())).collect();
    let (begun, finished) = (stays.iter().filter(|stay| within(Some(stay.begun))).count(), done.len());
    let given_up = stays.iter().any(|stay| stay.finished.is_none() && within(stay.last_day()));
    let taken: i64 = done.iter().map(|stay| (stay.done().unwrap_or(stay.begun) - stay.begun).whole_days() + 1).sum();
    let per_day = finished as f64 / days.count() as f64;
    let days_taken = (finished > 0).then(|| taken as f64 / finished as f64);
    Little {
        in_progress: open_days(stays, days) as f64 / days.count() as f64,
        per_day,
        days_taken,
        expected: days_taken.map(|days_taken| per_day * days_taken),
        begun,
        finished,
        unmet: unmet(begun, finished, given_up),
    }
}

/// On how many of the days each piece was open, all added up.
fn open_days(stays: &[Stay], days: Days) -> i64 {
    let open = |stay: &Stay| {
        let (from, to) = (stay.begun.max(days.from), stay.last_day().map_or(days.to, |last| last.min(days.to)));
        ((to - from).whole_days() + 1).max(0)
    };
    stays.iter().map(open).sum()
}

fn unmet(begun: usize, finished: usize, given_up: bool) -> Vec<Unmet> {
    let allowed = (begun.max(finished) as f64 * ABOUT_EQUAL).max(1.0);
    let more = begun as f64 - finished as f64;
    let all = [
        (finished == 0, Unmet::NothingFinished),
        (more > allowed, Unmet::MoreBegins),
        (-more > allowed, Unmet::MoreIsFinished),
        (given_up, Unmet::GivenUp),
    ];
    all.into_iter().filter_map(|(is_so, unmet)| is_so.then_some(unmet)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;
    use time::{Date, Duration};

    use super::*;

    const START: Date = date!(2026 - 01 - 01);

    fn stay(begun: i64, finished: Option<i64>) -> Stay {
        let day = |day: i64| START + Duration::days(day);
        Stay { begun: day(begun), finished: finished.map(day), given_up: None }
    }

    fn days(count: i64) -> Days {
        Days::new(START, START + Duration::days(count - 1)).unwrap()
    }

    #[test]
    fn a_steady_flow_keeps_the_law() {
        // One a day, each in three days.
        let stays: Vec<Stay> = (-10..110).map(|day| stay(day, Some(day + 2))).collect();
        let told = little(&stays, days(100));
        assert_eq!((told.in_progress, told.per_day, told.days_taken, told.expected), (3.0, 1.0, Some(3.0), Some(3.0)));
        assert!(told.unmet.is_empty());
    }

    #[test]
    fn what_the_law_needs_is_told() {
        let piles_up: Vec<Stay> = (0..20).map(|day| stay(day, None)).collect();
        assert_eq!(little(&piles_up, days(20)).unmet, [Unmet::NothingFinished, Unmet::MoreBegins]);
        let worked_off: Vec<Stay> = (0..20).map(|day| stay(-9, Some(day))).collect();
        assert_eq!(little(&worked_off, days(20)).unmet, [Unmet::MoreIsFinished]);
        let given_up = Stay { given_up: Some(START), ..stay(0, None) };
        assert_eq!(little(&[stay(0, Some(1)), given_up], days(5)).unmet, [Unmet::GivenUp]);
    }

    proptest! {
        #[test]
        fn over_days_that_hold_all_of_it_the_law_is_exact(rows in prop::collection::vec((0_i64..30, 0_i64..30), 1..40)) {
            let stays: Vec<Stay> = rows.iter().map(|(begun, took)| stay(*begun, Some(begun + took))).collect();
            let told = little(&stays, days(60));
            prop_assert!((told.in_progress - told.expected.unwrap()).abs() < 1e-9);
            prop_assert!(told.unmet.is_empty());
        }
    }
}
