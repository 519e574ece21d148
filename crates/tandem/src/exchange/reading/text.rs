//! Plain text, one story or request a line.

use std::io::{self, BufRead};

use super::ROW_MAX;
use super::lines::{Found, Lines};

/// The column that holds the line.
pub(super) const LINE: &str = "text";
/// The column that holds what stood before it as `#G03#`.
pub(super) const PREFIX: &str = "prefix";

/// The lines of a text that are not blank.
pub(super) struct TextRows<S> {
    lines: Lines<S>,
    buffer: Vec<u8>,
}

impl<S: BufRead> TextRows<S> {
    pub(super) fn new(source: S) -> Self {
        Self { lines: Lines::new(source), buffer: Vec::new() }
    }

    /// The number of the next line and its text, cut where a row would be too large anyway; nothing at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<(u64, String)>> {
        loop {
            self.buffer.clear();
            if self.lines.next(&mut self.buffer, ROW_MAX)? == Found::End {
                return Ok(None);
            }
            let text = String::from_utf8_lossy(&self.buffer);
            if !text.trim().is_empty() {
                return Ok(Some((self.lines.number, text.into_owned())));
            }
        }
    }
}

/// Takes a line apart: `#G03# - As a…` → `G03` and `As a…`. Bullets and numbering are not part of what was asked.
pub(super) fn parts(line: &str) -> (Option<&str>, &str) {
    let line = line.trim();
    let prefixed = line.strip_prefix('#').and_then(|rest| rest.split_once('#')).filter(|(prefix, rest)| {
        (1..=20).contains(&prefix.len())
            && prefix.chars().all(char::is_alphanumeric)
            && (rest.is_empty() || rest.starts_with([' ', '\t']))
    });
    match prefixed {
        Some((prefix, rest)) => (Some(prefix), without_bullet(rest.trim())),
        None => (None, without_bullet(line)),
    }
}

fn without_bullet(line: &str) -> &str {
    let rest = ["- ", "* ", "• ", "– "].iter().find_map(|bullet| line.strip_prefix(bullet)).or_else(|| numbered(line));
    let rest = rest.unwrap_or(line).trim_start();
    let boxed = ["[ ] ", "[x] ", "[X] "].iter().find_map(|mark| rest.strip_prefix(mark));
    boxed.unwrap_or(rest).trim_start()
}

fn numbered(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).filter(|_| (1..=4).contains(&digits))?;
    rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "))
}
