//! How work flowed, from dated events: how long it took, how old the open work is, how much is between two states, and what is
//! left. Sources: Vacanti, "Actionable Agile Metrics for Predictability" (2015); Little (1961); the Scrum Guide (2020) for burn
//! charts and cumulative flow. Days are whole and both ends count: what begins and is finished on one day took one day.

mod burn;
mod cumulative;
mod little;
mod times;
mod velocity;

use serde::Serialize;
use thiserror::Error;
use time::Date;

pub use burn::{BurnDay, Piece, burn};
pub use cumulative::{CumulativeFlow, Passage, cumulative_flow};
pub use little::{Little, Unmet, little};
pub use times::{Age, Times, ages, times};
pub use velocity::{ENOUGH_SPRINTS, SHOWN_SPRINTS, Velocity, velocity};

/// Work between two events, such as begun and finished (its cycle time) or asked for and finished (its lead time).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// The day it began.
    pub begun: Date,
    /// The day it was finished. One before `begun` is taken for `begun`, and counted by [`times`].
    pub finished: Option<Date>,
    /// The day it was given up, if it was: from then on it is neither open nor finished.
    pub given_up: Option<Date>,
}

impl Stay {
    /// The last day of it, if it is over.
    fn last_day(&self) -> Option<Date> {
        self.finished.or(self.given_up).map(|day| day.max(self.begun))
    }

    /// The day it was finished, not before it began.
    fn done(&self) -> Option<Date> {
        self.finished.map(|day| day.max(self.begun))
    }
}

/// Days from one to another, both among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Days {
    #[serde(with = "crate::days::iso")]
    from: Date,
    #[serde(with = "crate::days::iso")]
    to: Date,
}

/// Nobody looks at more days than these at once: ten years.
pub const MOST_DAYS: usize = 3_660;

/// Why there is no figure.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoFigure {
    /// Days that end before they begin.
    #[error("the days end on {to}, before they begin on {from}")]
    Backwards {
        /// The first.
        from: Date,
        /// The last.
        to: Date,
    },
    /// More than [`MOST_DAYS`].
    #[error("{0} days are too many to look at: at most {MOST_DAYS}")]
    TooManyDays(i64),
    /// A number that is negative, not finite, or so large that sums are not.
    #[error("number {} is no estimate: estimates are at least 0 and at most a billion", place + 1)]
    NoEstimate {
        /// Where in what was handed in, from 0.
        place: usize,
    },
    /// Not one sprint is over.
    #[error("no sprint is over yet")]
    NoSprint,
}

/// Larger estimates are a slip, and sums of them would lose the small ones.
const LARGEST_ESTIMATE: f64 = 1e9;

impl NoFigure {
    /// That one of some numbers is no estimate.
    fn of_estimates(estimates: impl Iterator<Item = f64>) -> Result<(), Self> {
        match estimates.into_iter().position(|estimate| !(0.0..=LARGEST_ESTIMATE).contains(&estimate)) {
            Some(place) => Err(Self::NoEstimate { place }),
            None => Ok(()),
        }
    }
}

impl Days {
    /// From the first to the last.
    ///
    /// # Errors
    /// When the last is before the first, or ten years away.
    pub fn new(from: Date, to: Date) -> Result<Self, NoFigure> {
        let days = (to - from).whole_days() + 1;
        if days < 1 {
            return Err(NoFigure::Backwards { from, to });
        }
        if days > MOST_DAYS as i64 {
            return Err(NoFigure::TooManyDays(days));
        }
        Ok(Self { from, to })
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Date> {
        std::iter::successors(Some(self.from), |day| day.next_day()).take_while(move |day| *day <= self.to)
    }

    /// How many there are: at least one.
    fn count(self) -> usize {
        usize::try_from((self.to - self.from).whole_days()).unwrap_or(0) + 1
    }

    fn contains(self, day: Date) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// From which of them on something is seen that happened on a day: from the first, if it was earlier; never, if later.
    fn seen_from(self, day: Date) -> Option<usize> {
        (day <= self.to).then(|| usize::try_from((day - self.from).whole_days()).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn days_have_both_ends() {
        let days = Days::new(date!(2026 - 02 - 27), date!(2026 - 03 - 01)).unwrap();
        assert_eq!((days.count(), days.iter().count()), (3, 3));
        let seen = |day| days.seen_from(day);
        assert_eq!(seen(date!(2025 - 01 - 01)), Some(0));
        assert_eq!(seen(date!(2026 - 03 - 01)), Some(2));
        assert_eq!(seen(date!(2026 - 03 - 02)), None);
    }

    #[test]
    fn days_that_are_none_are_refused() {
        let backwards = Days::new(date!(2026 - 03 - 01), date!(2026 - 02 - 28)).unwrap_err();
        assert_eq!(backwards.to_string(), "the days end on 2026-02-28, before they begin on 2026-03-01");
        assert!(matches!(Days::new(Date::MIN, Date::MAX), Err(NoFigure::TooManyDays(_))));
        assert_eq!(Days::new(Date::MAX, Date::MAX).unwrap().iter().count(), 1);
    }
}
