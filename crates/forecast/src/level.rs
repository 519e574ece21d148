//! What is known of how much a team finishes per period: many guesses, each with its weight.

use serde::{Deserialize, Serialize};

use crate::chance::Chance;

/// How much is finished (or comes in) per period, with the doubt about it.
///
/// The level of the time to come is one of several gamma distributions, each weighted by how well it would have told the past.
/// Given the level, counts per period are Poisson distributed, so that empty periods have their place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Level {
    voices: Vec<Voice>,
}

/// One guess: the level has this mean, and a variance of `stray` times it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Voice {
    /// How much it counts beside the others. Inside a [`Level`]: together with those before it.
    pub(crate) weight: f64,
    /// How many per period it expects.
    pub(crate) rate: f64,
    /// The variance of the level beside its mean, in pieces of work per period.
    pub(crate) stray: f64,
}

impl Level {
    /// The guesses, with weights that need not sum to one.
    pub(crate) fn of(mut voices: Vec<Voice>) -> Self {
        let total: f64 = voices.iter().map(|voice| voice.weight).sum();
        let mut below = 0.0;
        for voice in &mut voices {
            below += voice.weight / total;
            voice.weight = below;
        }
        Self { voices }
    }

    /// The mean per period.
    pub fn mean(&self) -> f64 {
        self.weighted(|voice| voice.rate)
    }

    /// The variance of the level, not of counts.
    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        self.weighted(|voice| voice.rate * voice.stray + (voice.rate - mean).powi(2))
    }

    /// One level this team may have over the time to come.
    pub(crate) fn draw(&self, chance: &mut Chance) -> f64 {
        let share = chance.share();
        let at = self.voices.partition_point(|voice| voice.weight <= share).min(self.voices.len().saturating_sub(1));
        self.voices.get(at).map_or(0.0, |voice| chance.gamma(voice.rate / voice.stray) * voice.stray)
    }

    fn weighted(&self, value: impl Fn(&Voice) -> f64) -> f64 {
        let before = std::iter::once(0.0).chain(self.voices.iter().map(|voice| voice.weight));
        self.voices.iter().zip(before).map(|(voice, before)| (voice.weight - before) * value(voice)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_mean_and_variance_of_all_voices() {
        let voices = vec![Voice { weight: 1.0, rate: 2.0, stray: 0.5 }, Voice { weight: 3.0, rate: 6.0, stray: 1.0 }];
        let level = Level::of(voices);
        assert!((level.mean() - 5.0).abs() < 1e-12);
        assert!((level.variance() - (0.25 * (1.0 + 9.0) + 0.75 * (6.0 + 1.0))).abs() < 1e-12);
        let mut chance = Chance::new(3);
        let drawn: Vec<f64> = (0..100_000).map(|_| level.draw(&mut chance)).collect();
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        let variance = drawn.iter().map(|level| (level - mean).powi(2)).sum::<f64>() / drawn.len() as f64;
        assert!((mean - 5.0).abs() < 0.05 && (variance - level.variance()).abs() < 0.2, "{mean} {variance}");
    }

    #[test]
    fn no_voice_is_no_work() {
        assert_eq!(Level::of(Vec::new()).draw(&mut Chance::new(1)), 0.0);
    }
}
