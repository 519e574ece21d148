//! Living with a hint, and not any more.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Boxed, Change, Need};
use together::roles::rules::Right;
use together::thread::rules::reason;
use together::thread::{self, Key, Thing};

use crate::stories::hints;
use crate::stories::store::{self, criteria, hints as ignored};

/// The field of ignored hints, before what they are about.
const HINT: &str = "hint: ";

/// Ignores a hint on what a story says, for a reason. When the words it is about change, what is found in them is another.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct IgnoreHint {
    /// The story.
    pub thing: Key,
    /// What the hint is about, as the page of the story and the API name it.
    pub hint: String,
    /// Why it is no fault here.
    #[serde(default)]
    pub because: String,
}

impl Action for IgnoreHint {
    const NAME: &'static str = "story.ignore_hint";
    const DID: &'static str = "Ignored a hint";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::WriteStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = super::story(act, self.thing).await?;
        let missing = || Refusal::new("reason-missing", "Say why it is no fault here.").at("because");
        let because = reason(&self.because)?.ok_or_else(missing)?;
        must_be_there(act, &thing, &self.hint).await?;
        put(act, &thing, &self.hint, Some(&because)).await?;
        act.say(format!("A hint on {} ignored", self.thing), format!("Ignore a hint on {}", self.thing));
        Ok(self.thing)
    }
}

/// Takes up a hint again that was ignored.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct HeedHint {
    /// The story.
    pub thing: Key,
    /// What the hint is about.
    pub hint: String,
}

impl Action for HeedHint {
    const NAME: &'static str = "story.heed_hint";
    const DID: &'static str = "Took up a hint again";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::WriteStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = super::story(act, self.thing).await?;
        put(act, &thing, &self.hint, None).await?;
        act.say(format!("A hint on {} is back", self.thing), format!("Take up a hint on {} again", self.thing));
        Ok(self.thing)
    }
}

/// Takes back that a hint was ignored, or taken up again.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let Some(id) = change.thing else { return Ok(()) };
        let Some(thing) = thread::store::by_id(act.tx, id).await? else { return Ok(()) };
        let before = change.before["says"].as_str();
        put(act, &thing, change.field.trim_start_matches(HINT), before).await
    })
}

/// Ignores a hint, or heeds it where there is no reason not to.
async fn put(act: &mut Act<'_>, thing: &Thing, mark: &str, because: Option<&str>) -> Result<()> {
    let before = ignored::because(act.tx, thing.id, mark).await?;
    if before.as_deref() == because {
        return Ok(());
    }
    let (by, at) = (act.actor.person, act.now);
    match because {
        Some(because) => ignored::ignore(act.tx, thing.id, mark, because, (by, at)).await?,
        None => ignored::heed(act.tx, thing.id, mark).await?,
    }
    let says = |because: Option<&str>| because.map_or(Value::Null, |because| json!({ "says": because }));
    act.note(Some(thing), format!("{HINT}{mark}"), says(before.as_deref()), says(because));
    Ok(())
}

async fn must_be_there(act: &mut Act<'_>, thing: &Thing, mark: &str) -> Result<()> {
    let story = store::by_thing(act.tx, thing.id).await?;
    let criteria = criteria::of_story(act.tx, thing.id).await?;
    let there: Vec<String> = hints::of(&story, &criteria).into_iter().map(|hint| hint.mark).collect();
    if there.iter().any(|there| there == mark) {
        return Ok(());
    }
    let message = format!("{} gives no such hint. Its words may have been changed.", thing.key());
    let refusal = Refusal::new("no-such-hint", message).at("hint");
    if there.is_empty() {
        return Err(refusal.into());
    }
    Err(refusal.hint(format!("Its hints are: {}.", there.join("; "))).into())
}
