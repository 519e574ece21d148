//! Rows of separated values.
//!
//! Not the `csv` crate's reader (its writer is what the tests compare with): a quote that is never closed must cost one row and
//! not the rest of a 200 MB file held in memory, and a row must know the line it began on.

use std::io::{self, BufRead};

use super::lines::{Found, Lines};
use super::refusals::{LeftOut, Reason};
use super::{FIELD_MAX, ROW_MAX};

/// After this many quotes that never close, the rest of the file cannot be told apart any more.
const OPEN_QUOTES_MAX: u32 = 20;

/// Splits lines into cells. A quoted cell may go on over several lines.
pub(super) struct Splitter {
    delimiter: u8,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    at: At,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Plain,
    Quoted,
    /// Behind a quote inside quotes: the first half of a doubled one, or the end.
    Quote,
}

impl Splitter {
    pub(super) fn new(delimiter: u8) -> Self {
        Self { delimiter, bytes: Vec::new(), ends: Vec::new(), at: At::Start }
    }

    /// Begins a new row.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        self.at = At::Start;
    }

    /// Takes one line; true if the row is complete with it.
    pub(super) fn line(&mut self, line: &[u8]) -> bool {
        if self.at == At::Quoted {
            self.bytes.push(b'\n');
        }
        for byte in line {
            self.at = self.byte(*byte);
        }
        if self.at == At::Quoted {
            return false;
        }
        self.ends.push(self.bytes.len());
        true
    }

    fn byte(&mut self, byte: u8) -> At {
        match (self.at, byte) {
            (At::Start | At::Plain | At::Quote, byte) if byte == self.delimiter => {
                self.ends.push(self.bytes.len());
                return At::Start;
            }
            (At::Start, b'"') | (At::Quoted, _) if byte == b'"' => {
                return if self.at == At::Start { At::Quoted } else { At::Quote };
            }
            // A blank between separator and quote, as people write it by hand.
            (At::Plain, b'"') if self.cell_so_far().iter().all(|b| *b == b' ') => {
                self.bytes.truncate(self.ends.last().copied().unwrap_or(0));
                return At::Quoted;
            }
            (At::Quote, b'"') => {
                self.bytes.push(byte);
                return At::Quoted;
            }
            _ => self.bytes.push(byte),
        }
        if self.at == At::Quoted { At::Quoted } else { At::Plain }
    }

    fn cell_so_far(&self) -> &[u8] {
        &self.bytes[self.ends.last().copied().unwrap_or(0)..]
    }

    pub(super) fn width(&self) -> usize {
        self.ends.len()
    }

    /// The cells of the row.
    pub(super) fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(from, to)| &self.bytes[from..*to])
    }

    /// Whether the row is a blank line.
    pub(super) fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }
}

/// The rows of a file, blank ones skipped but counted.
pub(super) struct CsvRows<S> {
    lines: Lines<S>,
    pub(super) splitter: Splitter,
    text: Vec<u8>,
    /// Rows read so far, the header among them.
    pub(super) number: u64,
    /// The line the current row began on.
    pub(super) line: u64,
    open_quotes: u32,
    ended: bool,
}

impl<S: BufRead> CsvRows<S> {
    pub(super) fn new(source: S, delimiter: u8) -> Self {
        let (lines, splitter) = (Lines::new(source), Splitter::new(delimiter));
        Self { lines, splitter, text: Vec::new(), number: 0, line: 0, open_quotes: 0, ended: false }
    }

    /// Reads the next row into the splitter; false at the end of the file.
    pub(super) fn next(&mut self) -> io::Result<Result<bool, LeftOut>> {
        loop {
            if self.ended {
                return Ok(Ok(false));
            }
            self.splitter.clear();
            self.text.clear();
            self.number += 1;
            self.line = self.lines.number + 1;
            match self.lines.next(&mut self.text, ROW_MAX)? {
                Found::End => return Ok(Ok(false)),
                Found::LongLine => return Ok(Err(self.left_out(Reason::RowTooLarge))),
                Found::Line if self.splitter.line(&self.text) => {}
                Found::Line => {
                    if let Err(reason) = self.following_lines()? {
                        return Ok(Err(self.left_out(reason)));
                    }
                }
            }
            if !self.splitter.is_blank() {
                return Ok(Ok(true));
            }
        }
    }

    /// A cell in quotes goes on: reads until it closes.
    fn following_lines(&mut self) -> io::Result<Result<(), Reason>> {
        let first = self.text.len();
        loop {
            self.text.push(b'\n');
            let from = self.text.len();
            let found = self.lines.next(&mut self.text, ROW_MAX)?;
            if found == Found::Line && self.splitter.line(&self.text[from..]) {
                return Ok(Ok(()));
            }
            if found != Found::Line || self.text.len() > ROW_MAX {
                return Ok(Err(self.give_up(first)));
            }
        }
    }

    /// The quote never closes: loses the row's first line and reads on behind it.
    fn give_up(&mut self, first: usize) -> Reason {
        self.open_quotes += 1;
        if self.open_quotes > OPEN_QUOTES_MAX {
            self.ended = true;
            return Reason::QuotesBroken;
        }
        let rest = self.text.get(first + 1..).unwrap_or_default();
        if !rest.is_empty() {
            self.lines.put_back(rest.strip_suffix(b"\n").unwrap_or(rest), self.line);
        }
        Reason::OpenQuote
    }

    pub(super) fn left_out(&self, reason: Reason) -> LeftOut {
        LeftOut { number: self.number, line: self.line, reason }
    }
}

/// The first cell that is too large, and its size.
pub(super) fn too_large(splitter: &Splitter) -> Option<(usize, usize)> {
    splitter.cells().map(<[u8]>::len).enumerate().find(|(_, bytes)| *bytes > FIELD_MAX)
}
