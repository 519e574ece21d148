//! The rows of a file, one after the other, as they go into an action.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use ground::clock::Ts;
use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::words::iso_day;

use crate::exchange::reading::{
    As, BODY_MAX, Draft, Drafter, Format, Identities, LeftOut, Loss, Mapping, Note, Parts, Table,
};

/// A row that can be used.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incoming {
    /// Which row it is, as a spreadsheet counts.
    pub number: i64,
    /// What it is known by.
    pub identity: String,
    /// A short hash of every mapped field.
    pub prints: BTreeMap<String, String>,
    /// A hash of title and text where another row may say the same; empty otherwise.
    pub words: String,
    /// What the row is known by that it repeats, as the source says.
    pub repeats: Option<String>,
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
    /// What was changed or could not be used.
    pub notes: Vec<Noted>,
}

impl Incoming {
    /// The hash of title and text, of a request.
    pub fn words(&self) -> &str {
        &self.words
    }
}

/// Something in a row that was changed or could not be used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Noted {
    /// What it is about, in a word.
    pub about: String,
    /// What is said of it.
    pub sentence: String,
}

impl From<&Note> for Noted {
    fn from(note: &Note) -> Self {
        Self { about: note.loss.name().to_owned(), sentence: note.to_string() }
    }
}

/// A row that cannot be used.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Left {
    /// Which row it is.
    pub number: i64,
    /// Its title, if it has one.
    pub title: String,
    /// What the reason is about, in a word.
    pub about: String,
    /// Why.
    pub reason: String,
}

/// A row that repeats one which came after it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Late {
    /// Which row it is.
    pub number: i64,
    /// What it is known by.
    pub identity: String,
    /// What the row is known by that it repeats.
    pub repeats: String,
}

/// The next row of a file.
pub enum Item {
    /// One that can be used.
    Row(Box<Incoming>),
    /// One that cannot.
    Left(Left),
}

/// What holds for all rows of a file.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    /// Now.
    pub now: Ts,
    /// Whether whoever brings them in decides what becomes of requests.
    pub places: bool,
}

/// Reads a file's rows in order.
pub struct Rows {
    table: Table<BufReader<File>>,
    drafter: Drafter,
    identities: Identities,
    given: Given,
    /// Rows that repeat one which did not come yet: its id at the source, and the row.
    waiting: Vec<(String, Late)>,
    /// The first row with each text, by its hash.
    first_with: HashMap<u64, i64>,
}

impl Rows {
    /// Opens a file under a mapping.
    pub fn open(file: &Path, format: &Format, mapping: Mapping, source: &str, given: Given) -> Result<Self> {
        let table = Table::open(open(file)?, format)?;
        let (drafter, identities) = (Drafter::new(mapping)?, Identities::new(source));
        Ok(Self { table, drafter, identities, given, waiting: Vec::new(), first_with: HashMap::new() })
    }

    /// The next row, or nothing at the end.
    pub fn next_item(&mut self) -> Result<Option<Item>> {
        let Some(row) = self.table.next_row()? else { return Ok(None) };
        Ok(Some(match row.and_then(|row| self.drafter.draft(&row)) {
            Ok(draft) => self.incoming(draft),
            Err(left) => Item::Left(left_out(&left)),
        }))
    }

    /// At the end: the rows that repeat one which came after them.
    pub fn late(self) -> Vec<Late> {
        let Self { waiting, identities, .. } = self;
        waiting.into_iter().filter(|(original, _)| identities.has_come(original)).map(|(_, late)| late).collect()
    }

    fn incoming(&mut self, mut draft: Draft) -> Item {
        let original = match &draft.parts {
            Parts::Request(request) => request.duplicate_of.clone(),
            _ => None,
        };
        let original = original.filter(|original| draft.source_id.as_ref() != Some(original));
        let before = original.as_ref().is_some_and(|original| self.identities.has_come(original));
        let identity = self.identities.of(&draft);
        let number = i64::try_from(draft.number).unwrap_or(i64::MAX);
        if identity.by_id && identity.occurrence > 1 {
            let reason = "The file has a row with the same id before it.".to_owned();
            return Item::Left(Left { number, title: draft.title, about: "same-id".to_owned(), reason });
        }
        leave_open_what_is_to_come(&mut draft, self.given.now);
        let rows_as = draft.parts.rows_as();
        let words = if rows_as == As::Requests { draft.words() } else { String::new() };
        let folded = fold(&mut draft);
        let prints = draft.fingerprints().into_iter().filter(|(name, _)| !folded.contains(name));
        let mut row = Incoming {
            number,
            identity: identity.key,
            prints: prints.map(|(name, print)| (name.to_owned(), print)).collect(),
            words,
            notes: draft.notes.iter().map(Noted::from).collect(),
            ..Incoming::default()
        };
        if let Some(original) = original {
            let repeats = self.identities.of_id(&original);
            if before {
                row.repeats = Some(repeats);
            } else {
                self.waiting.push((original, Late { number, identity: row.identity.clone(), repeats }));
            }
        }
        let mut row = with_parts(row, draft);
        if !self.given.places {
            leave_to_who_places(&mut row, rows_as);
        }
        Item::Row(Box::new(row))
    }

