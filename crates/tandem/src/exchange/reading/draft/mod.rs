//! A row under a mapping → a request, story or feature as it would be written down, with a note for whatever was lost.
//! Fields that are more than a text or a number, and title and text, have files of their own.
//!
//! Also here: reading, fields, title_and_text.

mod fields;
mod reading;
mod title_and_text;

use ground::clock::Ts;
use serde::Serialize;

use reading::Reading;

use super::mapping::Mapping;
use super::refusals::{LeftOut, Note, Refusal};
use super::table::RawRow;
use super::targets::{As, Target};

/// A row, read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Draft {
    /// The row as [`RawRow::number`] counts it.
    pub number: u64,
    /// The line of the file it begins on.
    pub line: u64,
    /// At most [`TITLE_MAX`](super::TITLE_MAX) characters in one line; never empty.
    pub title: String,
    /// The text; a request's words.
    pub body: String,
    /// When it was asked or created.
    pub at: Option<Ts>,
    /// The state, in the words of this program; nothing means that it begins as new.
    pub state: Option<&'static str>,
    /// Labels, each once.
    pub labels: Vec<String>,
    /// Where it is at the source.
    pub link: Option<String>,
    /// What it is called at the source.
    pub source_id: Option<String>,
    /// What only this kind of thing has.
    pub parts: Parts,
    /// What was changed or could not be used.
    pub notes: Vec<Note>,
    #[serde(skip)]
    pub(super) text_hash: [u8; 16],
    #[serde(skip)]
    pub(super) mapped: Vec<Target>,
}

/// What only one kind of thing has.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Parts {
    /// Of a request.
    Request(RequestParts),
    /// Of a story.
    Story(StoryParts),
    /// Of a feature.
    Feature(FeatureParts),
}

impl Parts {
    /// What the row becomes.
    #[must_use]
    pub fn rows_as(&self) -> As {
        match self {
            Self::Request(_) => As::Requests,
            Self::Story(_) => As::Stories,
            Self::Feature(_) => As::Features,
        }
    }
}

/// What only a request has.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct RequestParts {
    /// Who asked.
    pub contact: Option<String>,
    /// Their e-mail address, in lower case.
    pub email: Option<String>,
    /// Whom they belong to.
    pub customer: Option<String>,
    /// 0 to 3.
    pub importance: Option<u8>,
    /// How many asked for it.
    pub votes: Option<i64>,
    /// The source's id of the request that it repeats.
    pub duplicate_of: Option<String>,
}

/// What only a story has.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StoryParts {
    /// As a …
    pub role: Option<String>,
    /// I want …
    pub means: Option<String>,
    /// so that …
    pub end: Option<String>,
    /// 0 to 1000.
    pub points: Option<i64>,
    /// User story, defect, enabler or spike, in these words.
    pub kind: Option<&'static str>,
    /// The feature it is part of, by name.
    pub feature: Option<String>,
    /// Acceptance criteria, in order.
    pub criteria: Vec<String>,
    /// When it was finished.
    pub finished: Option<Ts>,
}

/// What only a feature has.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FeatureParts {
    /// The goal it serves, by name.
    pub goal: Option<String>,
    /// How many asked for it.
    pub votes: Option<i64>,
    /// When it was finished.
    pub finished: Option<Ts>,
}

/// Reads rows under one mapping.
pub struct Drafter {
    mapping: Mapping,
    /// Every mapped field with its columns.
    places: Vec<(Target, Vec<usize>)>,
}

impl Drafter {
    /// Prepares a mapping for use.
    ///
    /// # Errors
    /// If rows cannot be read under it.
    pub fn new(mapping: Mapping) -> Result<Self, Refusal> {
        mapping.check()?;
        let places = mapping.rows.targets().map(|target| (target, mapping.places(target)));
        let places = places.filter(|(_, places)| !places.is_empty()).collect();
        Ok(Self { mapping, places })
    }

    /// Reads one row.
    ///
    /// # Errors
    /// If the row has nothing to say, or more than fits; it is then left out.
    pub fn draft(&self, row: &RawRow) -> Result<Draft, LeftOut> {
        Reading::new(self, row).draft().map_err(|reason| LeftOut { number: row.number, line: row.line, reason })
    }
}
