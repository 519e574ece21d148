//! Saying that a story cannot go on, and that it can again.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Need};
use together::thread::{self, Key, Kind, Thing, ThingId};

use crate::stories::rules::states::{may_be_blocked, why_blocked};
use crate::stories::store::board;
use crate::stories::store::fields::{BLOCKED, BLOCKED_AT};

/// Says that a story cannot go on, and why; said again, it changes the reason.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// The story.
    pub thing: Key,
    /// What holds it up.
    pub because: String,
}

impl Action for Block {
    const NAME: &'static str = "story.block";
    const DID: &'static str = "Said what holds it up";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let because = why_blocked(&self.because)?;
        let thing = super::story(act, self.thing).await?;
        may_be_blocked(self.thing, &thing.state)?;
        let was = BLOCKED.load(act.tx, thing.id).await?;
        act.set(&thing, &BLOCKED, json!(because)).await?;
        if was.is_null() {
            act.set(&thing, &BLOCKED_AT, json!(act.now.0)).await?;
        }
        act.say(format!("{} is blocked", self.thing), format!("Say that {} is blocked", self.thing));
        Ok(self.thing)
    }
}

/// Says that a story can go on.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Unblock {
    /// The story.
    pub thing: Key,
}

impl Action for Unblock {
    const NAME: &'static str = "story.unblock";
    const DID: &'static str = "Said that it can go on";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = super::story(act, self.thing).await?;
        if !lift(act, &thing).await? {
            let message = format!("{} is not blocked. Somebody may have said so already.", self.thing);
            return Err(Refusal::new("not-blocked", message).into());
        }
        act.say(format!("{} can go on", self.thing), format!("Say that {} can go on", self.thing));
        Ok(self.thing)
    }
}

/// Nothing holds up what is done or dropped.
pub(crate) async fn lift_of_what_ended(act: &mut Act<'_>) -> Result<()> {
    let ended: Vec<ThingId> = act.changes().iter().filter_map(ended).collect();
    if ended.is_empty() {
        return Ok(());
    }
    let blocked = board::blocked(act.tx, &ended).await?;
    for story in thread::store::by_ids(act.tx, &blocked).await? {
        lift(act, &story).await?;
    }
    Ok(())
}

fn ended(change: &together::journal::Change) -> Option<ThingId> {
    let is_story = change.key.is_some_and(|key| key.kind == Kind::Story);
    let is_over = change.field == "state" && (change.after == "done" || change.after == "dropped");
    change.thing.filter(|_| is_story && is_over)
}

/// Takes the reason away; whether there was one.
async fn lift(act: &mut Act<'_>, story: &Thing) -> Result<bool> {
    act.set(story, &BLOCKED_AT, Value::Null).await?;
    act.set(story, &BLOCKED, Value::Null).await
}
