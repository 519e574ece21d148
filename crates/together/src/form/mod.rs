//! How forms send what a plain type would not tell apart: a field that was emptied from one that was not sent, and numbers
//! as they were typed.
//!
//! Also here: number.

mod number;

use std::fmt;

use ground::ui::{self, State};
use ground::web::{Failure, Refusal};
use maud::{Markup, html};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

pub use self::number::Typed;
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

#[cfg(test)]
mod tests {
    use ground::web::{FormPairs, maybe};
    use serde::Serialize;

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
}
