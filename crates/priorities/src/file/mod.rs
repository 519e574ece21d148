//! A file of rows, as CSV, a JSON array or one JSON object a line.

mod decode;
mod json;
mod numbers;
mod table;

use std::collections::BTreeMap;

use thiserror::Error;

pub(crate) use numbers::number;

/// One row: what it is called, and what its cells say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it begins, from 1.
    pub line: usize,
    /// What it is known by.
    pub id: Option<String>,
    /// What it is about.
    pub title: Option<String>,
    /// What the other cells say, by name as [`column()`] makes it; empty ones are left out.
    pub cells: BTreeMap<String, String>,
    /// What stands before decimals in the numbers of its file: a point or a comma.
    pub decimal: char,
}

/// Why a file is not read. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// Nothing in it, or a header alone.
    #[error("there are no rows in it")]
    Empty,
    /// A spreadsheet, a picture or the like.
    #[error("line {line} is no text; if the file is a spreadsheet, save the sheet as CSV")]
    NoText {
        /// Where.
        line: usize,
    },
    /// A row of a table that does not fit its header.
    #[error("line {line} has {cells} cells, the header has {header}")]
    Cells {
        /// Where.
        line: usize,
        /// How many it has.
        cells: usize,
        /// How many the header has.
        header: usize,
    },
    /// Two columns, or two fields of one object, with one name.
    #[error("line {line} has “{name}” twice")]
    Twice {
        /// Where.
        line: usize,
        /// What is there twice.
        name: String,
    },
    /// Not JSON, though the file begins as JSON does; or no object, or one with more than texts and numbers in it.
    #[error("line {line} is no object of texts and numbers: {why}")]
    NotARow {
        /// Where.
        line: usize,
        /// What stopped the reader.
        why: String,
    },
}

/// Reads a file of rows. What begins with `[` is a JSON array, what begins with `{` has one object a line, anything else is CSV
/// with a header, separated by what the header has most of: commas, semicolons or tabs. `id` and `title` are for the reader;
/// the other names are compared without regard to case, `-` and `_`. A byte order mark and empty lines are passed over. The text may
/// be in UTF-8, UTF-16 with its mark, or an old encoding such as Windows-1252.
///
/// # Errors
/// See [`Unreadable`].
pub fn read(file: &[u8]) -> Result<Vec<Row>, Unreadable> {
    let text = decode::decode(file)?;
    let rows = match text.trim_start().chars().next() {
        Some('[') => json::array(&text),
        Some('{') => json::lines(&text),
        _ => table::read(&text),
    }?;
    if rows.is_empty() { Err(Unreadable::Empty) } else { Ok(rows) }
}

/// The name of a column as names are compared: small letters, single spaces for `-` and `_`.
pub fn column(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ").to_lowercase();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Puts a row together from its named cells.
fn row(line: usize, named: impl Iterator<Item = (String, String)>) -> Result<Row, Unreadable> {
    let mut cells = BTreeMap::new();
    for (name, cell) in named {
        if cells.insert(name.clone(), cell).is_some() {
            return Err(Unreadable::Twice { line, name });
        }
    }
    cells.retain(|_, cell| !cell.is_empty());
    Ok(Row { line, id: cells.remove("id"), title: cells.remove("title"), cells, decimal: '.' })
}

/// The line of a place in a text.
fn line_at(text: &[u8], place: usize) -> usize {
    1 + text.iter().take(place).filter(|byte| **byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const TABLE: &str = "\u{feff}ID;Title;Reach;job_size\r\n1;\"Two\nlines\";5;\r\n\r\n2;Pay;; 3 \r\n";
    const ARRAY: &str = "[\n {\"id\": 1, \"title\": \"Two\\nlines\", \"reach\": 5, \"Job-Size\": null},\n\n {\"id\": \"2\",\n  \"title\": \"Pay\", \"job size\": 3}\n]\n";
    const LINES: &str =
        "{\"id\":1,\"title\":\"Two\\nlines\",\"reach\":5}\n\n{\"id\":2,\"title\":\"Pay\",\"job size\":\"3\"}\n";

    #[test]
    fn the_three_forms_say_the_same() {
        let told = |file: &str| {
            let rows = read(file.as_bytes()).unwrap();
            let lines: Vec<usize> = rows.iter().map(|row| row.line).collect();
            (rows.into_iter().map(|row| (row.id, row.title, row.cells)).collect::<Vec<_>>(), lines)
        };
        let (table, lines) = told(TABLE);
        assert_eq!(table[0].0.as_deref(), Some("1"));
        assert_eq!(table[0].2, BTreeMap::from([("reach".to_owned(), "5".to_owned())]));
        assert_eq!(table[1].2, BTreeMap::from([("job size".to_owned(), "3".to_owned())]));
        assert_eq!(lines, [2, 5]);
        assert_eq!(told(ARRAY), (table.clone(), vec![2, 4]));
        assert_eq!(told(LINES), (table, vec![1, 3]));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let told = |file: &[u8]| read(file).unwrap_err().to_string();
        assert_eq!(told(b""), "there are no rows in it");
        assert_eq!(told(b"title,reach\n"), "there are no rows in it");
        assert_eq!(told(b"[]"), "there are no rows in it");
        assert!(told(b"title,reach\na,1\n\0,2\n").starts_with("line 3 is no text"));
        assert_eq!(told(b"title,reach\na,1\n\nb\n"), "line 4 has 1 cells, the header has 2");
        assert_eq!(told(b"reach,Reach\n1,2\n"), "line 1 has “reach” twice");
        assert_eq!(told(b"{\"a\":1}\n{\"a_b\":1,\"A B\":2}"), "line 2 has “a b” twice");
        assert!(told(b"{\"reach\":1}\n{\"reach\":[1]}\n").starts_with("line 2 is no object of texts and numbers"));
        assert!(told(b"[{\"reach\":1},\n7]").starts_with("line 2 is no object of texts and numbers"));
        assert!(told(b"[{},\n{\n").starts_with("line 3 is no object of texts and numbers"));
        assert!(told("[".repeat(100_000).as_bytes()).starts_with("line 1 is no object"));
    }

    #[test]
    fn a_line_of_ten_megabytes_is_read() {
        let title = "long ".repeat(2_000_000);
        assert_eq!(read(format!("title,reach\n{title},1\n").as_bytes()).unwrap().len(), 1);
        assert_eq!(read(title.as_bytes()), Err(Unreadable::Empty));
    }

    proptest! {
        #[test]
        fn no_bytes_stop_the_reader(bytes in vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }

        #[test]
        fn nearly_files_do_not_either(form in 0..3_usize, at in any::<prop::sample::Index>(), byte in any::<u8>()) {
            let mut bytes = [TABLE, ARRAY, LINES][form].as_bytes().to_vec();
            let at = at.index(bytes.len());
            bytes[at] = byte;
            if let Ok(rows) = read(&bytes) {
                let last = line_at(&bytes, bytes.len());
                prop_assert!(rows.iter().all(|row| (1..=last).contains(&row.line)));
            }
        }
    }
}
