//! Lines, however they end, with a limit on how much of one is kept.

use std::io::{self, BufRead};

/// Reads lines ended by LF, CR LF or CR, mixed as they come.
pub(super) struct Lines<S> {
    source: S,
    /// Lines put back, to be read before the source.
    put_back: Vec<u8>,
    put_back_at: usize,
    /// Number of the line read last, from 1.
    pub(super) number: u64,
}

/// What was found where a line was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Line,
    /// A line longer than the limit; what is beyond was thrown away.
    LongLine,
    End,
}

impl<S: BufRead> Lines<S> {
    pub(super) fn new(source: S) -> Self {
        Self { source, put_back: Vec::new(), put_back_at: 0, number: 0 }
    }

    /// Appends the next line, without its end.
    pub(super) fn next(&mut self, into: &mut Vec<u8>, limit: usize) -> io::Result<Found> {
        let (mut room, mut any, mut long) = (limit, false, false);
        loop {
            let ready = self.ready()?;
            let end = ready.iter().position(|b| matches!(b, b'\n' | b'\r'));
            if ready.is_empty() && !any {
                return Ok(Found::End);
            }
            let text = &ready[..end.unwrap_or(ready.len())];
            let kept = text.len().min(room);
            long |= kept < text.len();
            room -= kept;
            into.extend_from_slice(&text[..kept]);
            let (at_end, was_cr) = (ready.is_empty() || end.is_some(), end.is_some_and(|end| ready[end] == b'\r'));
            let taken = text.len() + usize::from(end.is_some());
            any = true;
            self.take(taken);
            if was_cr && self.ready()?.first() == Some(&b'\n') {
                self.take(1);
            }
            if at_end {
                self.number += 1;
                return Ok(if long { Found::LongLine } else { Found::Line });
            }
        }
    }

    /// Puts lines joined by LF back in front, and counts from `number` again.
    pub(super) fn put_back(&mut self, lines: &[u8], number: u64) {
        let rest = self.put_back.split_off(self.put_back_at);
        self.put_back = [lines, b"\n", &rest].concat();
        self.put_back_at = 0;
        self.number = number;
    }

    fn ready(&mut self) -> io::Result<&[u8]> {
        if self.put_back_at < self.put_back.len() {
            return Ok(&self.put_back[self.put_back_at..]);
        }
        self.source.fill_buf()
    }

    fn take(&mut self, amount: usize) {
        if self.put_back_at == self.put_back.len() {
            self.source.consume(amount);
            return;
        }
        self.put_back_at += amount;
        if self.put_back_at == self.put_back.len() {
            self.put_back = Vec::new();
            self.put_back_at = 0;
        }
    }
}
