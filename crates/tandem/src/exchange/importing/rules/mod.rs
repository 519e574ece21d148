//! What is to become of a row: pure, so that the dry run and the import say the same.
//!
//! Also here: changed.

mod changed;

use ground::web::Refusal;
use together::thread::ThingId;

pub use changed::{Changed, Edited, Stays, compare, differing, field, next_prints, told, value};

use super::rows::Incoming;

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    /// A new thing.
    Created,
    /// A new request, merged into the one it repeats.
    Merged,
    /// It came before, and what changed in the file was changed here.
    Updated,
    /// It came before and has not changed.
    Unchanged,
    /// It came before and has changed, and what was edited here was left as it is.
    Kept,
    /// Nothing; the reason says why.
    Skipped,
}

impl Became {
    /// All of them, in the order of a report.
    pub const ALL: [Self; 6] = [Self::Created, Self::Merged, Self::Updated, Self::Unchanged, Self::Kept, Self::Skipped];

    /// The word in tables and reports.
    pub fn code(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Merged => "merged",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Kept => "kept",
            Self::Skipped => "skipped",
        }
    }

    /// The one with this word.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|became| became.code() == code)
    }
}

/// What became of a row, to be written down.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Which row.
    pub number: i64,
    /// What became of it.
    pub became: Became,
    /// Its title.
    pub title: String,
    /// Why, and what was lost.
    pub reason: String,
    /// What the reason is about, in a word.
    pub about: String,
    /// The thing.
    pub thing: Option<ThingId>,
    /// The entry of the journal that did it.
    pub seq: Option<i64>,
    /// What the file had said of a thing that was changed.
    pub before: Option<String>,
}

impl Outcome {
    /// An outcome without thing or entry; what was odd about the row is its reason.
    pub fn of(row: &Incoming, became: Became) -> Self {
        let takes = !matches!(became, Became::Unchanged | Became::Kept);
        let notes = if takes { &row.notes[..] } else { &[] };
        let about = notes.first().map(|note| note.about.clone()).unwrap_or_default();
        let reason = notes.iter().map(|note| note.sentence.as_str()).collect::<Vec<_>>().join(". ");
        Self {
            number: row.number,
            became,
            title: row.title.clone(),
            reason,
            about,
            thing: None,
            seq: None,
            before: None,
        }
    }

    /// With another reason, before what was odd.
    #[must_use]
    pub fn because(mut self, about: &str, reason: String) -> Self {
        about.clone_into(&mut self.about);
        self.reason = if self.reason.is_empty() { reason } else { format!("{reason} {}", self.reason) };
        self
    }

    /// With its thing.
    #[must_use]
    pub fn on(self, thing: ThingId) -> Self {
        Self { thing: Some(thing), ..self }
    }
}

/// What is to become of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// It is new here; it may repeat what is here already.
    Make(Option<Repeats>),
    /// It came before and has not changed.
    Leave(ThingId),
    /// It came before, and what it became was removed here.
    Removed(ThingId),
    /// It came before and has changed.
    Change(Changed),
    /// It breaks a rule.
    Refuse(Refusal),
}

/// What a new row repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeats {
    /// What that is.
    pub what: Original,
    /// Whether the source says so; else it has the same words.
    pub said: bool,
}

/// What is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Original {
    /// A thing that is here.
    Thing(ThingId),
    /// A row before it, by its place in the batch.
    Row(usize),
}

/// How many asked besides the one whose request it is: those whom a source counts include them.
pub fn others(votes: Option<i64>) -> i64 {
    (votes.unwrap_or_default() - 1).max(0)
}

/// What is said of a row whose thing was removed here.
pub fn removed(row: &Incoming, thing: ThingId) -> Outcome {
    let reason = "It came before and was removed here. It stays removed.".to_owned();
    Outcome::of(row, Became::Skipped).because("removed-here", reason).on(thing)
}

/// What is said of a row that breaks a rule.
pub fn refused(row: &Incoming, refusal: &Refusal) -> Outcome {
    let hint = refusal.hint.as_ref().filter(|hint| !hint.is_empty()).map(|hint| format!(" {hint}")).unwrap_or_default();
    Outcome::of(row, Became::Skipped).because(refusal.name, format!("{}{hint}", refusal.message))
}

/// What is said of a row that repeats another; `original` is that one's key, or its row.
pub fn repeated(row: &Incoming, said: bool, original: &str) -> Outcome {
    let (about, reason) = match said {
        true => ("source-says-so", format!("The source says that it repeats {original}.")),
        false => ("same-words", format!("It says the same as {original}.")),
    };
    Outcome::of(row, Became::Merged).because(about, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_is_one_of_those_who_are_counted() {
        assert_eq!([None, Some(0), Some(1), Some(41)].map(others), [0, 0, 0, 40]);
    }
}
