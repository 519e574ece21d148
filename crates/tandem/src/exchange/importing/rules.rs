//! What is to become of a row: pure, so that the dry run and the import say the same.

use std::collections::{BTreeMap, HashSet};

use ground::web::Refusal;
use serde_json::{Value, json};
use together::thread::ThingId;

use super::rows::Incoming;
use crate::exchange::reading::As;

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
        let notes = if became == Became::Unchanged { &[][..] } else { &row.notes };
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

/// A row that came before and has changed in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// What it became.
    pub thing: ThingId,
    /// What the file says now and nobody changed here, by its name in the file.
    pub set: Vec<String>,
    /// What was changed here as well and stays.
    pub kept: Vec<String>,
    /// What changed in the file and is not taken over a second time.
    pub nowhere: Vec<String>,
}

/// Compares a row with what it said when it came before; `edited` are the journal's fields that somebody changed here.
pub fn compare(
    rows_as: As,
    row: &Incoming,
    thing: ThingId,
    was: &BTreeMap<String, String>,
    edited: &HashSet<String>,
) -> Plan {
    let mut changed = Changed { thing, set: vec![], kept: vec![], nowhere: vec![] };
    for name in differing(row, was) {
        let list = match field(rows_as, name) {
            Some(field) if edited.contains(field) => &mut changed.kept,
            Some(_) => &mut changed.set,
            None => &mut changed.nowhere,
        };
        list.push(name.to_owned());
    }
    let nothing = changed.set.is_empty() && changed.kept.is_empty() && changed.nowhere.is_empty();
    if nothing { Plan::Leave(thing) } else { Plan::Change(changed) }
}

/// Which fields of a file changed since it came before. A field that was not mapped then says nothing.
pub fn differing<'a>(row: &'a Incoming, was: &'a BTreeMap<String, String>) -> impl Iterator<Item = &'a str> {
    let differs = |(name, print): &(&'a String, &String)| was.get(*name).is_some_and(|was| was != *print);
    row.prints.iter().filter(differs).map(|(name, _)| name.as_str())
}

/// The field of the journal that a field of the file is, where a later file may change it.
pub fn field(rows_as: As, name: &str) -> Option<&'static str> {
    Some(match (rows_as, name) {
        (_, "title") => "title",
        (_, "state") => "state",
        (As::Requests, "text") => "words",
        (_, "text") => "text",
        (As::Requests, "importance") => "importance",
        (As::Requests, "votes") => "votes",
        (As::Requests, "link") => "link",
        (As::Requests, "asked") => "asked",
        (As::Stories, "role") => "role",
        (As::Stories, "means") => "means",
        (As::Stories, "end") => "end",
        (As::Stories, "points") => "points",
        (As::Stories, "type") => "type",
        _ => return None,
    })
}

/// What a row says of such a field; nothing where it says nothing and the thing has to keep what it has.
pub fn value(row: &Incoming, field: &str) -> Option<Value> {
    Some(match field {
        "title" => json!(row.title),
        "words" | "text" => json!(row.body),
        "state" => json!(row.state.as_deref()?),
        "importance" => json!(row.importance.unwrap_or(1)),
        "votes" => json!(others(row.votes)),
        "link" => json!(row.link),
        "asked" => json!(row.at?),
        "role" => json!(row.role.as_deref().unwrap_or_default()),
        "means" => json!(row.means.as_deref().unwrap_or_default()),
        "end" => json!(row.end.as_deref().unwrap_or_default()),
        "points" => json!(row.points),
        "type" => json!(row.of_type.as_deref()?),
        _ => return None,
    })
}

/// How many asked besides the one whose request it is: those whom a source counts include them.
pub fn others(votes: Option<i64>) -> i64 {
    (votes.unwrap_or_default() - 1).max(0)
}

/// What the file said, but for what was kept: that is compared again next time.
pub fn next_prints(row: &Incoming, was: &BTreeMap<String, String>, kept: &[String]) -> BTreeMap<String, String> {
    let mut prints = row.prints.clone();
    for name in kept {
        if let Some(was) = was.get(name) {
            prints.insert(name.clone(), was.clone());
        }
    }
    prints
}

/// What is said of a row that changed.
pub fn told(row: &Incoming, changed: &Changed) -> Outcome {
    let mut sentences = Vec::new();
    if !changed.set.is_empty() {
        sentences.push(format!("Changed in the file: {}.", changed.set.join(", ")));
    }
    if !changed.kept.is_empty() {
        sentences.push(format!("Changed in the file and here, so ours stays: {}.", changed.kept.join(", ")));
    }
    if !changed.nowhere.is_empty() {
        sentences.push(format!("Changed in the file, taken over only the first time: {}.", changed.nowhere.join(", ")));
    }
    let (became, about) = match () {
        () if !changed.set.is_empty() && changed.kept.is_empty() => (Became::Updated, ""),
        () if !changed.set.is_empty() => (Became::Updated, "changed-here"),
        () if !changed.kept.is_empty() => (Became::Kept, "changed-here"),
        () if !changed.nowhere.is_empty() => (Became::Kept, "only-first"),
        () => return Outcome::of(row, Became::Unchanged).on(changed.thing),
    };
    Outcome::of(row, became).because(about, sentences.join(" ")).on(changed.thing)
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

    fn row(prints: &[(&str, &str)]) -> Incoming {
        let prints = prints.iter().map(|(name, print)| ((*name).to_owned(), (*print).to_owned())).collect();
        Incoming { number: 2, title: "Pause a hold".to_owned(), prints, ..Incoming::default() }
    }

    fn plan(row: &Incoming, edited: &[&str]) -> Plan {
        let was = [("title", "1"), ("text", "1"), ("votes", "1"), ("customer", "1")];
        let was = was.iter().map(|(name, print)| ((*name).to_owned(), (*print).to_owned())).collect();
        let edited = edited.iter().map(|field| (*field).to_owned()).collect();
        compare(As::Requests, row, ThingId::default(), &was, &edited)
    }

    #[test]
    fn what_did_not_change_is_left() {
        assert_eq!(plan(&row(&[("title", "1"), ("votes", "1")]), &["words"]), Plan::Leave(ThingId::default()));
        assert_eq!(plan(&row(&[("title", "1"), ("points", "5")]), &[]), Plan::Leave(ThingId::default()), "new column");
    }

    #[test]
    fn what_changed_is_set_unless_somebody_changed_it_here() {
        let row = row(&[("title", "2"), ("text", "2"), ("customer", "2")]);
        let Plan::Change(changed) = plan(&row, &["words"]) else { panic!() };
        assert_eq!((&changed.set[..], &changed.kept[..]), (&["title".to_owned()][..], &["text".to_owned()][..]));
        let told = told(&row, &changed);
        assert_eq!((told.became, told.about.as_str()), (Became::Updated, "changed-here"));
        assert_eq!(
            told.reason,
            "Changed in the file: title. Changed in the file and here, so ours stays: text. \
             Changed in the file, taken over only the first time: customer."
        );
    }

    #[test]
    fn what_was_kept_is_compared_again_next_time() {
        let row = row(&[("title", "2"), ("text", "2")]);
        let was = BTreeMap::from([("title".to_owned(), "1".to_owned()), ("text".to_owned(), "1".to_owned())]);
        let next = next_prints(&row, &was, &["text".to_owned()]);
        assert_eq!((next["title"].as_str(), next["text"].as_str()), ("2", "1"));
    }

    #[test]
    fn who_asks_is_one_of_those_who_are_counted() {
        assert_eq!([None, Some(0), Some(1), Some(41)].map(others), [0, 0, 0, 40]);
    }
}
