//! All a forecast is made from, kept beside it, so that it can be made again.

use serde::{Deserialize, Serialize};
use time::Date;

use crate::counts::Periods;
use crate::days::iso;
use crate::learn::Learner;
use crate::level::Level;
use crate::many::{Spread, how_many};
use crate::progress;
use crate::refusal::Refusal;
use crate::rows::Item;

/// What a forecast is made from. The same inputs tell the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Inputs {
    /// The last day that is known; the forecast is for the periods after it.
    #[serde(with = "iso")]
    pub as_of: Date,
    /// How long a period is: 7 for weeks, 1 for days, the length of a sprint for sprints.
    pub period_days: u32,
    /// How many periods ahead.
    pub horizon: u32,
    /// How many periods back something must have been finished often enough; and what the plain method draws from.
    pub history: u32,
    /// How much was finished in each whole period that is known, the oldest first, empty ones kept.
    pub finished: Vec<u32>,
    /// How much came in, if that is known.
    pub created: Option<Vec<u32>>,
    /// How much the work in progress lets one expect per period, at the beginning and after each period, if that is known.
    pub in_progress: Option<Vec<f64>>,
    /// How many runs.
    pub runs: u32,
    /// The seed of their chance.
    pub seed: u64,
}

/// How far a forecast looks, and by how many runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// How long a period is, in days.
    pub period_days: u32,
    /// How many periods ahead.
    pub horizon: u32,
    /// How many periods back.
    pub history: u32,
    /// How many runs.
    pub runs: u32,
    /// The seed of their chance.
    pub seed: u64,
}

impl Inputs {
    /// Counts dated work up to the end of a day. What was finished later was open then; what came later was not there.
    ///
    /// # Errors
    /// When nothing was finished by that day.
    pub fn of(items: &[Item], as_of: Date, reach: Reach) -> Result<Self, Refusal> {
        let Reach { period_days, horizon, history, runs, seed } = reach;
        let ended = || items.iter().filter_map(|item| item.finished).filter(|day| *day <= as_of);
        let first = ended().min().ok_or(Refusal::NothingFinished(as_of))?;
        let periods = Periods::after(first, as_of, period_days);
        let created = || items.iter().filter_map(|item| item.created);
        let in_progress = progress::is_known(items).then(|| progress::expected(items, &periods, period_days, horizon));
        Ok(Self {
            as_of,
            period_days,
            horizon,
            history,
            finished: periods.count(ended()),
            created: created().next().map(|_| periods.count(created())),
            in_progress,
            runs,
            seed,
        })
    }

    /// How many will be finished within the horizon.
    ///
    /// # Errors
    /// When the past says too little, with what is missing.
    pub fn how_many(&self) -> Result<Spread, Refusal> {
        Ok(how_many(&[self.level()?], self.horizon, self.runs, self.seed))
    }

    /// What is known of how much is finished per period.
    ///
    /// # Errors
    /// When the past says too little, with what is missing.
    pub fn level(&self) -> Result<Level, Refusal> {
        match Refusal::of(&self.finished, self.horizon, self.history, self.period_days) {
            Some(refusal) => Err(refusal),
            None => Ok(self.learner().level(self.finished.len())),
        }
    }

    /// What is known of how much comes in per period, for the growth of what is left; none if that is not known.
    pub fn growth(&self) -> Option<Level> {
        let created = self.created.as_ref()?;
        Some(Learner::new(created, None, self.horizon, self.period_days).level(created.len()))
    }

    pub(crate) fn learner(&self) -> Learner {
        Learner::new(&self.finished, self.in_progress.as_deref(), self.horizon, self.period_days)
    }
}
