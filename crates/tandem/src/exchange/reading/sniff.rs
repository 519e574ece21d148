//! What kind of file it is: refused by name if it is no list of rows, else its encoding and shape.

use std::io::{Read, Seek, SeekFrom};

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

use super::decode::{self, Utf8};
use super::lines::{Found, Lines};
use super::refusals::Refusal;
use super::{json, shape};

/// How much of a file is looked at to tell its shape.
const HEAD: usize = 256 << 10;

/// How a file is to be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Format {
    /// How its characters are written.
    #[serde(with = "decode::by_name")]
    pub encoding: &'static Encoding,
    /// How its rows are written.
    pub shape: Shape,
    /// Its size.
    pub bytes: u64,
}

/// How rows are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Cells with a separator between them.
    Separated {
        /// The separator.
        delimiter: u8,
        /// Rows above the header: a heading, or Excel's `sep=;`.
        skip: u64,
        /// Cells of a usual row.
        width: usize,
        /// Whether the first row names the columns.
        header: bool,
    },
    /// JSON with a list of objects or of lists.
    List {
        /// The names that lead to the list; none if the file is the list.
        path: Vec<String>,
    },
    /// One JSON object a line.
    JsonLines,
    /// One story or request a line.
    Text {
        /// Whether lines begin with something like `#G03#`.
        prefixed: bool,
    },
}

impl Format {
    /// In words, such as “CSV with semicolons, windows-1252”.
    #[must_use]
    pub fn describe(&self) -> String {
        let shape = match &self.shape {
            Shape::Separated { delimiter: b',', .. } => "CSV with commas",
            Shape::Separated { delimiter: b';', .. } => "CSV with semicolons",
            Shape::Separated { delimiter: b'\t', .. } => "values separated by tabs",
            Shape::Separated { .. } => "values separated by bars",
            Shape::List { .. } => "JSON",
            Shape::JsonLines => "JSON, one record a line",
            Shape::Text { .. } => "text, one a line",
        };
        format!("{shape}, {}", self.encoding.name())
    }
}

/// Beginnings of files that are not lists of rows.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a spreadsheet or a zip archive", SAVE_AS_CSV),
    (b"\xD0\xCF\x11\xE0", "an old Office document", SAVE_AS_CSV),
    (b"%PDF", "a PDF", "Copy its list into a spreadsheet and save that as CSV."),
    (b"\x89PNG", "a picture", "Choose a CSV, JSON or text file."),
    (b"\xFF\xD8\xFF", "a picture", "Choose a CSV, JSON or text file."),
    (b"GIF8", "a picture", "Choose a CSV, JSON or text file."),
    (b"\x1F\x8B", "a compressed file", "Unpack it first and choose the file inside."),
    (b"BZh", "a compressed file", "Unpack it first and choose the file inside."),
    (b"\xFD7zXZ", "a compressed file", "Unpack it first and choose the file inside."),
    (b"\x28\xB5\x2F\xFD", "a compressed file", "Unpack it first and choose the file inside."),
    (b"7z\xBC\xAF", "a compressed file", "Unpack it first and choose the file inside."),
    (b"SQLite format 3", "a database", "Export the table as CSV."),
    (b"PAR1", "a Parquet file", "Export the table as CSV."),
    (b"{\\rtf", "a text document with formatting", "Save it as plain text, one row a line."),
];

const SAVE_AS_CSV: &str = "If it is a spreadsheet, save the sheet as CSV and choose that file.";

/// Finds out what a file is. The name helps where the content could be read two ways.
///
/// # Errors
/// If it cannot be read, is empty, or is something else than a list of rows.
pub fn sniff<R: Read + Seek>(source: &mut R, name: &str) -> Result<Format, Refusal> {
    source.seek(SeekFrom::Start(0))?;
    let mut raw = Vec::new();
    source.take(HEAD as u64).read_to_end(&mut raw)?;
    let looks_like = OTHERS.iter().find(|(start, ..)| raw.starts_with(start));
    if let Some((_, looks_like, advice)) = looks_like {
        return Err(Refusal::NotATable { looks_like, advice });
    }
    let encoded = decode::detect(source)?;
    let mut head = String::new();
    Utf8::new(raw.as_slice(), encoded.encoding).read_to_string(&mut head)?;
    refuse_others(&head)?;
    let whole = raw.len() as u64 == encoded.bytes;
    let shape = match head.trim_start().as_bytes() {
        [b'[', rest @ ..] if begins_list(rest) => Shape::List { path: Vec::new() },
        [b'{', ..] => json_object(source, encoded.encoding, &head)?,
        _ => shape::find(complete_lines(&head, whole), name),
    };
    source.seek(SeekFrom::Start(0))?;
    Ok(Format { encoding: encoded.encoding, shape, bytes: encoded.bytes })
}

fn refuse_others(head: &str) -> Result<(), Refusal> {
    let start: String = head.trim_start().chars().take(100).collect::<String>().to_ascii_lowercase();
    if start.is_empty() {
        return Err(Refusal::Empty);
    }
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        let advice = "Often that is a sign-in page saved in place of the export. Export again and check the file.";
        return Err(Refusal::NotATable { looks_like: "a web page", advice });
    }
    if start.starts_with("<?xml") {
        return Err(Refusal::NotATable { looks_like: "XML", advice: "Export as CSV or JSON instead." });
    }
    let odd = |c: &char| (c.is_control() && !c.is_whitespace()) || *c == char::REPLACEMENT_CHARACTER;
    let (all, odd) = (head.chars().count(), head.chars().filter(odd).count());
    if odd * 10 > all {
        return Err(Refusal::NotATable { looks_like: "a binary file", advice: "Choose a CSV, JSON or text file." });
    }
    Ok(())
}

/// Whether what follows a bracket makes it a JSON list of rows, and not a line of text such as `[ ] to do`.
fn begins_list(rest: &[u8]) -> bool {
    let rest = rest.trim_ascii_start();
    match rest.first() {
        Some(b'{' | b'[' | b'"') => true,
        Some(b']') => rest[1..].trim_ascii().is_empty(),
        _ => false,
    }
}

/// An object a line, or an object with a list in it.
fn json_object<R: Read + Seek>(source: &mut R, encoding: &'static Encoding, head: &str) -> Result<Shape, Refusal> {
    source.seek(SeekFrom::Start(0))?;
    let mut lines = Lines::new(Utf8::new(&mut *source, encoding));
    let mut begins = Vec::new();
    let mut start = Vec::new();
    while begins.len() < 20 && lines.next(&mut start, 1)? != Found::End {
        begins.append(&mut start);
    }
    // Some lines may be broken. In an object written over many lines, the first is not whole and few others begin with one.
    let objects = begins.iter().filter(|byte| **byte == b'{').count();
    let first_is_whole = head.trim_start().lines().next().is_some_and(|line| line.trim_end().ends_with('}'));
    let enough = if first_is_whole { objects * 2 >= begins.len() } else { objects * 5 >= begins.len() * 4 };
    if begins.len() > 1 && enough {
        return Ok(Shape::JsonLines);
    }
    source.seek(SeekFrom::Start(0))?;
    match json::find(Utf8::new(&mut *source, encoding))? {
        Some(path) => Ok(Shape::List { path }),
        None if begins.len() == 1 => Ok(Shape::JsonLines),
        None => Err(Refusal::NoList),
    }
}

/// The head without a last line that may be cut.
fn complete_lines(head: &str, whole: bool) -> &str {
    let end = if whole { None } else { head.rfind(['\n', '\r']) };
    &head[..end.unwrap_or(head.len())]
}
