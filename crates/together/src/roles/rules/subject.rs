//! What a row of the matrix is about: a right that actions ask for, or a decision the product added for its log.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Right, Role, UnknownWord};

/// What a row is about.
///
/// The codes of added decisions begin with `own:`, so that a right Tandem learns later never takes one of theirs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub enum Subject {
    /// A right that actions ask for; its row is enforced.
    Known(Right),
    /// A decision the product added, such as “Accept licence prices”: shown, and used by the decision log, never
    /// enforced.
    Own(OwnCode),
}

/// The code of a decision the product added: `accept-licence-prices`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct OwnCode(String);

/// A decision the product added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct OwnRight {
    /// Stays when the label is changed.
    pub code: OwnCode,
    /// The words on pages.
    pub label: String,
}

/// A label that cannot be the name of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum LabelRefusal {
    /// There is no letter and no digit in it.
    #[error("Say what is decided, in a few words.")]
    Missing,
    /// Longer than [`OwnRight::LABEL_MOST`].
    #[error("Say it in {} characters: the row has room for no more.", OwnRight::LABEL_MOST)]
    TooLong,
}

impl Subject {
    /// Whether each team may have its own row.
    pub const fn fits_a_team(&self) -> bool {
        match self {
            Self::Known(right) => right.fits_a_team(),
            Self::Own(_) => false,
        }
    }

    /// The role that must agree beside the one that decides: see [`Right::agreement`].
    pub const fn agreement(&self) -> Option<Role> {
        match self {
            Self::Known(right) => right.agreement(),
            Self::Own(_) => None,
        }
    }
}

impl OwnCode {
    /// The code without `own:`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OwnCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl OwnRight {
    /// The most characters a label has.
    pub const LABEL_MOST: usize = 80;

    /// The decision of this name; its code is the name, in small letters and hyphens.
    pub fn named(label: &str) -> Result<Self, LabelRefusal> {
        let label = label.trim();
        if label.chars().count() > Self::LABEL_MOST {
            return Err(LabelRefusal::TooLong);
        }
        let small = label.to_lowercase();
        let words: Vec<_> = small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let code = OwnCode::try_from(words.join("-")).map_err(|_| LabelRefusal::Missing)?;
        Ok(Self { code, label: label.to_owned() })
    }
}

const OWN: &str = "own:";

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(right) => f.write_str(right.code()),
            Self::Own(code) => write!(f, "{OWN}{}", code.0),
        }
    }
}

impl FromStr for Subject {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, UnknownWord> {
        match text.strip_prefix(OWN) {
            Some(code) => OwnCode::try_from(code.to_owned()).map(Self::Own),
            None => text.parse().map(Self::Known),
        }
    }
}

impl From<Right> for Subject {
    fn from(right: Right) -> Self {
        Self::Known(right)
    }
}

impl From<OwnCode> for Subject {
    fn from(code: OwnCode) -> Self {
        Self::Own(code)
    }
}

impl TryFrom<String> for Subject {
    type Error = UnknownWord;

    fn try_from(text: String) -> Result<Self, UnknownWord> {
        text.parse()
    }
}

impl From<Subject> for String {
    fn from(subject: Subject) -> Self {
        subject.to_string()
    }
}

impl TryFrom<String> for OwnCode {
    type Error = UnknownWord;

    fn try_from(code: String) -> Result<Self, UnknownWord> {
        let clean = |word: &str| !word.is_empty() && word.chars().all(char::is_alphanumeric);
        match code.split('-').all(clean) {
            true => Ok(Self(code)),
            false => Err(UnknownWord { kind: "code of a decision", word: code }),
        }
    }
}

impl From<OwnCode> for String {
    fn from(code: OwnCode) -> Self {
        code.0
    }
}
