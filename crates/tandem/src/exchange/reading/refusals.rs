//! What is said when a file, a row or a value cannot be taken: one name for programs, one sentence for people.

use std::fmt;
use std::io;

use serde::{Deserialize, Serialize};

use super::{BODY_MAX, FIELD_MAX, POINTS_MAX, ROW_MAX, TITLE_MAX, VOTES_MAX};

/// Why a whole file, or what was asked of it, is refused. Nothing has been read into the product.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// The file could not be opened or read.
    #[error("The file could not be read: {0}.")]
    Unreadable(#[from] io::Error),
    /// The file has no characters, or only blank ones.
    #[error("The file is empty.")]
    Empty,
    /// The file is something else than a list of rows.
    #[error("This looks like {looks_like}, not a list of rows.")]
    NotATable {
        /// What it seems to be.
        looks_like: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// JSON without a list of objects in it.
    #[error("This is JSON, but no list of rows was found in it.")]
    NoList,
    /// A header with nothing beneath it, or an empty list.
    #[error("The file has no rows.")]
    NoRows,
    /// There were rows, and none could be read.
    #[error("None of the {rows} rows could be read. The first, row {}: {}", first.number, first.reason)]
    AllLeftOut {
        /// How many there are.
        rows: u64,
        /// The first of them.
        first: LeftOut,
    },
    /// A mapping names a column the file does not have.
    #[error("The file has no column “{asked}”.")]
    UnknownColumn {
        /// The name as it was given.
        asked: String,
        /// Columns of the file with a similar name, nearest first.
        nearest: Vec<String>,
    },
    /// A mapping names a field that these rows do not have.
    #[error("There is no field “{asked}” to map a column to.")]
    UnknownTarget {
        /// The name as it was given.
        asked: String,
        /// Fields with a similar name, nearest first.
        nearest: Vec<String>,
    },
    /// A mapping is not written as `column=field`.
    #[error("“{0}” does not say which column goes where.")]
    NoEquals(String),
    /// Two columns are mapped to a field that takes one.
    #[error("Both “{first}” and “{second}” are mapped to “{field}”, which takes one column.")]
    MappedTwice {
        /// The field.
        field: &'static str,
        /// The first column.
        first: String,
        /// The second column.
        second: String,
    },
    /// No column is mapped to a title or a text.
    #[error("No column is mapped to a title or a text, so no row would say anything.")]
    NoText,
}

impl Refusal {
    /// A stable name for programs.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "file-unreadable",
            Self::Empty => "file-empty",
            Self::NotATable { .. } => "file-not-a-table",
            Self::NoList => "file-without-list",
            Self::NoRows => "file-without-rows",
            Self::AllLeftOut { .. } => "file-all-rows-left-out",
            Self::UnknownColumn { .. } => "map-unknown-column",
            Self::UnknownTarget { .. } => "map-unknown-field",
            Self::NoEquals(_) => "map-without-equals",
            Self::MappedTwice { .. } => "map-field-twice",
            Self::NoText => "map-without-text",
        }
    }

    /// What to do next.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Unreadable(_) => "Check that the file is there and may be read, then try again.".into(),
            Self::Empty => "Choose a file with a header and at least one row.".into(),
            Self::NotATable { advice, .. } => (*advice).into(),
            Self::NoList => "Rows are expected as [{…}, {…}], as {\"data\": [{…}]} or as one object a line.".into(),
            Self::NoRows => "A header alone is not enough: export again with the rows included.".into(),
            Self::AllLeftOut { .. } => "Check separator, quotes and encoding of the file, or export it again.".into(),
            Self::UnknownColumn { nearest, .. } | Self::UnknownTarget { nearest, .. } => did_you_mean(nearest),
            Self::NoEquals(_) => "Write it as column=field, for example Summary=title.".into(),
            Self::MappedTwice { second, .. } => format!("Map “{second}” to something else, or leave it out with “-”."),
            Self::NoText => "Map a column to the title or to the text.".into(),
        }
    }
}

fn did_you_mean(nearest: &[String]) -> String {
    match nearest {
        [] => "See which there are in the list of columns.".into(),
        names => format!("Did you mean {}?", names.iter().map(|n| format!("“{n}”")).collect::<Vec<_>>().join(" or ")),
    }
}

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
}

impl Loss {
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
