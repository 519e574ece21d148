//! What is said of a row that is left out, and of a value in one that is not.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::super::{BODY_MAX, FIELD_MAX, POINTS_MAX, ROW_MAX, TITLE_MAX, VOTES_MAX};

/// A row that is not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The row as a spreadsheet counts it, its header being row 1; the line of a text, the record of a JSON file.
    pub number: u64,
    /// The line of the file it begins on.
    pub line: u64,
    /// Why.
    pub reason: Reason,
}

/// Why a row is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "name")]
pub enum Reason {
    /// More or far fewer cells than the header has columns.
    #[error("It has {has} cells where the header has {header}; a separator or line break inside a text needs quotes.")]
    WrongWidth {
        /// Cells of the row.
        has: usize,
        /// Columns of the header.
        header: usize,
    },
    /// One cell is too large to be a text somebody wrote.
    #[error("Its “{column}” has {bytes} bytes; at most {FIELD_MAX} are read.")]
    CellTooLarge {
        /// The column.
        column: String,
        /// The size.
        bytes: usize,
    },
    /// The row as a whole is too large.
    #[error("It has more than {ROW_MAX} bytes.")]
    RowTooLarge,
    /// A quote opens a cell and nothing closes it.
    #[error("A quote opens here and is never closed; reading goes on with the next line.")]
    OpenQuote,
    /// So many quotes are open that the rest cannot be told apart.
    #[error("Too many quotes before this row are never closed; nothing after it was read.")]
    QuotesBroken,
    /// Not valid JSON.
    #[error("It is not valid JSON: {message}.")]
    BrokenJson {
        /// What the parser said.
        message: String,
    },
    /// The file ends before the row does.
    #[error("The file ends in the middle of it; the rows before are read.")]
    CutOff,
    /// Neither title nor text.
    #[error("It has no title and no text.")]
    NoText,
    /// More text than one thing can hold.
    #[error("Its text has {chars} characters; at most {BODY_MAX} fit.")]
    TextTooLong {
        /// The length.
        chars: usize,
    },
    /// The source's marker for something that is not a story.
    #[error("The source marks it as a {what}, which is not a story.")]
    NotAStory {
        /// The source's word.
        what: String,
    },
}

impl Reason {
    /// A stable name for programs, the one it is stored under.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::WrongWidth { .. } => "wrong-width",
            Self::CellTooLarge { .. } => "cell-too-large",
            Self::RowTooLarge => "row-too-large",
            Self::OpenQuote => "open-quote",
            Self::QuotesBroken => "quotes-broken",
            Self::BrokenJson { .. } => "broken-json",
            Self::CutOff => "cut-off",
            Self::NoText => "no-text",
            Self::TextTooLong { .. } => "text-too-long",
            Self::NotAStory { .. } => "not-a-story",
        }
    }
}

/// Something in a row that was changed or could not be used; the row itself is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What happened.
    pub loss: Loss,
    /// The column, if it concerns one.
    pub column: String,
    /// The value as it stood in the file, shortened.
    pub value: String,
}

/// What can happen to a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the sentences in `Loss::sentence` are the documentation")]
pub enum Loss {
    CellsMissing,
    CharactersUnreadable,
    ControlsRemoved,
    TitleCut,
    NameCut,
    ListCut,
    NotADate,
    DateInTheFuture,
    NotANumber,
    NumberOutOfRange,
    NumberRounded,
    NotAnImportance,
    StateUnknown,
    StateNarrowed,
    OutcomeUnknown,
    TypeUnknown,
    NotAnAddress,
    NotALink,
    FinishedBeforeCreated,
    TextFull,
}

