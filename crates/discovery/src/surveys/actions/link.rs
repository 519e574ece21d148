//! Links that open a survey.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Need};
use together::people::rules::Sealed;
use together::thread::Key;

use super::survey;
use crate::surveys::rules;
use crate::surveys::store::{self, NewLink};

/// Makes a link to a survey that is open. That it is asked was decided when it was opened, so any member passes it on. It
/// cannot be asked for by name: the link is a secret, shown once.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(in crate::surveys) struct MakeLink {
    /// The survey.
    pub(in crate::surveys) survey: Key,
    /// For whom; empty where it is for whoever has it.
    pub(in crate::surveys) whom: String,
    /// The hash of the link.
    #[serde(skip)]
    pub(in crate::surveys) link: Sealed,
}

impl Action for MakeLink {
    const NAME: &'static str = "survey.link";
    const DID: &'static str = "Made a link to a survey";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, survey) = survey(act, self.survey).await?;
        let for_whom = rules::whom(&self.whom)?;
        if survey.state != "open" {
            let message = format!("{} is not open, so a link to it would open nothing.", self.survey);
            return Err(Refusal::new("survey-not-open", message).into());
        }
        let link = NewLink { hash: &self.link.0, for_whom: &for_whom, made_by: act.actor.person };
        store::make_link(act.tx, &thing, link, act.now).await?;
        let kind = if for_whom.is_empty() { "open to all" } else { "for one" };
        act.note(Some(&thing), "survey link: made", Value::Null, json!({ "says": kind }));
        Ok(self.survey)
    }
}

/// Closes a link to a survey: it opens nothing any more. What was answered through it counts.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct CloseLink {
    /// The survey.
    pub survey: Key,
    /// The name of the link, as the page of the survey has it.
    pub link: String,
}

impl Action for CloseLink {
    const NAME: &'static str = "survey.close_link";
    const DID: &'static str = "Closed a link to a survey";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, _) = survey(act, self.survey).await?;
        let now = act.now;
        if !store::close_link(act.tx, thing.id, &self.link, now).await? {
            return Err(Refusal::new("no-such-link", "This link opens nothing any more.").into());
        }
        act.note(Some(&thing), "survey link: closed", json!({ "says": "open" }), Value::Null);
        act.say("The link opens nothing any more", format!("Close a link to {}", self.survey));
        Ok(self.survey)
    }
}
