//! Which pace a team is working at, and how far it may stray from it: both learned from how well each guess would have told
//! the team's own past.

use crate::density::ln_likelihood;
use crate::level::{Level, Voice};

/// How fast the past is forgotten: half-lives in days, each double the one before.
const HALF_LIVES: [f64; 4] = [7.0, 14.0, 28.0, 56.0];
/// How far a level strays, each double the one before: its variance, as a multiple of itself, when both are counted over [`STRAY_DAYS`].
const STRAYS: [f64; 4] = [0.45, 0.9, 1.8, 3.6];
const STRAY_DAYS: f64 = 28.0;
/// How much a week-old success or failure of a guess still counts: half after about 69 weeks.
const KEEP_A_WEEK: f64 = 0.99;
/// Days after the first event from which on a pace is a guess worth judging.
const WARM_UP_DAYS: u32 = 28;
/// How many are expected over a horizon at the least: a team that finished nothing lately may yet finish something.
const LEAST_EXPECTED: f64 = 0.1;
/// How many pieces of work have come as the work in progress let one expect, before it is said how many did.
const TRUSTED: f64 = 5.0;
/// No single window can speak more against a guess than this, as a logarithm.
const MOST_DAMNING: f64 = -30.0;

/// The paces of one series at every time, and how well each would have told what came next.
#[derive(Debug)]
pub(crate) struct Learner {
    horizon: u32,
    strays: [f64; STRAYS.len()],
    /// Per time, the oldest first: what each pace expects per period.
    rates: Vec<Vec<f64>>,
    /// Per time: how well each pace with each stray has told the windows that ended by then.
    merits: Vec<Vec<f64>>,
}

impl Learner {
    /// Learns from counts per period, the oldest first, and from what the work in progress let one expect at each time.
    pub(crate) fn new(counts: &[u32], in_progress: Option<&[f64]>, horizon: u32, period_days: u32) -> Self {
        let (horizon, days) = (horizon.max(1), f64::from(period_days.max(1)));
        let least = LEAST_EXPECTED / f64::from(horizon);
        let warm_up = WARM_UP_DAYS.div_ceil(period_days.max(1)) as usize;
        let in_progress = in_progress.map(|expected| corrected(expected, counts, horizon as usize, warm_up));
        let rates = paces(counts, in_progress.as_deref(), days, least);
        let strays = STRAYS.map(|stray| stray * days / STRAY_DAYS);
        let mut learner = Self { horizon, strays, rates, merits: Vec::new() };
        learner.judge(counts, days, warm_up);
        learner
    }

    /// What is known of the level after the first `time` periods.
    pub(crate) fn level(&self, time: usize) -> Level {
        let time = time.min(self.rates.len() - 1);
        let (rates, merits) = (&self.rates[time], &self.merits[time]);
        let best = merits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let voices = merits.iter().enumerate().map(|(guess, merit)| {
            let (pace, stray) = (guess / STRAYS.len(), guess % STRAYS.len());
            Voice { weight: (merit - best).exp(), rate: rates[pace], stray: self.strays[stray] }
        });
        Level::of(voices.collect())
    }

    /// Adds up, time by time, how well each guess told the window that ends there.
    fn judge(&mut self, counts: &[u32], days: f64, warm_up: usize) {
        let keep = KEEP_A_WEEK.powf(days / 7.0);
        let horizon = self.horizon as usize;
        let mut merits = prior(self.rates[0].len());
        let start = merits.clone();
        for time in 0..self.rates.len() {
            if let Some(origin) = time.checked_sub(horizon).filter(|origin| *origin >= warm_up) {
                let came: f64 = counts[origin..time].iter().map(|count| f64::from(*count)).sum();
                let told = self.tell(origin, came);
                for (guess, told) in told.enumerate() {
                    // Windows that overlap are not new evidence each: all of them tell as much as those that do not.
                    let share = 1.0 / f64::from(self.horizon);
                    merits[guess] = start[guess] + (merits[guess] - start[guess]) * keep + share * told;
                }
            }
            self.merits.push(merits.clone());
        }
    }

    /// How likely each guess of a time thought what came in the window after it.
    fn tell(&self, origin: usize, came: f64) -> impl Iterator<Item = f64> {
        let horizon = f64::from(self.horizon);
        self.rates[origin].iter().flat_map(move |rate| {
            self.strays.iter().map(move |stray| ln_likelihood(came, rate * horizon, rate / stray).max(MOST_DAMNING))
        })
    }
}