impl Loss {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::CellsMissing,
        Self::CharactersUnreadable,
        Self::ControlsRemoved,
        Self::TitleCut,
        Self::NameCut,
        Self::ListCut,
        Self::NotADate,
        Self::DateInTheFuture,
        Self::NotANumber,
        Self::NumberOutOfRange,
        Self::NumberRounded,
        Self::NotAnImportance,
        Self::StateUnknown,
        Self::StateNarrowed,
        Self::OutcomeUnknown,
        Self::TypeUnknown,
        Self::NotAnAddress,
        Self::NotALink,
        Self::FinishedBeforeCreated,
        Self::TextFull,
    ];

    /// A stable name for programs, the one it is stored under.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CellsMissing => "cells-missing",
            Self::CharactersUnreadable => "characters-unreadable",
            Self::ControlsRemoved => "controls-removed",
            Self::TitleCut => "title-cut",
            Self::NameCut => "name-cut",
            Self::ListCut => "list-cut",
            Self::NotADate => "not-a-date",
            Self::DateInTheFuture => "date-in-the-future",
            Self::NotANumber => "not-a-number",
            Self::NumberOutOfRange => "number-out-of-range",
            Self::NumberRounded => "number-rounded",
            Self::NotAnImportance => "not-an-importance",
            Self::StateUnknown => "state-unknown",
            Self::StateNarrowed => "state-narrowed",
            Self::OutcomeUnknown => "outcome-unknown",
            Self::TypeUnknown => "type-unknown",
            Self::NotAnAddress => "not-an-address",
            Self::NotALink => "not-a-link",
            Self::FinishedBeforeCreated => "finished-before-created",
            Self::TextFull => "text-full",
        }
    }

    /// The loss stored under a name.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|loss| loss.name() == name)
    }

    /// The plain sentence, to be followed by the value.
    #[must_use]
    pub fn sentence(self) -> String {
        match self {
            Self::CellsMissing => "Cells are missing at the end of the row and read as empty".into(),
            Self::CharactersUnreadable => "Some characters could not be read and show as �".into(),
            Self::ControlsRemoved => "Control characters were removed".into(),
            Self::TitleCut => format!("The title has more than {TITLE_MAX} characters; it is whole in the text"),
            Self::NameCut => "The value is too long and was cut".into(),
            Self::ListCut => "There are too many values; the rest was left out".into(),
            Self::NotADate => "Not a date; the day is left open".into(),
            Self::DateInTheFuture => "The day is still to come; it is left open".into(),
            Self::NotANumber => "Not a number; left open".into(),
            Self::NumberOutOfRange => {
                format!("Out of range (votes 0 to {VOTES_MAX}, points 0 to {POINTS_MAX}); left open")
            }
            Self::NumberRounded => "Rounded to a whole number".into(),
            Self::NotAnImportance => "Not an importance of 0 to 3; left open".into(),
            Self::StateUnknown => "The state has no counterpart here; it begins as new".into(),
            Self::StateNarrowed => "The state has no exact counterpart here; the nearest is used".into(),
            Self::OutcomeUnknown => "How it was closed has no counterpart here; the state alone is used".into(),
            Self::TypeUnknown => "The type has no counterpart here; it becomes a user story".into(),
            Self::NotAnAddress => "Not an e-mail address; left open".into(),
            Self::NotALink => "Not a web address; left open".into(),
            Self::FinishedBeforeCreated => "Finished before it was created; the day of creation is used".into(),
            Self::TextFull => "The text is full, and this has no place at its end".into(),
        }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.loss.sentence())?;
        if !self.column.is_empty() {
            write!(f, ", column “{}”", self.column)?;
        }
        if !self.value.is_empty() {
            write!(f, ": “{}”", self.value)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_stored_values() {
        for loss in Loss::ALL {
            assert_eq!(serde_json::to_value(loss).unwrap(), loss.name());
            assert_eq!(Loss::of_name(loss.name()), Some(loss));
        }
        for reason in [
            Reason::WrongWidth { has: 1, header: 2 },
            Reason::CellTooLarge { column: String::new(), bytes: 1 },
            Reason::RowTooLarge,
            Reason::OpenQuote,
            Reason::QuotesBroken,
            Reason::BrokenJson { message: String::new() },
            Reason::CutOff,
            Reason::NoText,
            Reason::TextTooLong { chars: 1 },
            Reason::NotAStory { what: String::new() },
        ] {
            assert_eq!(serde_json::to_value(&reason).unwrap()["name"], reason.name());
        }
    }
}
