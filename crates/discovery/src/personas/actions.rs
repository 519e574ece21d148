//! Writing down for whom we build.

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::form::sent;
use together::journal::{Act, Action, Need, NewThing, Registered, registered};
use together::roles::rules::Right;
use together::thread::actions::must_be;
use together::thread::rules::{text, title};
use together::thread::{Edits, Key, Kind, Stage};

use super::rules::{line, saying};
use super::store::{self, CONTEXT, QUOTE, Row, SOURCE, TEXT};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Write>(), registered::<Edit>()];

const IDENTIFIES: Need = Need::Right { right: Right::RankNeeds, team: 0 };

/// Writes down a persona.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Write {
    /// What they are called: “Dora, 34, commutes”.
    pub title: String,
    /// What they say.
    #[serde(default)]
    pub quote: String,
    /// How they live with the product, in a few words.
    #[serde(default)]
    pub context: String,
    /// What there is to know of them, as Markdown.
    #[serde(default)]
    pub text: String,
    /// What they are known from: “14 interviews, August”.
    #[serde(default)]
    pub source: String,
}

impl Action for Write {
    const NAME: &'static str = "persona.write";
    const DID: &'static str = "Wrote down a persona";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(IDENTIFIES)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (called, words, quote) = (title(&self.title)?, text("text", &self.text)?, saying(&self.quote)?);
        let (context, source) = (line("context", &self.context)?, line("source", &self.source)?);
        let new = NewThing { title: called, state: "current", stage: Stage::Open, number: None };
        let thing = act.create(Kind::Persona, new).await?;
        let row = Row { text: &words, quote: &quote, context: &context, source: &source };
        store::insert(act.tx, &thing, row).await?;
        act.begin_with(&thing, store::FIELDS).await?;
        act.say(format!("{} written", thing.key()), format!("Build for “{}”", thing.title));
        Ok(thing.key())
    }
}

/// Changes a persona. What is left out stays as it is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The persona.
    pub persona: Key,
    /// What they are called.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What they say.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// How they live with the product.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub context: Option<String>,
    /// What there is to know of them.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What they are known from.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The sequence of the persona the writer saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "persona.edit";
    const DID: &'static str = "Changed a persona";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(IDENTIFIES)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = act.thing(self.persona).await?;
        must_be(&thing, &[Kind::Persona])?;
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.text(&TEXT, self.text.as_deref())?;
        edits.put(&QUOTE, self.quote.as_deref(), saying)?;
        edits.put(&CONTEXT, self.context.as_deref(), |context| line("context", context))?;
        edits.put(&SOURCE, self.source.as_deref(), |source| line("source", source))?;
        act.edit(&thing, self.seen, edits).await?;
        act.say(format!("{} saved", self.persona), format!("Change {}", self.persona));
        Ok(self.persona)
    }
}
