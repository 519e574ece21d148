//! Dates and times as people and exports write them. Which of two numbers is the day is decided for a column as a whole, by
//! what all of its rows permit.
//!
//! Also here: moment.

mod moment;

pub(super) use moment::read;
use moment::{Token, moment, tokens, two_numbers_first};
use serde::{Deserialize, Serialize};

/// Which comes first in `04/01/2019`. Decided for a column as a whole, by what all its rows permit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// 4 January.
    #[default]
    DayFirst,
    /// April 1.
    MonthFirst,
}

impl Order {
    /// As it is shown beside a field: `d.m.y` or `m/d/y`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::DayFirst => "d.m.y",
            Self::MonthFirst => "m/d/y",
        }
    }
}

/// What the order of a column's dates rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderFrom {
    /// No date in it can be read two ways.
    #[default]
    Unneeded,
    /// Some rows permit only this order.
    Rows,
    /// Every row permits both, so somebody should look.
    Habit,
    /// A person said so.
    Chosen,
}

/// How often a column's dates read either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Permitted {
    /// Dates that read the same both ways: the year first, the month as a word, seconds since 1970.
    pub(super) plain: u64,
    /// Dates of two numbers and a year that read with the day first.
    pub(super) day_first: u64,
    /// The same with the month first.
    pub(super) month_first: u64,
    /// Of these, with `am` or `pm`, as where the month is first.
    pub(super) half_days: u64,
    /// Of these, with slashes.
    pub(super) slashes: u64,
}

impl Permitted {
    /// Looks at one value.
    pub(super) fn look(&mut self, text: &str) {
        let Some(tokens) = tokens(text) else {
            return;
        };
        match (moment(&tokens, Order::DayFirst), moment(&tokens, Order::MonthFirst)) {
            (None, None) => {}
            (day_first, month_first) if two_numbers_first(&tokens) => {
                self.day_first += u64::from(day_first.is_some());
                self.month_first += u64::from(month_first.is_some());
                self.half_days +=
                    u64::from(tokens.iter().any(|t| matches!(t, Token::Word(w) if w == "am" || w == "pm")));
                self.slashes += u64::from(tokens.contains(&Token::Mark('/')));
            }
            _ => self.plain += 1,
        }
    }

    /// The order for the column: the one more rows permit; where all permit both, as the writing suggests.
    pub(super) fn order(self) -> Order {
        match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => Order::DayFirst,
            std::cmp::Ordering::Less => Order::MonthFirst,
            std::cmp::Ordering::Equal if self.half_days > 0 && self.slashes > 0 => Order::MonthFirst,
            std::cmp::Ordering::Equal => Order::DayFirst,
        }
    }

    /// How many values are dates in this order.
    pub(super) fn fitting(self, order: Order) -> u64 {
        self.plain
            + match order {
                Order::DayFirst => self.day_first,
                Order::MonthFirst => self.month_first,
            }
    }

    /// What that order rests on.
    pub(super) fn order_from(self) -> OrderFrom {
        match (self.day_first, self.month_first) {
            (0, 0) => OrderFrom::Unneeded,
            (day_first, month_first) if day_first == month_first => OrderFrom::Habit,
            _ => OrderFrom::Rows,
        }
    }
}
