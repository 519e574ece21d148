//! When it will be done.

use serde::{Deserialize, Serialize};

use crate::chance::Chance;
use crate::level::Level;

/// Work that is done when nothing of it is left: so much now, what comes to it meanwhile, and who works on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// How many are left now.
    pub remaining: u32,
    /// How many come to it per period, if it grows.
    pub growth: Option<Level>,
    /// The teams that take from it.
    pub teams: Vec<Level>,
}

/// The period by whose end all was done, in each run that got there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finish {
    periods: Vec<u32>,
    runs: u32,
}

/// When all parts are done: the last of them counts. What is not done after `furthest` periods is not followed further.
pub fn when(parts: &[Part], furthest: u32, runs: u32, seed: u64) -> Finish {
    let (mut chance, runs) = (Chance::new(seed), runs.max(1));
    let mut all = || parts.iter().try_fold(0, |last, part| Some(u32::max(last, part.run(furthest, &mut chance)?)));
    let mut periods: Vec<u32> = (0..runs).filter_map(|_| all()).collect();
    periods.sort_unstable();
    Finish { periods, runs }
}

impl Part {
    /// One run: the period by whose end nothing is left.
    fn run(&self, furthest: u32, chance: &mut Chance) -> Option<u32> {
        let grows = self.growth.as_ref().map_or(0.0, |growth| growth.draw(chance));
        let shrinks: f64 = self.teams.iter().map(|team| team.draw(chance)).sum();
        let mut left = u64::from(self.remaining);
        if left == 0 {
            return Some(0);
        }
        (1..=furthest).find(|_| {
            left = left.saturating_add(chance.poisson(grows)).saturating_sub(chance.poisson(shrinks));
            left == 0
        })
    }
}

impl Finish {
    /// After how many periods it is at least `nominal` percent sure to be done; none if not within those that were followed.
    pub fn sure_after(&self, nominal: u8) -> Option<u32> {
        let needed = (u64::from(self.runs) * u64::from(nominal.min(100))).div_ceil(100);
        let at = usize::try_from(needed.max(1) - 1).ok()?;
        self.periods.get(at).copied()
    }

    /// The share of runs in which all was done by the end of a period.
    pub fn chance_by(&self, period: u32) -> f64 {
        self.periods.partition_point(|done| *done <= period) as f64 / f64::from(self.runs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::Voice;
    use crate::many::how_many;

    fn level(rate: f64) -> Level {
        Level::of(vec![Voice { weight: 1.0, rate, stray: 1.0 }])
    }

    fn part(remaining: u32, growth: Option<f64>) -> Part {
        Part { remaining, growth: growth.map(level), teams: vec![level(5.0)] }
    }

    #[test]
    fn the_date_and_the_number_say_the_same() {
        let spread = how_many(&[level(5.0)], 6, 40_000, 1);
        let finish = when(&[part(spread.promised(85) as u32, None)], 60, 40_000, 2);
        assert!((finish.chance_by(6) - spread.chance_of(spread.promised(85))).abs() < 0.01);
        assert!(finish.sure_after(85).is_some_and(|periods| (5..=7).contains(&periods)));
    }

    #[test]
    fn surer_is_later_and_growth_is_later_still() {
        let (still, grows) = (when(&[part(30, None)], 200, 5_000, 1), when(&[part(30, Some(2.0))], 200, 5_000, 1));
        assert!(still.sure_after(50) < still.sure_after(85));
        assert!(still.sure_after(50) < grows.sure_after(50));
    }

    #[test]
    fn several_parts_are_done_with_the_last() {
        let (one, both) =
            (when(&[part(30, None)], 200, 5_000, 1), when(&[part(30, None), part(30, None)], 200, 5_000, 1));
        assert!(one.sure_after(50) < both.sure_after(50));
        let helped = Part { teams: vec![level(5.0), level(5.0)], ..part(30, None) };
        assert!(when(&[helped], 200, 5_000, 1).sure_after(50) < one.sure_after(50));
    }

    #[test]
    fn nothing_left_is_done_and_what_never_ends_has_no_date() {
        assert_eq!(when(&[part(0, Some(9.0))], 10, 100, 1).sure_after(95), Some(0));
        assert_eq!(when(&[], 10, 100, 1).sure_after(95), Some(0));
        assert_eq!(when(&[part(1_000, Some(50.0))], 50, 100, 1).sure_after(50), None);
        assert_eq!(when(&[part(9, None)], 0, 100, 1).sure_after(50), None);
    }
}
