//! How the work of a sprint burns down, day by day.

use ground::clock::Ts;

use crate::sprints::store::Work;

const DAY: i64 = 24 * 3_600_000_000;

/// The points of a sprint that were left at the end of each working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Burn {
    /// All points that were chosen.
    pub points: i64,
    /// What was left before the first day and after each day until today.
    pub left: Vec<i64>,
    /// Which working day today is, counted from 1; 0 before the first.
    pub day: usize,
    /// How many working days there are.
    pub days: usize,
}

impl Burn {
    /// Counts the work of a sprint from its first to its last day.
    pub fn of(work: &[Work], starts_at: Ts, ends_at: Ts, now: Ts) -> Self {
        let days = working_days(starts_at, ends_at);
        let points: i64 = work.iter().filter_map(|story| story.points).sum();
        let gone: Vec<Ts> = days.iter().copied().filter(|day| day.0 <= now.0).collect();
        let left_after = |day: &Ts| {
            let done = work.iter().filter(|story| story.done_at.is_some_and(|at| at.0 < day.0 + DAY));
            points - done.filter_map(|story| story.points).sum::<i64>()
        };
        let left = std::iter::once(points).chain(gone.iter().map(left_after)).collect();
        Self { points, left, day: gone.len(), days: days.len() }
    }

    /// What is left now.
    pub fn now(&self) -> i64 {
        self.left.last().copied().unwrap_or(self.points)
    }

    /// What an even pace would have left by the end of today.
    pub fn planned(&self) -> i64 {
        let all = i64::try_from(self.days).unwrap_or(1).max(1);
        let gone = i64::try_from(self.day).unwrap_or(0);
        (self.points * (all - gone) + all / 2) / all
    }
}

/// Monday to Friday between two days; all days when none of them is one of those.
fn working_days(starts_at: Ts, ends_at: Ts) -> Vec<Ts> {
    let all: Vec<Ts> = (starts_at.0..=ends_at.0).step_by(usize::try_from(DAY).unwrap_or(1)).map(Ts).take(400).collect();
    let at_work = |day: &&Ts| day.date_time().weekday().number_days_from_monday() < 5;
    let working: Vec<Ts> = all.iter().filter(at_work).copied().collect();
    if working.is_empty() { all } else { working }
}

#[cfg(test)]
mod unit {
    use together::words::parse_day;

    use super::*;

    fn on(day: &str) -> Ts {
        parse_day(day).unwrap()
    }

    fn story(points: i64, done: Option<&str>) -> Work {
        Work { points: Some(points), done_at: done.map(|day| Ts(on(day).0 + DAY / 2)), finished: false }
    }

    #[test]
    fn what_is_left_is_counted_by_working_day() {
        let work = [story(5, Some("2026-10-07")), story(3, Some("2026-10-12")), story(20, None)];
        let now = Ts(on("2026-10-13").0 + DAY / 2);
        let burn = Burn::of(&work, on("2026-10-05"), on("2026-10-16"), now);
        assert_eq!((burn.day, burn.days, burn.points, burn.now()), (7, 10, 28, 20));
        assert_eq!(burn.left, [28, 28, 28, 23, 23, 23, 20, 20]);
        assert_eq!(burn.planned(), 8);
    }

    #[test]
    fn a_sprint_ahead_or_over_counts_within_its_days() {
        let work = [story(5, Some("2026-10-20"))];
        let at = |now: &str| Burn::of(&work, on("2026-10-05"), on("2026-10-16"), on(now));
        assert_eq!((at("2026-10-01").day, at("2026-10-01").left), (0, vec![5]));
        assert_eq!((at("2026-11-01").day, at("2026-11-01").now()), (10, 5));
        let weekend = Burn::of(&[], on("2026-10-10"), on("2026-10-11"), on("2026-10-10"));
        assert_eq!((weekend.days, weekend.points, weekend.planned()), (2, 0, 0));
    }
}
