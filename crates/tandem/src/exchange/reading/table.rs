//! A file as rows of cells under named columns, whatever it was.

use std::collections::HashMap;
use std::io::{BufRead, Read, Seek, SeekFrom};

use super::csv::{CsvRows, too_large};
use super::decode::Utf8;
use super::json::{self, JsonRows};
use super::refusals::{LeftOut, Loss, Note, Reason, Refusal};
use super::sniff::{Format, Shape};
use super::text::{self, TextRows};
use super::{COLUMNS_MAX, FIELD_MAX, html};

/// What stands in one column of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text; the first, if there are several.
    pub text: String,
    /// Where the cell links to, if it was a piece of HTML with a link.
    pub link: Option<String>,
    /// Further values, from a list or from columns with the same name.
    pub more: Vec<String>,
}

impl Cell {
    /// A cell with this text, or with text and link if it is a piece of HTML.
    #[must_use]
    pub fn of(text: String) -> Self {
        match html::read(&text) {
            Some((text, link)) => Self { text, link, more: Vec::new() },
            None => Self::plain(text),
        }
    }

    pub(super) fn plain(text: String) -> Self {
        Self { text, link: None, more: Vec::new() }
    }

    pub(super) fn list(values: impl Iterator<Item = String>) -> Self {
        let mut values = values.filter(|value| !value.trim().is_empty());
        Self { text: values.next().unwrap_or_default(), link: None, more: values.collect() }
    }

    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.more.is_empty()
    }

    /// All its values.
    pub fn values(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.more.iter().map(String::as_str)).filter(|v| !v.trim().is_empty())
    }

    /// Adds the value of another column with the same name.
    fn join(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
        } else if !other.is_empty() {
            self.more.push(other.text);
            self.more.extend(other.more);
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.text.len() + self.more.iter().map(String::len).sum::<usize>()
    }

    pub(super) fn is_too_large(&self) -> bool {
        self.bytes() > FIELD_MAX
    }
}

/// One row of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawRow {
    /// The row as a spreadsheet counts it, its header being row 1; the line of a text, the record of a JSON file.
    pub number: u64,
    /// The line of the file it begins on.
    pub line: u64,
    /// One cell a column; columns found later in the file are not here yet.
    pub cells: Vec<Cell>,
    /// What was odd about the row as a whole.
    pub notes: Vec<Note>,
}

impl RawRow {
    /// The cell of the column at this place.
    #[must_use]
    pub fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column).filter(|cell| !cell.is_empty())
    }
}

/// The rows of a file, read one after another.
pub struct Table<R> {
    rows: Rows<R>,
    columns: Vec<String>,
    header: Header,
}

/// The first row of separated values.
#[derive(Default)]
struct Header {
    /// Which column each cell belongs to, as far as columns are read.
    places: Vec<usize>,
    /// Cells of the header.
    width: usize,
    /// Cells beyond the columns that are read, counted.
    dropped: u64,
}

enum Rows<R> {
    Csv(CsvRows<Utf8<R>>),
    Json(JsonRows<Utf8<R>>),
    Text(TextRows<Utf8<R>>),
}

impl<R: Read + Seek> Table<R> {
    /// Opens a file whose format is known.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn open(mut source: R, format: &Format) -> Result<Self, Refusal> {
        source.seek(SeekFrom::Start(0))?;
        let board = match &format.shape {
            Shape::List { path, .. } if *path == ["cards"] => {
                Some(json::board(Utf8::new(&mut source, format.encoding))?)
            }
            _ => None,
        };
        source.seek(SeekFrom::Start(0))?;
        let utf8 = Utf8::new(source, format.encoding);
        let (mut columns, mut header) = (Vec::new(), Header::default());
        let rows = match &format.shape {
            Shape::Separated { delimiter, skip, width, header: named } => {
                let mut rows = CsvRows::new(utf8, *delimiter);
                let names = header_names(&mut rows, *skip, *named, *width)?;
                header.width = names.len().max(rows.splitter.width());
                (columns, header.places) = gather(names);
                Rows::Csv(rows)
            }
            Shape::List { path } => Rows::Json(JsonRows::list(utf8, path, board)?),
            Shape::JsonLines => Rows::Json(JsonRows::lines(utf8)),
            Shape::Text { prefixed } => {
                columns.push(text::LINE.to_owned());
                columns.extend(prefixed.then(|| text::PREFIX.to_owned()));
                Rows::Text(TextRows::new(utf8))
            }
        };
        Ok(Self { rows, columns, header })
    }

    /// The columns found so far. Those of separated values are all known from the start, those of JSON when all is read.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// Fields left out because the file has more columns than can be mapped.
    #[must_use]
    pub fn fields_dropped(&self) -> u64 {
        match &self.rows {
            Rows::Json(rows) => rows.dropped,
            Rows::Csv(_) | Rows::Text(_) => self.header.dropped,
        }
    }

    /// The next row, or why it is left out; nothing at the end.
    ///
    /// # Errors
    /// If the file cannot be read on.
    pub fn next_row(&mut self) -> Result<Option<Result<RawRow, LeftOut>>, Refusal> {
        let row = match &mut self.rows {
            Rows::Csv(rows) => match rows.next()? {
                Ok(false) => return Ok(None),
                Ok(true) => separated(rows, &self.columns, &mut self.header),
                Err(left_out) => Err(left_out),
            },
            Rows::Json(rows) => match rows.next(&mut self.columns)? {
                None => return Ok(None),
                Some(record) => {
                    record.map(|r| RawRow { number: r.number, line: r.line, cells: r.cells, notes: Vec::new() })
                }
            },
            Rows::Text(rows) => match rows.next()? {
                None => return Ok(None),
                Some((number, line)) => one_line(number, &line, self.columns.len() > 1),
            },
        };
        Ok(Some(row))
    }
}

