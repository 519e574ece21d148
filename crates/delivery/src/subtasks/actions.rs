//! Writing, taking, ticking, ordering and removing subtasks.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::form::{Typed, needed, sent};
use together::journal::{Act, Action, Boxed, Change, Need, Registered, registered};
use together::people::PersonId;
use together::roles::members::actions::must_belong;
use together::thread::{self, Key, Thing};

use super::SubtaskId;
use super::rules::{MOST, moved, one_more, title};
use super::store::{self, Subtask};
use crate::stories::actions::story;

/// Every action of this room.
pub const ACTIONS: &[Registered] =
    &[registered::<Add>(), registered::<Tick>(), registered::<Edit>(), registered::<Move>(), registered::<Remove>()];

/// The field of subtasks in the journal, before the id of one.
const FIELD: &str = "subtask: ";

/// Adds a subtask to a story.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Add {
    /// The story.
    pub thing: Key,
    /// What is to be done.
    pub title: String,
    /// The id of who does it; empty for nobody yet.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub person: Option<String>,
}

impl Action for Add {
    const NAME: &'static str = "subtask.add";
    const DID: &'static str = "Added a subtask";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let title = title(&self.title)?;
        let thing = story(act, self.thing).await?;
        let there = store::of_story(act.tx, thing.id).await?;
        one_more(self.thing, there.len())?;
        let person = person(act, self.person.as_deref().unwrap_or_default()).await?;
        let place = there.last().map_or(1, |last| last.place + 1);
        let id = act.app.ids.next().into();
        let story = thing.id;
        write(
            act,
            &thing,
            Subtask { id, story, place, title, person, person_name: None, done: false, hidden_at: None },
        )
        .await?;
        act.say(format!("Subtask added to {}", self.thing), format!("Add a subtask to {}", self.thing));
        Ok(self.thing)
    }
}

/// Ticks a subtask, or opens it again.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Tick {
    /// The subtask.
    pub subtask: SubtaskId,
    /// Whether it is done.
    #[serde(default)]
    pub done: bool,
}

impl Action for Tick {
    const NAME: &'static str = "subtask.tick";
    const DID: &'static str = "Ticked a subtask";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, was) = found(act, self.subtask).await?;
        let now = Subtask { done: self.done, ..was.clone() };
        change(act, &thing, &was, now).await?;
        let is = if self.done { "done" } else { "open again" };
        act.say(format!("“{}” is {is}", was.title), format!("Say that “{}” is {is}", was.title));
        Ok(thing.key())
    }
}

/// Words a subtask anew, or says who does it; what is not sent stays.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The subtask.
    pub subtask: SubtaskId,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub title: Option<String>,
    /// The id of who does it; empty for nobody.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub person: Option<String>,
}

impl Action for Edit {
    const NAME: &'static str = "subtask.edit";
    const DID: &'static str = "Changed a subtask";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, was) = found(act, self.subtask).await?;
        let mut now = was.clone();
        if let Some(words) = &self.title {
            now.title = title(words)?;
        }
        if let Some(id) = &self.person {
            now.person = person(act, id).await?;
        }
        change(act, &thing, &was, now).await?;
        act.say(format!("Subtask of {} saved", thing.key()), format!("Change a subtask of {}", thing.key()));
        Ok(thing.key())
    }
}

/// Moves a subtask to another place among those of its story.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Move {
    /// The subtask.
    pub subtask: SubtaskId,
    /// Its new place, counted from 1.
    pub to: Typed,
}

impl Action for Move {
    const NAME: &'static str = "subtask.move";
    const DID: &'static str = "Moved a subtask";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let to = needed("to", self.to.whole("to", 1..=i64::try_from(MOST).unwrap_or(i64::MAX))?)?;
        let (thing, was) = found(act, self.subtask).await?;
        let place = put(act, &was, to).await?;
        if place != was.place {
            note(act, &thing, Some(&was), Some(&Subtask { place, ..was.clone() }));
        }
        act.say(format!("Subtask of {} moved", thing.key()), format!("Move a subtask of {}", thing.key()));
        Ok(thing.key())
    }
}

/// Removes a subtask; undo brings it back.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Remove {
    /// The subtask.
    pub subtask: SubtaskId,
}

impl Action for Remove {
    const NAME: &'static str = "subtask.remove";
    const DID: &'static str = "Removed a subtask";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, was) = found(act, self.subtask).await?;
        hide(act, &thing, &was).await?;
        act.say(format!("Subtask of {} removed", thing.key()), format!("Remove a subtask of {}", thing.key()));
        Ok(thing.key())
    }
}

