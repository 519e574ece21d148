//! The texts of a table, whatever separates them.

use std::borrow::Cow;

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, WINDOWS_1252};

use super::{Columns, NotRead};

/// The texts of one row.
pub(super) struct Cells {
    pub(super) line: u64,
    pub(super) finished: String,
    pub(super) created: String,
}

/// The texts of the two columns, row by row.
pub(super) fn read_cells(bytes: &[u8], columns: &Columns) -> Result<Vec<Cells>, NotRead> {
    let bytes = &*decoded(bytes);
    let mut reader = ReaderBuilder::new().delimiter(delimiter(bytes)).flexible(true).from_reader(bytes);
    let names: Vec<String> = reader.byte_headers().map_err(|error| no_table(&error))?.iter().map(said).collect();
    if names.iter().all(String::is_empty) {
        return Err(NotRead::Empty);
    }
    let finished = places(&names, &columns.finished)?;
    let created = columns.created.as_ref().map_or(Ok(Vec::new()), |created| places(&names, created))?;
    let mut cells = Vec::new();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|error| no_table(&error))? {
        let line = record.position().map_or(0, |position| line_of(position, bytes));
        cells.push(Cells { line, finished: first_said(&record, &finished), created: first_said(&record, &created) });
    }
    Ok(cells)
}

/// The line a row is on: its position is that of the empty lines before it.
fn line_of(position: &csv::Position, bytes: &[u8]) -> u64 {
    let from = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(bytes.len());
    let breaks = bytes[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + breaks.filter(|byte| **byte == b'\n').count() as u64
}

/// The separator that stands most often in the first line.
fn delimiter(bytes: &[u8]) -> u8 {
    let first = bytes.split(|byte| *byte == b'\n' || *byte == b'\r').find(|line| !line.is_empty()).unwrap_or_default();
    let often = |separator: u8| first.iter().filter(|byte| **byte == separator).count();
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|separator| often(*separator)).unwrap_or(b',')
}

/// Where a column stands: by its very name, else by its name in other capitals.
fn places(names: &[String], wanted: &str) -> Result<Vec<usize>, NotRead> {
    let wanted = wanted.trim();
    let find = |is: &dyn Fn(&str) -> bool| -> Vec<usize> { (0..names.len()).filter(|at| is(&names[*at])).collect() };
    let exact = find(&|name| name == wanted);
    let found = if exact.is_empty() { find(&|name| name.to_lowercase() == wanted.to_lowercase()) } else { exact };
    if found.is_empty() {
        let short = |name: &String| name.chars().take(40).collect();
        return Err(NotRead::NoColumn { wanted: wanted.to_owned(), there: names.iter().take(30).map(short).collect() });
    }
    Ok(found)
}

fn first_said(record: &ByteRecord, places: &[usize]) -> String {
    let texts = places.iter().filter_map(|place| record.get(*place)).map(said);
    texts.into_iter().find(|text| !is_blank(text)).unwrap_or_default()
}

fn is_blank(text: &str) -> bool {
    ["", "-", "null", "none", "nil", "nan", "nat", "n/a"].iter().any(|blank| text.eq_ignore_ascii_case(blank))
}

/// The bytes without their byte order mark; as UTF-8, where the mark says that they are UTF-16.
fn decoded(bytes: &[u8]) -> Cow<'_, [u8]> {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding != encoding_rs::UTF_8 => {
            encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned().into_bytes().into()
        }
        Some((_, mark)) => bytes[mark..].into(),
        None => bytes.into(),
    }
}

/// What a cell says: in UTF-8, or in Windows-1252 where it is none. Cell by cell, as what other columns hold need not be understood.
fn said(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    text.trim().to_owned()
}

fn no_table(error: &csv::Error) -> NotRead {
    let line = error.position().map_or(1, csv::Position::line);
    NotRead::NoTable { line, why: error.to_string() }
}
