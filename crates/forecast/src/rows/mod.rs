//! A CSV file of dated work.

mod cells;

use serde::{Serialize, Serializer};
use thiserror::Error;
use time::Date;

use self::cells::{Cells, read_cells};
use crate::days::{self, DayOrder};

/// One piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// The line of the file it is from.
    pub line: u64,
    /// When it came, if that is known.
    pub created: Option<Date>,
    /// When it was finished, if it was.
    pub finished: Option<Date>,
}

/// Which columns hold what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The day a piece of work was finished; empty for what is not.
    pub finished: String,
    /// The day it came.
    pub created: Option<String>,
    /// Which comes first in `3/4/2026`; without it, what the columns show.
    pub order: Option<DayOrder>,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rows {
    /// The work, in the order of the file.
    pub items: Vec<Item>,
    /// What was found wrong with it, each kind once.
    pub findings: Vec<Finding>,
}

/// Something wrong with rows that could be read all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What is wrong.
    #[serde(rename = "finding", serialize_with = "in_words")]
    pub kind: FindingKind,
    /// In how many rows.
    pub count: usize,
    /// Their lines.
    pub lines: Vec<u64>,
}

/// What can be wrong with a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FindingKind {
    /// Counted as if it had come on the day it was finished.
    #[error("ends before it begins: taken as begun on the day it ended")]
    EndsBeforeItBegins,
    /// The row is left out.
    #[error("the day it was finished cannot be read: the row is left out")]
    FinishedUnreadable,
    /// The row is counted without it.
    #[error("the day it came cannot be read: counted without it")]
    CreatedUnreadable,
    /// Nothing in the column shows which order is meant.
    #[error("day and month may be the other way round: read with the day first")]
    AmbiguousDay,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotRead {
    /// Not even a line of column names.
    #[error("the file is empty")]
    Empty,
    /// A column that is not there.
    #[error("there is no column “{wanted}”; there are: {}", there.join(", "))]
    NoColumn {
        /// What was asked for.
        wanted: String,
        /// The names there are, the first thirty.
        there: Vec<String>,
    },
    /// Bytes that are no table.
    #[error("line {line}: {why}")]
    NoTable {
        /// Where.
        line: u64,
        /// What is wrong.
        why: String,
    },
    /// Not one day could be read.
    #[error("no day in the column “{column}” can be read; line {line} says “{text}”")]
    NoDays {
        /// The column.
        column: String,
        /// The first line that says something.
        line: u64,
        /// What it says.
        text: String,
    },
}

/// Reads dated work from a table with a line of column names: separated by commas, semicolons, tabs or bars, with or without a
/// byte order mark, in UTF-8, Windows-1252 or, with a mark, UTF-16; of columns with the same name the first that says something counts.
///
/// # Errors
/// When it is no table, when a column is not there, or when the column of finished days holds something but not one day.
pub fn read(bytes: &[u8], columns: &Columns) -> Result<Rows, NotRead> {
    let cells = read_cells(bytes, columns)?;
    let order = columns.order.or_else(|| {
        DayOrder::shown_by(cells.iter().flat_map(|cells| [cells.finished.as_str(), cells.created.as_str()]))
    });
    let mut reading = Reading { order, rows: Rows::default() };
    for cells in &cells {
        reading.take(cells);
    }
    let first = cells.iter().find(|cells| !cells.finished.is_empty());
    match first {
        Some(first) if reading.rows.items.iter().all(|item| item.finished.is_none()) => Err(NotRead::NoDays {
            column: columns.finished.clone(),
            line: first.line,
            text: first.finished.chars().take(40).collect(),
        }),
        _ => Ok(reading.rows),
    }
}

struct Reading {
    order: Option<DayOrder>,
    rows: Rows,
}

impl Reading {
    fn take(&mut self, cells: &Cells) {
        let Ok(finished) = self.day(&cells.finished, cells.line) else {
            return self.note(FindingKind::FinishedUnreadable, cells.line);
        };
        let mut created = self.day(&cells.created, cells.line).unwrap_or_else(|Unreadable| {
            self.note(FindingKind::CreatedUnreadable, cells.line);
            None
        });
        if let (Some(end), Some(begin)) = (finished, created)
            && end < begin
        {
            self.note(FindingKind::EndsBeforeItBegins, cells.line);
            created = finished;
        }
        self.rows.items.push(Item { line: cells.line, created, finished });
    }

    fn day(&mut self, text: &str, line: u64) -> Result<Option<Date>, Unreadable> {
        if text.is_empty() {
            return Ok(None);
        }
        let day = days::read(text, self.order.unwrap_or(DayOrder::DayFirst)).ok_or(Unreadable)?;
        if self.order.is_none() && days::is_ambiguous(text) {
            self.note(FindingKind::AmbiguousDay, line);
        }
        Ok(Some(day))
    }

