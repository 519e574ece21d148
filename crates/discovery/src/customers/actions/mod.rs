//! Knowing customers and the people there.

mod contact;
mod found;

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::journal::{Act, Action, Need, NewThing, Registered, registered};
use together::roles::rules::Right;
use together::thread::actions::must_be;
use together::thread::rules::{text, title};
use together::thread::{Edits, Key, Kind, Stage, Thing};
use together::words::grouped;

pub use contact::{Add as AddContact, Edit as EditContact, Remove as RemoveContact, restore};
pub use found::{Asking, Named, find_or_make};

use super::{rules, store};
use together::form::{Typed, sent};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<Add>(),
    registered::<Edit>(),
    registered::<SetValue>(),
    registered::<AddContact>(),
    registered::<EditContact>(),
    registered::<RemoveContact>(),
];

/// Adds a customer.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Add {
    /// Its name.
    pub title: String,
    /// What kind of customer it is.
    #[serde(default)]
    pub segment: String,
    /// What it is worth: money a year or any other weight.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Typed>,
    /// What there is to know.
    #[serde(default)]
    pub text: String,
}

impl Action for Add {
    const NAME: &'static str = "customer.add";
    const DID: &'static str = "Added the customer";
    type Answer = Key;

    /// Any member may write down a customer; to say what it is worth is to rate priorities.
    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(if self.value.is_some() { Need::right(Right::RateValue) } else { Need::Member })
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let name = title(&self.title)?;
        let segment = rules::name("segment", &self.segment)?;
        let value = worth(self.value.as_ref())?;
        let text = text("text", &self.text)?;
        let new = NewThing { title: name, state: "with us", stage: Stage::Active, number: None };
        let customer = act.create(Kind::Customer, new).await?;
        store::insert(act, &customer, value, &segment, &text).await?;
        act.say(format!("{} added", customer.title), format!("Add the customer “{}”", customer.title));
        Ok(customer.key())
    }
}

/// Changes what is written about a customer. What is left out stays as it is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The customer.
    pub customer: Key,
    /// Its name.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What kind of customer it is.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// What there is to know.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The sequence of the customer the writer saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "customer.edit";
    const DID: &'static str = "Changed the customer";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let customer = customer(act, self.customer).await?;
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.put(&store::SEGMENT, self.segment.as_deref(), |segment| rules::name("segment", segment))?;
        edits.text(&store::TEXT, self.text.as_deref())?;
        act.edit(&customer, self.seen, edits).await?;
        act.say(format!("{} changed", self.customer), format!("Change {}", self.customer));
        Ok(self.customer)
    }
}

/// Says what a customer is worth. The demand of everything they asked for follows.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetValue {
    /// The customer.
    pub customer: Key,
    /// Money a year or any other weight; nothing when it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Typed>,
}

impl Action for SetValue {
    const NAME: &'static str = "customer.set_value";
    const DID: &'static str = "Said what the customer is worth";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::RateValue))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let value = worth(self.value.as_ref())?;
        let customer = customer(act, self.customer).await?;
        act.set(&customer, &store::VALUE, json!(value)).await?;
        let worth = value.map_or_else(|| "nothing known".to_owned(), grouped);
        act.say(format!("{} is worth {worth}", self.customer), format!("Say that {} is worth {worth}", self.customer));
        Ok(self.customer)
    }
}

fn worth(value: Option<&Typed>) -> Result<Option<i64>, Refusal> {
    value.map_or(Ok(None), |typed| typed.whole("value", 0..=rules::VALUE_LIMIT))
}

async fn customer(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Customer])?;
    Ok(thing)
}
