//! Numbers as people type them.

use std::fmt;
use std::ops::RangeInclusive;

use ground::web::Refusal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use crate::words::{grouped, upper_first};

/// A number as it was typed, so that what is no number can be refused with a sentence. Empty is no number, on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed(String);

impl Typed {
    /// The whole number it says, if it lies in a range; nothing when it is empty.
    pub fn whole(&self, field: &'static str, range: RangeInclusive<i64>) -> Result<Option<i64>, Refusal> {
        self.read(field, &range, "a whole number", |text| text.parse().ok())
    }

    /// The number it says, with a fraction or without, if it lies in a range; nothing when it is empty.
    pub fn real(&self, field: &'static str, range: RangeInclusive<f64>) -> Result<Option<f64>, Refusal> {
        self.read(field, &range, "a number", |text| text.parse().ok())
    }

    fn read<N: PartialOrd + fmt::Display>(
        &self,
        field: &'static str,
        range: &RangeInclusive<N>,
        what: &str,
        parse: impl Fn(&str) -> Option<N>,
    ) -> Result<Option<N>, Refusal> {
        let text = self.0.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let number = plain(text).and_then(|text| parse(&text)).filter(|number| range.contains(number));
        number.map(Some).ok_or_else(|| {
            let (least, most) = (bound(range.start()), bound(range.end()));
            let message = format!("{} from {least} to {most} fits here, “{text}” does not.", upper_first(what));
            Refusal::new("number-out-of-range", message).at(field)
        })
    }
}

/// An end of a range as pages show numbers: with its thousands apart.
fn bound(end: &impl fmt::Display) -> String {
    let text = end.to_string();
    text.parse().map_or(text, grouped)
}

/// A number without what people put between its thousands, and with a point before its fraction; nothing where commas and
/// points make no sense. With both, the last begins the fraction. Commas alone part thousands where they can, as pages
/// write them: “24,000” is twenty-four thousand, “7,5” seven and a half.
fn plain(text: &str) -> Option<String> {
    let text = text.replace(['_', ' ', '\u{a0}', '\u{202f}', '\'', '’'], "").replace('−', "-");
    let (comma, point) = (text.rfind(','), text.rfind('.'));
    match (comma, point) {
        (None, None) => Some(text),
        (Some(comma), Some(point)) if comma < point => fraction(&text, ',', point),
        (Some(comma), Some(_)) => fraction(&text, '.', comma),
        (Some(_), None) if in_thousands(&text, ',') => Some(text.replace(',', "")),
        (Some(comma), None) => fraction(&text, '.', comma),
        (None, Some(point)) if text.find('.') == Some(point) => Some(text),
        (None, Some(_)) => in_thousands(&text, '.').then(|| text.replace('.', "")),
    }
}

/// A number whose fraction begins at a place, and whose thousands, if anything parts them, are parted by `by`.
fn fraction(text: &str, by: char, at: usize) -> Option<String> {
    let (whole, rest) = (&text[..at], &text[at + 1..]);
    let parted = !whole.contains(by) || in_thousands(whole, by);
    (parted && !rest.contains([',', '.'])).then(|| format!("{}.{rest}", whole.replace(by, "")))
}

/// Whether a sign parts all the thousands of a number: “1,200”, but neither “0,200” nor “12,50”.
fn in_thousands(text: &str, by: char) -> bool {
    let mut parts = text.trim_start_matches('-').split(by);
    let first = parts.next().unwrap_or_default();
    let begins = (1..=3).contains(&first.len()) && !first.starts_with('0');
    begins && text.contains(by) && parts.all(|part| part.len() == 3 && part.bytes().all(|digit| digit.is_ascii_digit()))
}

impl From<i64> for Typed {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<f64> for Typed {
    fn from(number: f64) -> Self {
        Self(number.to_string())
    }
}

impl Serialize for Typed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0.parse::<i64>(), self.0.parse::<f64>()) {
            (Ok(number), _) => serializer.serialize_i64(number),
            (_, Ok(number)) if number.is_finite() => serializer.serialize_f64(number),
            _ => serializer.serialize_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Typed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Typed;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Typed, E> {
                Ok(Typed(text.to_owned()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Typed, E> {
                Ok(number.into())
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Typed, E> {
                Ok(Typed(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Typed, E> {
                Ok(number.into())
            }

            fn visit_unit<E: de::Error>(self) -> Result<Typed, E> {
                Ok(Typed(String::new()))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

impl JsonSchema for Typed {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NumberOrNothing".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["number", "null", "string"] })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let typed = |text: &str| Typed(text.to_owned());
        assert_eq!(typed(" 12 000 ").whole("value", 0..=20_000).unwrap(), Some(12_000));
        assert_eq!(typed("7,5").real("importance", 0.0..=10.0).unwrap(), Some(7.5));
        assert_eq!(typed("  ").real("importance", 0.0..=10.0).unwrap(), None);
        for bad in ["10.1", "-1", "NaN", "much", "1e9"] {
            assert_eq!(typed(bad).real("importance", 0.0..=10.0).unwrap_err().name, "number-out-of-range", "{bad}");
        }
        for (text, number) in [
            ("24,000", 24_000.0),
            ("1,200.5", 1_200.5),
            ("1.200,5", 1_200.5),
            ("1.200.000", 1_200_000.0),
            ("1,200,000", 1_200_000.0),
            ("1’200", 1_200.0),
            ("−3", -3.0),
            ("-1,200", -1_200.0),
            ("0,125", 0.125),
            ("12,50", 12.5),
            ("1.25", 1.25),
        ] {
            assert_eq!(typed(text).real("value", -1e9..=1e9).unwrap(), Some(number), "{text}");
        }
        for bad in ["1,2,3", "1.2.3", "1,23.4", "1,234,5", "1.2,3.4", "1,200,", ",", "1,,000"] {
            assert!(typed(bad).real("value", -1e9..=1e9).is_err(), "{bad}");
        }
        assert_eq!(typed("24,000").whole("value", 0..=30_000).unwrap(), Some(24_000));
        assert!(typed("2,5").whole("value", 0..=30_000).is_err());
        assert_eq!(
            typed("abc").real("value", -1e12..=1e12).unwrap_err().message,
            "A number from −1,000,000,000,000 to 1,000,000,000,000 fits here, “abc” does not."
        );
        assert_eq!(
            typed("lots").whole("value", 0..=9).unwrap_err().message,
            "A whole number from 0 to 9 fits here, “lots” does not."
        );
    }

    #[test]
    fn a_proposal_keeps_what_was_typed() {
        for text in ["", "7.5", "12", "much"] {
            let kept = serde_json::to_value(Typed(text.into())).unwrap();
            assert_eq!(serde_json::from_value::<Typed>(kept).unwrap().0, text);
        }
    }
}