    /// The first row with the same words, if there is one before this.
    pub fn first_with(&mut self, row: &Incoming) -> Option<i64> {
        let words = u64::from_str_radix(&row.words, 16).ok()?;
        let first = *self.first_with.entry(words).or_insert(row.number);
        (first < row.number).then_some(first)
    }
}

fn left_out(left: &LeftOut) -> Left {
    Left {
        number: i64::try_from(left.number).unwrap_or(i64::MAX),
        title: String::new(),
        about: left.reason.name().to_owned(),
        reason: left.reason.to_string(),
    }
}

/// Nobody can have asked yet what is asked tomorrow; it may be tomorrow already where they are.
fn leave_open_what_is_to_come(draft: &mut Draft, now: Ts) {
    const DAY: i64 = 24 * 60 * 60 * 1_000_000;
    if let Some(at) = draft.at.filter(|at| at.0 > now.0.saturating_add(DAY)) {
        draft.at = None;
        draft.notes.push(Note { loss: Loss::DateInTheFuture, column: String::new(), value: iso_day(at) });
    }
}

/// What became of a request, who voted for a feature, and that a story is over is taken over from those alone whose call it is.
fn leave_to_who_places(row: &mut Incoming, rows_as: As) {
    let left = match rows_as {
        As::Requests => row.state.take().map(|state| (format!("Its state “{state}”"), "placing requests")),
        As::Features => row.votes.take().map(|votes| (format!("What {votes} people want"), "placing requests")),
        As::Stories => {
            let over = row.state.take_if(|state| matches!(state.as_str(), "done" | "dropped"));
            over.map(|state| (format!("Its state “{state}”"), "accepting and dropping stories"))
        }
    };
    row.repeats = None;
    if let Some((what, whose)) = left {
        let sentence = format!("{what} is not taken over, since {whose} is another's call");
        row.notes.push(Noted { about: "not-your-call".to_owned(), sentence });
    }
}

/// What has no field here goes to the end of the text, where it is read and found; these are the fields it was in.
fn fold(draft: &mut Draft) -> Vec<&'static str> {
    let mut lines = Vec::new();
    let mut say = |name: &'static str, what: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            lines.push((name, format!("{what}: {value}")));
        }
    };
    say("labels", "Labels", Some(draft.labels.join(", ")));
    match &draft.parts {
        Parts::Request(_) => {}
        Parts::Story(story) => {
            say("finished", "Finished", story.finished.map(iso_day));
            say("link", "From", draft.link.clone());
        }
        Parts::Feature(feature) => {
            say("goal", "Goal", feature.goal.clone());
            say("finished", "Finished", feature.finished.map(iso_day));
            say("link", "From", draft.link.clone());
        }
    }
    let (mut room, mut end) = (BODY_MAX.saturating_sub(draft.body.chars().count()), String::new());
    for (_, line) in &lines {
        // The first goes after a blank line.
        let takes = line.chars().count() + if end.is_empty() { 2 } else { 1 };
        if takes <= room {
            room -= takes;
            end.push('\n');
            end.push_str(line);
        } else {
            draft.notes.push(Note { loss: Loss::TextFull, column: String::new(), value: shortened(line) });
        }
    }
    draft.body = format!("{}\n{end}", draft.body).trim().to_owned();
    lines.into_iter().map(|(name, _)| name).collect()
}

fn shortened(line: &str) -> String {
    const FITS: usize = 60;
    let rest = if line.chars().count() > FITS { "…" } else { "" };
    line.chars().take(FITS).chain(rest.chars()).collect()
}

fn with_parts(row: Incoming, draft: Draft) -> Incoming {
    let row = Incoming {
        title: draft.title,
        body: draft.body,
        at: draft.at,
        state: draft.state.map(str::to_owned),
        link: draft.link,
        ..row
    };
    match draft.parts {
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

/// What rows are called on the command line and in forms.
pub fn as_named(name: &str) -> Option<As> {
    As::ALL.into_iter().find(|rows| rows.name() == name)
}

/// Opens a file for reading.
pub fn open(file: &Path) -> Result<BufReader<File>> {
    File::open(file).map(BufReader::new).map_err(|error| {
        let message = format!("{} cannot be opened: {error}.", file.display());
        ground::web::Failure::refused("file-unreadable", message)
    })
}
