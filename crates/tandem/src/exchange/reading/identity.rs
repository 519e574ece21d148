//! Which row of an earlier import a row is, and which of its fields have changed since.

use std::collections::{BTreeMap, HashMap};

use sha2::{Digest, Sha256};

use super::draft::{Draft, Parts};
use super::table::RawRow;
use super::targets::Target;

/// What makes a row the same row in a later file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// `source:id:…` where the source gives an id, else `source:text:hash:occurrence`.
    pub key: String,
    /// Whether the source gave an id.
    pub by_id: bool,
    /// Which of the rows with this id or text it is in the file, from 1. A second row with the same id has the same key.
    pub occurrence: u32,
}

/// Gives the rows of one file their identities, in the order of the file.
pub struct Identities {
    source: String,
    /// How often an id or text was seen, by a short hash: one entry a row is what this costs.
    seen: HashMap<u64, u32>,
}

impl Identities {
    /// Begins a file from this source.
    #[must_use]
    pub fn new(source: &str) -> Self {
        Self { source: source.replace(':', "_"), seen: HashMap::new() }
    }

    /// What a row with this id at the source is known by.
    #[must_use]
    pub fn of_id(&self, id: &str) -> String {
        format!("{}:id:{id}", self.source)
    }

    /// Whether a row with this id has come already.
    #[must_use]
    pub fn has_come(&self, id: &str) -> bool {
        self.seen.contains_key(&short(id.as_bytes()))
    }

    /// The identity of the next row.
    pub fn of(&mut self, draft: &Draft) -> Identity {
        match &draft.source_id {
            Some(id) => {
                let occurrence = count(&mut self.seen, short(id.as_bytes()));
                Identity { key: self.of_id(id), by_id: true, occurrence }
            }
            None => {
                let occurrence = count(&mut self.seen, short(&draft.text_hash));
                let key = format!("{}:text:{}:{occurrence}", self.source, hex(&draft.text_hash));
                Identity { key, by_id: false, occurrence }
            }
        }
    }
}

fn count(seen: &mut HashMap<u64, u32>, key: u64) -> u32 {
    let count = seen.entry(key).or_insert(0);
    *count += 1;
    *count
}

/// Fields that together say what a row is about.
const TEXTS: [Target; 6] = [Target::Title, Target::Text, Target::Sentence, Target::Role, Target::Means, Target::End];

/// The hash of a row's texts, whatever the order of its columns, their case and their blanks.
pub(super) fn hash_of_texts<'a>(places: impl Iterator<Item = &'a (Target, Vec<usize>)>, row: &RawRow) -> [u8; 16] {
    let mut hash = Sha256::new();
    for (target, places) in places.filter(|(target, _)| TEXTS.contains(target)) {
        let cells = places.iter().filter_map(|place| row.cell(*place));
        let mut texts: Vec<String> = cells.flat_map(|cell| cell.values().map(normal)).collect();
        texts.sort();
        for text in texts {
            hash.update(target.name());
            hash.update([0]);
            hash.update(text);
            hash.update([0]);
        }
    }
    let mut first = [0; 16];
    first.copy_from_slice(&hash.finalize()[..16]);
    first
}

fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.extend(word.chars().filter(|c| !c.is_control()).flat_map(char::to_lowercase));
    }
    normal
}

impl Draft {
    /// A hash of title and text, whatever their case and blanks, by which another row with the same words is known.
    #[must_use]
    pub fn words(&self) -> String {
        of(format!("{}\n{}", normal(&self.title), normal(&self.body)).as_bytes())
    }

    /// A short hash of every field that a column is mapped to, by the field's name, so that a later file tells which of them
    /// changed at the source.
    #[must_use]
    pub fn fingerprints(&self) -> BTreeMap<&'static str, String> {
        let mut fields = BTreeMap::from([("title", of(self.title.as_bytes())), ("text", of(self.body.as_bytes()))]);
        for target in &self.mapped {
            let value = match target {
                Target::Title | Target::Text | Target::Sentence | Target::Id => continue,
                Target::State | Target::Outcome => print(&self.state),
                Target::Asked | Target::Created => print(&self.at),
                Target::Labels => print(&self.labels),
                Target::Link => print(&self.link),
                target => self.part(*target),
            };
            fields.insert(if *target == Target::Outcome { "state" } else { target.name() }, value);
        }
        if self.mapped.contains(&Target::Finished) {
            // A day may say that it is done, where no column does.
            fields.entry("state").or_insert_with(|| print(&self.state));
        }
        if let (Parts::Story(story), true) = (&self.parts, self.mapped.contains(&Target::Sentence)) {
            fields.insert("role", print(&story.role));
            fields.insert("means", print(&story.means));
            fields.insert("end", print(&story.end));
        }
        fields
    }

    fn part(&self, target: Target) -> String {
        match (&self.parts, target) {
            (Parts::Request(request), Target::Contact) => print(&request.contact),
            (Parts::Request(request), Target::Email) => print(&request.email),
            (Parts::Request(request), Target::Customer) => print(&request.customer),
            (Parts::Request(request), Target::Importance) => print(&request.importance),
            (Parts::Request(request), Target::Votes) => print(&request.votes),
            (Parts::Request(request), Target::DuplicateOf) => print(&request.duplicate_of),
            (Parts::Story(story), Target::Role) => print(&story.role),
            (Parts::Story(story), Target::Means) => print(&story.means),
            (Parts::Story(story), Target::End) => print(&story.end),
            (Parts::Story(story), Target::Points) => print(&story.points),
            (Parts::Story(story), Target::Type) => print(&story.kind),
            (Parts::Story(story), Target::Feature) => print(&story.feature),
            (Parts::Story(story), Target::Criteria) => print(&story.criteria),
            (Parts::Story(story), Target::Finished) => print(&story.finished),
            (Parts::Feature(feature), Target::Goal) => print(&feature.goal),
            (Parts::Feature(feature), Target::Votes) => print(&feature.votes),
            (Parts::Feature(feature), Target::Finished) => print(&feature.finished),
            _ => String::new(),
        }
    }
}

/// A short hash of a value as it is debug-printed, which tells “nothing” from an empty text.
fn print(value: &impl std::fmt::Debug) -> String {
    of(format!("{value:?}").as_bytes())
}

fn of(bytes: &[u8]) -> String {
    hex(&short(bytes).to_be_bytes())
}

fn short(bytes: &[u8]) -> u64 {
    let hash = Sha256::digest(bytes);
    hash[..8].iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}