    fn note(&mut self, kind: FindingKind, line: u64) {
        let findings = &mut self.rows.findings;
        let at = findings.iter().position(|finding| finding.kind == kind).unwrap_or_else(|| {
            findings.push(Finding { kind, count: 0, lines: Vec::new() });
            findings.len() - 1
        });
        findings[at].count += 1;
        findings[at].lines.push(line);
    }
}

struct Unreadable;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn in_words<S: Serializer>(kind: &FindingKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(kind)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    fn columns(finished: &str, created: Option<&str>) -> Columns {
        Columns { finished: finished.to_owned(), created: created.map(str::to_owned), order: None }
    }

    #[test]
    fn work_is_read_with_its_days() {
        let file = b"\xEF\xBB\xBFKey;Created;Done\nA;2026-01-02;2026-01-05\nB;2026-01-03;\n\nC;;2026-01-09T10:00Z\n";
        let rows = read(file, &columns("done", Some("Created"))).unwrap();
        let (second, fifth) = (Some(date!(2026 - 01 - 02)), Some(date!(2026 - 01 - 05)));
        assert_eq!(rows.items[0], Item { line: 2, created: second, finished: fifth });
        assert_eq!((rows.items[1].finished, rows.items[2].line, rows.items[2].created), (None, 5, None));
        assert!(rows.findings.is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_with_its_lines() {
        let file =
            b"created,finished\n2026-01-05,2026-01-04\nsoon,2026-01-09\n2026-01-05,later\n2026-01-05,03/04/2026\n";
        let rows = read(file, &columns("finished", Some("created"))).unwrap();
        let told: Vec<_> = rows.findings.iter().map(|finding| (finding.kind, finding.lines.as_slice())).collect();
        assert_eq!(
            told,
            [
                (FindingKind::EndsBeforeItBegins, [2].as_slice()),
                (FindingKind::CreatedUnreadable, &[3]),
                (FindingKind::FinishedUnreadable, &[4]),
                (FindingKind::AmbiguousDay, &[5]),
            ]
        );
        assert_eq!(rows.items.len(), 3);
        assert_eq!(rows.items[0].created, rows.items[0].finished);
    }

    #[test]
    fn any_program_may_have_written_it() {
        let text = "Schlüssel\tErledigt für\r\nA\t2026-01-05\r\n";
        let utf16: Vec<u8> = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let cp1252 = b"Schl\xfcssel\tErledigt f\xfcr\r\nA\t2026-01-05\r\n".to_vec();
        for file in [text.as_bytes().to_vec(), utf16, cp1252] {
            let read = read(&file, &columns("erledigt für", None)).unwrap();
            assert_eq!(read.items, [Item { line: 2, created: None, finished: Some(date!(2026 - 01 - 05)) }]);
        }
    }

    #[test]
    fn of_repeated_columns_the_first_that_says_something_counts() {
        let rows = read(b"Done,Done\n,2026-01-05\n", &columns("Done", None)).unwrap();
        assert_eq!(rows.items[0].finished, Some(date!(2026 - 01 - 05)));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let refusal = |file: &[u8]| read(file, &columns("done", None)).unwrap_err().to_string();
        assert_eq!(refusal(b""), "the file is empty");
        assert_eq!(refusal(b"a,b\n"), "there is no column “done”; there are: a, b");
        assert_eq!(refusal(b"done\n\nsoon\n"), "no day in the column “done” can be read; line 3 says “soon”");
        assert_eq!(read(b"done\n", &columns("done", None)), Ok(Rows::default()));
    }

    #[test]
    fn a_line_of_ten_megabytes_is_read() {
        let file = [b"done,text\n2026-01-05,\"".as_slice(), &vec![b'x'; 10_000_000], b"\"\n"].concat();
        assert_eq!(read(&file, &columns("done", None)).unwrap().items.len(), 1);
    }

    proptest! {
        #[test]
        fn any_bytes_are_rows_or_a_named_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes, &columns("done", Some("created")));
            let table = [b"done,created\n".as_slice(), &bytes].concat();
            let _ = read(&table, &columns("done", Some("created")));
        }

        #[test]
        fn every_row_is_read_or_told_of(rows in prop::collection::vec("[0-9/,a-z-]{0,20}", 0..20)) {
            let table = format!("done,created\n{}", rows.join("\n"));
            if let Ok(read) = read(table.as_bytes(), &columns("done", Some("created"))) {
                let left_out = read.findings.iter().find(|finding| finding.kind == FindingKind::FinishedUnreadable);
                let lines = rows.iter().filter(|row| !row.is_empty()).count();
                prop_assert_eq!(read.items.len() + left_out.map_or(0, |finding| finding.count), lines);
            }
        }
    }
}