/// Gives the subtasks of a story to another, which goes on in its place.
pub(crate) async fn hand_on(act: &mut Act<'_>, from: &Thing, to: &Thing) -> Result<()> {
    for subtask in store::of_story(act.tx, from.id).await? {
        let id = act.app.ids.next().into();
        write(act, to, Subtask { id, story: to.id, ..subtask.clone() }).await?;
        hide(act, from, &subtask).await?;
    }
    Ok(())
}

/// Takes a change of a subtask back.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let unknown = || Failure::Broken(format!("{} names no subtask", change.field));
        let id = change.field.strip_prefix(FIELD).and_then(|id| id.parse().ok()).ok_or_else(unknown)?;
        let now = store::by_id(act.tx, id).await?.ok_or(Failure::NotFound)?;
        let thing = thread::store::by_id(act.tx, now.story).await?.ok_or(Failure::NotFound)?;
        let there = now.hidden_at.is_none().then_some(&now);
        // Others may have been moved past it; what it says, whose it is and whether it is done must be as they were.
        let said = |value: &Value| ["title", "person", "done"].map(|part| value[part].clone());
        if said(&json!(there.map(kept))) != said(&change.after) {
            let message = format!("A subtask of {} was changed again since. It stays as it is.", thing.key());
            return Err(Refusal::new("changed-since", message).into());
        }
        let Some(title) = change.before["title"].as_str() else { return hide(act, &thing, &now).await };
        let person = change.before["person"].as_str().and_then(|id| id.parse().ok());
        let done = change.before["done"].as_bool().unwrap_or_default();
        let mut back = Subtask { title: title.to_owned(), person, done, hidden_at: None, ..now.clone() };
        store::update(act.tx, &back).await?;
        back.place = put(act, &back, change.before["place"].as_i64().unwrap_or(back.place)).await?;
        note(act, &thing, there, Some(&back));
        Ok(())
    })
}

async fn write(act: &mut Act<'_>, thing: &Thing, subtask: Subtask) -> Result<()> {
    store::insert(act.tx, &subtask).await?;
    note(act, thing, None, Some(&subtask));
    Ok(())
}

async fn change(act: &mut Act<'_>, thing: &Thing, was: &Subtask, now: Subtask) -> Result<()> {
    if kept(was) != kept(&now) {
        store::update(act.tx, &now).await?;
        note(act, thing, Some(was), Some(&now));
    }
    Ok(())
}

async fn hide(act: &mut Act<'_>, thing: &Thing, was: &Subtask) -> Result<()> {
    store::update(act.tx, &Subtask { hidden_at: Some(act.now), ..was.clone() }).await?;
    note(act, thing, Some(was), None);
    Ok(())
}

/// Puts a subtask at a place among those of its story; returns the place it got.
async fn put(act: &mut Act<'_>, subtask: &Subtask, to: i64) -> Result<i64> {
    let all = store::of_story(act.tx, subtask.story).await?.into_iter().map(|one| one.id).collect();
    let all = moved(all, subtask.id, to);
    store::arrange(act.tx, &all).await?;
    let at = all.iter().position(|id| *id == subtask.id).unwrap_or_default();
    Ok(i64::try_from(at + 1).unwrap_or(i64::MAX))
}

async fn found(act: &mut Act<'_>, id: SubtaskId) -> Result<(Thing, Subtask)> {
    let gone = || Failure::refused("no-such-subtask", "This subtask is not here any more. It may have been removed.");
    let subtask = store::by_id(act.tx, id).await?.filter(|found| found.hidden_at.is_none()).ok_or_else(gone)?;
    let product = act.product()?.id;
    let thing = thread::store::by_id(act.tx, subtask.story).await?;
    let thing = thing.filter(|thing| thing.product == product && thing.hidden_at.is_none()).ok_or_else(gone)?;
    Ok((thing, subtask))
}

/// Who is to do it, by id; nobody for the empty text.
async fn person(act: &mut Act<'_>, id: &str) -> Result<Option<PersonId>> {
    if id.is_empty() {
        return Ok(None);
    }
    // What is no id is nobody’s, and nobody’s is not a member’s.
    let person = id.parse().unwrap_or_default();
    must_belong(act, person).await.map_err(|failure| failure.at("person"))?;
    Ok(Some(person))
}

/// Notes a change of a subtask as one of its story.
fn note(act: &mut Act<'_>, thing: &Thing, was: Option<&Subtask>, now: Option<&Subtask>) {
    if let Some(subtask) = was.or(now) {
        act.note(Some(thing), format!("{FIELD}{}", subtask.id), json!(was.map(kept)), json!(now.map(kept)));
    }
}

/// A subtask as the journal keeps it.
fn kept(subtask: &Subtask) -> Value {
    let Subtask { place, title, person, done, .. } = subtask;
    let says = if *done { format!("{title}, done") } else { title.clone() };
    json!({ "says": says, "place": place, "title": title, "person": person.map(|id| id.to_string()), "done": done })
}
