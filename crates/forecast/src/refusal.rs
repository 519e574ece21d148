//! When nothing can be said, and what is missing.

use thiserror::Error;

/// In at least so many periods of the history something must have been finished: below, how far a team strays from its level
/// cannot be told.
pub const NEEDED: u32 = 8;

/// Why no forecast is made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Nothing to count.
    #[error("nothing was finished by {0}: there is no past to tell a future from")]
    NothingFinished(time::Date),
    /// Too little to tell a level from.
    #[error("something was finished in {active} of the last {of} {}, {NEEDED} are needed: {}", noun(*.of, *.period_days), advice(*.of))]
    Thin {
        /// In how many periods something was finished.
        active: u32,
        /// How many were looked at.
        of: u32,
        /// How long each is.
        period_days: u32,
    },
    /// Further ahead than the past reaches back.
    #[error("{horizon} {} ahead is further than the {known} that are known of the past: look less far ahead", noun(*.horizon, *.period_days))]
    TooFar {
        /// How far ahead.
        horizon: u32,
        /// How many whole periods are known.
        known: u32,
        /// How long each is.
        period_days: u32,
    },
}

impl Refusal {
    /// Why what is known by the end of these counts, the oldest first, is not enough.
    pub(crate) fn of(counts: &[u32], horizon: u32, history: u32, period_days: u32) -> Option<Self> {
        let recent = &counts[counts.len().saturating_sub(history as usize)..];
        let active = recent.iter().filter(|count| **count > 0).count() as u32;
        let (of, known) = (recent.len() as u32, counts.len() as u32);
        if active < NEEDED {
            return Some(Self::Thin { active, of, period_days });
        }
        (horizon > known).then_some(Self::TooFar { horizon, known, period_days })
    }
}

fn noun(number: u32, period_days: u32) -> String {
    match (period_days, number) {
        (1, 1) => "day".to_owned(),
        (1, _) => "days".to_owned(),
        (7, 1) => "week".to_owned(),
        (7, _) => "weeks".to_owned(),
        (days, _) => format!("periods of {days} days"),
    }
}

fn advice(of: u32) -> &'static str {
    if of <= NEEDED {
        "look further back, or wait until more is finished"
    } else {
        "wait until more is finished, or count longer periods"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_what_is_missing() {
        let thin = Refusal::of(&[1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1], 4, 12, 7).unwrap();
        assert_eq!(
            thin.to_string(),
            "something was finished in 3 of the last 12 weeks, 8 are needed: wait until more is finished, or count longer periods"
        );
        let far = Refusal::of(&[1; 12], 13, 12, 1).unwrap();
        assert_eq!(
            far.to_string(),
            "13 days ahead is further than the 12 that are known of the past: look less far ahead"
        );
    }

    #[test]
    fn enough_is_enough() {
        assert_eq!(Refusal::of(&[1; 8], 4, 12, 7), None);
        assert!(matches!(Refusal::of(&[1; 7], 4, 12, 7), Some(Refusal::Thin { active: 7, of: 7, .. })));
        // Long ago does not count.
        let ended = [[9; 20].as_slice(), &[0; 12]].concat();
        assert!(matches!(Refusal::of(&ended, 4, 12, 7), Some(Refusal::Thin { active: 0, of: 12, .. })));
    }
}
