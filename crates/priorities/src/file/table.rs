//! CSV with a header.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{Row, Unreadable, column, line_at, numbers, row};

pub(super) fn read(text: &str) -> Result<Vec<Row>, Unreadable> {
    let separator = separator(text);
    let mut reader =
        ReaderBuilder::new().delimiter(separator).flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let mut lines = Lines { text: text.as_bytes(), seen: 0, line: 1 };
    let headers = reader.headers().map_err(|error| unreadable(&error))?;
    let (line, names) = (lines.at(headers), headers.iter().map(column).collect::<Vec<_>>());
    row(line, names.iter().filter(|name| !name.is_empty()).map(|name| (name.clone(), String::new())))?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        // Tables are often exported with rows of separators alone below them.
        if record.iter().all(str::is_empty) {
            continue;
        }
        let (line, cells, header) = (lines.at(&record), record.len(), names.len());
        if cells != header {
            return Err(Unreadable::Cells { line, cells, header });
        }
        let named = names.iter().zip(&record).filter(|(name, _)| !name.is_empty());
        rows.push(row(line, named.map(|(name, cell)| (name.clone(), cell.to_owned())))?);
    }
    let cells = rows.iter().flat_map(|row: &Row| row.cells.values()).map(String::as_str);
    let decimal = numbers::of_file(cells, separator == b';');
    for row in &mut rows {
        row.decimal = decimal;
    }
    Ok(rows)
}

/// Counts lines up to records that come in order.
struct Lines<'text> {
    text: &'text [u8],
    seen: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line a record begins on. Its own count is of where the record before ended, empty lines not passed over yet.
    fn at(&mut self, record: &StringRecord) -> usize {
        let ended = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let rest = self.text.get(ended..).unwrap_or_default();
        let begins = ended + rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.line += line_at(self.text.get(self.seen..).unwrap_or_default(), begins - self.seen) - 1;
        self.seen = begins;
        self.line
    }
}

/// What the header has most of.
fn separator(text: &str) -> u8 {
    let header = text.trim_start().lines().next().unwrap_or_default();
    let count = |separator: &u8| header.bytes().filter(|byte| byte == separator).count();
    // Of several the last has it: a comma, where there is none of any.
    [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',')
}

/// The text is UTF-8 and rows may have any number of cells: nothing else can be wrong with it.
fn unreadable(error: &csv::Error) -> Unreadable {
    let line = error.position().map_or(1, |position| usize::try_from(position.line()).unwrap_or(usize::MAX));
    Unreadable::NotARow { line, why: error.to_string() }
}
