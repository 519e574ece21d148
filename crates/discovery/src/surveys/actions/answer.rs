//! Answering, by people without an account.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Need};
use together::people::rules::Sealed;
use together::thread::{self, Thing};

use crate::surveys::rules::must_be_open;
use crate::surveys::store::{self, Survey, answers};

pub use answers::Given;

/// Answers a survey through a link. It cannot be asked for by name: the link is a secret, and who answers has no account.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(in crate::surveys) struct Answer {
    /// The hash of the link.
    #[serde(skip)]
    pub(in crate::surveys) link: Sealed,
    /// What is answered.
    #[serde(skip)]
    pub(in crate::surveys) given: Given,
}

impl Action for Answer {
    const NAME: &'static str = "survey.answer";
    const DID: &'static str = "Answered a survey";
    /// Whether they had answered before.
    type Answer = bool;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Anybody)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<bool> {
        let followed = store::follow(act.tx, &self.link.0).await?.ok_or_else(link_closed)?;
        let thing = thread::store::by_id(act.tx, followed.survey).await?.filter(|thing| thing.hidden_at.is_none());
        let thing = thing.ok_or_else(link_closed)?;
        let survey = store::one(act.tx, thing.id).await?.ok_or_else(link_closed)?;
        must_be_open(&survey.state)?;
        answered(act, &thing, &survey, &[self.given]).await
    }
}

/// Writes down what people answered; says whether the last of them had answered before.
pub async fn answered(act: &mut Act<'_>, thing: &Thing, survey: &Survey, given: &[Given]) -> Result<bool> {
    let (now, mut again, mut more) = (act.now, false, 0);
    for given in given {
        again = answers::put(act.tx, survey, given, now).await?;
        more += i64::from(!again);
    }
    match more {
        0 => act.note(Some(thing), "answer: again", Value::Null, json!({ "says": "in place of an earlier one" })),
        more => act.note(Some(thing), "answers: given", json!(survey.answers), json!(survey.answers + more)),
    }
    Ok(again)
}

/// Whether it was closed, or never there: the answer is the same.
pub(in crate::surveys) fn link_closed() -> Refusal {
    Refusal::new("link-closed", "This link opens nothing any more.").hint("Ask whoever gave it to you for another.")
}
