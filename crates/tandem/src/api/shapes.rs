//! What answers look like. The document describes these very types.

use ground::clock::Ts;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Map, Value};
use together::people::PersonId;
use together::thread::{Key, Kind};

/// A product somebody may look into.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Product")]
pub struct ProductShape {
    /// Its key in every address.
    pub key: String,
    /// Its name.
    pub name: String,
    /// How it is delivered: scrum, kanban or none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// Where it is in its life.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
    /// The sequence of its last action, for `If-Match`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// The roles of whoever asks.
    pub roles: Vec<String>,
}

/// The products somebody may look into.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Products {
    /// By name.
    pub products: Vec<ProductShape>,
}

/// A person.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// The name.
    pub name: String,
}

/// A thing of any kind.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Thing")]
pub struct ThingShape {
    /// Its key within the product.
    pub key: Key,
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its state, one of its kind's.
    pub state: String,
    /// How far along it is: open, active, done or dropped.
    pub stage: String,
    /// Who looks after it; members see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Person>,
    /// Whether customers may see it.
    pub public: bool,
    /// Which kinds its thread has; members see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<Vec<Kind>>,
    /// When it was made.
    pub created: Ts,
    /// When it last changed.
    pub updated: Ts,
    /// The sequence of its last change, for `expect`; members see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// Its page.
    pub page: String,
    /// What its kind says besides, by the words the journal uses.
    pub fields: Map<String, Value>,
}

/// A page of things of one kind.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Things {
    /// In the order of their keys.
    pub things: Vec<ThingShape>,
    /// The last key, if there are more: ask again with `after`.
    pub next: Option<Key>,
}

/// A thing with what it is linked to.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Whole {
    /// The thing.
    #[serde(flatten)]
    pub thing: ThingShape,
    /// What it links to: what it serves, is part of, asks for.
    pub up: Vec<LinkShape>,
    /// What links to it; the first 200, the rest by `linked_to`.
    pub down: Vec<LinkShape>,
    /// Of a proposal, what it wishes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Wish>,
}

/// A thing at the other end of a link.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Link")]
pub struct LinkShape {
    /// How they are joined.
    pub link: String,
    /// The other thing.
    pub key: Key,
    /// Its title.
    pub title: String,
    /// Its state.
    pub state: String,
    /// Its stage.
    pub stage: String,
    /// How much of it counts, in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<i64>,
    /// The words the link rests on; members see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The upper end has changed since somebody last looked at the link.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub suspect: bool,
}

/// What a proposal wishes.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Wish {
    /// The decision right it needs.
    pub right: String,
    /// The role that decides.
    pub to: String,
    /// Who wishes it.
    pub proposer: Person,
    /// The role it is wished in.
    pub role: String,
    /// Why.
    pub because: Option<String>,
    /// The actions, with their fields.
    pub actions: Value,
    /// What they would change.
    pub changes: Vec<ChangeShape>,
    /// The reason of the decision, once there is one.
    pub decided_because: Option<String>,
}

/// An entry of the journal.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Entry")]
pub struct EntryShape {
    /// Its sequence in the product.
    pub seq: i64,
    /// When.
    pub at: Ts,
    /// Who; nobody for the program itself.
    pub who: Option<Person>,
    /// In which role.
    pub role: Option<String>,
    /// The name of the action.
    pub action: String,
    /// What was done, in words.
    pub did: String,
    /// Why.
    pub reason: Option<String>,
    /// Through what: web, api, mcp, cli or import; tandem where the program did it by itself.
    pub via: String,
    /// The entry it takes back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<i64>,
    /// The entry that took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undone_by: Option<i64>,
    /// What changed.
    pub changes: Vec<ChangeShape>,
}

/// One field that became another value.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "Change")]
pub struct ChangeShape {
    /// The thing; nothing for changes of the product itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<Key>,
    /// The field, by its word.
    pub field: String,
    /// The value before; null where there was none.
    pub before: Value,
    /// The value after; null where there is none.
    pub after: Value,
}

/// Entries of a journal.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entries {
    /// A thing's history begins with the newest entry, a product's journal with the oldest.
    pub entries: Vec<EntryShape>,
    /// The sequence to go on with, if there are more.
    pub next: Option<i64>,
}

/// Actions that were performed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Done")]
pub struct DoneShape {
    /// The sequence of the last of them in the journal.
    pub seq: i64,
    /// What each answers, usually the key of its thing.
    pub answers: Vec<Value>,
    /// What was done, in words.
    pub said: Option<String>,
    /// What changed; members see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<ChangeShape>>,
}

/// Actions that wait for who decides.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Proposed")]
pub struct ProposedShape {
    /// The key of the proposal.
    pub proposal: Key,
    /// The role that decides.
    pub to: String,
    /// The sequence of the proposal in the journal.
    pub seq: i64,
    /// What to tell the person.
    pub said: String,
}

/// Why something was not done (RFC 9457).
#[derive(Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// The name of the rule, as `tandem:link-makes-a-cycle`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is wrong, as a sentence.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The field it is about.
    pub field: Option<String>,
    /// What to do.
    pub hint: Option<String>,
    /// With 409: what stands now.
    pub stored: Option<Value>,
    /// With 409: what was sent.
    pub sent: Option<Value>,
}
