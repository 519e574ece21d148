//! What the forecast would have said at earlier days, and how often that held: beside it the plain method.

use serde::Serialize;

use crate::chance::Chance;
use crate::inputs::Inputs;
use crate::many::{Spread, how_many};
use crate::refusal::Refusal;

/// The levels every forecast is judged at, in percent.
pub const NOMINALS: [u8; 4] = [50, 70, 85, 95];

/// One forecast of the past, and what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Replay {
    /// How many periods were known when it was made.
    pub origin: usize,
    /// How many were finished within the horizon.
    pub came: u64,
    /// Per level: how many were promised.
    pub promised: [u64; NOMINALS.len()],
    /// Per level: how likely the forecast itself thought that they are finished.
    pub stated: [f64; NOMINALS.len()],
    /// Where what came stands in the forecast, from 0 to 1, ties broken by chance: evenly spread for forecasts that tell the
    /// truth.
    pub place: f64,
}

/// The forecasts of the past.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Replays {
    /// Those that were made, the newest first.
    pub made: Vec<Replay>,
    /// The same days by the plain method.
    pub plain: Vec<Replay>,
    /// On how many days none was made.
    pub refused: usize,
}

/// How forecasts fared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    /// How many forecasts were made.
    pub forecasts: usize,
    /// How many were refused.
    pub refused: usize,
    /// How each level fared; empty when no forecast was made.
    pub levels: Vec<LevelScore>,
}

/// How one level fared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LevelScore {
    /// How often it should hold, in percent.
    pub nominal: u8,
    /// The share of forecasts in which at least as many as promised were finished.
    pub came_true: f64,
    /// The share in which it held when ties of whole numbers are broken by chance: to compare with `nominal`, as `came_true`
    /// is with `stated`.
    pub held: f64,
    /// How likely the forecasts themselves thought it, on average.
    pub stated: f64,
    /// The median of what was promised.
    pub promised_median: f64,
    /// The mean of what was promised.
    pub promised_mean: f64,
    /// The mean pinball loss: lower is better, and only a promise that is both right and sharp is low.
    pub pinball: f64,
}

/// Forecasts of the past, with how the plain method fared on the same days.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Backtest {
    /// The forecast itself.
    #[serde(flatten)]
    pub score: Score,
    /// The plain method: drawing periods of the history, with replacement.
    pub plain: Score,
}

impl Inputs {
    /// Makes the forecast at every earlier day whose windows do not overlap, from what was known then alone. Days before one
    /// whole history is known are not asked.
    pub fn replay(&self) -> Replays {
        let mut replays = Replays::default();
        if self.horizon == 0 {
            return replays;
        }
        let (horizon, learner) = (self.horizon as usize, self.learner());
        let mut ties = Chance::new(self.seed ^ 0x7135);
        let first = self.finished.len().checked_sub(horizon);
        let origins = std::iter::successors(first, |origin| origin.checked_sub(horizon));
        for origin in origins.take_while(|origin| *origin > 0 && *origin >= self.history as usize) {
            let known = &self.finished[..origin];
            if Refusal::of(known, self.horizon, self.history, self.period_days).is_some() {
                replays.refused += 1;
                continue;
            }
            let came = self.finished[origin..origin + horizon].iter().map(|count| u64::from(*count)).sum();
            let seed = self.seed.wrapping_add(origin as u64);
            let told = how_many(&[learner.level(origin)], self.horizon, self.runs, seed);
            let plain = plain(&known[origin.saturating_sub(self.history as usize)..], self.horizon, self.runs, seed);
            replays.made.push(Replay::of(origin, came, &told, ties.share()));
            replays.plain.push(Replay::of(origin, came, &plain, ties.share()));
        }
        replays
    }

    /// How the forecasts of the past fared.
    pub fn backtest(&self) -> Backtest {
        let replays = self.replay();
        let score = |made: &[Replay]| Score { forecasts: made.len(), refused: replays.refused, levels: judge(made) };
        Backtest { score: score(&replays.made), plain: score(&replays.plain) }
    }
}

