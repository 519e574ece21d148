//! Acceptance criteria: adding, wording, agreeing, ordering, removing.
//!
//! A criterion is no thing of its own: its changes are changes of its story, under `criterion: <id>`.
//!
//! Also here: kept, replace.

mod kept;
mod replace;

use kept::note;
pub(crate) use kept::restore;
pub use replace::replace;

use ground::web::{Conflict, Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::form::{Typed, needed};
use together::journal::{Act, Action, Need};
use together::roles::rules::Right;
use together::thread::{self, Key, Thing, ThingId};

use crate::stories::CriterionId;
use crate::stories::rules::sentence::Given;
use crate::stories::rules::{MOST_CRITERIA, part};
use crate::stories::store::criteria::{self, Criterion};

/// Adds a criterion to a story.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Add {
    /// The story.
    pub thing: Key,
    /// What is so before.
    #[serde(default)]
    pub given: String,
    /// What happens.
    #[serde(default)]
    pub when: String,
    /// What is so afterwards; a whole “Given … when … then …” is taken apart.
    #[serde(default)]
    pub then: String,
}

impl Action for Add {
    const NAME: &'static str = "criterion.add";
    const DID: &'static str = "Added a criterion";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::WriteStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let words = checked(&self.given, &self.when, &self.then)?;
        let thing = super::story(act, self.thing).await?;
        let there = criteria::of_story(act.tx, thing.id).await?;
        if i64::try_from(there.len()).is_ok_and(|there| there >= MOST_CRITERIA) {
            let message = format!("{} has {MOST_CRITERIA} criteria, which is the most. Split the story.", self.thing);
            return Err(Refusal::new("too-many-criteria", message).at("then").into());
        }
        let place = there.last().map_or(1, |last| last.place + 1);
        let criterion = fresh(act, thing.id, place, &words);
        criteria::insert(act.tx, std::slice::from_ref(&criterion)).await?;
        note(act, &thing, None, Some(&criterion));
        act.say(format!("Criterion added to {}", self.thing), format!("Add a criterion to {}", self.thing));
        Ok(self.thing)
    }
}

/// Words a criterion anew. What was agreed is to be agreed again.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The criterion.
    pub criterion: CriterionId,
    /// What is so before.
    #[serde(default)]
    pub given: String,
    /// What happens.
    #[serde(default)]
    pub when: String,
    /// What is so afterwards.
    #[serde(default)]
    pub then: String,
    /// The sequence of the criterion when the form was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "criterion.edit";
    const DID: &'static str = "Worded a criterion anew";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::WriteStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let Given { given, when, then } = checked(&self.given, &self.when, &self.then)?;
        let (thing, was) = found(act, self.criterion).await?;
        let now = Criterion { given, when, then, agreed: false, ..was.clone() };
        if was.same_words(&now) {
            return Ok(thing.key());
        }
        if self.seen.is_some_and(|seen| was.seq > seen) {
            return Err(stale(&thing, &was, &now));
        }
        change(act, &thing, &was, now).await?;
        act.say(format!("Criterion of {} saved", thing.key()), format!("Word a criterion of {} anew", thing.key()));
        Ok(thing.key())
    }
}

/// Agrees to a criterion, or takes that back.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Agree {
    /// The criterion.
    pub criterion: CriterionId,
    /// Whether it is agreed.
    #[serde(default)]
    pub agreed: bool,
}

impl Action for Agree {
    const NAME: &'static str = "criterion.agree";
    const DID: &'static str = "Agreed to a criterion";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::WriteStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, was) = found(act, self.criterion).await?;
        let key = thing.key();
        change(act, &thing, &was, Criterion { agreed: self.agreed, ..was.clone() }).await?;
        if self.agreed {
            act.say(format!("Criterion of {key} agreed"), format!("Agree to a criterion of {key}"));
        } else {
            act.say(format!("Criterion of {key} is open again"), format!("Open a criterion of {key} again"));
        }
        Ok(key)
    }
}

/// Moves a criterion to another place among those of its story.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Move {
    /// The criterion.
    pub criterion: CriterionId,
    /// Its new place, counted from 1.
    pub to: Typed,
}

impl Action for Move {
    const NAME: &'static str = "criterion.move";
    const DID: &'static str = "Moved a criterion";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::WriteStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let to = needed("to", self.to.whole("to", 1..=MOST_CRITERIA)?)?;
        let (thing, was) = found(act, self.criterion).await?;
        let place = arrange(act, &was, to).await?;
        if place != was.place {
            note(act, &thing, Some(&was), Some(&Criterion { place, ..was.clone() }));
        }
        act.say(format!("Criterion of {} moved", thing.key()), format!("Move a criterion of {}", thing.key()));
        Ok(thing.key())
    }
}

/// Removes a criterion; undo brings it back.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Remove {
    /// The criterion.
    pub criterion: CriterionId,
}

impl Action for Remove {
    const NAME: &'static str = "criterion.remove";
    const DID: &'static str = "Removed a criterion";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::WriteStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, was) = found(act, self.criterion).await?;
        hide(act, &thing, &was).await?;
        act.say(format!("Criterion of {} removed", thing.key()), format!("Remove a criterion of {}", thing.key()));
        Ok(thing.key())
    }
}

