//! How much of an opportunity a need is.

/// Importance and satisfaction are out of ten.
pub const SCALE: std::ops::RangeInclusive<f64> = 0.0..=10.0;
/// From here on a need is worth acting on.
pub const ACT: f64 = 12.0;
/// From here on it is worth watching.
pub const WATCH: f64 = 10.0;

/// The opportunity score of a need, 0 to 20: what matters and is met badly scores high, and being met better than it
/// matters takes nothing away.
///
/// Source: Anthony W. Ulwick, “Turn Customer Input into Innovation”, Harvard Business Review, January 2002:
/// `opportunity = importance + max(importance − satisfaction, 0)`, both out of ten; he calls needs above 10 solid and
/// above 15 extreme opportunities. Needs met fully are overserved below the diagonal.
pub fn opportunity(importance: f64, satisfaction: f64) -> f64 {
    importance + (importance - satisfaction).max(0.0)
}

/// The score where both numbers are known.
pub fn score(importance: Option<f64>, satisfaction: Option<f64>) -> Option<f64> {
    importance.zip(satisfaction).map(|(importance, satisfaction)| opportunity(importance, satisfaction))
}

/// Whether a need matters much and is met badly.
pub fn worth_acting(importance: Option<f64>, satisfaction: Option<f64>) -> bool {
    score(importance, satisfaction).is_some_and(|score| score >= ACT)
}

#[cfg(test)]
mod unit {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_matters_and_is_met_badly_scores_high() {
        let close = |left: f64, right: f64| (left - right).abs() < 1e-9;
        assert!(close(opportunity(9.1, 3.4), 14.8));
        assert!(close(opportunity(6.9, 8.2), 6.9), "met better than it matters");
        assert!(close(opportunity(10.0, 0.0), 20.0) && close(opportunity(0.0, 10.0), 0.0));
        assert_eq!(score(Some(8.0), None), None);
    }

    proptest! {
        #[test]
        fn a_score_is_from_0_to_20_and_falls_when_a_need_is_met(importance in SCALE, less in SCALE, more in SCALE) {
            let (less, more) = (less.min(more), less.max(more));
            let (low, high) = (opportunity(importance, more), opportunity(importance, less));
            prop_assert!(low <= high && (0.0..=20.0).contains(&low) && (0.0..=20.0).contains(&high));
        }
    }
}
