//! A file of texts, one JSON object a line, and what each line is alike to.

use crate::index::{Found, Index, Shared};
use crate::tally::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::str;
use thiserror::Error;

/// What a row is called.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged, expecting = "an id is a whole number or a string")]
pub enum Id {
    /// A whole number.
    Number(i64),
    /// Anything else, in quotes.
    Text(String),
}

/// One line of the file. Further fields are passed over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Row {
    /// What the row is called: no two rows the same.
    pub id: Id,
    /// What it is about; may be missing or null.
    #[serde(default)]
    pub title: Option<String>,
    /// What it says; may be missing or null.
    #[serde(default)]
    pub text: Option<String>,
}

impl Row {
    /// What the row says.
    pub fn as_text(&self) -> Text<'_> {
        Text { title: self.title.as_deref().unwrap_or_default(), text: self.text.as_deref().unwrap_or_default() }
    }
}

/// What a row is alike to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The row.
    pub id: Id,
    /// The others, the closest first.
    pub alike: Vec<Found<Id>>,
}

/// Why a file cannot be read. Lines count from 1.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing in it.
    #[error("there are no rows in the file")]
    Empty,
    /// In another encoding, or no text.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// Where.
        line: usize,
    },
    /// Not an object with an id that is a whole number or a string.
    #[error("line {line} is no row with an id, a title and a text: {why}")]
    NotARow {
        /// Where.
        line: usize,
        /// What stopped the reader.
        why: String,
    },
    /// The same id again.
    #[error("line {line} has the id of line {first} again")]
    Twice {
        /// Where.
        line: usize,
        /// The line that had it before.
        first: usize,
    },
}

/// Reads a file of rows. A byte order mark, Windows line ends and empty lines are passed over.
///
/// # Errors
/// See [`Refusal`].
pub fn read(file: &[u8]) -> Result<Vec<Row>, Refusal> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    let mut rows = Vec::new();
    let mut lines = BTreeMap::new();
    for (at, line) in (1..).zip(file.split(|byte| *byte == b'\n')) {
        let text = str::from_utf8(line).map_err(|_| Refusal::NotUtf8 { line: at })?;
        if text.trim().is_empty() {
            continue;
        }
        let row = row(text).map_err(|why| Refusal::NotARow { line: at, why })?;
        if let Some(first) = lines.insert(row.id.clone(), at) {
            return Err(Refusal::Twice { line: at, first });
        }
        rows.push(row);
    }
    if rows.is_empty() { Err(Refusal::Empty) } else { Ok(rows) }
}

fn row(text: &str) -> Result<Row, String> {
    // A list of three texts would be taken for the three fields of a row.
    if !text.trim_start().starts_with('{') {
        return Err("it is no object".to_owned());
    }
    serde_json::from_str(text).map_err(|error| why(&error))
}

/// What stopped the reader, without its own count of lines: it begins at each row.
fn why(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let said = text.rsplit_once(" at line ").map_or(text.as_str(), |(said, _)| said);
    format!("{said} at column {}", error.column())
}

/// For each row in turn the others most like it, at most `most`.
pub fn answers(rows: &[Row], most: usize) -> impl Iterator<Item = Answer> {
    let index = index(rows);
    rows.iter().map(move |row| answer(&index, row, most))
}

/// As [`answers`]; beside each of the others the words it shares with the row, that which adds most first.
pub fn explained(rows: &[Row], most: usize) -> impl Iterator<Item = (Answer, Vec<Vec<Shared>>)> {
    let index = index(rows);
    rows.iter().map(move |row| {
        let answer = answer(&index, row, most);
        let shared = answer.alike.iter().map(|found| index.explain(&row.as_text(), &found.id)).collect();
        (answer, shared)
    })
}

fn index(rows: &[Row]) -> Index<Id> {
    let mut index = Index::new();
    for row in rows {
        index.put(row.id.clone(), &row.as_text());
    }
    index
}

fn answer(index: &Index<Id>, row: &Row, most: usize) -> Answer {
    Answer { id: row.id.clone(), alike: index.alike_to(&row.id, most) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const FILE: &str = "\u{feff}{\"id\":7,\"title\":\"Export to CSV\",\"text\":null,\"votes\":3}\r\n\n{\"id\":\"b\",\"title\":\"CSV exports\"}\n{\"id\":8}\n";

    #[test]
    fn dirty_files_are_read() {
        let rows = read(FILE.as_bytes()).unwrap();
        assert_eq!(rows.len(), 3);
        let answers: Vec<Answer> = answers(&rows, 10).collect();
        assert_eq!(answers[0].id, Id::Number(7));
        assert_eq!(answers[0].alike[0].id, Id::Text("b".to_owned()));
        assert!(answers[2].alike.is_empty());
        let line = serde_json::to_string(&answers[2]).unwrap();
        assert_eq!(line, r#"{"id":8,"alike":[]}"#);
    }

    #[test]
    fn the_words_that_rows_share_stand_beside_them() {
        let rows = read(FILE.as_bytes()).unwrap();
        let (answer, shared) = explained(&rows, 10).next().unwrap();
        let words: Vec<&str> = shared[0].iter().map(|shared| shared.word.as_str()).collect();
        assert_eq!((answer.alike.len(), words), (1, vec!["CSV", "Export"]));
        let sum: f32 = shared[0].iter().map(|shared| shared.score).sum();
        assert!((sum - answer.alike[0].score).abs() < 1e-5);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert_eq!(read(b" \n"), Err(Refusal::Empty));
        assert_eq!(read(b"{\"id\":1}\n\xff"), Err(Refusal::NotUtf8 { line: 2 }));
        assert_eq!(read(b"{\"id\":1}\n\n{\"id\":1}"), Err(Refusal::Twice { line: 3, first: 1 }));
        let no_id = "line 1 is no row with an id, a title and a text: an id is a whole number or a string at column 10";
        assert_eq!(read(b"{\"id\":1.5}").unwrap_err().to_string(), no_id);
        for line in [
            "[]",
            "[\"a\",\"b\",\"c\"]",
            "{}",
            "{\"id\":1.5}",
            "{\"id\":null}",
            "{\"id\":1,\"title\":3}",
            "{",
            &"[".repeat(100_000),
        ] {
            assert!(matches!(read(line.as_bytes()), Err(Refusal::NotARow { line: 1, .. })), "{line}");
        }
    }

    #[test]
    fn a_line_of_ten_megabytes_is_read_as_far_as_texts_are() {
        let row = |id| Row {
            id: Id::Number(id),
            title: Some("Export".to_owned()),
            text: Some("very long ".repeat(1_000_000)),
        };
        let answers: Vec<Answer> = answers(&[row(1), row(2)], 10).collect();
        assert!(answers[0].alike[0].score > 0.7);
    }

    proptest! {
        #[test]
        fn no_bytes_stop_the_reader(bytes in vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }

        #[test]
        fn nearly_rows_do_not_either(at in 0..FILE.len(), byte in any::<u8>()) {
            let mut bytes = FILE.as_bytes().to_vec();
            bytes[at] = byte;
            if let Ok(rows) = read(&bytes) {
                prop_assert_eq!(answers(&rows, 3).count(), rows.len());
            }
        }
    }
}
