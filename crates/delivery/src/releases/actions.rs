//! Planning releases.

use ground::web::{Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::form::sent;
use together::journal::{Act, Action, Need, NewThing, Registered, registered};
use together::roles::rules::Right;
use together::thread::actions::{Join, link, must_be};
use together::thread::rules::{text, title};
use together::thread::{Edits, Key, Kind, LinkKind, Stage};

use super::rules::day;
use super::store;
use super::store::fields::{SHIPS_AT, TEXT};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Plan>(), registered::<Edit>()];

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
        let thing = act.thing(self.thing).await?;
        must_be(&thing, &[Kind::Release])?;
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.put(&SHIPS_AT, self.day.as_deref(), |written| Ok(day("day", written)?.map(|day| day.0)))?;
        edits.text(&TEXT, self.text.as_deref())?;
        act.edit(&thing, self.seen, edits).await?;
        act.say(format!("{} saved", self.thing), format!("Edit {}", self.thing));
        Ok(self.thing)
    }
}
