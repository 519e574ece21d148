//! JSON: an array of objects, or one object a line.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{MapAccess, Visitor};
use serde_json::Value;
use serde_json::value::RawValue;

use super::{Row, Unreadable, column, line_at, row};

pub(super) fn array(text: &str) -> Result<Vec<Row>, Unreadable> {
    let rows: Vec<&RawValue> = serde_json::from_str(text).map_err(|error| not_a_row(1, &error))?;
    let (mut seen, mut line, mut all) = (0, 1, Vec::new());
    for raw in rows {
        // An element is a piece of the text it was read from, so its place there is how far apart they begin.
        let place = raw.get().as_ptr() as usize - text.as_ptr() as usize;
        line += line_at(&text.as_bytes()[seen..], place - seen) - 1;
        seen = place;
        all.push(object(line, raw.get())?);
    }
    Ok(all)
}

pub(super) fn lines(text: &str) -> Result<Vec<Row>, Unreadable> {
    let lines = (1..).zip(text.split('\n')).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(at, line)| object(at, line)).collect()
}

fn object(line: usize, text: &str) -> Result<Row, Unreadable> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let cells = reader.deserialize_map(Cells).and_then(|cells| reader.end().map(|()| cells));
    row(line, cells.map_err(|error| not_a_row(line, &error))?.into_iter())
}

fn not_a_row(line: usize, error: &serde_json::Error) -> Unreadable {
    Unreadable::NotARow { line: line + error.line().max(1) - 1, why: why(error) }
}

/// What stopped the reader, without its own count of lines: it begins at each row.
fn why(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let said = text.rsplit_once(" at line ").map_or(text.as_str(), |(said, _)| said);
    format!("{said} at column {}", error.column())
}

/// The fields of an object as they come, also those that come twice.
struct Cells;

impl<'de> Visitor<'de> for Cells {
    type Value = Vec<(String, String)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut cells = Vec::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            let cell = match value {
                Value::Null => String::new(),
                Value::String(text) => text.trim().to_owned(),
                Value::Number(number) => number.to_string(),
                Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                    return Err(serde::de::Error::custom(format!("“{name}” is neither a text nor a number")));
                }
            };
            cells.push((column(&name), cell));
        }
        Ok(cells)
    }
}
