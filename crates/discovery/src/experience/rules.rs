//! What is measured, and in which numbers.

use std::ops::RangeInclusive;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::words::measured;

/// What is measured of those who use the product.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Measure {
    /// How many of a hundred who tried a task finished it.
    #[default]
    Success,
    /// How satisfied they are, out of ten.
    Satisfaction,
    /// How much effort it cost them, out of ten: less is better.
    Effort,
}

impl Measure {
    /// All of them, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Success, Self::Satisfaction, Self::Effort];

    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Satisfaction => "satisfaction",
            Self::Effort => "effort",
        }
    }

    /// The words on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Success => "Succeed at it",
            Self::Satisfaction => "Satisfaction",
            Self::Effort => "Effort, less is better",
        }
    }

    /// The numbers it can be.
    pub fn scale(self) -> RangeInclusive<f64> {
        match self {
            Self::Success => 0.0..=100.0,
            Self::Satisfaction | Self::Effort => 0.0..=10.0,
        }
    }

    /// A number with its unit: “71%”, “3.4 of 10”.
    pub fn told(self, value: f64) -> String {
        match self {
            Self::Success => format!("{}%", measured(value)),
            Self::Satisfaction | Self::Effort => format!("{} of 10", measured(value)),
        }
    }

    /// Whether the change from one number to the next is for the better; nothing where there is none.
    pub fn better(self, before: f64, after: f64) -> Option<bool> {
        let rises = after > before;
        ((after - before).abs() > 1e-9).then_some(if self == Self::Effort { !rises } else { rises })
    }
}

impl std::fmt::Display for Measure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Measure {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|measure| measure.code() == code).ok_or_else(|| code.to_owned())
    }
}

ground::word_column!(Measure);

/// The most people something can be measured of.
pub const MOST_PEOPLE: i64 = 100_000_000;

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn less_effort_is_better_and_more_success() {
        assert_eq!(Measure::Effort.better(6.0, 4.0), Some(true));
        assert_eq!(Measure::Success.better(61.0, 54.0), Some(false));
        assert_eq!(Measure::Satisfaction.better(3.4, 3.4), None);
        assert_eq!(
            (Measure::Success.told(71.0), Measure::Effort.told(6.25)),
            ("71%".to_owned(), "6.25 of 10".to_owned())
        );
        assert!(Measure::ALL.iter().all(|measure| measure.code().parse() == Ok(*measure)));
    }
}
