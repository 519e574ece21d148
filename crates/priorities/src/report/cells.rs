//! Cells as numbers, words and names.

use std::collections::BTreeSet;

use super::Unscorable;
use crate::file::{self, Row};
use crate::methods::Scale;

/// The cell under the first of these names that a row has. Names are as [`crate::file::column`] makes them.
pub(super) fn cell<'row>(row: &'row Row, columns: &[impl AsRef<str>]) -> Option<&'row str> {
    columns.iter().find_map(|column| row.cells.get(column.as_ref())).map(String::as_str)
}

/// The number under one of these names, which must be on a scale; the first name is the one it is told by.
pub(super) fn number(row: &Row, columns: &[&str], scale: &Scale) -> Result<Option<f64>, Unscorable> {
    let Some(cell) = cell(row, columns) else { return Ok(None) };
    let input = || columns.first().copied().unwrap_or_default().to_owned();
    let Some(value) = file::number(cell, row.decimal) else {
        return Err(Unscorable::NotANumber { line: row.line, input: input(), cell: cell.to_owned() });
    };
    if !scale.has(value) {
        return Err(Unscorable::OffScale { line: row.line, input: input(), value, scale: scale.to_string() });
    }
    Ok(Some(value))
}

/// Up to here every whole number can be told from the next.
const MOST: f64 = 9_007_199_254_740_992.0;

/// A whole number from 0.
pub(super) fn whole(row: &Row, column: &str) -> Result<Option<u64>, Unscorable> {
    let Some(cell) = row.cells.get(column) else { return Ok(None) };
    let words = || "the whole numbers from 0".to_owned();
    let is_whole = |number: &f64| (0.0..=MOST).contains(number) && number.fract() == 0.0;
    let written = || file::number(cell, row.decimal).filter(is_whole).map(|number| number as u64);
    cell.parse().ok().or_else(written).map(Some).ok_or_else(|| Unscorable::NoSuchWord {
        line: row.line,
        input: column.to_owned(),
        cell: cell.clone(),
        words: words(),
    })
}

/// One of a few words, each of which may be written in several ways; the first way is the one it is told by.
pub(super) fn word<T: Copy>(row: &Row, columns: &[&str], words: &[(&[&str], T)]) -> Result<Option<T>, Unscorable> {
    let Some(cell) = cell(row, columns) else { return Ok(None) };
    let said: String = cell.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect();
    let found = words.iter().find(|(ways, _)| ways.contains(&said.as_str())).map(|(_, word)| *word);
    let first = |(ways, _): &(&[&str], T)| ways.first().copied().unwrap_or_default().to_owned();
    found.map(Some).ok_or_else(|| Unscorable::NoSuchWord {
        line: row.line,
        input: columns.first().copied().unwrap_or_default().to_owned(),
        cell: cell.to_owned(),
        words: words.iter().map(first).collect::<Vec<_>>().join(", "),
    })
}

/// What a row is about: the cell of this name, else its title, else its id.
pub(super) fn name<'row>(row: &'row Row, what: &str) -> Result<&'row str, Unscorable> {
    let named = row.cells.get(what).or(row.title.as_ref()).or(row.id.as_ref());
    named.map(String::as_str).ok_or_else(|| Unscorable::Nameless { line: row.line, what: what.to_owned() })
}

/// The names of cells that are none of these.
pub(super) fn passed_over<'name>(rows: &[Row], used: impl IntoIterator<Item = &'name str>) -> Vec<String> {
    let used: BTreeSet<&str> = used.into_iter().collect();
    let all: BTreeSet<&String> = rows.iter().flat_map(|row| row.cells.keys()).collect();
    all.into_iter().filter(|name| !used.contains(name.as_str())).cloned().collect()
}

/// Refuses a file where no row has any of what the model takes.
pub(super) fn some_inputs(rows: &[Row], model: &str, takes: &[&[&str]]) -> Result<(), Unscorable> {
    if rows.iter().any(|row| takes.iter().any(|columns| cell(row, columns).is_some())) {
        return Ok(());
    }
    let takes: Vec<&str> = takes.iter().filter_map(|columns| columns.first().copied()).collect();
    Err(Unscorable::NoInputs { model: model.to_owned(), takes: takes.join(", ") })
}
