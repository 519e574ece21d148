//! How many by then.

use serde::{Deserialize, Serialize};

use crate::chance::Chance;
use crate::level::Level;

/// How many were finished in each run, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spread {
    finished: Vec<u64>,
}

/// How many several teams finish together within `horizon` periods: one number a run. Teams stray from their levels
/// independently of one another.
///
/// The level is drawn once a run and stays for all of it, as what makes forecasts wrong is mostly that the level itself is
/// another one than before.
pub fn how_many(teams: &[Level], horizon: u32, runs: u32, seed: u64) -> Spread {
    let mut chance = Chance::new(seed);
    let mut one = || teams.iter().map(|team| count(team, horizon, &mut chance)).fold(0, u64::saturating_add);
    Spread::of((0..runs.max(1)).map(|_| one()).collect())
}

/// The sum of the counts of all periods, which are Poisson distributed around one level, is Poisson distributed too.
fn count(team: &Level, horizon: u32, chance: &mut Chance) -> u64 {
    let level = team.draw(chance);
    chance.poisson(level * f64::from(horizon))
}

impl Spread {
    /// What was finished in each run.
    pub(crate) fn of(mut finished: Vec<u64>) -> Self {
        finished.sort_unstable();
        Self { finished }
    }

    /// The most of which it is at least `nominal` percent sure that they will be finished.
    pub fn promised(&self, nominal: u8) -> u64 {
        let runs = self.finished.len() as u64;
        let fewer = runs * u64::from(100 - nominal.min(100)) / 100;
        self.finished.get(fewer.min(runs.saturating_sub(1)) as usize).copied().unwrap_or_default()
    }

    /// The share of runs in which at least so many were finished.
    pub fn chance_of(&self, at_least: u64) -> f64 {
        let fewer = self.finished.partition_point(|finished| *finished < at_least);
        (self.finished.len() - fewer) as f64 / self.finished.len().max(1) as f64
    }

    /// Where what came stands among the runs, from 0 to 1: ties are broken by `tie`, a number from 0 to 1 (the randomised
    /// probability integral transform).
    pub(crate) fn place_of(&self, came: u64, tie: f64) -> f64 {
        let (fewer, more) = (1.0 - self.chance_of(came), self.chance_of(came.saturating_add(1)));
        fewer + tie * (1.0 - fewer - more)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::density::ln_likelihood;
    use crate::level::Voice;

    fn level(rate: f64, stray: f64) -> Level {
        Level::of(vec![Voice { weight: 1.0, rate, stray }])
    }

    #[test]
    fn what_is_promised_at_85_is_reached_in_at_least_85_of_100_runs() {
        let spread = Spread::of(vec![9, 3, 5, 5, 7, 1, 2, 4, 6, 8]);
        assert_eq!([0, 50, 80, 85, 90, 95, 100].map(|nominal| spread.promised(nominal)), [9, 5, 3, 2, 2, 1, 1]);
        assert_eq!(spread.chance_of(3), 0.8);
        assert_eq!(Spread::of(Vec::new()).promised(85), 0);
    }

    #[test]
    fn a_tie_is_anywhere_between_its_ends() {
        let spread = Spread::of(vec![1, 2, 2, 3]);
        assert_eq!([0.0, 0.5, 1.0].map(|tie| spread.place_of(2, tie)), [0.25, 0.5, 0.75]);
        assert_eq!(spread.place_of(9, 0.3), 1.0);
    }

    #[test]
    fn runs_are_those_of_the_exact_distribution() {
        let spread = how_many(&[level(6.0, 1.5)], 4, 100_000, 11);
        let exact =
            |at_least: u32| 1.0 - (0..at_least).map(|n| ln_likelihood(f64::from(n), 24.0, 4.0).exp()).sum::<f64>();
        for at_least in [5, 12, 20, 30, 50] {
            let (told, exact) = (spread.chance_of(u64::from(at_least)), exact(at_least));
            assert!((told - exact).abs() < 0.006, "{at_least}: {told} {exact}");
        }
    }

    #[test]
    fn the_same_seed_tells_the_same_and_teams_add_up() {
        let teams = [level(6.0, 1.5), level(2.0, 0.5)];
        assert_eq!(how_many(&teams, 4, 1_000, 5), how_many(&teams, 4, 1_000, 5));
        let (both, one) = (how_many(&teams, 4, 20_000, 5), how_many(&teams[..1], 4, 20_000, 5));
        assert!(both.promised(50) > one.promised(50) + 5);
    }
}
