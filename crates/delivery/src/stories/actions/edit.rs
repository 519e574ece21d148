//! Changing what a story says.

use ground::web::{Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::form::sent;
use together::journal::{Act, Action, Need};
use together::people::PersonId;
use together::roles::members::actions::must_belong;
use together::roles::rules::Right;
use together::thread::actions::fields::OWNER;
use together::thread::{Edits, Key};

use super::write;
use crate::stories::rules::sentence::Sentence;
use crate::stories::rules::{StoryType, part};
use crate::stories::store::fields::{END, MEANS, ROLE, TEXT, TYPE};

/// Changes what a story says; what is not sent stays.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The story.
    pub thing: Key,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub title: Option<String>,
    /// “As a … I want … so that …”: takes the place of the three that follow. Empty leaves them as they are sent.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub sentence: Option<String>,
    /// Who wants it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub role: Option<String>,
    /// What they want.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub means: Option<String>,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub end: Option<String>,
    /// Everything else.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub text: Option<String>,
    /// What it is.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub of_type: Option<StoryType>,
    /// The id of who looks after it; empty for nobody.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub owner: Option<String>,
    /// The sequence of the story when the form was shown: later changes of the same fields are refused, not overwritten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "story.edit";
    const DID: &'static str = "Edited it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::WriteStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = super::story(act, self.thing).await?;
        let owner = match &self.owner {
            Some(owner) => Some(self::owner(act, owner).await?),
            None => None,
        };
        let [role, means, end] = match self.sentence.as_deref().map(write::sentence).transpose()? {
            Some(Sentence { role, means, end }) => [Some(role), Some(means), Some(end)],
            None => [self.role, self.means, self.end],
        };
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        for (field, name, line) in [(&ROLE, "role", &role), (&MEANS, "means", &means), (&END, "end", &end)] {
            edits
                .put(field, line.as_deref(), |line| part(name, line).map(|line| (!line.is_empty()).then_some(line)))?;
        }
        edits.text(&TEXT, self.text.as_deref())?;
        edits.put(&TYPE, self.of_type, |of_type| Ok(of_type.code()))?;
        edits.put(&OWNER, owner, Ok)?;
        act.edit(&thing, self.seen, edits).await?;
        act.say(format!("{} saved", self.thing), format!("Edit {}", self.thing));
        Ok(self.thing)
    }
}

/// Who is to look after it, by id; nobody for the empty text.
async fn owner(act: &mut Act<'_>, id: &str) -> Result<Option<PersonId>> {
    if id.is_empty() {
        return Ok(None);
    }
    // What is no id is nobody’s, and nobody’s is not a member’s.
    let person = id.parse().unwrap_or_default();
    must_belong(act, person).await?;
    Ok(Some(person))
}
