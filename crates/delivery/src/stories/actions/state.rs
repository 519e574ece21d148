//! Moving stories from state to state.

use ground::web::{Conflict, Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::journal::{Act, Action, Need};
use together::notices;
use together::roles::rules::Right;
use together::thread::{Key, Thing, actions};

use crate::definitions::measure::must_be_done;
use crate::sprints;
use crate::stories::rules::states;
use crate::stories::store::ranks;

/// Moves a story to another state. What is done leaves the backlog; what comes back gets a place at its end.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetState {
    /// The story.
    pub thing: Key,
    /// The state.
    pub state: String,
    /// The sequence of the board when its card was picked up: what somebody else has moved since stays where it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl SetState {
    /// A move whatever others did meanwhile.
    pub fn to(thing: Key, state: &str) -> Self {
        Self { thing, state: state.to_owned(), seen: None }
    }
}

impl Action for SetState {
    const NAME: &'static str = "story.set_state";
    const DID: &'static str = "Moved it on";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let thing = super::story(act, self.thing).await?;
        let runs = sprints::store::have_running(act.tx, &[thing.id]).await?;
        Ok(Need::rights(states::need(&thing.state, &self.state, runs)))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        states::may_become(&self.state)?;
        let thing = super::story(act, self.thing).await?;
        if let Some(seen) = self.seen.filter(|_| thing.state != self.state) {
            refuse_moved_since(act, &thing, seen).await?;
        }
        let advised = if self.state == "done" { must_be_done(act, &thing).await? } else { String::new() };
        actions::set_state(act, &thing, &self.state).await?;
        if self.state == "waiting for acceptance" {
            notices::tell_decider(act, Right::AcceptStory, "acceptance", thing.id).await?;
        }
        let over = sprints::actions::over(act, &thing, &self.state).await?.map(|words| format!(". {words}"));
        let over = over.unwrap_or_default();
        act.say(
            format!("{} is {} now{over}{advised}", self.thing, self.state),
            format!("Move {} to “{}”", self.thing, self.state),
        );
        Ok(self.thing)
    }
}

/// Somebody who moved its card first is not overruled unseen: theirs stands, and the move can be asked for again.
async fn refuse_moved_since(act: &mut Act<'_>, story: &Thing, seen: i64) -> Result<()> {
    let moved = ranks::moved_since(act.tx, &[story.id], seen, act.actor.person, "state").await?;
    let Some((_, who, _)) = moved else { return Ok(()) };
    let by = if who.is_empty() { String::new() } else { format!(" by {who}") };
    let message = format!("{} was moved to “{}”{by} meanwhile. It stays there.", story.key(), story.state);
    let refusal = Refusal::new("moved-meanwhile", message);
    let (stored, sent) = (json!({ "state": story.state }), json!({}));
    Err(Failure::Conflict(Box::new(Conflict { refusal, stored, sent })))
}

/// Drops stories: they leave the backlog, and can be brought back.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Drop {
    /// The stories.
    #[serde(alias = "thing")]
    pub things: Vec<Key>,
}

impl Action for Drop {
    const NAME: &'static str = "story.drop";
    const DID: &'static str = "Dropped it";
    type Answer = Option<Key>;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let stories = super::stories(act, self.things.clone()).await?;
        let dropped: Vec<_> = stories.iter().map(|story| story.id).collect();
        let runs = sprints::store::have_running(act.tx, &dropped).await?;
        Ok(Need::rights(stories.iter().flat_map(|story| states::need(&story.state, "dropped", runs).iter()).collect()))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Option<Key>> {
        let stories = super::stories(act, self.things).await?;
        for story in &stories {
            actions::set_state(act, story, "dropped").await?;
        }
        let named = super::named(&stories);
        act.say(format!("{named} dropped"), format!("Drop {named}"));
        Ok(stories.first().map(|story| story.key()))
    }
}
