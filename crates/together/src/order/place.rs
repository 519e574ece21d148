//! Places: how people and forms say where a row goes, and how the journal keeps where it was.

use ground::web::Refusal;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::thread::Key;

/// A place as the journal keeps it: the number a person counts, and the rank that undo needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The place, counted from 1; `says` is what readers of the journal are shown of a value.
    #[serde(rename = "says")]
    pub place: i64,
    /// The rank.
    pub rank: String,
}

/// Whether two values of the journal are the same. A row that did not move is where it was, whatever number it has by
/// now.
pub fn same(one: &Value, other: &Value) -> bool {
    match (&one["rank"], &other["rank"]) {
        (Value::String(one), Value::String(other)) => one == other,
        _ => one == other,
    }
}

/// Where somebody wants a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Above all others.
    Top,
    /// Below all others.
    Bottom,
    /// At this place, counted from 1.
    Place(i64),
    /// Right below this one.
    After(Key),
    /// Right above this one.
    Before(Key),
}

impl Wanted {
    /// What a form or a script says: a place in words, or the rows above and below. What is below counts only where there
    /// is nothing above.
    pub fn read(to: Option<&str>, after: Option<Key>, before: Option<Key>) -> Result<Option<Self>, Refusal> {
        match (to.map(str::trim).filter(|to| !to.is_empty()), after, before) {
            (Some(to), ..) => Self::parse(to).map(Some),
            (None, Some(after), _) => Ok(Some(Self::After(after))),
            (None, None, Some(before)) => Ok(Some(Self::Before(before))),
            (None, None, None) => Ok(None),
        }
    }

    /// Reads a place in words: “4”, “rank 4”, “top”, “bottom”, “after S-219”, “before S-219”.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words[..] {
            ["top" | "first"] => Ok(Self::Top),
            ["bottom" | "end" | "last"] => Ok(Self::Bottom),
            ["after" | "below", key] => Ok(Self::After(key.parse()?)),
            ["before" | "above", key] => Ok(Self::Before(key.parse()?)),
            ["rank" | "place", number] | [number] => number_of(number).ok_or_else(|| unknown(text)),
            _ => Err(unknown(text)),
        }
    }
}

fn number_of(text: &str) -> Option<Wanted> {
    let number: i64 = text.parse().ok()?;
    (number >= 1).then_some(Wanted::Place(number))
}

fn unknown(text: &str) -> Refusal {
    let message = format!("“{text}” is no place in the order. Say a number from 1, top, bottom, or “after S-219”.");
    Refusal::new("place-unknown", message).at("to")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::thread::Kind;

    #[test]
    fn places_are_said_in_words() {
        let story = Key::new(Kind::Story, 219);
        for (text, wanted) in [
            ("4", Wanted::Place(4)),
            (" rank  4 ", Wanted::Place(4)),
            ("top", Wanted::Top),
            ("Bottom", Wanted::Bottom),
            ("after S-219", Wanted::After(story)),
            ("above s-219", Wanted::Before(story)),
        ] {
            assert_eq!(Wanted::parse(text).unwrap(), wanted, "{text}");
        }
        for text in ["0", "-3", "4.5", "somewhere", "after", "after that one", ""] {
            assert!(Wanted::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn words_go_before_neighbours_and_the_row_above_before_the_row_below() {
        let (above, below) = (Key::new(Kind::Story, 1), Key::new(Kind::Story, 2));
        assert_eq!(Wanted::read(Some("top"), Some(above), None).unwrap(), Some(Wanted::Top));
        assert_eq!(Wanted::read(Some(" "), Some(above), Some(below)).unwrap(), Some(Wanted::After(above)));
        assert_eq!(Wanted::read(None, None, Some(below)).unwrap(), Some(Wanted::Before(below)));
        assert_eq!(Wanted::read(None, None, None).unwrap(), None);
    }

    #[test]
    fn a_row_that_others_passed_is_where_it_was() {
        assert!(same(&json!({ "says": 3, "rank": "a3" }), &json!({ "says": 9, "rank": "a3" })));
        assert!(!same(&json!({ "says": 3, "rank": "a3" }), &json!({ "says": 3, "rank": "a4" })));
        assert!(same(&json!(5), &json!(5)) && !same(&json!(null), &json!({ "rank": "a3" })));
    }
}
