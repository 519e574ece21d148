//! Asking, and asking better.

use std::collections::BTreeSet;

use ground::web::{Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::form::sent;
use together::journal::{Act, Action, Need, NewThing};
use together::notices;
use together::roles::rules::Right;
use together::thread::rules::{text, title};
use together::thread::{Edits, Key, Kind, Stage};

use super::{note_on_story, question};
use crate::questions::rules::{OPEN, hours, must_wait};
use crate::questions::store::fields::{BLOCKS, QUESTION, RIGHT, TEXT};
use crate::questions::store::{self, NewRow};
use crate::stories::actions::story;
use crate::stories::{CriterionId, store::criteria};

/// Asks what must be known of a story, or of one of its criteria.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Ask {
    /// The story.
    pub story: Key,
    /// The question, in one sentence.
    pub question: String,
    /// What else is to be known of it, as Markdown.
    #[serde(default)]
    pub text: String,
    /// The criterion it is about.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub criterion: Option<CriterionId>,
    /// Work on the story cannot go on before it is answered.
    #[serde(default)]
    pub blocks: bool,
    /// What the answer decides, where that is not for who answers questions to decide.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub right: Option<Right>,
}

impl Action for Ask {
    const NAME: &'static str = "question.ask";
    const DID: &'static str = "Asked a question";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let title = title(&self.question).map_err(|refusal| refusal.at("question"))?;
        let text = text("text", &self.text)?;
        let story = story(act, self.story).await?;
        if let Some(criterion) = self.criterion {
            let there = criteria::of_story(act.tx, story.id).await?;
            if !there.iter().any(|one| one.id == criterion) {
                let message = format!("This criterion of {} was removed. Your question is not sent.", self.story);
                let hint = "Ask it of the story as a whole.";
                return Err(Refusal::new("criterion-gone", message).at("criterion").hint(hint).into());
            }
        }
        let wish = format!("Ask “{title}”");
        let new = NewThing { title, state: OPEN, stage: Stage::Open, number: None };
        let thing = act.create(Kind::Question, new).await?;
        let row = NewRow {
            story: story.id,
            criterion: self.criterion,
            asker: act.actor.person,
            text,
            right: self.right.unwrap_or(Right::AnswerQuestion),
            blocks: self.blocks,
            asked_at: act.now,
            due_at: hours::after(act.now, store::agreed(act.tx, story.product).await?),
        };
        store::insert(act.tx, &thing, row).await?;
        act.begin_with(&thing, QUESTION).await?;
        let (_, asked) = question(act, thing.key()).await?;
        note_on_story(act, &asked, None, OPEN).await?;
        for right in BTreeSet::from([Right::AnswerQuestion, asked.right]) {
            notices::tell_decider(act, right, "question", thing.id).await?;
        }
        act.say(format!("{} asked", thing.key()), wish);
        Ok(thing.key())
    }
}

/// Asks in other words, or of somebody else; what is not sent stays.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The question.
    pub thing: Key,
    /// The question, in one sentence.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub question: Option<String>,
    /// What else is to be known of it, as Markdown.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub text: Option<String>,
    /// Whether work on the story cannot go on before it is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blocks: Option<bool>,
    /// What the answer decides.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub right: Option<Right>,
    /// The sequence of the question when the form was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "question.edit";
    const DID: &'static str = "Asked it in other words";
    type Answer = Key;

    /// One's own question is one's own to word; whose call another's is says who answers questions.
    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let (_, question) = question(act, self.thing).await?;
        let own = question.asker.is_some() && question.asker == act.actor.person;
        Ok(if own { Need::Member } else { Need::right(Right::AnswerQuestion) })
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, asked) = question(act, self.thing).await?;
        must_wait(self.thing, &asked.state)?;
        let mut edits = Edits::default();
        edits.title(self.question.as_deref()).map_err(|refusal| refusal.at("question"))?;
        edits.text(&TEXT, self.text.as_deref())?;
        edits.put(&BLOCKS, self.blocks, |blocks| Ok(i64::from(blocks)))?;
        edits.put(&RIGHT, self.right, |right| Ok(right.code()))?;
        act.edit(&thing, self.seen, edits).await?;
        if let Some(right) = self.right.filter(|right| ![asked.right, Right::AnswerQuestion].contains(right)) {
            notices::tell_decider(act, right, "question", thing.id).await?;
        }
        act.announce(asked.story_key().to_string());
        act.say(format!("{} saved", self.thing), format!("Ask {} in other words", self.thing));
        Ok(self.thing)
    }
}
