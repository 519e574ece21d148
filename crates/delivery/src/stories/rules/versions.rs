//! What a story said, version by version, and what of it became what.
//!
//! Only the last version is stored. Those before are what it was before each change of its words, which the journal keeps.

use std::collections::BTreeMap;

use serde_json::Value;
use similar::{ChangeTag, TextDiff};

/// The parts of what a story says, in the order of a page.
pub const PARTS: [(&str, &str); 6] = [
    ("title", "Title"),
    ("type", "Type"),
    ("role", "As a"),
    ("means", "I want"),
    ("end", "so that"),
    ("text", "Everything else"),
];

/// The field of a criterion, before its id.
pub const CRITERION: &str = "criterion: ";

/// Texts of more words than this are compared line by line.
const MOST_WORDS: usize = 4_000;

/// All that a story says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Says {
    /// Its parts by the names of [`PARTS`]; one that says nothing is not there.
    pub parts: BTreeMap<String, String>,
    /// Its criteria by id, each with its place and its words.
    pub criteria: BTreeMap<String, (i64, String)>,
}

/// A change of what a story says.
#[derive(Debug, Clone)]
pub struct Change {
    /// The entry of the journal.
    pub seq: i64,
    /// The field.
    pub field: String,
    /// What it was.
    pub before: Value,
    /// What it became.
    pub after: Value,
}

/// A version, with the entry that made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The sequence of the entry; 0 where the first is not known any more.
    pub seq: i64,
    /// What the story said from then on.
    pub says: Says,
}

/// A piece of a text compared to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// It is in both.
    Same(String),
    /// It was taken out.
    Gone(String),
    /// It came in.
    New(String),
}

/// The versions of a story, the newest first, from what it says now and what was changed, the last first; a change that
/// leaves all words as they were makes none. `made` is the entry that wrote it, where that is known.
pub fn versions(now: Says, changes: &[Change], made: Option<i64>) -> Vec<Version> {
    let mut says = now;
    let mut versions = Vec::new();
    for entry in changes.chunk_by(|one, other| one.seq == other.seq) {
        let mut before = says.clone();
        for change in entry.iter().rev() {
            before.take_back(change);
        }
        if !before.reads_like(&says) {
            versions.push(Version { seq: entry[0].seq, says });
        }
        says = before;
    }
    versions.push(Version { seq: made.unwrap_or_default(), says });
    versions
}

/// What of a text became what, word by word.
pub fn differences(before: &str, after: &str) -> Vec<Piece> {
    let long = |text: &str| text.split_whitespace().nth(MOST_WORDS).is_some();
    let diff = if long(before) || long(after) {
        TextDiff::from_lines(before, after)
    } else {
        TextDiff::from_words(before, after)
    };
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let (tag, text) = (change.tag(), change.value());
        match (pieces.last_mut(), tag) {
            (Some(Piece::Same(words)), ChangeTag::Equal)
            | (Some(Piece::Gone(words)), ChangeTag::Delete)
            | (Some(Piece::New(words)), ChangeTag::Insert) => words.push_str(text),
            (_, ChangeTag::Equal) => pieces.push(Piece::Same(text.to_owned())),
            (_, ChangeTag::Delete) => pieces.push(Piece::Gone(text.to_owned())),
            (_, ChangeTag::Insert) => pieces.push(Piece::New(text.to_owned())),
        }
    }
    joined_over_blanks(pieces)
}

impl Says {
    /// A part by its name.
    pub fn part(&self, name: &str) -> &str {
        self.parts.get(name).map_or("", String::as_str)
    }

    /// The ids of the criteria of two versions, in the order of the later one, those that are gone where they stood.
    pub fn criteria_with<'a>(&'a self, earlier: &'a Self) -> Vec<&'a str> {
        let all: BTreeMap<&str, i64> =
            earlier.criteria.iter().chain(&self.criteria).map(|(id, (place, _))| (id.as_str(), *place)).collect();
        let mut ids: Vec<_> = all.into_iter().collect();
        ids.sort_by_key(|(_, place)| *place);
        ids.into_iter().map(|(id, _)| id).collect()
    }

    fn take_back(&mut self, change: &Change) {
        if let Some(id) = change.field.strip_prefix(CRITERION) {
            match change.before["says"].as_str() {
                Some(_) => {
                    let place = change.before["place"].as_i64().unwrap_or_default();
                    self.criteria.insert(id.to_owned(), (place, in_words(&change.before)));
                }
                None => drop(self.criteria.remove(id)),
            }
        } else {
            match change.before.as_str().filter(|words| !words.is_empty()) {
                Some(words) => drop(self.parts.insert(change.field.clone(), words.to_owned())),
                None => drop(self.parts.remove(&change.field)),
            }
        }
    }

    /// Whether all words are the same; where criteria stand among each other is not looked at.
    fn reads_like(&self, other: &Self) -> bool {
        let words =
            |says: &Self| says.criteria.iter().map(|(id, (_, words))| (id.clone(), words.clone())).collect::<Vec<_>>();
        self.parts == other.parts && words(self) == words(other)
    }
}

/// A criterion as a sentence, from the parts the journal keeps: whether it is agreed is not among its words.
pub fn in_words(kept: &Value) -> String {
    let part = |name: &str| kept[name].as_str().unwrap_or_default();
    let parts = [("Given", part("given")), ("when", part("when")), ("then", part("then"))];
    let said: Vec<_> = parts.iter().filter(|(_, words)| !words.is_empty()).collect();
    match said.as_slice() {
        [(_, alone)] => (*alone).to_owned(),
        said => said.iter().map(|(word, words)| format!("{word} {words}")).collect::<Vec<_>>().join(", "),
    }
}

