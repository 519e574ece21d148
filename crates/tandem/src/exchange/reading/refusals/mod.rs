//! What is said when a file, a row or a value cannot be taken: one name for programs, one sentence for people.
//!
//! Also here: rows.

mod rows;

use std::io;

pub use rows::{LeftOut, Loss, Note, Reason};

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
        /// Columns of the file with a similar name, nearest first; all of them where none is similar.
        nearest: Similar,
    },
    /// A mapping names a field that these rows do not have.
    #[error("There is no field “{asked}” to map a column to.")]
    UnknownTarget {
        /// The name as it was given.
        asked: String,
        /// Fields with a similar name, nearest first; all of them where none is similar.
        nearest: Similar,
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
            Self::UnknownColumn { nearest, .. } | Self::UnknownTarget { nearest, .. } => nearest.hint(),
            Self::NoEquals(_) => "Write it as column=field, for example Summary=title.".into(),
            Self::MappedTwice { second, .. } => format!("Map “{second}” to something else, or leave it out with “-”."),
            Self::NoText => "Map a column to the title or to the text.".into(),
        }
    }
}

/// Names that might be meant by one that is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Similar {
    /// The few that are like it, nearest first.
    Some(Vec<String>),
    /// None is like it: all there are.
    None(Vec<String>),
}

impl Similar {
    /// So many names are said.
    const SAID: usize = 30;

    fn hint(&self) -> String {
        let quoted = |names: &[String]| names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>();
        match self {
            Self::Some(names) => format!("Did you mean {}?", quoted(names).join(" or ")),
            Self::None(names) if names.len() > Self::SAID => {
                let more = names.len() - Self::SAID;
                format!("There are {} and {more} more.", quoted(&names[..Self::SAID]).join(", "))
            }
            Self::None(names) => format!("There are {}.", quoted(names).join(", ")),
        }
    }
}
