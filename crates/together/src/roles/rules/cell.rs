//! One cell of the matrix: what one role has to do with one decision.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What one role has to do with one decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Cell {
    /// A: decides. Exactly one role of a row.
    Decides,
    /// R: prepares it, that is, proposes.
    Prepares,
    /// R, delegated: prepares it and acts at once.
    Delegated,
    /// C: told when it is proposed or decided, and may answer.
    Consulted,
    /// C, waits: the same, and the decision waits this long for the answer.
    Waits(Hours),
    /// I: told after.
    Informed,
    /// Nothing.
    #[default]
    NotInvolved,
}

/// The letter a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Letter {
    /// Decides.
    A,
    /// Prepares.
    R,
    /// Told before, may answer.
    C,
    /// Told after.
    I,
    /// Not involved.
    None,
}

/// A time to wait for an answer: at least an hour, at most thirty days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hours(u16);

/// A text that is no cell.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("A cell says A, R, R delegated, C, C waits 24h (at most {most}h), I or -, not “{0}”.", most = Hours::MOST)]
pub struct NoCell(pub String);

impl Cell {
    /// The cell of these parts, as tables keep them; nothing if the marks do not fit the letter.
    pub fn of(letter: Letter, delegated: bool, waits: Option<Hours>) -> Option<Self> {
        match (letter, delegated, waits) {
            (Letter::A, false, None) => Some(Self::Decides),
            (Letter::R, false, None) => Some(Self::Prepares),
            (Letter::R, true, None) => Some(Self::Delegated),
            (Letter::C, false, None) => Some(Self::Consulted),
            (Letter::C, false, Some(hours)) => Some(Self::Waits(hours)),
            (Letter::I, false, None) => Some(Self::Informed),
            (Letter::None, false, None) => Some(Self::NotInvolved),
            _ => None,
        }
    }

    /// The letter, without its mark.
    pub const fn letter(self) -> Letter {
        match self {
            Self::Decides => Letter::A,
            Self::Prepares | Self::Delegated => Letter::R,
            Self::Consulted | Self::Waits(_) => Letter::C,
            Self::Informed => Letter::I,
            Self::NotInvolved => Letter::None,
        }
    }

    /// Whether it is an R that acts at once.
    pub fn is_delegated(self) -> bool {
        self == Self::Delegated
    }

    /// How long the decision waits for this role's answer.
    pub const fn waits(self) -> Option<Hours> {
        match self {
            Self::Waits(hours) => Some(hours),
            _ => None,
        }
    }

    /// In words, to be read aloud after the name of the role: “Product owner: told before, may answer”.
    pub fn in_words(self) -> String {
        match self {
            Self::Decides => "decides".to_owned(),
            Self::Prepares => "prepares it".to_owned(),
            Self::Delegated => "prepares it, delegated: acts at once".to_owned(),
            Self::Consulted => "told before, may answer".to_owned(),
            Self::Waits(hours) => format!("told before, may answer, waits {} for the answer", hours.in_words()),
            Self::Informed => "told after".to_owned(),
            Self::NotInvolved => "not involved".to_owned(),
        }
    }
}

impl Letter {
    /// The letter as tables and style sheets know it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::R => "R",
            Self::C => "C",
            Self::I => "I",
            Self::None => "-",
        }
    }

    /// The letter of a code.
    pub fn of(code: &str) -> Option<Self> {
        [Self::A, Self::R, Self::C, Self::I, Self::None].into_iter().find(|letter| letter.code() == code)
    }
}

impl Hours {
    /// The longest a decision may be made to wait.
    pub const MOST: u16 = 30 * 24;

    /// So many hours, if a decision may wait so long.
    pub fn new(hours: i64) -> Option<Self> {
        u16::try_from(hours).ok().filter(|hours| (1..=Self::MOST).contains(hours)).map(Self)
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0 as i64
    }

    /// In words: “1 day”, “6 hours”.
    pub fn in_words(self) -> String {
        match (self.0 / 24, self.0 % 24) {
            (0, 1) => "1 hour".to_owned(),
            (1, 0) => "1 day".to_owned(),
            (days, 0) => format!("{days} days"),
            _ => format!("{} hours", self.0),
        }
    }
}

/// The form that [`FromStr`] reads: `A`, `R delegated`, `C waits 24h`, `-`.
impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.letter().code())?;
        match self {
            Self::Delegated => f.write_str(" delegated"),
            Self::Waits(hours) => write!(f, " waits {}h", hours.0),
            _ => Ok(()),
        }
    }
}

/// A letter may be typed small.
impl FromStr for Cell {
    type Err = NoCell;

    fn from_str(text: &str) -> Result<Self, NoCell> {
        let unknown = || NoCell(text.to_owned());
        let (letter, mark) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
        match (letter, mark) {
            ("A" | "a", "") => Ok(Self::Decides),
            ("R" | "r", "") => Ok(Self::Prepares),
            ("R" | "r", "delegated") => Ok(Self::Delegated),
            ("C" | "c", "") => Ok(Self::Consulted),
            ("C" | "c", mark) => hours_of(mark).map(Self::Waits).ok_or_else(unknown),
            ("I" | "i", "") => Ok(Self::Informed),
            ("-", "") => Ok(Self::NotInvolved),
            _ => Err(unknown()),
        }
    }
}

fn hours_of(mark: &str) -> Option<Hours> {
    Hours::new(mark.strip_prefix("waits ")?.strip_suffix('h')?.parse().ok()?)
}

impl TryFrom<String> for Cell {
    type Error = NoCell;

    fn try_from(text: String) -> Result<Self, NoCell> {
        text.parse()
    }
}

impl From<Cell> for String {
    fn from(cell: Cell) -> Self {
        cell.to_string()
    }
}
