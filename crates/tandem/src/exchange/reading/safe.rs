//! Writing CSV that a spreadsheet opens as text and never runs.

use std::borrow::Cow;
use std::io::Write;

use super::values;

/// A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front. Plain numbers stay.
#[must_use]
pub fn csv_safe(cell: &str) -> Cow<'_, str> {
    // A cell that already begins with apostrophes and then a formula gets one more, so that `csv_plain` can undo exactly one.
    let behind = cell.trim_start_matches('\'');
    let formula = behind.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if formula && !is_plain_number(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// A sign and digits, as every spreadsheet reads a number; anything fancier is text to be safe.
fn is_plain_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
    plain && digits.starts_with(|c: char| c.is_ascii_digit()) && values::number(cell).is_some()
}

/// The cell as it was before [`csv_safe`], for files this program wrote itself.
#[must_use]
pub fn csv_plain(cell: &str) -> &str {
    let Some(rest) = cell.strip_prefix('\'') else {
        return cell;
    };
    if matches!(csv_safe(rest), Cow::Owned(_)) { rest } else { cell }
}

/// Writes rows of cells, each made safe.
pub struct SafeWriter<W: Write> {
    rows: csv::Writer<W>,
}

impl<W: Write> SafeWriter<W> {
    /// Begins a file.
    pub fn new(into: W) -> Self {
        Self { rows: csv::Writer::from_writer(into) }
    }

    /// Writes one row.
    ///
    /// # Errors
    /// If it cannot be written, or has more or fewer cells than the first.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> std::io::Result<()> {
        let cells = cells.into_iter().map(csv_safe).collect::<Vec<_>>();
        self.rows.write_record(cells.iter().map(|cell| cell.as_bytes())).map_err(std::io::Error::from)
    }

    /// Ends the file and gives back what it was written into.
    ///
    /// # Errors
    /// If the last rows cannot be written.
    pub fn finish(self) -> std::io::Result<W> {
        self.rows.into_inner().map_err(|error| std::io::Error::other(error.to_string()))
    }
}