/// Cells of a header that are looked at; several may belong to one column.
const CELLS_MAX: usize = 4 * COLUMNS_MAX;

/// The header's names, or numbers where there is none.
fn header_names<R: Read>(
    rows: &mut CsvRows<Utf8<R>>,
    skip: u64,
    header: bool,
    width: usize,
) -> Result<Vec<String>, Refusal> {
    for _ in 0..skip {
        let _ = rows.next()?;
    }
    if !header || !matches!(rows.next()?, Ok(true)) {
        return Ok((1..=width).map(|at| format!("column {at}")).collect());
    }
    let name = |(at, cell): (usize, &[u8])| match String::from_utf8_lossy(cell).trim() {
        "" => format!("column {}", at + 1),
        name => name.to_owned(),
    };
    Ok(rows.splitter.cells().enumerate().take(CELLS_MAX).map(name).collect())
}

/// Columns with the same name are one column with several values, as Jira writes labels.
fn gather(names: Vec<String>) -> (Vec<String>, Vec<usize>) {
    let (mut columns, mut places) = (Vec::new(), Vec::new());
    let mut known = HashMap::new();
    for name in names {
        let place = *known.entry(name.clone()).or_insert(columns.len());
        if place == COLUMNS_MAX {
            break;
        }
        if place == columns.len() {
            columns.push(name);
        }
        places.push(place);
    }
    (columns, places)
}

fn separated<S: BufRead>(rows: &CsvRows<S>, columns: &[String], header: &mut Header) -> Result<RawRow, LeftOut> {
    let (has, wide) = (rows.splitter.width(), header.width);
    let beyond = rows.splitter.cells().skip(wide).any(|cell| !cell.is_empty());
    // A row with one cell of many is the second line of a text that was not in quotes.
    if beyond || (has == 1 && wide > 2) {
        return Err(rows.left_out(Reason::WrongWidth { has, header: wide }));
    }
    if let Some((at, bytes)) = too_large(&rows.splitter) {
        let column = header.places.get(at).map(|place| columns[*place].clone()).unwrap_or_default();
        return Err(rows.left_out(Reason::CellTooLarge { column, bytes }));
    }
    let mut cells = vec![Cell::default(); columns.len()];
    for (cell, place) in rows.splitter.cells().zip(&header.places) {
        if !cell.is_empty() {
            cells[*place].join(Cell::of(String::from_utf8_lossy(cell).into_owned()));
        }
    }
    let dropped = rows.splitter.cells().skip(header.places.len()).filter(|cell| !cell.is_empty());
    header.dropped += dropped.count() as u64;
    let mut notes = Vec::new();
    if has < wide {
        let value = format!("{has} of {wide}");
        notes.push(Note { loss: Loss::CellsMissing, column: String::new(), value });
    }
    Ok(RawRow { number: rows.number, line: rows.line, cells, notes })
}

fn one_line(number: u64, line: &str, prefixed: bool) -> Result<RawRow, LeftOut> {
    if line.len() > FIELD_MAX {
        let reason = Reason::CellTooLarge { column: text::LINE.to_owned(), bytes: line.len() };
        return Err(LeftOut { number, line: number, reason });
    }
    let (prefix, rest) = text::parts(line);
    let mut cells = vec![Cell::of(rest.to_owned())];
    if prefixed {
        cells.push(Cell::plain(prefix.unwrap_or_default().to_owned()));
    }
    Ok(RawRow { number, line: number, cells, notes: Vec::new() })
}
