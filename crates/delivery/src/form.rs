//! How forms and scripts send values that a plain type would not tell apart.

use std::fmt;

use ground::web::Refusal;
pub(crate) use ground::web::maybe;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A text that was sent, even when it is empty: an empty field clears, one that was not sent stays.
pub(crate) fn sent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

/// A number as it was typed, so that what is no number can be refused with a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed(String);

impl Typed {
    /// The whole number it says, if it lies in a range.
    pub fn whole(
        &self,
        field: &'static str,
        label: &str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Result<i64, Refusal> {
        let number = self.0.trim().parse().ok().filter(|number| range.contains(number));
        number.ok_or_else(|| {
            let (from, to) = range.into_inner();
            let message =
                format!("{label}: a whole number from {from} to {to} fits here, “{}” does not.", self.0.trim());
            Refusal::new("number-out-of-range", message).at(field)
        })
    }
}

impl From<i64> for Typed {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl Serialize for Typed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.parse::<i64>() {
            Ok(number) => serializer.serialize_i64(number),
            Err(_) => serializer.serialize_str(&self.0),
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
                Ok(Typed(number.to_string()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Typed, E> {
                Ok(Typed(number.to_string()))
            }

            fn visit_f64<E: de::Error>(self, number: f64) -> Result<Typed, E> {
                Ok(Typed(number.to_string()))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

impl JsonSchema for Typed {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Typed".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["integer", "string"], "description": "A whole number." })
    }
}

#[cfg(test)]
mod tests {
    use together::thread::Key;

    use super::*;

    #[derive(Debug, Serialize, Deserialize)]
    struct Form {
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
        role: Option<String>,
        #[serde(default, deserialize_with = "maybe")]
        points: Option<Typed>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
        after: Option<Key>,
    }

    fn read(body: &str) -> Form {
        ground::web::FormPairs::parse(body.as_bytes()).unwrap().read().unwrap()
    }

    #[test]
    fn an_empty_text_clears_and_a_missing_one_stays() {
        assert_eq!(read("role=").role.as_deref(), Some(""));
        assert_eq!(read("points=3").role, None);
        let form: Form = serde_json::from_value(serde_json::to_value(read("points=")).unwrap()).unwrap();
        assert_eq!((form.role, form.points), (None, None));
    }

    #[test]
    fn an_empty_field_is_nothing_and_a_wrong_one_is_refused() {
        assert_eq!(read("after=").after, None);
        assert_eq!(read("after=S-7").after.map(|key| key.number), Some(7));
        let wrong = ground::web::FormPairs::parse(b"after=S7").unwrap().read::<Form>();
        assert!(wrong.unwrap_err().message.contains("“S7” is not a key"));
    }

    #[test]
    fn a_number_is_read_from_forms_and_scripts_and_refused_in_words() {
        let points = |form: Form| form.points.unwrap().whole("points", "Points", 0..=100).map_err(|r| r.message);
        assert_eq!(points(read("points= 13")), Ok(13));
        assert_eq!(points(serde_json::from_str(r#"{"points": 100}"#).unwrap()), Ok(100));
        for wrong in [r#"{"points": 101}"#, r#"{"points": -1}"#, r#"{"points": 2.5}"#, r#"{"points": "many"}"#] {
            let message = points(serde_json::from_str(wrong).unwrap()).unwrap_err();
            assert!(message.starts_with("Points: a whole number from 0 to 100 fits here, “"), "{message}");
        }
    }
}
