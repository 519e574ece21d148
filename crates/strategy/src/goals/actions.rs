//! Choosing goals, and measuring them.

use ground::clock::Ts;
use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::form::{Typed, sent};
use together::journal::{Act, Action, Boxed, Change, Need, NewThing, Registered, registered};
use together::roles::rules::Right;
use together::thread::actions::{must_be, set_state};
use together::thread::{self, Edits, Key, Kind, Stage, Thing, ThingId};
use together::words::{iso_day, parse_day};

use super::{rules, store};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<Choose>(),
    registered::<Edit>(),
    registered::<SetState>(),
    registered::<AddKeyResult>(),
    registered::<EditKeyResult>(),
    registered::<CheckIn>(),
];

const CHOOSES: Need = Need::Right { right: Right::ChooseGoals, team: 0 };

/// Chooses a goal.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Choose {
    /// The objective, in a few words.
    pub title: String,
    /// What it means.
    #[serde(default)]
    pub text: String,
    /// The first day of its period, as 2026-07-01.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// The last day of its period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
}

impl Action for Choose {
    const NAME: &'static str = "goal.choose";
    const DID: &'static str = "Chose the goal";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(CHOOSES)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let title = thread::rules::title(&self.title)?;
        let text = thread::rules::text("text", &self.text)?;
        let period = period(self.starts.as_deref(), self.ends.as_deref())?;
        let new = NewThing { title, state: "running", stage: Stage::Active, number: None };
        let goal = act.create(Kind::Goal, new).await?;
        store::insert_goal(act, &goal, &text, period).await?;
        act.begin_with(&goal, &[&store::TEXT, &store::STARTS_AT, &store::ENDS_AT]).await?;
        act.say(format!("{} chosen", goal.key()), format!("Choose the goal “{}”", goal.title));
        Ok(goal.key())
    }
}

fn period(starts: Option<&str>, ends: Option<&str>) -> Result<(Option<Ts>, Option<Ts>)> {
    let day = |text: Option<&str>, field: &'static str| match text.filter(|text| !text.is_empty()) {
        Some(text) => parse_day(text).map(Some).ok_or_else(|| {
            Refusal::new("not-a-day", format!("“{text}” is no day. Days look like 2026-07-01.")).at(field)
        }),
        None => Ok(None),
    };
    let (starts, ends) = (day(starts, "starts")?, day(ends, "ends")?);
    if starts.zip(ends).is_some_and(|(starts, ends)| ends <= starts) {
        return Err(Refusal::new("ends-before-it-starts", "The period ends before it starts.").at("ends").into());
    }
    Ok((starts, ends))
}

/// Changes a goal. What is left out stays as it is; an empty day is forgotten.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The goal.
    pub goal: Key,
    /// The objective.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it means.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The first day of its period.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    /// The last day of its period.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// The sequence of the goal the writer saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "goal.edit";
    const DID: &'static str = "Changed the goal";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(CHOOSES)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let goal = goal(act, self.goal).await?;
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.text(&store::TEXT, self.text.as_deref())?;
        self.period(act, &goal, &mut edits).await?;
        act.edit(&goal, self.seen, edits).await?;
        act.say(format!("{} changed", self.goal), format!("Change {}", self.goal));
        Ok(self.goal)
    }
}

impl Edit {
    /// The days that were sent; together with the one that stays they must still be a period.
    async fn period(&self, act: &mut Act<'_>, goal: &Thing, edits: &mut Edits) -> Result<()> {
        let stored = store::one(act.tx, goal.id).await?;
        let either = |sent: &Option<String>, stored: Option<Ts>| sent.clone().or(stored.map(iso_day));
        let (starts, ends) = (either(&self.starts, stored.starts_at), either(&self.ends, stored.ends_at));
        let (starts, ends) = period(starts.as_deref(), ends.as_deref())?;
        edits.put(&store::STARTS_AT, self.starts.as_ref(), |_| Ok(starts.map(|at| at.0)))?;
        Ok(edits.put(&store::ENDS_AT, self.ends.as_ref(), |_| Ok(ends.map(|at| at.0)))?)
    }
}

/// Moves a goal to draft, running or closed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetState {
    /// The goal.
    pub goal: Key,
    /// `draft`, `running` or `closed`.
    pub state: String,
}

impl Action for SetState {
    const NAME: &'static str = "goal.set_state";
    const DID: &'static str = "Moved the goal";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(CHOOSES)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let goal = goal(act, self.goal).await?;
        set_state(act, &goal, &self.state).await?;
        act.say(format!("{} is {}", self.goal, self.state), format!("Make {} {}", self.goal, self.state));
        Ok(self.goal)
    }
}

/// Adds a key result to a goal. The first one leads: the goal's percentage is its.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct AddKeyResult {
    /// The goal.
    pub goal: Key,
    /// What is measured.
    pub title: String,
    /// In what: people, days, %.
    #[serde(default)]
    pub unit: String,
    /// Where it begins.
    pub start: Typed,
    /// Where it should be at the end of the period.
    pub target: Typed,
}

