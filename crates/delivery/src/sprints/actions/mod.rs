//! Planning sprints, choosing what enters them, beginning and closing them.

mod limits;

pub use limits::Limit;
pub(crate) use limits::{over, restore as restore_limit};

use ground::web::{Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::form::Typed;
use together::journal::{Act, Action, Need, NewThing, Registered, registered};
use together::roles::rules::Right;
use together::thread::actions::fields::TITLE;
use together::thread::actions::{must_be, set_state};
use together::thread::rules::title;
use together::thread::{self, Key, Kind, Stage, Thing};

use super::rules;
use super::store::fields::SPRINT as SPRINT_FIELDS;
use super::store::{self, NewSprint};
use crate::releases::rules::day;
use crate::stories;
use crate::stories::rules::part;
use crate::stories::store::fields::SPRINT;

/// Every action of this room.
pub const ACTIONS: &[Registered] =
    &[registered::<Plan>(), registered::<Choose>(), registered::<SetState>(), registered::<Limit>()];

/// The most points that fit a sprint.
const MOST: i64 = 10_000;

/// Plans a sprint.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Plan {
    /// Its name; “Sprint” and its number when it is empty.
    #[serde(default)]
    pub title: String,
    /// What it is for.
    #[serde(default)]
    pub goal: String,
    /// Its first day, as 2026-10-19.
    pub starts: String,
    /// Its last day.
    pub ends: String,
    /// Points that fit.
    #[serde(default, deserialize_with = "maybe")]
    pub capacity: Option<Typed>,
}

impl Action for Plan {
    const NAME: &'static str = "sprint.plan";
    const DID: &'static str = "Planned it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::PlanSprint))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let missing =
            |field: &'static str| Refusal::new("day-missing", "A sprint has a first and a last day.").at(field);
        let starts_at = day("starts", &self.starts)?.ok_or_else(|| missing("starts"))?;
        let ends_at = day("ends", &self.ends)?.ok_or_else(|| missing("ends"))?;
        if ends_at < starts_at {
            let message = "The last day lies before the first.";
            return Err(Refusal::new("sprint-ends-before", message).at("ends").into());
        }
        let capacity = self.capacity.map_or(Ok(None), |points| points.whole("capacity", 0..=MOST))?;
        let goal = part("goal", &self.goal)?;
        let named = if self.title.trim().is_empty() { None } else { Some(title(&self.title)?) };
        let new = NewThing {
            title: named.clone().unwrap_or_else(|| "Sprint".to_owned()),
            state: "planned",
            stage: Stage::Open,
            number: None,
        };
        let thing = act.create(Kind::Sprint, new).await?;
        store::insert(act.tx, thing.id, thing.product, NewSprint { goal: &goal, starts_at, ends_at, capacity }).await?;
        act.begin_with(&thing, SPRINT_FIELDS).await?;
        let name = match named {
            Some(name) => name,
            None => numbered(act, &thing).await?,
        };
        act.say(format!("{name} planned"), format!("Plan {name}"));
        Ok(thing.key())
    }
}

/// Names a sprint after its key.
async fn numbered(act: &mut Act<'_>, thing: &Thing) -> Result<String> {
    let name = format!("Sprint {}", thing.number);
    act.set(thing, &TITLE, json!(name)).await?;
    Ok(name)
}

/// Chooses stories for a sprint, or takes them out of theirs.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Choose {
    /// The stories.
    #[serde(alias = "thing")]
    pub things: Vec<Key>,
    /// The sprint; none takes them back to the backlog.
    #[serde(default, deserialize_with = "maybe")]
    pub sprint: Option<Key>,
}

impl Action for Choose {
    const NAME: &'static str = "sprint.choose";
    const DID: &'static str = "Chose it for a sprint";
    type Answer = Option<Key>;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let mut states = Vec::new();
        if let Some(key) = self.sprint {
            states.push(sprint(act, key).await?.state);
        }
        let chosen: Vec<_> =
            stories::actions::stories(act, self.things.clone()).await?.iter().map(|story| story.id).collect();
        states.extend(store::states_of(act.tx, &chosen).await?);
        Ok(Need::right(rules::states::need_to_choose(states.iter().map(String::as_str))))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Option<Key>> {
        let into = match self.sprint {
            Some(key) => Some(open(sprint(act, key).await?)?),
            None => None,
        };
        let chosen = stories::actions::stories(act, self.things).await?;
        for story in &chosen {
            act.set(story, &SPRINT, json!(into.as_ref().map(|sprint| sprint.id.to_string()))).await?;
            match (&into, story.state.as_str()) {
                (Some(_), "draft") => set_state(act, story, "in sprint").await?,
                (None, "in sprint") => set_state(act, story, "draft").await?,
                _ => {}
            }
        }
        let named = stories::actions::named(&chosen);
        match into {
            Some(sprint) => {
                let name = sprint.title;
                act.say(format!("{named} chosen for {name}"), format!("Choose {named} for {name}"));
            }
            None => act.say(format!("{named} back in the backlog"), format!("Take {named} out of the sprint")),
        }
        Ok(chosen.first().map(Thing::key))
    }
}

fn open(sprint: Thing) -> Result<Thing, Refusal> {
    if matches!(sprint.state.as_str(), "planned" | "running") {
        return Ok(sprint);
    }
    let message = format!("{} is {}; nothing enters it any more.", sprint.title, sprint.state);
    Err(Refusal::new("sprint-over", message).at("sprint"))
}

/// Begins, closes or cancels a sprint.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetState {
    /// The sprint.
    pub thing: Key,
    /// The state: planned, running, closed, cancelled.
    pub state: String,
}

impl Action for SetState {
    const NAME: &'static str = "sprint.set_state";
    const DID: &'static str = "Moved it on";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let thing = sprint(act, self.thing).await?;
        Ok(Need::right(rules::states::need(&thing.state, &self.state)))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = sprint(act, self.thing).await?;
        rules::states::may_become(&thing.state, &self.state)?;
        if self.state == "running"
            && let Some(running) = store::runs(act.tx, thing.product).await?.filter(|running| running.thing != thing.id)
        {
            let message = format!("{} is running. Close it before another begins.", running.key());
            return Err(Refusal::new("sprint-running", message).at("state").into());
        }
        set_state(act, &thing, &self.state).await?;
        if matches!(self.state.as_str(), "closed" | "cancelled") {
            let_go(act, &thing).await?;
        }
        act.say(format!("{} is {} now", thing.title, self.state), format!("Make {} {}", thing.title, self.state));
        Ok(self.thing)
    }
}

/// What nobody has begun when a sprint ends is a draft of the product backlog again.
async fn let_go(act: &mut Act<'_>, sprint: &Thing) -> Result<()> {
    let chosen = stories::store::of_sprint(act.tx, sprint.id).await?;
    for story in thread::store::by_ids(act.tx, &chosen).await? {
        if story.state == "in sprint" && story.hidden_at.is_none() {
            set_state(act, &story, "draft").await?;
        }
    }
    Ok(())
}

/// A sprint of this product.
async fn sprint(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Sprint]).map_err(|refusal| refusal.at("sprint"))?;
    Ok(thing)
}
