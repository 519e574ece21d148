//! What the one who asked makes of the answer.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::conversation::actions::{Saying, say};
use together::journal::{Act, Action, Need};
use together::notices;
use together::roles::rules::Right;
use together::thread::Key;
use together::thread::actions::set_state;

use super::{note_on_story, question};
use crate::questions::rules::{ANSWERED, REOPENED, hours, must_be_answered, must_wait};
use crate::questions::store;
use crate::questions::store::fields::{CLEARED, DUE};

/// Finds an answer clear: the question is done with.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Clear {
    /// The question.
    pub question: Key,
}

impl Action for Clear {
    const NAME: &'static str = "question.clear";
    const DID: &'static str = "Found the answer clear";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, asked) = question(act, self.question).await?;
        must_be_answered(self.question, &asked.state)?;
        if asked.asker != act.actor.person {
            let refusal = Refusal::new("not-yours", "Whether an answer is clear says whoever asked.");
            return Err(Failure::Forbidden(refusal.hint("Reopen the question if it is not.")));
        }
        let now = act.now.0;
        act.set(&thing, &CLEARED, json!(now)).await?;
        act.announce(asked.story_key().to_string());
        act.say(format!("{} is clear", self.question), format!("Find the answer to {} clear", self.question));
        Ok(self.question)
    }
}

/// Asks again, because the answer is not clear yet.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reopen {
    /// The question.
    pub question: Key,
    /// What is not clear, as Markdown; it stands in the conversation.
    #[serde(default)]
    pub why: String,
}

impl Action for Reopen {
    const NAME: &'static str = "question.reopen";
    const DID: &'static str = "Reopened a question";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, asked) = question(act, self.question).await?;
        must_be_answered(self.question, &asked.state)?;
        let due = hours::after(act.now, store::agreed(act.tx, thing.product).await?);
        act.set(&thing, &CLEARED, Value::Null).await?;
        act.set(&thing, &DUE, json!(due.0)).await?;
        set_state(act, &thing, REOPENED).await?;
        if !self.why.trim().is_empty() {
            say(act, &thing, Saying { body: &self.why, public: false, contact: None }).await?;
        }
        note_on_story(act, &asked, Some(ANSWERED), REOPENED).await?;
        notices::tell_decider(act, Right::AnswerQuestion, "question", thing.id).await?;
        act.say(format!("{} is open again", self.question), format!("Reopen {}", self.question));
        Ok(self.question)
    }
}

/// Reminds whoever answers questions of one that is late.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Remind {
    /// The question.
    pub question: Key,
}

impl Action for Remind {
    const NAME: &'static str = "question.remind";
    const DID: &'static str = "Reminded of a question";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    /// The reminder stands in the conversation, so that everybody sees that there was one.
    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, asked) = question(act, self.question).await?;
        must_wait(self.question, &asked.state)?;
        if !asked.is_late(act.now) {
            let message = format!("{} is not late yet: the agreed time is not over.", self.question);
            return Err(Refusal::new("question-not-late", message).into());
        }
        say(act, &thing, Saying { body: "This question still waits.", public: false, contact: None }).await?;
        notices::tell_decider(act, Right::AnswerQuestion, "question", thing.id).await?;
        act.announce(asked.story_key().to_string());
        act.say(format!("Reminded of {}", self.question), format!("Remind of {}", self.question));
        Ok(self.question)
    }
}