impl Action for AddKeyResult {
    const NAME: &'static str = "key_result.add";
    const DID: &'static str = "Added a key result";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(CHOOSES)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let goal = goal(act, self.goal).await?;
        let (start, target) = rules::way(&self.start, &self.target)?;
        let unit = rules::unit(&self.unit)?;
        let title = thread::rules::title(&self.title)?;
        let new = NewThing { title, state: "running", stage: Stage::Active, number: None };
        let thing = act.create(Kind::KeyResult, new).await?;
        store::insert_key_result(act, &thing, goal.id, store::Way { unit: &unit, start, target }).await?;
        act.begin_with(&thing, &[&store::UNIT, &store::START_VALUE, &store::TARGET_VALUE]).await?;
        follow(act, goal.id, None).await?;
        act.announce(self.goal.to_string());
        act.say(format!("{} added to {}", thing.key(), self.goal), format!("Add “{}” to {}", thing.title, self.goal));
        Ok(thing.key())
    }
}

/// Changes what a key result measures.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct EditKeyResult {
    /// The key result.
    pub key_result: Key,
    /// What is measured.
    pub title: String,
    /// In what.
    #[serde(default)]
    pub unit: String,
    /// Where it begins.
    pub start: Typed,
    /// Where it should be.
    pub target: Typed,
}

impl Action for EditKeyResult {
    const NAME: &'static str = "key_result.edit";
    const DID: &'static str = "Changed the key result";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(CHOOSES)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = key_result(act, self.key_result).await?;
        let (start, target) = rules::way(&self.start, &self.target)?;
        let mut edits = Edits::default();
        edits.title(Some(&self.title))?;
        edits.put(&store::UNIT, Some(&self.unit), |unit| rules::unit(unit))?;
        edits.put(&store::START_VALUE, Some(start), Ok)?;
        edits.put(&store::TARGET_VALUE, Some(target), Ok)?;
        act.edit(&thing, None, edits).await?;
        let goal = store::key_result(act.tx, thing.id).await?.goal;
        follow(act, goal, None).await?;
        act.say(format!("{} changed", self.key_result), format!("Change {}", self.key_result));
        Ok(self.key_result)
    }
}

/// Writes down a measurement.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct CheckIn {
    /// The key result.
    pub key_result: Key,
    /// The measured value.
    pub value: Typed,
    /// How sure one is of reaching the target, 0 to 10.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Typed>,
    /// A sentence about it.
    #[serde(default)]
    pub note: String,
}

impl Action for CheckIn {
    const NAME: &'static str = "key_result.check_in";
    const DID: &'static str = "Checked in";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = key_result(act, self.key_result).await?;
        let value = rules::measured("value", &self.value)?;
        let confidence = rules::confidence(self.confidence.as_ref())?;
        let note = thread::rules::text("note", &self.note)?;
        let goal = store::key_result(act.tx, thing.id).await?.goal;
        let id = act.app.ids.next();
        let new = store::NewCheckIn { id, key_result: thing.id, value, confidence, note: &note };
        store::insert_check_in(act, goal, new).await?;
        let says = json!({ "says": if note.is_empty() { "measured" } else { note.as_str() } });
        act.note(Some(&thing), format!("check-in: {id}"), Value::Null, says);
        act.set(&thing, &store::CURRENT_VALUE, json!(value)).await?;
        follow(act, goal, confidence).await?;
        act.say(format!("{} checked in", self.key_result), format!("Check in {}", self.key_result));
        Ok(self.key_result)
    }
}

/// Brings a goal's percentage and confidence up to date with its leading key result.
async fn follow(act: &mut Act<'_>, goal: ThingId, confidence: Option<i64>) -> Result<()> {
    let results = store::key_results(act.tx, &[goal]).await?;
    let Some(goal) = thread::store::by_id(act.tx, goal).await? else { return Ok(()) };
    if let Some(leading) = results.first() {
        let reached = rules::reached(leading.start_value, leading.target_value, leading.current_value);
        #[expect(clippy::cast_possible_truncation, reason = "thousandths of one")]
        let thousandths = (reached * 1000.0).round() as i64;
        act.set(&goal, &store::REACHED, json!(thousandths)).await?;
    }
    if let Some(confidence) = confidence {
        act.set(&goal, &store::CONFIDENCE, json!(confidence)).await?;
    }
    Ok(())
}

/// Takes a measurement back, or brings it back.
pub fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let id = change.field.split(": ").nth(1).and_then(|id| id.parse().ok()).ok_or(Failure::NotFound)?;
        store::show_check_in(act, id, !change.before.is_null()).await?;
        let thing = match change.thing {
            Some(id) => thread::store::by_id(act.tx, id).await?,
            None => None,
        };
        act.note(thing.as_ref(), change.field.clone(), change.after.clone(), change.before.clone());
        Ok(())
    })
}

async fn goal(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Goal])?;
    Ok(thing)
}

async fn key_result(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::KeyResult])?;
    Ok(thing)
}
