//! Cumulative flow: how much had entered each state by each day.

use serde::Serialize;
use time::Date;

use super::Days;

/// A piece of work on its way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Passage {
    /// The day it first entered each state, from the first to the last; what was skipped may be missing.
    pub entered: Vec<Option<Date>>,
    /// The day it was taken out without having reached the last state.
    pub removed: Option<Date>,
}

/// How much had entered each state by the end of each day. No line ever falls, and none is above the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CumulativeFlow {
    /// Which days.
    pub days: Days,
    /// Per state, from the first to the last: how much had entered it or a later one, day by day.
    pub entered: Vec<Vec<u32>>,
    /// How much had been taken out, day by day: a line of its own, as it must not make others fall.
    pub removed: Vec<u32>,
}

/// Counts, day by day, how much had entered each of so many states. Whoever is in a later state has been in the earlier ones.
pub fn cumulative_flow(passages: &[Passage], states: usize, days: Days) -> CumulativeFlow {
    let line = |day_of: &dyn Fn(&Passage) -> Option<Date>| {
        let mut line = vec![0_u32; days.count()];
        for place in passages.iter().filter_map(|passage| days.seen_from(day_of(passage)?)) {
            line[place] += 1;
        }
        for place in 1..line.len() {
            line[place] += line[place - 1];
        }
        line
    };
    let reached =
        |passage: &Passage, state: usize| passage.entered.iter().take(states).skip(state).flatten().min().copied();
    let entered = (0..states).map(|state| line(&|passage| reached(passage, state))).collect();
    CumulativeFlow { days, entered, removed: line(&|passage| taken_out(passage, reached, states.saturating_sub(1))) }
}

/// When it was taken out without having reached the last state: not before it entered, however its days are written, and never if it
/// did not enter at all.
fn taken_out(passage: &Passage, reached: impl Fn(&Passage, usize) -> Option<Date>, last: usize) -> Option<Date> {
    let never_arrived = reached(passage, last).is_none();
    Some(passage.removed?.max(reached(passage, 0)?)).filter(|_| never_arrived)
}

impl CumulativeFlow {
    /// How much was between the first and the last state at the end of a day, counted from 0: the vertical distance.
    pub fn in_progress(&self, day: usize) -> Option<u32> {
        let (first, last) = (self.entered.first()?.get(day)?, self.entered.last()?.get(day)?);
        Some(first.saturating_sub(*last).saturating_sub(*self.removed.get(day)?))
    }

    /// How many days ago as much had entered the first state as has entered the last by a day: the horizontal distance,
    /// which is about the average time from the first to the last. None before anything arrived, or when it began earlier than the
    /// days looked at.
    pub fn days_across(&self, day: usize) -> Option<usize> {
        let (first, arrived) = (self.entered.first()?, *self.entered.last()?.get(day)?);
        let began = first.partition_point(|entered| *entered < arrived);
        (arrived > 0 && *first.first()? < arrived).then(|| day.saturating_sub(began))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::Duration;
    use time::macros::date;

    use super::*;

    const START: Date = date!(2026 - 01 - 01);

    fn passage(entered: &[Option<i64>], removed: Option<i64>) -> Passage {
        let day = |day: i64| START + Duration::days(day);
        Passage { entered: entered.iter().map(|at| at.map(day)).collect(), removed: removed.map(day) }
    }

    fn days(count: i64) -> Days {
        Days::new(START, START + Duration::days(count - 1)).unwrap()
    }

    #[test]
    fn lines_count_what_entered_and_what_was_skipped_counts_too() {
        let passages = [
            passage(&[Some(0), Some(1), Some(3)], None),
            passage(&[Some(1), None, Some(2)], None),
            passage(&[Some(-5), None, None], Some(2)),
            passage(&[Some(1), Some(9), None], None),
        ];
        let flow = cumulative_flow(&passages, 3, days(4));
        assert_eq!(flow.entered, [[2, 4, 4, 4], [0, 1, 2, 2], [0, 0, 1, 2]]);
        assert_eq!(flow.removed, [0, 0, 1, 1]);
        assert_eq!([0, 1, 2, 3, 4].map(|day| flow.in_progress(day)), [Some(2), Some(4), Some(2), Some(1), None]);
    }

    #[test]
    fn the_horizontal_distance_is_the_time_it_took() {
        let passages: Vec<Passage> = (0..30).map(|day| passage(&[Some(day), Some(day + 4)], None)).collect();
        let flow = cumulative_flow(&passages, 2, days(30));
        assert_eq!((flow.days_across(20), flow.days_across(3), flow.in_progress(20)), (Some(4), None, Some(4)));
        assert_eq!(cumulative_flow(&passages, 0, days(3)).in_progress(0), None);
    }

    proptest! {
        #[test]
        fn no_line_falls_or_crosses(entered in prop::collection::vec((prop::collection::vec(prop::option::of(-5_i64..20), 0..5), prop::option::of(-5_i64..20)), 0..30)) {
            let passages: Vec<Passage> = entered.iter().map(|(entered, removed)| passage(entered, *removed)).collect();
            let flow = cumulative_flow(&passages, 3, days(15));
            for line in flow.entered.iter().chain([&flow.removed]) {
                prop_assert!(line.is_sorted());
            }
            for day in 0..15 {
                let at: Vec<u32> = flow.entered.iter().map(|line| line[day]).collect();
                prop_assert!(at.is_sorted_by(|earlier, later| earlier >= later));
                prop_assert_eq!(flow.in_progress(day), Some(at[0] - at[2] - flow.removed[day]));
            }
        }
    }
}
