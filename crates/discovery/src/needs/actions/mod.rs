//! Writing needs and ranking them.

mod measure;
mod rank;

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Need, NewThing, Registered, registered};
use together::roles::rules::Right;
use together::thread::actions::{Join, link, must_be, set_state};
use together::thread::rules::{text, title};
use together::thread::{Edits, Key, Kind, LinkKind, Stage, Thing};

pub(crate) use measure::measured;
pub use rank::{Rank, restore};

use super::{rules, store};
use crate::customers::rules::name;
use together::form::{Typed, sent, typed};

/// Every action of this room.
pub const ACTIONS: &[Registered] =
    &[registered::<Write>(), registered::<Edit>(), registered::<Rank>(), registered::<SetState>()];

const RANKS: Need = Need::Right { right: Right::RankNeeds, team: 0 };

/// Writes a need; it goes below all others.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Write {
    /// The need, in a few words.
    pub title: String,
    /// What there is to know of it.
    #[serde(default)]
    pub text: String,
    /// When it comes up: “a book I hold is long in coming”.
    #[serde(default)]
    pub situation: String,
    /// What they want to do then: “know the day”.
    #[serde(default)]
    pub wish: String,
    /// What that is for: “plan my month”.
    #[serde(default)]
    pub ending: String,
    /// The personas who have it.
    #[serde(default)]
    pub personas: Vec<Key>,
    /// For whom it is, in words, where nobody was written down.
    #[serde(default)]
    pub persona: String,
    /// How much it matters to them, out of ten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importance: Option<Typed>,
    /// How well it is met today, out of ten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<Typed>,
    /// The goal it serves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub serves: Option<Key>,
}

impl Action for Write {
    const NAME: &'static str = "need.write";
    const DID: &'static str = "Wrote the need";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(RANKS)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let called = title(&self.title)?;
        let (words, persona) = (text("text", &self.text)?, name("persona", &self.persona)?);
        let job = job(&self.situation, &self.wish, &self.ending)?;
        let importance = out_of_ten("importance", self.importance.as_ref())?;
        let satisfaction = out_of_ten("satisfaction", self.satisfaction.as_ref())?;
        let goal = match self.serves {
            Some(key) => Some(act.thing(key).await?),
            None => None,
        };
        let product = act.product()?.id;
        let rank = store::RANKING.behind_all(act.tx, product, 1).await?.concat();
        let new = NewThing { title: called, state: "draft", stage: Stage::Open, number: None };
        let need = act.create(Kind::Need, new).await?;
        let job = [job[0].as_str(), &job[1], &job[2]];
        let row = store::Row { text: &words, persona: &persona, job, importance, satisfaction, rank: &rank };
        store::insert(act, &need, row).await?;
        if let Some(to) = &goal {
            link(act, Join { from: &need, kind: LinkKind::Serves, to, share: None, quote: None }).await?;
        }
        for key in self.personas {
            let to = act.thing_in("personas", key).await?;
            link(act, Join { from: &need, kind: LinkKind::For, to: &to, share: None, quote: None }).await?;
        }
        act.say(format!("{} written", need.key()), format!("Write the need “{}”", need.title));
        Ok(need.key())
    }
}

/// Changes a need. What is left out stays as it is; an empty number is forgotten.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The need.
    pub need: Key,
    /// The need, in a few words.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What there is to know of it.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// When it comes up.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub situation: Option<String>,
    /// What they want to do then.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub wish: Option<String>,
    /// What that is for.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub ending: Option<String>,
    /// For whom it is, in words.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub persona: Option<String>,
    /// How much it matters to them, out of ten.
    #[serde(default, deserialize_with = "typed", skip_serializing_if = "Option::is_none")]
    pub importance: Option<Typed>,
    /// How well it is met today, out of ten.
    #[serde(default, deserialize_with = "typed", skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<Typed>,
    /// The sequence of the need the writer saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "need.edit";
    const DID: &'static str = "Changed the need";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(RANKS)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let need = need(act, self.need).await?;
        act.edit(&need, self.seen, self.edits()?).await?;
        measure::entered(act, &need).await?;
        act.say(format!("{} changed", self.need), format!("Change {}", self.need));
        Ok(self.need)
    }
}

impl Edit {
    fn edits(&self) -> Result<Edits, Refusal> {
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.text(&store::TEXT, self.text.as_deref())?;
        edits.put(&store::PERSONA, self.persona.as_deref(), |persona| name("persona", persona))?;
        edits.put(&store::SITUATION, self.situation.as_deref(), |text| rules::part("situation", text, WHEN))?;
        edits.put(&store::WISH, self.wish.as_deref(), |text| rules::part("wish", text, WISH))?;
        edits.put(&store::ENDING, self.ending.as_deref(), |text| rules::part("ending", text, SO))?;
        let rating = |field| move |typed| out_of_ten(field, Some(typed));
        edits.put(&store::IMPORTANCE, self.importance.as_ref(), rating("importance"))?;
        edits.put(&store::SATISFACTION, self.satisfaction.as_ref(), rating("satisfaction"))?;
        Ok(edits)
    }
}

/// What people type before the parts of a job, since sentences begin so.
const WHEN: &[&str] = &["when"];
const WISH: &[&str] = &["i want to", "want to"];
const SO: &[&str] = &["so that i can", "so i can", "so that"];

/// The parts of a job, checked.
fn job(situation: &str, wish: &str, ending: &str) -> Result<[String; 3], Refusal> {
    Ok([
        rules::part("situation", situation, WHEN)?,
        rules::part("wish", wish, WISH)?,
        rules::part("ending", ending, SO)?,
    ])
}

fn out_of_ten(field: &'static str, typed: Option<&Typed>) -> Result<Option<f64>, Refusal> {
    typed.map_or(Ok(None), |typed| typed.real(field, rules::SCALE))
}

/// Moves a need to draft, agreed, in work, done or dropped.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetState {
    /// The need.
    pub need: Key,
    /// `draft`, `agreed`, `in work`, `done` or `dropped`.
    pub state: String,
}

impl Action for SetState {
    const NAME: &'static str = "need.set_state";
    const DID: &'static str = "Moved the need";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(RANKS)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let need = need(act, self.need).await?;
        set_state(act, &need, &self.state).await?;
        act.say(format!("{} is {}", self.need, self.state), format!("Make {} {}", self.need, self.state));
        Ok(self.need)
    }
}

async fn need(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Need])?;
    Ok(thing)
}
