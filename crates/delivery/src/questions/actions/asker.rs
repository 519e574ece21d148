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
use together::thread::actions::{hide, set_state};

use super::{note_on_story, question};
use crate::questions::rules::{ANSWERED, REOPENED, hours, may_remind, must_be_answered, must_wait};
use crate::questions::store;
use crate::questions::store::fields::{CLEARED, DUE, REMINDED};

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

/// Reminds whoever answers questions of one that is late; at most once in the agreed time.
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

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, asked) = question(act, self.question).await?;
        must_wait(self.question, &asked.state)?;
        let hours = store::agreed(act.tx, thing.product).await?;
        may_remind(self.question, asked.due_at, asked.reminded_at, act.now, hours)?;
        let now = act.now.0;
        act.set(&thing, &REMINDED, json!(now)).await?;
        notices::tell_decider(act, Right::AnswerQuestion, "reminder", thing.id).await?;
        act.announce(asked.story_key().to_string());
        act.say(format!("Reminded of {}", self.question), format!("Remind of {}", self.question));
        Ok(self.question)
    }
}

/// Takes one's own question back before it is answered.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Withdraw {
    /// The question.
    pub question: Key,
}

impl Action for Withdraw {
    const NAME: &'static str = "question.withdraw";
    const DID: &'static str = "Withdrew a question";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, asked) = question(act, self.question).await?;
        must_wait(self.question, &asked.state)?;
        if asked.asker != act.actor.person {
            let refusal = Refusal::new("not-yours", "Whoever asked withdraws a question.");
            return Err(Failure::Forbidden(refusal.hint("Answer it, or remove it where that is your call.")));
        }
        hide(act, &thing).await?;
        note_on_story(act, &asked, Some(&asked.state), "withdrawn").await?;
        act.say(format!("{} withdrawn", self.question), format!("Withdraw {}", self.question));
        Ok(asked.story_key())
    }
}
