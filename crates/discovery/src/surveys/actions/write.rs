//! Writing a survey.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::form::sent;
use together::journal::{Act, Action, Need, NewThing};
use together::thread::rules::{text, title};
use together::thread::{Edits, Key, Kind, Stage};

use super::survey;
use crate::surveys::rules::{self, About};
use crate::surveys::store::{self, Row};

/// Writes a survey; it can be answered once it is open.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Write {
    /// What it is called, for those who answer too.
    pub title: String,
    /// `needs`, by importance and satisfaction, or `features`, by Kano's method.
    #[serde(default)]
    pub about: About,
    /// What whoever answers reads first, as Markdown.
    #[serde(default)]
    pub text: String,
    /// The needs or features, in the order they are asked about.
    #[serde(default)]
    pub things: Vec<Key>,
    /// Who those who answer may be, a line each; they choose one.
    #[serde(default)]
    pub segments: String,
}

impl Action for Write {
    const NAME: &'static str = "survey.write";
    const DID: &'static str = "Wrote a survey";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(self.about.right()))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (called, words) = (title(&self.title)?, text("text", &self.text)?);
        let segments = rules::segments(&self.segments)?.join("\n");
        let things = there(act, self.about, &self.things).await?;
        let new = NewThing { title: called, state: "draft", stage: Stage::Open, number: None };
        let thing = act.create(Kind::Survey, new).await?;
        let row = Row { about: self.about, text: &words, things: &things, segments: &segments };
        store::insert(act.tx, &thing, row).await?;
        act.begin_with(&thing, store::FIELDS).await?;
        act.say(
            format!("{} written. Open it when it is to be answered", thing.key()),
            format!("Ask “{}”", thing.title),
        );
        Ok(thing.key())
    }
}

/// Changes a survey. What is left out stays as it is; what is asked stays as it is once somebody could have answered.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The survey.
    pub survey: Key,
    /// What it is called.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What whoever answers reads first.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The needs or features it asks about; left out, they stay.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub things: Vec<Key>,
    /// Who those who answer may be, a line each.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub segments: Option<String>,
    /// The sequence of the survey the writer saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "survey.edit";
    const DID: &'static str = "Changed a survey";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let (_, survey) = survey(act, self.survey).await?;
        Ok(Need::right(survey.about.right()))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, survey) = survey(act, self.survey).await?;
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.text(&store::TEXT, self.text.as_deref())?;
        if !self.things.is_empty() {
            let things = there(act, survey.about, &self.things).await?;
            must_be_draft(&survey, things == survey.things, "things")?;
            edits.put(&store::THINGS, Some(things), Ok)?;
        }
        if let Some(segments) = self.segments {
            let segments = rules::segments(&segments)?.join("\n");
            must_be_draft(&survey, segments == survey.segments, "segments")?;
            edits.put(&store::SEGMENTS, Some(segments), Ok)?;
        }
        act.edit(&thing, self.seen, edits).await?;
        act.say(format!("{} saved", self.survey), format!("Change {}", self.survey));
        Ok(self.survey)
    }
}

/// What is asked cannot change while it is answered: some would have answered something else.
fn must_be_draft(survey: &store::Survey, same: bool, field: &'static str) -> Result<(), Refusal> {
    if same || survey.state == "draft" {
        return Ok(());
    }
    let message = format!("{} has been open, so what it asks stays as it is.", survey.key());
    Err(Refusal::new("survey-was-open", message).at(field).hint("Write another survey."))
}

/// The keys to keep, of things that are all there.
async fn there(act: &mut Act<'_>, about: About, named: &[Key]) -> Result<String> {
    let keys = rules::things(about, named)?;
    for key in &keys {
        act.thing_in("things", *key).await?;
    }
    Ok(rules::written(&keys))
}
