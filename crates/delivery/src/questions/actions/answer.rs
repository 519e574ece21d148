//! Answering.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Need};
use together::roles::rules::{Right, RightSet};
use together::thread::actions::set_state;
use together::thread::rules::text;
use together::thread::{Key, Thing};
use together::words::clipped;

use super::{note_on_story, question};
use crate::questions::rules::{self, ANSWERED, must_be_as_read, must_wait};
use crate::questions::store::Question;
use crate::questions::store::fields::{ANSWER, ANSWERED as ANSWERED_AT, ANSWERED_BY, CLEARED, FIRST_ANSWERED};
use crate::stories::actions::criteria;

/// Answers a question. Where the answer is another’s call, it becomes a proposal to them.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The question.
    pub question: Key,
    /// The answer, as Markdown.
    pub answer: String,
    /// What is so afterwards, where the answer becomes an acceptance criterion too: of the one that was asked about, or of
    /// one more. Left out, criteria stay as they are.
    #[serde(default)]
    pub then: String,
    /// What the criterion that was asked about said when the form was shown.
    #[serde(default)]
    pub then_was: String,
    /// The sequence of the question when the form was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Answer {
    /// The words of a criterion, where they are not those that were there before.
    fn criterion(&self) -> Option<&str> {
        Some(self.then.trim()).filter(|then| !then.is_empty() && *then != self.then_was.trim())
    }
}

impl Action for Answer {
    const NAME: &'static str = "question.answer";
    const DID: &'static str = "Answered a question";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let (_, question) = question(act, self.question).await?;
        let writes = RightSet::EMPTY.with_if(self.criterion().is_some(), Right::WriteStory);
        Ok(Need::right(question.right).and(writes))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, asked) = question(act, self.question).await?;
        must_wait(self.question, &asked.state).map_err(|refusal| refusal.at("answer"))?;
        must_be_as_read(self.question, asked.seq, self.seen)?;
        let answer = rules::answer(text("answer", &self.answer)?)?;
        write(act, &thing, &asked, &answer).await?;
        if let Some(then) = self.criterion() {
            become_criterion(act, &asked, then, &self.then_was).await?;
        }
        note_on_story(act, &asked, Some(&asked.state), ANSWERED).await?;
        if let Some(asker) = asked.asker {
            act.tell(asker, "answered", Some(thing.id));
        }
        let done = match self.criterion() {
            Some(_) => format!("{} answered, and a criterion of {} says it", self.question, asked.story_key()),
            None => format!("{} answered", self.question),
        };
        act.say(done, format!("Answer {}: {}", self.question, clipped(&answer, WISH)));
        Ok(self.question)
    }
}

async fn write(act: &mut Act<'_>, thing: &Thing, asked: &Question, answer: &str) -> Result<()> {
    let (now, person) = (act.now.0, act.actor.person);
    act.set(thing, &ANSWER, json!(answer)).await?;
    act.set(thing, &ANSWERED_BY, json!(person.map(|person| person.to_string()))).await?;
    act.set(thing, &ANSWERED_AT, json!(now)).await?;
    if asked.first_answered_at.is_none() {
        act.set(thing, &FIRST_ANSWERED, json!(now)).await?;
    }
    act.set(thing, &CLEARED, Value::Null).await?;
    set_state(act, thing, ANSWERED).await
}

/// The criterion that was asked about says it from now on; where none was, or it is gone, there is one more.
async fn become_criterion(act: &mut Act<'_>, asked: &Question, then: &str, then_was: &str) -> Result<()> {
    if let Some((criterion, now)) = asked.criterion.zip(asked.criterion_then.as_deref()) {
        if !then_was.is_empty() && now != then_was.trim() {
            let message = format!("The criterion says something else by now: “{now}”. Your answer is kept.");
            return Err(Refusal::new("changed-meanwhile", message).at("then").into());
        }
        return criteria::say_then(act, criterion, then).await;
    }
    let (thing, given, when, then) = (asked.story_key(), String::new(), String::new(), then.to_owned());
    criteria::Add { thing, given, when, then }.perform(act).await.map(drop)
}

/// Characters of an answer in the title of its proposal.
const WISH: usize = 120;
