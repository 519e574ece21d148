//! How forms send what a plain type would not tell apart: a field that was emptied from one that was not sent, and numbers
//! as they were typed.

use std::fmt;
use std::ops::RangeInclusive;

use ground::ui::{self, State};
use ground::web::{Failure, Refusal};
use maud::{Markup, html};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::visit::{Kept, Visit};

/// A form as it is drawn: what was sent when it was refused, else what is stored.
#[derive(Clone, Copy)]
pub struct Form<'v>(Option<&'v Kept>);

impl<'v> Form<'v> {
    /// The form of an action.
    pub fn of(visit: &'v Visit, action: &str) -> Self {
        Self(visit.kept(action))
    }

    /// The form of an action on one thing, where a page has several.
    pub fn about(visit: &'v Visit, action: &str, field: &str, thing: impl fmt::Display) -> Self {
        let thing = thing.to_string();
        Self(visit.kept(action).filter(|kept| kept.value(field) == Some(&thing)))
    }

    /// Whether it was refused.
    pub fn refused(self) -> bool {
        self.0.is_some()
    }

    /// What stands in a field.
    pub fn value(self, name: &str, stored: &str) -> String {
        self.0.and_then(|kept| kept.value(name)).unwrap_or(stored).to_owned()
    }

    /// Whether something was sent by this name, as a ticked box is.
    pub fn has(self, name: &str) -> bool {
        self.0.is_some_and(|kept| kept.value(name).is_some())
    }

    /// What is wrong with a field.
    pub fn error(self, name: &str) -> Option<&'v str> {
        self.0.and_then(|kept| kept.error(name))
    }

    /// The sequence of the thing that the form saw. The difference to what somebody else wrote is shown beside a form that
    /// came too late, so that has been seen by now; any other refused form saw what it saw.
    pub fn seen(self, now: i64) -> i64 {
        match self.0 {
            Some(kept) if !matches!(kept.failure, Failure::Conflict(_)) => {
                kept.value("seen").and_then(|seen| seen.parse().ok()).unwrap_or(now)
            }
            _ => now,
        }
    }

    /// What stands now where somebody else was first, or what is wrong with no field in particular.
    pub fn trouble(self) -> Markup {
        let Some(kept) = self.0 else { return html! {} };
        let Failure::Conflict(conflict) = &kept.failure else {
            let general = kept.general_error();
            return html! { @if let Some(message) = general { div role="alert" { (ui::notice(message).state(State::LATE)) } } };
        };
        let stored = conflict.stored.as_object().cloned().unwrap_or_default();
        html! {
            div role="alert" { (ui::notice(html! { strong { (conflict.refusal.message) } " Save again to put yours in its place. What stands there now:" }).state(State::LATE)) }
            dl.diff.object {
                @for (field, value) in &stored {
                    div { dt { (field) } dd { ins { (plain(value)) } } (ui::icon("arrow")) dd { "yours: " (plain(&conflict.sent[field])) } }
                }
            }
        }
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A text that was sent, even when it is empty: an empty field clears, one that was not sent stays.
pub fn sent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    String::deserialize(deserializer).map(Some)
}

/// The same for a number.
pub fn typed<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Typed>, D::Error> {
    Typed::deserialize(deserializer).map(Some)
}

/// A number that a field cannot do without.
pub fn needed<N>(field: &'static str, number: Option<N>) -> Result<N, Refusal> {
    number.ok_or_else(|| Refusal::new("number-missing", "A number is missing.").at(field))
}

/// A number as it was typed, so that what is no number can be refused with a sentence. Empty is no number, on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed(String);

impl Typed {
    /// The whole number it says, if it lies in a range; nothing when it is empty.
    pub fn whole(&self, field: &'static str, range: RangeInclusive<i64>) -> Result<Option<i64>, Refusal> {
        self.read(field, &range, "a whole number", |text| text.replace(['_', ' ', '\u{a0}'], "").parse().ok())
    }

    /// The number it says, with a fraction or without, if it lies in a range; nothing when it is empty.
    pub fn real(&self, field: &'static str, range: RangeInclusive<f64>) -> Result<Option<f64>, Refusal> {
        self.read(field, &range, "a number", |text| text.replace(',', ".").parse().ok())
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
        let number = parse(text).filter(|number| range.contains(number));
        number.map(Some).ok_or_else(|| {
            let message = format!("{what} from {} to {} fits here, “{text}” does not.", range.start(), range.end());
            let message = message[..1].to_uppercase() + &message[1..];
            Refusal::new("number-out-of-range", message).at(field)
        })
    }
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
    use ground::web::{FormPairs, maybe};

    use super::*;
    use crate::thread::Key;

    #[derive(Debug, Serialize, Deserialize)]
    struct Sent {
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
        role: Option<String>,
        #[serde(default, deserialize_with = "maybe")]
        points: Option<Typed>,
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
        after: Option<Key>,
    }

    fn read(body: &str) -> Sent {
        FormPairs::parse(body.as_bytes()).unwrap().read().unwrap()
    }

    #[test]
    fn an_empty_text_clears_and_a_missing_one_stays() {
        assert_eq!(read("role=").role.as_deref(), Some(""));
        assert_eq!(read("points=3").role, None);
        let form: Sent = serde_json::from_value(serde_json::to_value(read("points=")).unwrap()).unwrap();
        assert_eq!((form.role, form.points), (None, None));
    }

    #[test]
    fn an_empty_field_is_nothing_and_a_wrong_one_is_refused() {
        assert_eq!(read("after=").after, None);
        assert_eq!(read("after=S-7").after.map(|key| key.number), Some(7));
        let wrong = FormPairs::parse(b"after=S7").unwrap().read::<Sent>();
        assert!(wrong.unwrap_err().message.contains("“S7” is not a key"));
    }

    #[test]
    fn scripts_send_numbers_as_they_are() {
        let points = |json| serde_json::from_str::<Sent>(json).unwrap().points.unwrap().whole("points", 0..=100);
        assert_eq!(points(r#"{"points": 100}"#).unwrap(), Some(100));
        for wrong in [r#"{"points": 101}"#, r#"{"points": -1}"#, r#"{"points": 2.5}"#, r#"{"points": "many"}"#] {
            assert_eq!(points(wrong).unwrap_err().name, "number-out-of-range", "{wrong}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        let typed = |text: &str| Typed(text.to_owned());
        assert_eq!(typed(" 12 000 ").whole("value", 0..=20_000).unwrap(), Some(12_000));
        assert_eq!(typed("7,5").real("importance", 0.0..=10.0).unwrap(), Some(7.5));
        assert_eq!(typed("  ").real("importance", 0.0..=10.0).unwrap(), None);
        for bad in ["10.1", "-1", "NaN", "much", "1e9"] {
            assert_eq!(typed(bad).real("importance", 0.0..=10.0).unwrap_err().name, "number-out-of-range", "{bad}");
        }
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
