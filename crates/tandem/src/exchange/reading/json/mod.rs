//! Rows of JSON: a list of objects, a list wrapped in an object, or one object a line. Values are found by a scanner that
//! holds one record at a time, so that a broken record costs itself only.
//!
//! Also here: scanner, lists, node, trello.

mod lists;
mod node;
mod scanner;
mod trello;

use std::collections::HashMap;
use std::io::{self, BufRead};

pub(super) use lists::find;
use node::Node;
use scanner::{Ended, Scanner};
pub(super) use trello::Board;

use super::lines::{Found, Lines};
use super::refusals::{LeftOut, Reason};
use super::table::Cell;
use super::{COLUMNS_MAX, ROW_MAX};

/// The records of a JSON file. Columns are found while reading: a later record may have fields that earlier ones lacked.
pub(super) struct JsonRows<S> {
    records: Records<S>,
    raw: Vec<u8>,
    number: u64,
    columns: HashMap<String, usize>,
    board: Option<Board>,
    /// Fields beyond the limit of columns, counted.
    pub(super) dropped: u64,
}

enum Records<S> {
    List(Scanner<S>),
    Lines(Lines<S>),
}

/// Reads what a Trello board keeps beside its cards.
pub(super) fn board<S: BufRead>(source: S) -> io::Result<Board> {
    Board::read(source)
}

/// A record taken apart.
pub(super) struct Record {
    pub(super) number: u64,
    pub(super) line: u64,
    pub(super) cells: Vec<Cell>,
}

impl<S: BufRead> JsonRows<S> {
    /// Reads the list at this path.
    pub(super) fn list(source: S, path: &[String], board: Option<Board>) -> io::Result<Self> {
        let mut scanner = Scanner::new(source);
        lists::enter(&mut scanner, path)?;
        Ok(Self { board, ..Self::new(Records::List(scanner)) })
    }

    /// Reads one record a line.
    pub(super) fn lines(source: S) -> Self {
        Self::new(Records::Lines(Lines::new(source)))
    }

    fn new(records: Records<S>) -> Self {
        Self { records, raw: Vec::new(), number: 0, columns: HashMap::new(), board: None, dropped: 0 }
    }

    /// The next record, its columns added to `names` where they are new; nothing at the end.
    pub(super) fn next(&mut self, names: &mut Vec<String>) -> io::Result<Option<Result<Record, LeftOut>>> {
        self.raw.clear();
        let Some((line, ended)) = self.records.next(&mut self.raw)? else {
            return Ok(None);
        };
        self.number += 1;
        let number = self.number;
        let parsed = match ended {
            Ended::TooLarge => Err(Reason::RowTooLarge),
            Ended::CutOff => Err(Reason::CutOff),
            Ended::Whole | Ended::Broken => {
                serde_json::from_slice(&self.raw).map_err(|error| Reason::BrokenJson { message: without_place(&error) })
            }
        };
        let record = parsed.and_then(|node| Ok(Record { number, line, cells: self.cells(node, names)? }));
        Ok(Some(record.map_err(|reason| LeftOut { number, line, reason })))
    }

    fn cells(&mut self, mut node: Node, names: &mut Vec<String>) -> Result<Vec<Cell>, Reason> {
        if let Some(board) = &mut self.board {
            board.complete(&mut node);
        }
        let mut cells = vec![Cell::default(); names.len()];
        let mut large = None;
        node.flatten(&mut |name, cell| {
            if cell.is_too_large() {
                large.get_or_insert(Reason::CellTooLarge { column: name, bytes: cell.bytes() });
                return;
            }
            match self.columns.get(&name) {
                Some(at) => cells[*at] = cell,
                None if names.len() < COLUMNS_MAX => {
                    self.columns.insert(name.clone(), names.len());
                    names.push(name);
                    cells.push(cell);
                }
                None => self.dropped += 1,
            }
        });
        large.map_or(Ok(cells), Err)
    }
}

impl<S: BufRead> Records<S> {
    /// Reads the text of the next record, and says on which line it begins.
    fn next(&mut self, raw: &mut Vec<u8>) -> io::Result<Option<(u64, Ended)>> {
        match self {
            Self::List(scanner) => {
                while scanner.eat(b',')? {}
                scanner.peek()?;
                let line = scanner.line;
                Ok(lists::element(scanner, raw, ROW_MAX)?.map(|ended| (line, ended)))
            }
            Self::Lines(lines) => loop {
                match lines.next(raw, ROW_MAX)? {
                    Found::End => return Ok(None),
                    Found::LongLine => return Ok(Some((lines.number, Ended::TooLarge))),
                    Found::Line if raw.iter().all(u8::is_ascii_whitespace) => raw.clear(),
                    Found::Line => return Ok(Some((lines.number, Ended::Whole))),
                }
            },
        }
    }
}

/// The parser's words without its own line and column, which count from the record and not from the file.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    message.split(" at line ").next().unwrap_or_default().to_owned()
}
