//! Days of events become counts per period, with the empty periods kept.

use time::Date;

/// More periods than this are not looked at: what is older has no weight left.
const MOST_PERIODS: usize = 2_000;

/// The whole periods between the first event and the day a forecast is made, which belongs to the last of them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Periods {
    as_of: Date,
    period_days: u32,
    /// How many there are.
    pub(crate) len: usize,
}

impl Periods {
    /// Those after the period in which `first` lies: that one is only partly known.
    pub(crate) fn after(first: Date, as_of: Date, period_days: u32) -> Self {
        let days = u64::try_from((as_of - first).whole_days()).unwrap_or(0);
        let len =
            usize::try_from(days / u64::from(period_days.max(1))).map_or(MOST_PERIODS, |len| len.min(MOST_PERIODS));
        Self { as_of, period_days: period_days.max(1), len }
    }

    /// In which period a day lies, the oldest being 0: negative before, `len` and more after.
    pub(crate) fn of(&self, day: Date) -> i64 {
        let before_the_end = (self.as_of - day).whole_days();
        self.len as i64 - 1 - before_the_end.div_euclid(i64::from(self.period_days))
    }

    /// How many of the days lie in each.
    pub(crate) fn count(&self, days: impl Iterator<Item = Date>) -> Vec<u32> {
        let mut counts = vec![0_u32; self.len];
        for day in days {
            if let Some(count) = usize::try_from(self.of(day)).ok().and_then(|period| counts.get_mut(period)) {
                *count = count.saturating_add(1);
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_first_part_of_a_period_is_left_out_and_empty_ones_stay() {
        let days = [date!(2026 - 01 - 01), date!(2026 - 01 - 08), date!(2026 - 01 - 09), date!(2026 - 01 - 29)];
        let periods = Periods::after(days[0], date!(2026 - 01 - 29), 7);
        assert_eq!(periods.len, 4);
        assert_eq!(periods.count(days.into_iter()), [1, 1, 0, 1]);
        assert_eq!((periods.of(days[0]), periods.of(date!(2026 - 01 - 30))), (-1, 4));
    }

    #[test]
    fn the_longest_time_there_is_does_not_overflow() {
        assert_eq!(Periods::after(Date::MIN, Date::MAX, 1).len, MOST_PERIODS);
        assert_eq!(Periods::after(Date::MAX, Date::MIN, 7).len, 0);
        assert!(Periods::after(Date::MIN, Date::MAX, 1).of(Date::MIN) < 0);
    }
}
