//! Lengths of time as people write them: `4w`, `28d`.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// A length of time in days or weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    days: u32,
    in_weeks: bool,
}

/// Why a text is no length of time.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("“{0}” is no length of time: write 4w for four weeks, 10d for ten days, at most 520w")]
pub struct NoSpan(String);

/// Ten years: nobody's finished work says more about what comes than that.
const MOST_DAYS: u32 = 520 * 7;

impl Span {
    /// So many weeks.
    pub fn weeks(weeks: u16) -> Self {
        Self { days: u32::from(weeks) * 7, in_weeks: true }
    }

    /// So many days.
    pub fn days(days: u16) -> Self {
        Self { days: u32::from(days), in_weeks: false }
    }

    /// The longest period, in days, that both lengths are made of as they were written: weeks when both are in weeks.
    pub(crate) fn common_period(self, other: Self) -> u32 {
        if self.in_weeks && other.in_weeks { 7 } else { 1 }
    }

    /// How many periods of so many days it holds.
    pub(crate) fn periods(self, period_days: u32) -> u32 {
        self.days / period_days
    }
}

impl Span {
    /// As it is said in a sentence: “4 weeks”, “1 day”.
    pub fn in_words(self) -> String {
        let (number, noun) = if self.in_weeks { (self.days / 7, "week") } else { (self.days, "day") };
        format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
    }
}

impl FromStr for Span {
    type Err = NoSpan;

    fn from_str(text: &str) -> Result<Self, NoSpan> {
        let refuse = || NoSpan(text.chars().take(20).collect());
        let number = |digits: &str| digits.parse::<u32>().ok().filter(|number| *number > 0);
        let text = text.trim();
        let (days, in_weeks) = match text.strip_suffix('w') {
            Some(weeks) => (number(weeks).and_then(|weeks| weeks.checked_mul(7)), true),
            None => (text.strip_suffix('d').and_then(number), false),
        };
        let days = days.filter(|days| *days <= MOST_DAYS).ok_or_else(refuse)?;
        Ok(Self { days, in_weeks })
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.in_weeks { write!(f, "{}w", self.days / 7) } else { write!(f, "{}d", self.days) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spans_are_read_and_written() {
        assert_eq!("4w".parse(), Ok(Span::weeks(4)));
        assert_eq!(" 10d ".parse(), Ok(Span::days(10)));
        assert_eq!(Span::weeks(12).to_string(), "12w");
        assert_eq!([Span::weeks(4), Span::days(1)].map(Span::in_words), ["4 weeks", "1 day"]);
        for bad in ["", "w", "0w", "-1w", "4", "4m", "4294967295w", "9999d", "４w"] {
            assert!(bad.parse::<Span>().is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_length_or_refused(text in "\\PC{0,8}|[0-9]{0,12}[dw]") {
            if let Ok(span) = text.parse::<Span>() {
                prop_assert_eq!(span.to_string().parse(), Ok(span));
            }
        }
    }

    #[test]
    fn periods_are_weeks_when_all_is_in_weeks() {
        assert_eq!(Span::weeks(4).common_period(Span::weeks(12)), 7);
        assert_eq!(Span::weeks(4).common_period(Span::days(90)), 1);
        assert_eq!(Span::weeks(4).periods(7), 4);
    }
}
