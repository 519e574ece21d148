//! Finds where JSON values begin and end, without holding them, also in JSON that is broken.

use std::io::{self, BufRead};

/// How a value ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Whole,
    /// Brackets do not match or a string runs over its line.
    Broken,
    /// The file ended first.
    CutOff,
    /// More bytes than were asked for; the rest was thrown away.
    TooLarge,
}

/// Reads JSON byte by byte and counts lines.
pub(super) struct Scanner<S> {
    source: S,
    /// The line being read, from 1.
    pub(super) line: u64,
}

impl<S: BufRead> Scanner<S> {
    pub(super) fn new(source: S) -> Self {
        Self { source, line: 1 }
    }

    /// The next byte that is not blank, left where it is.
    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            let ready = self.source.fill_buf()?;
            let Some(byte) = ready.first().copied() else {
                return Ok(None);
            };
            if !byte.is_ascii_whitespace() {
                return Ok(Some(byte));
            }
            self.bump(byte);
        }
    }

    /// Consumes the next byte that is not blank if it is this one.
    pub(super) fn eat(&mut self, byte: u8) -> io::Result<bool> {
        let here = self.peek()? == Some(byte);
        if here {
            self.bump(byte);
        }
        Ok(here)
    }

    /// Consumes one value, keeping at most `limit` bytes of it.
    pub(super) fn value(&mut self, keep: &mut Vec<u8>, limit: usize) -> io::Result<Ended> {
        let mut walk = Walk::default();
        let mut large = false;
        loop {
            let ready = self.source.fill_buf()?;
            if ready.is_empty() {
                return Ok(if walk.is_scalar() { walk.ended(large) } else { Ended::CutOff });
            }
            let (taken, done) = walk.through(ready);
            let kept = taken.min(limit - keep.len().min(limit));
            keep.extend_from_slice(&ready[..kept]);
            large |= kept < taken;
            self.line += ready[..taken].iter().filter(|byte| **byte == b'\n').count() as u64;
            self.source.consume(taken);
            if done {
                return Ok(walk.ended(large));
            }
        }
    }

    /// Reads `"key":` of an object; nothing at its end or where it is broken.
    pub(super) fn key(&mut self) -> io::Result<Option<String>> {
        self.eat(b',')?;
        if self.peek()? != Some(b'"') {
            return Ok(None);
        }
        let mut raw = Vec::new();
        self.value(&mut raw, 1 << 10)?;
        let key = serde_json::from_slice(&raw).ok();
        Ok(if self.eat(b':')? { key } else { None })
    }

    fn bump(&mut self, byte: u8) {
        self.line += u64::from(byte == b'\n');
        self.source.consume(1);
    }
}

/// Brackets that are told apart; of those further in, only the number is kept.
const OPEN_MAX: usize = 1_000;

/// Where in a value the scanner is.
#[derive(Default)]
struct Walk {
    open: Vec<u8>,
    further_in: u64,
    in_string: bool,
    escaped: bool,
    scalar: bool,
    broken: bool,
}

enum Step {
    /// The byte belongs to the value.
    Take,
    /// The value ends with the byte.
    Last,
    /// The value ended before the byte.
    Before,
}

impl Walk {
    /// How many of the bytes belong to the value, and whether it ends there.
    fn through(&mut self, bytes: &[u8]) -> (usize, bool) {
        for (at, byte) in bytes.iter().enumerate() {
            match self.step(*byte) {
                Step::Take => {}
                Step::Last => return (at + 1, true),
                Step::Before => return (at, true),
            }
        }
        (bytes.len(), false)
    }

    fn step(&mut self, byte: u8) -> Step {
        if self.in_string {
            return self.in_string(byte);
        }
        match byte {
            b'"' if self.scalar => Step::Before,
            b'"' => {
                self.in_string = true;
                Step::Take
            }
            b'{' | b'[' if self.scalar => Step::Before,
            b'{' | b'[' if self.open.len() == OPEN_MAX => {
                self.further_in += 1;
                Step::Take
            }
            b'{' | b'[' => {
                self.open.push(byte);
                Step::Take
            }
            b'}' | b']' => self.close(byte),
            b',' | b':' if self.open.is_empty() => Step::Before,
            byte if byte.is_ascii_whitespace() && self.scalar => Step::Before,
            byte => {
                self.scalar = self.open.is_empty() && !byte.is_ascii_whitespace();
                Step::Take
            }
        }
    }

    fn in_string(&mut self, byte: u8) -> Step {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' => self.escaped = true,
            b'"' => self.in_string = false,
            // A string cannot run over a line: its end is missing, and what follows is structure again.
            b'\n' => (self.in_string, self.broken) = (false, true),
            _ => {}
        }
        if !self.in_string && self.open.is_empty() { Step::Last } else { Step::Take }
    }

    fn close(&mut self, byte: u8) -> Step {
        if self.further_in > 0 {
            self.further_in -= 1;
            return Step::Take;
        }
        let opening = if byte == b'}' { b'{' } else { b'[' };
        let Some(at) = self.open.iter().rposition(|open| *open == opening) else {
            self.broken |= !self.open.is_empty();
            return if self.open.is_empty() { Step::Before } else { Step::Take };
        };
        self.broken |= at + 1 != self.open.len();
        self.open.truncate(at);
        if self.open.is_empty() { Step::Last } else { Step::Take }
    }

    fn is_scalar(&self) -> bool {
        self.scalar && self.open.is_empty() && !self.in_string
    }

    fn ended(&self, large: bool) -> Ended {
        match (self.broken, large) {
            (true, _) => Ended::Broken,
            (_, true) => Ended::TooLarge,
            _ => Ended::Whole,
        }
    }
}
