//! Noting what was found.

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::form::sent;
use together::journal::{Act, Action, Need, NewThing, Registered, registered};
use together::roles::rules::Right;
use together::thread::actions::must_be;
use together::thread::{Edits, Key, Kind, Stage, Thing, rules as thread};

use super::rules;
use super::store::{self, ADDRESS, DAY, Row, SOURCE, TEXT};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Record>(), registered::<Edit>()];

/// Notes what was found. Any member may; which need it supports is a decision of its own.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// What it says, in one sentence; its first sentence where that is left out.
    #[serde(default)]
    pub title: String,
    /// What was noted, in the words it was found in.
    #[serde(default)]
    pub text: String,
    /// Where it comes from: interview, survey, review, test, visit, figures, letter or another word.
    #[serde(default)]
    pub source: String,
    /// Where it can be read elsewhere.
    #[serde(default)]
    pub address: String,
    /// The day it was found, as 2026-10-13; today where it is left out.
    #[serde(default)]
    pub day: String,
}

impl Action for Record {
    const NAME: &'static str = "insight.record";
    const DID: &'static str = "Noted what was found";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let words = thread::text("text", &self.text)?;
        let called = thread::title(&rules::title(&self.title, &words))?;
        let (source, address) = (rules::source(&self.source)?, rules::address(&self.address)?);
        let found_at = rules::day(&self.day, act.now)?;
        let new = NewThing { title: called, state: "current", stage: Stage::Open, number: None };
        let thing = act.create(Kind::Insight, new).await?;
        let by = act.actor.person;
        store::insert(act.tx, &thing, Row { text: &words, source: &source, address: &address, found_at, by }).await?;
        act.begin_with(&thing, store::FIELDS).await?;
        act.say(format!("{} noted", thing.key()), format!("Note “{}”", thing.title));
        Ok(thing.key())
    }
}

/// Changes an insight. What is left out stays as it is; one's own is one's own to change.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The insight.
    pub insight: Key,
    /// What it says, in one sentence.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What was noted.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Where it comes from.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where it can be read elsewhere.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The day it was found.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
    /// The sequence of the insight the writer saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "insight.edit";
    const DID: &'static str = "Changed an insight";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let thing = insight(act, self.insight).await?;
        let by = store::noted_by(act.tx, thing.id).await?;
        let own = by.is_some() && by == act.actor.person;
        Ok(if own { Need::Member } else { Need::right(Right::RankNeeds) })
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, now) = (insight(act, self.insight).await?, act.now);
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.text(&TEXT, self.text.as_deref())?;
        edits.put(&SOURCE, self.source.as_deref(), rules::source)?;
        edits.put(&ADDRESS, self.address.as_deref(), rules::address)?;
        edits.put(&DAY, self.day.as_deref(), |day| rules::day(day, now))?;
        act.edit(&thing, self.seen, edits).await?;
        act.say(format!("{} saved", self.insight), format!("Change {}", self.insight));
        Ok(self.insight)
    }
}

async fn insight(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Insight])?;
    Ok(thing)
}
