//! What an action changed, as the journal keeps it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

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
/// Links are changes of the thing they start from: `link: part of`, the values are keys.
pub const LINK: &str = "link: ";

impl Change {
    /// The word a link of this kind has in the journal.
    pub fn link_field(kind: crate::thread::LinkKind) -> String {
        format!("{LINK}{}", kind.code())
    }
}