/// Every half-life is as likely as every other at first; the work in progress, where it is known, as all of them together.
fn prior(paces: usize) -> Vec<f64> {
    let weight = |pace: usize| if pace < HALF_LIVES.len() { 1.0 / HALF_LIVES.len() as f64 } else { 1.0 };
    (0..paces * STRAYS.len()).map(|guess| f64::ln(weight(guess / STRAYS.len()))).collect()
}

/// What the work in progress lets one expect per period, at the beginning and after each period, by as much more or less as came
/// than it let one expect in all windows before: how long work stays depends on more than its age.
fn corrected(expected: &[f64], counts: &[u32], horizon: usize, warm_up: usize) -> Vec<f64> {
    let at = |time: usize| expected.get(time).copied().filter(|rate| rate.is_finite()).unwrap_or_default().max(0.0);
    let (mut all_came, mut all_expected) = (TRUSTED, TRUSTED);
    let mut correct = |time: usize| {
        if let Some(origin) = time.checked_sub(horizon).filter(|origin| *origin >= warm_up) {
            let came: f64 = counts[origin..time].iter().map(|count| f64::from(*count)).sum();
            all_came += came / horizon as f64;
            all_expected += at(origin);
        }
        at(time) * all_came / all_expected
    };
    (0..=counts.len()).map(&mut correct).collect()
}

/// What each pace expects per period, at the beginning and after each period.
fn paces(counts: &[u32], in_progress: Option<&[f64]>, days: f64, least: f64) -> Vec<Vec<f64>> {
    let keep = HALF_LIVES.map(|half_life| 0.5_f64.powf(days / half_life));
    let (mut sums, mut weights) = ([0.0; HALF_LIVES.len()], [0.0; HALF_LIVES.len()]);
    let mut rates = Vec::with_capacity(counts.len() + 1);
    for time in 0..=counts.len() {
        let mut now: Vec<f64> =
            sums.iter().zip(&weights).map(|(sum, weight)| sum / f64::max(*weight, 1.0) + least).collect();
        if let Some(in_progress) = in_progress {
            now.push(in_progress.get(time).copied().unwrap_or_default() + least);
        }
        rates.push(now);
        for ((sum, weight), keep) in sums.iter_mut().zip(&mut weights).zip(keep) {
            *sum = *sum * keep + counts.get(time).map_or(0.0, |count| f64::from(*count));
            *weight = *weight * keep + 1.0;
        }
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level_of(counts: &[u32]) -> Level {
        Learner::new(counts, None, 4, 7).level(counts.len())
    }

    #[test]
    fn a_steady_series_is_told_with_less_doubt_than_a_wild_one() {
        let steady: Vec<u32> = (0..60).map(|week| 9 + week % 3).collect();
        let wild: Vec<u32> = (0..60).map(|week| if week / 6 % 2 == 0 { 20 } else { 0 }).collect();
        assert!((level_of(&steady).mean() - 10.0).abs() < 0.5);
        assert!(level_of(&steady).variance() < level_of(&wild).variance() / 4.0);
    }

    #[test]
    fn a_new_level_is_followed() {
        let counts: Vec<u32> = (0..60).map(|week| if week < 48 { 20 } else { 5 }).collect();
        assert!(level_of(&counts).mean() < 8.0, "{}", level_of(&counts).mean());
    }

    #[test]
    fn nothing_that_came_later_changes_an_earlier_level() {
        let counts: Vec<u32> = (0..60).map(|week| week * 7 % 11).collect();
        let whole = Learner::new(&counts, None, 4, 7).level(40);
        assert_eq!(whole, Learner::new(&counts[..40], None, 4, 7).level(40));
    }

    #[test]
    fn work_in_progress_that_promised_too_much_is_believed_by_half() {
        let told = corrected(&[8.0; 61], &[4; 60], 4, 4);
        assert_eq!((told.len(), told[0], told[7]), (61, 8.0, 8.0));
        assert!((4.0..4.2).contains(&told[60]), "{}", told[60]);
        let broken = corrected(&[f64::NAN, f64::INFINITY, -1.0], &[4; 60], 4, 0);
        assert!(broken.iter().all(|rate| *rate == 0.0));
    }

    #[test]
    fn an_empty_series_has_a_level_near_nothing() {
        assert!(level_of(&[]).mean() < 0.1);
        assert!(level_of(&[u32::MAX; 30]).mean().is_finite());
    }
}