/// The plain method: each period to come is one of those seen, drawn with replacement.
pub fn plain(history: &[u32], horizon: u32, runs: u32, seed: u64) -> Spread {
    let mut chance = Chance::new(seed);
    let mut draw = || history.get(chance.index(history.len())).map_or(0, |count| u64::from(*count));
    Spread::of((0..runs.max(1)).map(|_| (0..horizon).map(|_| draw()).fold(0, u64::saturating_add)).collect())
}

/// How each level fared over forecasts, of one series or of several.
pub fn judge(made: &[Replay]) -> Vec<LevelScore> {
    if made.is_empty() {
        return Vec::new();
    }
    NOMINALS.iter().enumerate().map(|(at, nominal)| judge_level(made, at, *nominal)).collect()
}

fn judge_level(made: &[Replay], at: usize, nominal: u8) -> LevelScore {
    let mean = |value: &dyn Fn(&Replay) -> f64| made.iter().map(value).sum::<f64>() / made.len() as f64;
    let below = 1.0 - f64::from(nominal) / 100.0;
    LevelScore {
        nominal,
        came_true: mean(&|replay| f64::from(u8::from(replay.came >= replay.promised[at]))),
        held: mean(&|replay| f64::from(u8::from(replay.place >= below))),
        stated: mean(&|replay| replay.stated[at]),
        promised_median: median(made.iter().map(|replay| replay.promised[at]).collect()),
        promised_mean: mean(&|replay| replay.promised[at] as f64),
        pinball: mean(&|replay| {
            let over = replay.came as f64 - replay.promised[at] as f64;
            if over >= 0.0 { over * below } else { -over * (1.0 - below) }
        }),
    }
}

fn median(mut values: Vec<u64>) -> f64 {
    values.sort_unstable();
    let (lower, upper) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
    f64::midpoint(lower as f64, upper as f64)
}

impl Replay {
    fn of(origin: usize, came: u64, told: &Spread, tie: f64) -> Self {
        let promised = NOMINALS.map(|nominal| told.promised(nominal));
        let stated = promised.map(|promised| told.chance_of(promised));
        Self { origin, came, promised, stated, place: told.place_of(came, tie) }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    fn inputs(finished: Vec<u32>) -> Inputs {
        Inputs {
            as_of: date!(2026 - 06 - 30),
            period_days: 7,
            horizon: 4,
            history: 12,
            finished,
            created: None,
            in_progress: None,
            runs: 2_000,
            seed: 1,
        }
    }

    #[test]
    fn windows_do_not_overlap_and_refusals_are_counted() {
        let counts = [[0; 20].as_slice(), &[5; 20]].concat();
        let replays = inputs(counts).replay();
        let origins: Vec<usize> = replays.made.iter().map(|replay| replay.origin).collect();
        assert_eq!(origins, [36, 32, 28]);
        // At 24, 20, 16 and 12 fewer than eight weeks of twelve were active.
        assert_eq!(replays.refused, 4);
    }

    #[test]
    fn forecasts_of_the_past_do_not_know_the_future() {
        let counts: Vec<u32> = (0..60).map(|week| week * 5 % 9).collect();
        let replays = inputs(counts.clone()).replay();
        let cut = inputs(counts[..replays.made[3].origin].to_vec());
        let mut now = cut.clone();
        now.seed += cut.finished.len() as u64;
        let told = now.how_many().unwrap();
        assert_eq!(NOMINALS.map(|nominal| told.promised(nominal)), replays.made[3].promised);
    }

    #[test]
    fn scores_are_what_they_say() {
        let replay = |came, promised| Replay { origin: 1, came, promised: [promised; 4], stated: [0.9; 4], place: 0.2 };
        let scores = judge(&[replay(10, 6), replay(3, 5)]);
        let at_85 = &scores[2];
        assert_eq!((at_85.came_true, at_85.held, at_85.promised_median, at_85.promised_mean), (0.5, 1.0, 5.5, 5.5));
        assert!((at_85.pinball - (4.0 * 0.15 + 2.0 * 0.85) / 2.0).abs() < 1e-12);
        assert!(judge(&[]).is_empty());
    }

    #[test]
    fn the_plain_method_draws_what_it_saw() {
        assert_eq!(plain(&[3; 12], 4, 100, 1).promised(95), 12);
        assert_eq!(plain(&[], 4, 100, 1).promised(50), 0);
    }
}
