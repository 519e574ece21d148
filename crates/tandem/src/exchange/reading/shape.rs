//! Separated values or plain text, and which separator.

use std::cmp::Ordering;

use super::csv::CsvRows;
use super::refusals::Reason;
use super::sniff::Shape;
use super::{sentence, text, values, words};

/// Rows that are looked at.
const ROWS: usize = 300;
/// Rows that may stand above the header.
const HEADINGS: usize = 10;

/// Decides by how evenly each separator cuts the lines; the commas of a text cut unevenly.
pub(super) fn find(head: &str, name: &str) -> Shape {
    let name = name.to_ascii_lowercase();
    let is_csv = name.ends_with(".csv") || name.ends_with(".tsv");
    if let Some(said) = said_separator(head) {
        return Reading::of(head, said).shape(1);
    }
    let best =
        [b',', b';', b'\t', b'|'].map(|delimiter| Reading::of(head, delimiter)).into_iter().max_by(Reading::compare);
    match best {
        Some(best) if best.is_table(is_csv) => best.shape(0),
        Some(mut one) if is_csv || one.names_its_only_column() => {
            one.width = 1;
            Shape::Separated { delimiter: b',', skip: 0, width: 1, header: one.is_header(0) }
        }
        _ => Shape::Text { prefixed: is_prefixed(head) },
    }
}

/// Excel's first line `sep=;`.
fn said_separator(head: &str) -> Option<u8> {
    let said = head.get(..4).filter(|start| start.eq_ignore_ascii_case("sep=")).and_then(|_| head.as_bytes().get(4));
    said.copied().filter(|byte| !byte.is_ascii_alphanumeric())
}

fn is_prefixed(head: &str) -> bool {
    let lines = head.lines().filter(|line| !line.trim().is_empty()).take(ROWS);
    let (all, prefixed) =
        lines.fold((0, 0), |(all, some), line| (all + 1, some + usize::from(text::parts(line).0.is_some())));
    prefixed * 2 > all
}

/// How the head of the file reads with one separator.
struct Reading {
    delimiter: u8,
    rows: Vec<Vec<String>>,
    /// Cells most rows have.
    width: usize,
    /// Share of the rows that have so many.
    share: f64,
}

impl Reading {
    fn of(head: &str, delimiter: u8) -> Self {
        let rows = rows(head, delimiter);
        let mut counts = std::collections::BTreeMap::new();
        rows.iter().filter(|row| row.len() > 1).for_each(|row| *counts.entry(row.len()).or_insert(0_usize) += 1);
        let (width, often) = counts.into_iter().max_by_key(|(_, often)| *often).unwrap_or((1, 0));
        let share = often as f64 / rows.len().max(1) as f64;
        Self { delimiter, rows, width, share }
    }

    fn compare(&self, other: &Self) -> Ordering {
        self.share.total_cmp(&other.share).then(self.width.cmp(&other.width))
    }

    fn is_table(&self, is_csv: bool) -> bool {
        if self.width < 2 {
            return false;
        }
        match is_csv {
            true => self.share >= 0.5,
            false => self.share >= 0.8 && self.rows.len() > 1 && !self.is_prose(),
        }
    }

    /// Commas that belong to sentences: a blank follows each, and the first row does not read like names of columns.
    fn is_prose(&self) -> bool {
        if self.delimiter != b',' {
            return false;
        }
        let sentences =
            self.rows.iter().filter(|row| row.first().is_some_and(|cell| sentence::begins(text::parts(cell).1)));
        if sentences.count() * 2 > self.rows.len() {
            return self.rows.iter().filter(|row| row.len() == self.width).all(|row| row[1].starts_with(' '));
        }
        let behind = || self.rows.iter().flat_map(|row| row.iter().skip(1));
        let blanks = behind().filter(|cell| cell.starts_with(' ')).count();
        let wordy = self.rows.first().is_some_and(|row| row.iter().any(|cell| cell.split_whitespace().count() > 4));
        wordy && blanks * 10 >= behind().count() * 9
    }

    fn names_its_only_column(&self) -> bool {
        self.rows.len() > 1 && self.rows.first().is_some_and(|row| row.len() == 1 && words::is_known(&row[0]))
    }

    /// The shape, its header somewhere behind the rows known to stand above it.
    fn shape(&self, above: usize) -> Shape {
        let headings = self.rows.iter().skip(above).take(HEADINGS).position(|row| row.len() == self.width);
        let skip = above + headings.unwrap_or(0);
        let Self { delimiter, width, .. } = *self;
        Shape::Separated { delimiter, skip: skip as u64, width, header: self.is_header(skip) }
    }

    /// Names of columns are words; a row of numbers, dates, addresses and long texts is the first of the data.
    fn is_header(&self, at: usize) -> bool {
        let Some(row) = self.rows.get(at) else {
            return true;
        };
        let cells: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let data = cells.iter().filter(|cell| values::looks_like_data(cell)).count();
        data * 2 <= cells.len() || cells.iter().any(|cell| words::is_known(cell))
    }
}

fn rows(head: &str, delimiter: u8) -> Vec<Vec<String>> {
    let mut reader = CsvRows::new(head.as_bytes(), delimiter);
    let mut rows = Vec::new();
    while rows.len() < ROWS {
        match reader.next() {
            Ok(Ok(true)) => {
                rows.push(reader.splitter.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect());
            }
            // The head may end within quotes.
            Ok(Err(left_out)) if left_out.reason != Reason::OpenQuote => {}
            _ => break,
        }
    }
    rows
}
