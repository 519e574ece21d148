//! A criterion of a weighted score as it is written: `value=3:0..10`.

use std::str::FromStr;

use thiserror::Error;

use crate::methods::Criterion;

/// Why a criterion cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoCriterion {
    /// Not of the form.
    #[error("“{0}” is not written as name=weight:from..to")]
    Form(String),
    /// A weight that counts nothing or less.
    #[error("the weight of “{0}” must be a number above 0")]
    Weight(String),
    /// A scale without length.
    #[error("the scale of “{0}” must go from one number to another")]
    Bounds(String),
}

/// `name=weight:from..to`; where less is better the scale is written downwards, `cost=1:10..0`.
impl FromStr for Criterion {
    type Err = NoCriterion;

    fn from_str(text: &str) -> Result<Self, NoCriterion> {
        let form = || NoCriterion::Form(text.to_owned());
        let (name, rest) = text.rsplit_once('=').ok_or_else(form)?;
        let (weight, scale) = rest.split_once(':').ok_or_else(form)?;
        let (worst, best) = scale.split_once("..").ok_or_else(form)?;
        let name = name.trim().to_owned();
        if name.is_empty() {
            return Err(form());
        }
        let weight = finite(weight).filter(|weight| *weight > 0.0).ok_or_else(|| NoCriterion::Weight(name.clone()))?;
        let (Some(worst), Some(best)) = (finite(worst), finite(best)) else { return Err(NoCriterion::Bounds(name)) };
        // Bounds further apart than a number can say leave no part of the way between them.
        if worst == best || !(best - worst).is_finite() {
            return Err(NoCriterion::Bounds(name));
        }
        Ok(Self { name, weight, from: worst.min(best), to: worst.max(best), less_is_better: best < worst })
    }
}

fn finite(text: &str) -> Option<f64> {
    text.trim().parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_scale_downwards_says_that_less_is_better() {
        let cost: Criterion = "Cost of a month = 1.5 : 10..0".parse().unwrap();
        assert_eq!((cost.name.as_str(), cost.weight, cost.from, cost.to), ("Cost of a month", 1.5, 0.0, 10.0));
        assert!(cost.less_is_better && !"value=3:0..10".parse::<Criterion>().unwrap().less_is_better);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let told = |text: &str| text.parse::<Criterion>().unwrap_err();
        for text in ["", "value", "value=3", "value=3:5", "=3:0..5"] {
            assert_eq!(told(text), NoCriterion::Form(text.to_owned()));
        }
        for text in ["value=0:0..5", "value=-1:0..5", "value=NaN:0..5", "value=much:0..5"] {
            assert_eq!(told(text), NoCriterion::Weight("value".to_owned()));
        }
        for text in ["value=1:5..5", "value=1:0..inf", "value=1:a..5", "value=1:-1e308..1e308"] {
            assert_eq!(told(text), NoCriterion::Bounds("value".to_owned()));
        }
    }

    proptest! {
        #[test]
        fn no_text_stops_the_reader(text in "\\PC*|[a=:.0-9e-]{0,20}") {
            if let Ok(criterion) = text.parse::<Criterion>() {
                prop_assert!(criterion.weight > 0.0 && criterion.from < criterion.to);
            }
        }
    }
}
