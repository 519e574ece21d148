//! Answering.

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Need};
use together::roles::rules::{Right, RightSet};
use together::thread::actions::set_state;
use together::thread::rules::text;
use together::thread::{Key, Thing};

use super::{note_on_story, question};
use crate::questions::rules::{self, ANSWERED, must_wait};
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
    /// It becomes an acceptance criterion as well: what is so afterwards of the one that was asked about, or one more.
    #[serde(default)]
    pub as_criterion: bool,
    /// The words of that criterion; those of the answer when they are left out.
    #[serde(default)]
    pub criterion: String,
}

impl Action for Answer {
    const NAME: &'static str = "question.answer";
    const DID: &'static str = "Answered a question";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let (_, question) = question(act, self.question).await?;
        let writes = RightSet::EMPTY.with_if(self.as_criterion, Right::WriteStory);
        Ok(Need::right(question.right).and(writes))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, asked) = question(act, self.question).await?;
        must_wait(self.question, &asked.state)?;
        let answer = rules::answer(text("answer", &self.answer)?)?;
        write(act, &thing, &asked, &answer).await?;
        if self.as_criterion {
            let words = if self.criterion.trim().is_empty() { &answer } else { &self.criterion };
            become_criterion(act, &asked, words).await?;
        }
        note_on_story(act, &asked, Some(&asked.state), ANSWERED).await?;
        if let Some(asker) = asked.asker {
            act.tell(asker, "answered", Some(thing.id));
        }
        act.say(format!("{} answered", self.question), format!("Answer {}: {answer}", self.question));
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
async fn become_criterion(act: &mut Act<'_>, asked: &Question, words: &str) -> Result<()> {
    if let Some(criterion) = asked.criterion
        && criteria::say_then(act, criterion, words).await?
    {
        return Ok(());
    }
    let (thing, given, when, then) = (asked.story_key(), String::new(), String::new(), words.to_owned());
    criteria::Add { thing, given, when, then }.perform(act).await.map(drop)
}