/// A criterion not written yet.
pub(crate) fn fresh(act: &Act<'_>, story: ThingId, place: i64, words: &Given) -> Criterion {
    Criterion {
        id: act.app.ids.next().into(),
        story,
        place,
        given: words.given.clone(),
        when: words.when.clone(),
        then: words.then.clone(),
        agreed: false,
        seq: act.seq,
        hidden_at: None,
    }
}

/// Gives a criterion to another story as it is, as one of its own.
pub(super) async fn give(act: &mut Act<'_>, to: &Thing, criterion: &Criterion) -> Result<()> {
    let own = Criterion { id: act.app.ids.next().into(), story: to.id, seq: act.seq, ..criterion.clone() };
    criteria::insert(act.tx, std::slice::from_ref(&own)).await?;
    note(act, to, None, Some(&own));
    Ok(())
}

/// Says anew inside another action what is so afterwards of a criterion.
pub(crate) async fn say_then(act: &mut Act<'_>, id: CriterionId, then: &str) -> Result<()> {
    let then = part("then", then)?;
    let (thing, was) = found(act, id).await?;
    change(act, &thing, &was, Criterion { then, agreed: false, ..was.clone() }).await
}

/// The three parts of a criterion, tidy; the last must say something.
pub(crate) fn checked(given: &str, when: &str, then: &str) -> Result<Given, Refusal> {
    let mut words = Given { given: part("given", given)?, when: part("when", when)?, then: part("then", then)? };
    if words.given.is_empty() && words.when.is_empty() {
        words = Given::parse(&words.then);
    }
    if words.then.is_empty() {
        let message = "Say what is so afterwards: that is what will be checked.";
        return Err(Refusal::new("criterion-empty", message).at("then"));
    }
    Ok(words)
}

async fn found(act: &mut Act<'_>, id: CriterionId) -> Result<(Thing, Criterion)> {
    let gone =
        || Failure::refused("no-such-criterion", "This criterion is not here any more. It may have been removed.");
    let criterion = criteria::by_id(act.tx, id).await?.filter(|found| found.hidden_at.is_none()).ok_or_else(gone)?;
    let product = act.product()?.id;
    let thing = thread::store::by_id(act.tx, criterion.story).await?;
    let thing = thing.filter(|thing| thing.product == product && thing.hidden_at.is_none()).ok_or_else(gone)?;
    Ok((thing, criterion))
}

async fn change(act: &mut Act<'_>, thing: &Thing, was: &Criterion, now: Criterion) -> Result<()> {
    if was.same_words(&now) && was.agreed == now.agreed {
        return Ok(());
    }
    let now = Criterion { seq: act.seq, ..now };
    criteria::update(act.tx, &now).await?;
    note(act, thing, Some(was), Some(&now));
    Ok(())
}

pub(super) async fn hide(act: &mut Act<'_>, thing: &Thing, was: &Criterion) -> Result<()> {
    criteria::update(act.tx, &Criterion { hidden_at: Some(act.now), seq: act.seq, ..was.clone() }).await?;
    note(act, thing, Some(was), None);
    Ok(())
}

/// Puts a criterion at a place among those of its story; returns the place it got.
async fn arrange(act: &mut Act<'_>, criterion: &Criterion, to: i64) -> Result<i64> {
    let mut all = criteria::of_story(act.tx, criterion.story).await?;
    all.retain(|other| other.id != criterion.id);
    let at = usize::try_from(to - 1).unwrap_or_default().min(all.len());
    all.insert(at, criterion.clone());
    for (place, other) in (1..).zip(&all).filter(|(place, other)| other.place != *place) {
        let seq = if other.id == criterion.id { act.seq } else { other.seq };
        criteria::update(act.tx, &Criterion { place, seq, ..other.clone() }).await?;
    }
    Ok(i64::try_from(at + 1).unwrap_or(i64::MAX))
}

fn stale(thing: &Thing, stored: &Criterion, sent: &Criterion) -> Failure {
    let message = format!("This criterion of {} was changed while you wrote. Your text is kept.", thing.key());
    let refusal = Refusal::new("changed-meanwhile", message).hint("Compare the two, then save again.");
    let words = |of: &Criterion| json!({ "given": of.given, "when": of.when, "then": of.then });
    Failure::Conflict(Box::new(Conflict { refusal, stored: words(stored), sent: words(sent) }))
}

impl Criterion {
    fn same_words(&self, other: &Self) -> bool {
        (&self.given, &self.when, &self.then) == (&other.given, &other.when, &other.then)
    }

    /// The criterion as a sentence.
    pub fn in_words(&self) -> String {
        let parts = [("Given", &self.given), ("when", &self.when), ("then", &self.then)];
        let said: Vec<String> =
            parts.iter().filter(|(_, text)| !text.is_empty()).map(|(word, text)| format!("{word} {text}")).collect();
        if said.len() == 1 { self.then.clone() } else { said.join(", ") }
    }
}
