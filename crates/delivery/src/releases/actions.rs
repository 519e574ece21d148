//! Planning releases, and deciding that they go out.

use ground::web::{Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::form::sent;
use together::journal::{Act, Action, Need, NewThing, Registered, registered};
use together::roles::rules::Right;
use together::thread::actions::{Join, link, must_be, set_state};
use together::thread::rules::{text, title};
use together::thread::{Edits, Key, Kind, LinkKind, Stage, Thing};
use together::words::{iso_day, parse_day};

use super::rules::{day, states};
use super::store;
use super::store::fields::{SHIPS_AT, TEXT};
use crate::stories::store::within::scope;

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Plan>(), registered::<Edit>(), registered::<SetState>()];

/// Plans a release.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Its name: “4.2 Autumn”.
    pub title: String,
    /// The day it ships, as 2026-11-13; may be empty.
    #[serde(default)]
    pub day: String,
    /// What it is about.
    #[serde(default)]
    pub text: String,
    /// A story or feature that ships in it.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub wanted_for: Option<Key>,
}

impl Action for Plan {
    const NAME: &'static str = "release.plan";
    const DID: &'static str = "Planned it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::ScopeRelease))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (title, text) = (title(&self.title)?, text("text", &self.text)?);
        let ships_at = day("day", &self.day)?;
        let new = NewThing { title, state: "planned", stage: Stage::Open, number: None };
        let thing = act.create(Kind::Release, new).await?;
        store::insert(act.tx, thing.id, thing.product, &text).await?;
        act.set(&thing, &SHIPS_AT, json!(ships_at.map(|day| day.0))).await?;
        if let Some(key) = self.wanted_for {
            let from = act.thing(key).await?;
            link(act, Join { from: &from, kind: LinkKind::ShipsIn, to: &thing, share: None, quote: None }).await?;
        }
        act.say(format!("{} planned: {}", thing.key(), thing.title), format!("Plan the release {}", thing.title));
        Ok(thing.key())
    }
}

/// Changes what is said of a release; what is not sent stays.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The release.
    pub thing: Key,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub title: Option<String>,
    /// The day it ships, as 2026-11-13; empty when it is open.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub day: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub text: Option<String>,
    /// The sequence of the release when the form was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "release.edit";
    const DID: &'static str = "Edited it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::ScopeRelease))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = release(act, self.thing).await?;
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.put(&SHIPS_AT, self.day.as_deref(), |written| Ok(day("day", written)?.map(|day| day.0)))?;
        edits.text(&TEXT, self.text.as_deref())?;
        act.edit(&thing, self.seen, edits).await?;
        act.say(format!("{} saved", self.thing), format!("Edit {}", self.thing));
        Ok(self.thing)
    }
}

/// Freezes a release, decides go or no-go, says that it is out, or cancels it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetState {
    /// The release.
    pub thing: Key,
    /// The state: planned, frozen, go, shipped, cancelled.
    pub state: String,
}

impl Action for SetState {
    const NAME: &'static str = "release.set_state";
    const DID: &'static str = "Moved it on";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let thing = release(act, self.thing).await?;
        Ok(Need::right(states::need(&thing.state, &self.state)))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = release(act, self.thing).await?;
        states::may_become(&thing.state, &self.state)?;
        if self.state == "shipped" && thing.state != "shipped" {
            let scope = scope(act.tx, thing.id).await?;
            states::may_ship(scope.stories - scope.done)?;
            // From now on the day it ships is the day it did; which one was planned stands in its history.
            let today = parse_day(&iso_day(act.now)).map(|day| day.0);
            act.set(&thing, &SHIPS_AT, json!(today)).await?;
        }
        set_state(act, &thing, &self.state).await?;
        let (said, wish) = in_words(&thing.title, &self.state);
        act.say(said, wish);
        Ok(self.thing)
    }
}

/// What was done, and what is wished.
fn in_words(title: &str, state: &str) -> (String, String) {
    match state {
        "go" => (format!("Go for {title}"), format!("Decide go for {title}")),
        "shipped" => (format!("{title} is out"), format!("Say that {title} is out")),
        _ => (format!("{title} is {state} now"), format!("Make {title} {state}")),
    }
}

/// A release of this product.
async fn release(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Release])?;
    Ok(thing)
}
