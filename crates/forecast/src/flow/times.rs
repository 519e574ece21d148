//! How long work took, and how old open work is.

use serde::Serialize;
use time::Date;

use super::Stay;

/// How long finished work took, in days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Times {
    /// Each, the shortest first.
    pub days: Vec<u32>,
    /// How many ended before they began: they are counted as one day.
    pub ended_before_they_began: usize,
}

/// How old a piece of open work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Age {
    /// Its place in what was handed in.
    pub place: usize,
    /// Its days so far, the first and the last counted.
    pub days: u32,
}

/// How long all that was finished took: cycle times when `begun` is the day work began, lead times when it is the day it was
/// asked for.
pub fn times(stays: &[Stay]) -> Times {
    let mut days: Vec<u32> = stays.iter().filter_map(|stay| Some(whole_days(stay.begun, stay.done()?))).collect();
    days.sort_unstable();
    let backwards = |stay: &&Stay| stay.finished.is_some_and(|finished| finished < stay.begun);
    Times { days, ended_before_they_began: stays.iter().filter(backwards).count() }
}

/// How old everything is that is open at the end of a day, the oldest first.
pub fn ages(stays: &[Stay], as_of: Date) -> Vec<Age> {
    let is_open = |stay: &Stay| stay.begun <= as_of && stay.last_day().is_none_or(|last| last > as_of);
    let open = stays.iter().enumerate().filter(|(_, stay)| is_open(stay));
    let mut ages: Vec<Age> = open.map(|(place, stay)| Age { place, days: whole_days(stay.begun, as_of) }).collect();
    ages.sort_by_key(|age| (std::cmp::Reverse(age.days), age.place));
    ages
}

impl Times {
    /// Within how many days at least `nominal` percent were finished: the nearest rank, so a time that was really taken. None
    /// when nothing was finished.
    pub fn percentile(&self, nominal: u8) -> Option<u32> {
        let needed = (self.days.len() * usize::from(nominal.min(100))).div_ceil(100);
        self.days.get(needed.max(1) - 1).copied()
    }

    /// The share that was finished within so many days: what the age of open work is compared with.
    pub fn share_within(&self, days: u32) -> f64 {
        self.days.partition_point(|taken| *taken <= days) as f64 / self.days.len().max(1) as f64
    }
}

/// Both ends count.
fn whole_days(from: Date, to: Date) -> u32 {
    u32::try_from((to - from).whole_days()).unwrap_or(0).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Duration;
    use time::macros::date;

    use super::*;

    const START: Date = date!(2026 - 01 - 01);

    fn stay(begun: i64, finished: Option<i64>) -> Stay {
        let day = |day: i64| START + Duration::days(day);
        Stay { begun: day(begun), finished: finished.map(day), given_up: None }
    }

    #[test]
    fn both_days_count_and_backward_dates_are_told() {
        let told = times(&[stay(0, Some(0)), stay(0, Some(4)), stay(3, Some(2)), stay(1, None)]);
        assert_eq!(told, Times { days: vec![1, 1, 5], ended_before_they_began: 1 });
    }

    #[test]
    fn percentiles_are_times_that_were_taken() {
        let told = Times { days: (1..=20).collect(), ended_before_they_began: 0 };
        assert_eq!([0, 50, 85, 86, 95, 100].map(|nominal| told.percentile(nominal)), [1, 10, 17, 18, 19, 20].map(Some));
        assert_eq!((told.share_within(17), told.share_within(0)), (0.85, 0.0));
        assert_eq!(times(&[]).percentile(85), None);
    }

    #[test]
    fn open_work_ages_until_it_is_finished_or_given_up() {
        let given_up = Stay { given_up: Some(START + Duration::days(5)), ..stay(0, None) };
        let stays = [stay(8, None), stay(0, None), stay(0, Some(10)), given_up, stay(11, None), stay(0, Some(11))];
        let told: Vec<_> = ages(&stays, START + Duration::days(10)).iter().map(|age| (age.place, age.days)).collect();
        assert_eq!(told, [(1, 11), (5, 11), (0, 3)]);
    }

    proptest! {
        #[test]
        fn a_percentile_is_reached_by_its_share(days in prop::collection::vec(1_u32..400, 1..60), nominal in 1_u8..=100) {
            let mut days = days;
            days.sort_unstable();
            let told = Times { days, ended_before_they_began: 0 };
            let at = told.percentile(nominal).unwrap();
            prop_assert!(told.share_within(at) * 100.0 >= f64::from(nominal) - 1e-9);
            prop_assert!(told.share_within(at - 1) * 100.0 < f64::from(nominal));
        }
    }
}
