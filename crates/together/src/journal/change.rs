//! What an action changed, as the journal keeps it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::thread::{Key, ThingId};

/// One field that became another value. Before and after are complete enough to take it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The thing, for changes of things.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thing: Option<ThingId>,
    /// Its key, for reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    /// A word of the product, or one of the words of this module (`created`, `hidden`, `link: serves`).
    pub field: String,
    /// The value before; null where there was none.
    pub before: Value,
    /// The value after; null where there is none.
    pub after: Value,
}

/// The field of a thing's making: before null, after its title. Taken back by hiding it.
pub const CREATED: &str = "created";
/// The field of hiding: before and after say since when, or null.
pub const HIDDEN: &str = "hidden";
/// Links are changes of the thing they start from: `link: part of`, the values are what [`Change::link_end`] makes.
pub const LINK: &str = "link: ";

impl Change {
    /// The word a link of this kind has in the journal.
    pub fn link_field(kind: crate::thread::LinkKind) -> String {
        format!("{LINK}{}", kind.code())
    }

    /// How the journal keeps a link: the key it leads to and, where it has them, its share and the words it rests on.
    pub fn link_end(to: Key, share: Option<i64>, quote: Option<&str>) -> Value {
        if share.is_none() && quote.is_none() {
            return json!(to);
        }
        json!({ "says": to, "share": share, "quote": quote })
    }

    /// The key a kept link leads to.
    pub fn linked(end: &Value) -> Option<Key> {
        end.get("says").unwrap_or(end).as_str()?.parse().ok()
    }

    /// The keys a link led to before and after.
    pub fn link_keys(&self) -> impl Iterator<Item = Key> {
        [&self.before, &self.after].into_iter().filter_map(Self::linked)
    }
}