/// Two changes with nothing but blanks between them read better as one.
fn joined_over_blanks(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::new();
    let (mut gone, mut new, mut blanks) = (String::new(), String::new(), String::new());
    for piece in pieces {
        match piece {
            Piece::Same(words) if words.trim().is_empty() && !(gone.is_empty() && new.is_empty()) => {
                blanks.push_str(&words);
            }
            Piece::Same(words) => {
                flush(&mut gone, &mut new, &mut joined);
                joined.push(Piece::Same(format!("{}{words}", std::mem::take(&mut blanks))));
            }
            Piece::Gone(words) | Piece::New(words) if words.is_empty() => {}
            Piece::Gone(words) => {
                gone.push_str(&blanks);
                new.push_str(&std::mem::take(&mut blanks));
                gone.push_str(&words);
            }
            Piece::New(words) => {
                gone.push_str(&blanks);
                new.push_str(&std::mem::take(&mut blanks));
                new.push_str(&words);
            }
        }
    }
    flush(&mut gone, &mut new, &mut joined);
    if !blanks.is_empty() {
        joined.push(Piece::Same(blanks));
    }
    joined
}

/// Puts down what went and what came in its place.
fn flush(gone: &mut String, new: &mut String, joined: &mut Vec<Piece>) {
    let pieces = [Piece::Gone(std::mem::take(gone)), Piece::New(std::mem::take(new))];
    let says = |piece: &Piece| matches!(piece, Piece::Gone(words) | Piece::New(words) if !words.is_empty());
    joined.extend(pieces.into_iter().filter(says));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn says(title: &str, criteria: &[(&str, &str)]) -> Says {
        Says {
            parts: BTreeMap::from([("title".to_owned(), title.to_owned())]),
            criteria: (1..)
                .zip(criteria)
                .map(|(n, (id, words))| ((*id).to_owned(), (n, (*words).to_owned())))
                .collect(),
        }
    }

    fn change(seq: i64, field: &str, before: Value, after: Value) -> Change {
        Change { seq, field: field.into(), before, after }
    }

    fn drawn(before: &str, after: &str) -> String {
        let draw = |piece| match piece {
            Piece::Same(words) => words,
            Piece::Gone(words) => format!("[-{words}-]"),
            Piece::New(words) => format!("[+{words}+]"),
        };
        differences(before, after).into_iter().map(draw).collect()
    }

    #[test]
    fn versions_are_what_the_journal_leads_back_to() {
        let kept = |then: &str| json!({ "says": then, "place": 1, "given": "", "when": "", "then": then });
        let changes = [
            change(9, "title", json!("Two"), json!("Three")),
            change(7, "criterion: a", kept("it is"), kept("it was")),
            change(5, "criterion: b", json!(null), kept("it goes")),
            change(4, "title", json!("One"), json!("Two")),
            change(4, "role", json!(null), json!("reader")),
        ];
        let mut now = says("Three", &[("a", "it was"), ("b", "it goes")]);
        now.parts.insert("role".into(), "reader".into());
        let versions = versions(now, &changes, Some(2));
        assert_eq!(versions.iter().map(|version| version.seq).collect::<Vec<_>>(), [9, 7, 5, 4, 2]);
        assert_eq!(versions[4].says, says("One", &[("a", "it is")]));
        assert_eq!((versions[3].says.part("title"), versions[3].says.part("role")), ("Two", "reader"));
    }

    #[test]
    fn what_leaves_the_words_as_they_are_makes_no_version() {
        let kept = |agreed: bool| json!({ "says": "it is, agreed", "place": 1, "then": "it is", "agreed": agreed });
        let changes = [change(3, "criterion: a", kept(false), kept(true))];
        let versions = versions(says("One", &[("a", "it is")]), &changes, None);
        assert_eq!(versions, [Version { seq: 0, says: says("One", &[("a", "it is")]) }]);
    }

    #[test]
    fn differences_are_told_word_by_word() {
        assert_eq!(drawn("pause a hold easily", "pause a hold in two taps"), "pause a hold [-easily-][+in two taps+]");
        assert_eq!(drawn("", "a hold"), "[+a hold+]");
        assert_eq!(drawn("a hold", "a hold"), "a hold");
        assert_eq!(drawn("24 pt", "32 pt"), "[-24-][+32+] pt");
        let long = "word ".repeat(MOST_WORDS + 1);
        assert_eq!(
            drawn(&format!("{long}\nend\n"), &format!("{long}\nother\n")),
            format!("{long}\n[-end\n-][+other\n+]")
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost_between_two_texts(before in "[ab \\n]{0,30}", after in "[ab \\n]{0,30}") {
            let pieces = differences(&before, &after);
            let of = |wanted: fn(&Piece) -> Option<&String>| pieces.iter().filter_map(wanted).cloned().collect::<String>();
            prop_assert_eq!(of(|piece| match piece { Piece::Same(words) | Piece::Gone(words) => Some(words), Piece::New(_) => None }), before);
            prop_assert_eq!(of(|piece| match piece { Piece::Same(words) | Piece::New(words) => Some(words), Piece::Gone(_) => None }), after);
        }
    }
}
