//! How far a key result has come, and whether that is enough.

use ground::clock::Ts;
use ground::web::Refusal;
use together::form::{Typed, needed};

/// The share of the way from start to target that is measured, 0 to 1; works for falling targets too.
/// Source: `kr = clamp((current − start) / (target − start), 0, 1)`.
pub fn reached(start: f64, target: f64, current: f64) -> f64 {
    ((current - start) / (target - start)).clamp(0.0, 1.0)
}

/// The share of a period that has gone by, 0 to 1.
pub fn gone(starts_at: Ts, ends_at: Ts, now: Ts) -> f64 {
    let whole = (ends_at.0 - starts_at.0).max(1);
    #[expect(clippy::cast_precision_loss, reason = "a share of a period")]
    let share = (now.0 - starts_at.0) as f64 / whole as f64;
    share.clamp(0.0, 1.0)
}

/// What a goal's progress means at this point of its period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Measured at or above the pace that time expects.
    OnTrack,
    /// Below it.
    Behind,
    /// Below half of it.
    AtRisk,
    /// Nothing measured, or no period to compare with.
    Unknown,
}

impl Standing {
    /// Compares what is reached with what time expects; within three points of the pace counts as on it.
    pub fn of(reached: Option<f64>, gone: Option<f64>) -> Self {
        match (reached, gone) {
            (Some(reached), Some(gone)) if reached + 0.03 >= gone => Self::OnTrack,
            (Some(reached), Some(gone)) if reached < gone / 2.0 => Self::AtRisk,
            (Some(_), Some(_)) => Self::Behind,
            _ => Self::Unknown,
        }
    }

    /// The words.
    pub fn label(self) -> &'static str {
        match self {
            Self::OnTrack => "on track",
            Self::Behind => "behind",
            Self::AtRisk => "at risk",
            Self::Unknown => "not measured",
        }
    }
}

/// How long a check-in is fresh: two weeks.
const FRESH: i64 = 14 * 24 * 3_600_000_000;

/// The earliest a check-in may have been made and still be fresh.
pub fn fresh_since(now: Ts) -> Ts {
    Ts(now.0 - FRESH)
}

/// Whether a key result should be measured again: nobody has for two weeks, or ever.
pub fn is_stale(last_at: Option<Ts>, now: Ts) -> bool {
    last_at.is_none_or(|at| at < fresh_since(now))
}

/// Measured numbers lie within this on either side of nothing.
const FARTHEST: f64 = 1e12;
/// The most characters of what something is measured in.
pub const UNIT_LIMIT: usize = 30;

/// Checks a number that is measured or aimed at.
pub fn measured(field: &'static str, typed: &Typed) -> Result<f64, Refusal> {
    needed(field, typed.real(field, -FARTHEST..=FARTHEST)?)
}

/// A key result needs a way to go.
pub fn way(start: &Typed, target: &Typed) -> Result<(f64, f64), Refusal> {
    let (start, target) = (measured("start", start)?, measured("target", target)?);
    if (start - target).abs() < f64::EPSILON {
        return Err(
            Refusal::new("no-way-to-go", "Start and target are the same, so nothing could be measured.").at("target")
        );
    }
    Ok((start, target))
}

/// Checks what something is measured in.
pub fn unit(unit: &str) -> Result<String, Refusal> {
    let unit = unit.split_whitespace().collect::<Vec<_>>().join(" ");
    let long = unit.chars().count();
    if long > UNIT_LIMIT {
        let message = format!("The unit has {long} characters; {UNIT_LIMIT} fit.");
        return Err(Refusal::new("unit-too-long", message).at("unit"));
    }
    Ok(unit)
}

/// Confidence is a whole number from 0 to 10.
pub fn confidence(typed: Option<&Typed>) -> Result<Option<i64>, Refusal> {
    typed.map_or(Ok(None), |typed| typed.whole("confidence", 0..=10))
}

#[cfg(test)]
mod unit {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rising_and_falling_targets_count_the_same_way() {
        assert!((reached(18_400.0, 24_000.0, 20_950.0) - 0.455).abs() < 0.001);
        assert!((reached(23.0, 14.0, 17.5) - 0.611).abs() < 0.001);
        assert!((reached(10.0, 20.0, 5.0)).abs() < f64::EPSILON);
        assert!((reached(10.0, 20.0, 25.0) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn standing_follows_the_pace() {
        assert_eq!(Standing::of(Some(0.68), Some(0.57)), Standing::OnTrack);
        assert_eq!(Standing::of(Some(0.46), Some(0.57)), Standing::Behind);
        assert_eq!(Standing::of(Some(0.26), Some(0.57)), Standing::AtRisk);
        assert_eq!(Standing::of(None, Some(0.5)), Standing::Unknown);
    }

    #[test]
    fn a_check_in_is_fresh_for_two_weeks() {
        let now = Ts(100 * FRESH);
        assert!(is_stale(None, now));
        assert!(!is_stale(Some(Ts(now.0 - FRESH)), now));
        assert!(is_stale(Some(Ts(now.0 - FRESH - 1)), now));
    }

    proptest! {
        #[test]
        fn reached_is_a_share(start in -1e6..1e6f64, way in 0.001..1e6f64, current in -1e7..1e7f64) {
            prop_assert!((0.0..=1.0).contains(&reached(start, start + way, current)));
            prop_assert!((0.0..=1.0).contains(&reached(start, start - way, current)));
        }
    }
}
