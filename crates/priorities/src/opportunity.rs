//! Opportunity scores: what matters much and is met badly.

use serde::Serialize;

use crate::wilson::{Interval, wilson};

/// The opportunity of a need among those asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Opportunity {
    /// From 0 to 20.
    pub score: f64,
    /// The same at the unfavourable and favourable ends of both shares' intervals.
    pub low: f64,
    /// See `low`.
    pub high: f64,
    /// The share to whom it is important.
    pub importance: Interval,
    /// The share who are satisfied.
    pub satisfaction: Interval,
    /// What that is commonly called.
    pub band: Band,
}

/// Commonly used bands of the score (Ulwick, “What customers want”, 2005).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Band {
    /// Above 15.
    Extreme,
    /// From 12.
    High,
    /// From 10.
    WorthALook,
    /// Below: served well enough, or too well.
    Served,
}

/// `importance + max(importance − satisfaction, 0)`, both from 0 to 10 (Ulwick 2002).
pub fn opportunity(importance: f64, satisfaction: f64) -> f64 {
    importance + (importance - satisfaction).max(0.0)
}

/// The opportunity from answers from 1 to 5: how many of those asked answered 4 or 5 to each of both questions. It is the share
/// of those answers that counts, not their mean. Nothing when a question was asked to nobody.
pub fn opportunity_of(
    important: u64,
    asked_importance: u64,
    satisfied: u64,
    asked_satisfaction: u64,
) -> Option<Opportunity> {
    let importance = wilson(important, asked_importance)?;
    let satisfaction = wilson(satisfied, asked_satisfaction)?;
    let score = |importance: f64, satisfaction: f64| opportunity(10.0 * importance, 10.0 * satisfaction);
    let at = score(importance.share, satisfaction.share);
    Some(Opportunity {
        score: at,
        low: score(importance.low, satisfaction.high),
        high: score(importance.high, satisfaction.low),
        importance,
        satisfaction,
        band: match at {
            at if at > 15.0 => Band::Extreme,
            at if at >= 12.0 => Band::High,
            at if at >= 10.0 => Band::WorthALook,
            _ => Band::Served,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of “Opportunity Scoring”, decikit.com: importance 9 and satisfaction 3 give 15, satisfaction 9 gives 9.
    #[test]
    fn as_published() {
        assert_eq!(opportunity(9.0, 3.0), 15.0);
        assert_eq!(opportunity(9.0, 9.0), 9.0);
    }

    #[test]
    fn counts_become_shares_with_intervals() {
        let found = opportunity_of(90, 100, 30, 100).unwrap();
        assert_eq!((found.score, found.band), (15.0, Band::High));
        assert!(found.low < found.score && found.score < found.high);
        let few = opportunity_of(9, 10, 3, 10).unwrap();
        assert!(few.high - few.low > found.high - found.low, "few answers are less sure");
        assert_eq!(opportunity_of(1, 0, 0, 3), None);
    }
}
