//! Working hours: Monday to Friday from nine to five, in universal time. Holidays are not known yet.

use ground::clock::Ts;

/// Working hours of a day.
pub const OF_A_DAY: i64 = TO - FROM;

/// How soon a question is answered where a product agreed on nothing, in working hours.
pub const USUAL: i64 = OF_A_DAY;

/// The most working hours a product may take to answer: four weeks.
pub const MOST: i64 = 20 * OF_A_DAY;

const FROM: i64 = 9;
const TO: i64 = 17;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;

/// When so many working hours have gone by since a moment. What comes outside of working hours is as if it came when they
/// begin.
pub fn after(from: Ts, working_hours: i64) -> Ts {
    let mut left = working_hours.max(0) * HOUR;
    let mut at = begin(from.0);
    loop {
        let today = at.div_euclid(DAY) * DAY + TO * HOUR - at;
        if left <= today {
            return Ts(at + left);
        }
        left -= today;
        at = begin(at + today);
    }
}

/// The moment itself in working hours, else when they begin next; their very end belongs to the next day.
fn begin(at: i64) -> i64 {
    let (day, time) = (at.div_euclid(DAY), at.rem_euclid(DAY));
    if is_working_day(day) && time < TO * HOUR {
        return day * DAY + time.max(FROM * HOUR);
    }
    let next = (day + 1..).find(|day| is_working_day(*day)).unwrap_or(day + 1);
    next * DAY + FROM * HOUR
}

/// Days are counted from 1 January 1970, which was a Thursday.
fn is_working_day(day: i64) -> bool {
    (day + 3).rem_euclid(7) < 5
}

#[cfg(test)]
mod unit {
    use proptest::prelude::*;

    use super::*;

    /// A time in the week of Monday, 5 October 2026.
    fn at(day: i64, hour: i64) -> Ts {
        Ts(1_791_158_400_000_000 + day * DAY + hour * HOUR)
    }

    #[test]
    fn nights_and_weekends_do_not_count() {
        let (monday, friday, saturday) = (0, 4, 5);
        assert_eq!(after(at(monday, 10), 4), at(monday, 14));
        assert_eq!(after(at(monday, 15), 4), at(monday + 1, 11));
        assert_eq!(after(at(monday, 10), OF_A_DAY), at(monday + 1, 10));
        assert_eq!(after(at(friday, 16), 2), at(7, 10));
        assert_eq!(after(at(saturday, 12), 1), at(7, 10), "asked on a Saturday, it is as if asked on Monday at nine");
        assert_eq!(after(at(monday, 6), 1), at(monday, 10));
        assert_eq!(after(at(monday, 17), 1), at(monday + 1, 10));
        assert_eq!(after(at(monday, 9), OF_A_DAY), at(monday, 17), "a whole day is over when it ends");
    }

    proptest! {
        #[test]
        fn more_time_is_never_over_sooner(at in -4_000_000_000_000_000_i64..4_000_000_000_000_000, hours in 0..MOST) {
            let (less, more) = (after(Ts(at), hours), after(Ts(at), hours + 1));
            prop_assert!(Ts(at) <= less && less < more);
            let (day, time) = (less.0.div_euclid(DAY), less.0.rem_euclid(DAY));
            prop_assert!(is_working_day(day) && (FROM * HOUR..=TO * HOUR).contains(&time));
        }
    }
}
