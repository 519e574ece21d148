//! The rows of a file, one after the other, as they go into an action.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use ground::clock::Ts;
use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::exchange::reading::{Draft, Drafter, Format, Identities, LeftOut, Mapping, Parts, Table, sniff};

/// A row that can be used.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incoming {
    /// Which row it is, as a spreadsheet counts.
    pub number: i64,
    /// What it is known by.
    pub identity: String,
    /// A short hash of every mapped field.
    pub prints: BTreeMap<String, String>,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// When it was asked or created.
    pub at: Option<Ts>,
    /// Its state.
    pub state: Option<String>,
    /// Where it is at the source.
    pub link: Option<String>,
    /// Who asked.
    pub contact: Option<String>,
    /// Their e-mail address.
    pub email: Option<String>,
    /// Whom they belong to.
    pub customer: Option<String>,
    /// 0 to 3.
    pub importance: Option<i64>,
    /// How many asked for it.
    pub votes: Option<i64>,
    /// As a …
    pub role: Option<String>,
    /// I want …
    pub means: Option<String>,
    /// So that …
    pub end: Option<String>,
    /// Its estimate.
    pub points: Option<i64>,
    /// User story, defect, enabler or spike.
    pub of_type: Option<String>,
    /// The feature it is part of, by name.
    pub feature: Option<String>,
    /// Acceptance criteria.
    pub criteria: Vec<String>,
    /// What was changed or could not be used, in sentences.
    pub notes: Vec<String>,
}

/// The next row of a file.
pub enum Item {
    /// One that can be used.
    Row(Box<Incoming>),
    /// One that cannot.
    Left(LeftOut),
}

/// Reads a file's rows in order.
pub struct Rows {
    table: Table<BufReader<File>>,
    drafter: Drafter,
    identities: Identities,
}

impl Rows {
    /// Opens a file under a mapping.
    pub fn open(file: &Path, name: &str, mapping: Mapping, source: &str) -> Result<Self> {
        let mut reader = open(file)?;
        let format: Format = sniff(&mut reader, name)?;
        let table = Table::open(reader, &format)?;
        Ok(Self { table, drafter: Drafter::new(mapping)?, identities: Identities::new(source) })
    }

    /// The next row, or nothing at the end.
    pub fn next_item(&mut self) -> Result<Option<Item>> {
        let Some(row) = self.table.next_row()? else { return Ok(None) };
        let item = match row.and_then(|row| self.drafter.draft(&row)) {
            Ok(draft) => Item::Row(Box::new(self.incoming(draft))),
            Err(left) => Item::Left(left),
        };
        Ok(Some(item))
    }

    fn incoming(&mut self, draft: Draft) -> Incoming {
        let identity = self.identities.of(&draft).key;
        let prints = draft.fingerprints().into_iter().map(|(name, print)| (name.to_owned(), print)).collect();
        let notes = draft
            .notes
            .iter()
            .map(|note| format!("{}: {} “{}”", note.column, note.loss.sentence(), note.value))
            .collect();
        let row = Incoming {
            number: i64::try_from(draft.number).unwrap_or(i64::MAX),
            identity,
            prints,
            title: draft.title,
            body: draft.body,
            at: draft.at,
            state: draft.state.map(str::to_owned),
            link: draft.link,
            notes,
            ..Incoming::default()
        };
        with_parts(row, draft.parts)
    }
}

fn with_parts(row: Incoming, parts: Parts) -> Incoming {
    match parts {
        Parts::Request(request) => Incoming {
            contact: request.contact,
            email: request.email,
            customer: request.customer,
            importance: request.importance.map(i64::from),
            votes: request.votes,
            ..row
        },
        Parts::Story(story) => Incoming {
            role: story.role,
            means: story.means,
            end: story.end,
            points: story.points,
            of_type: story.kind.map(str::to_owned),
            feature: story.feature,
            criteria: story.criteria,
            ..row
        },
        Parts::Feature(feature) => Incoming { votes: feature.votes, ..row },
    }
}

/// Opens a file for reading.
pub fn open(file: &Path) -> Result<BufReader<File>> {
    File::open(file).map(BufReader::new).map_err(|error| {
        let message = format!("{} cannot be opened: {error}.", file.display());
        ground::web::Failure::refused("file-unreadable", message)
    })
}
