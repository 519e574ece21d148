//! Writing stories: one from a form or a line, many from an import.

use ground::clock::Ts;
use ground::web::{Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Beginning, Need, NewThing};
use together::order::Wanted;
use together::roles::rules::{Right, RightSet};
use together::thread::actions::{link_new, must_be};
use together::thread::rules::{Dots, TITLE_LIMIT, text, title};
use together::thread::{Key, Kind, LinkKind, Stage, Thing};

use super::criteria::fresh;
use crate::backlog::place::{self, Slot};
use crate::definitions;
use crate::definitions::rules::{Definition, Of};
use crate::stories::rules::readiness::{self, Facts, small_enough};
use crate::stories::rules::sentence::{Given, Sentence};
use crate::stories::rules::{StoryType, part, states};
use crate::stories::store::derived::Found;
use crate::stories::store::{self, NewRow, criteria};

/// Writes a story. A title is enough; a sentence “As a … I want … so that …” says everything at once.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Write {
    /// Its title; may be left away where a sentence says what is wanted. A sentence typed here counts as one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// “As a … I want … so that …”.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// Who wants it.
    #[serde(default)]
    pub role: String,
    /// What they want.
    #[serde(default)]
    pub means: String,
    /// What for.
    #[serde(default)]
    pub end: String,
    /// What it is.
    #[serde(default, rename = "type")]
    pub of_type: StoryType,
    /// Everything else.
    #[serde(default)]
    pub text: String,
    /// The feature it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub feature: Option<Key>,
    /// Its place in the backlog in words; the end when no place is named.
    #[serde(default, alias = "rank", skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The story above it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub after: Option<Key>,
    /// The story below it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub before: Option<Key>,
}

impl Action for Write {
    const NAME: &'static str = "story.write";
    const DID: &'static str = "Wrote it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        let placed = self.to.is_some() || self.after.is_some() || self.before.is_some();
        let rights = RightSet::from(Right::WriteStory)
            .with_if(placed, Right::OrderBacklog)
            .with_if(self.feature.is_some(), Right::DefineFeature);
        Ok(Need::rights(rights))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let wanted = Wanted::read(self.to.as_deref(), self.after, self.before)?.unwrap_or(Wanted::Bottom);
        let feature = match self.feature {
            Some(feature) => {
                let to = act.thing_in("feature", feature).await?;
                must_be(&to, &[Kind::Feature]).map_err(|refusal| refusal.at("feature"))?;
                Some(to)
            }
            None => None,
        };
        let story = NewStory { feature, ..self.story()? };
        let wish = format!("Write “{}”", story.title);
        let made = write_many(act, vec![story], wanted).await?;
        let thing = &made[0];
        act.say(format!("{} written: {}", thing.key(), thing.title), wish);
        Ok(thing.key())
    }
}

impl Write {
    fn story(self) -> Result<NewStory, Refusal> {
        let typed = self.title.unwrap_or_default();
        let sentence = self.sentence.filter(|sentence| !sentence.trim().is_empty());
        let parsed = match &sentence {
            Some(text) => Some(self::sentence(text)?),
            None => Sentence::parse(&typed),
        };
        let from_title = sentence.is_none() && parsed.is_some();
        let mut story = NewStory {
            title: if from_title { String::new() } else { typed },
            of_type: self.of_type,
            role: self.role,
            means: self.means,
            end: self.end,
            text: self.text,
            ..NewStory::default()
        };
        if let Some(parsed) = parsed {
            let shorter = |title: String| title.chars().take(TITLE_LIMIT).collect();
            story.title = if story.title.trim().is_empty() { shorter(parsed.title()) } else { story.title };
            story.role = or(story.role, parsed.role);
            story.means = or(story.means, parsed.means);
            story.end = or(story.end, parsed.end);
        }
        story.checked()
    }
}

/// A sentence taken apart.
pub(super) fn sentence(text: &str) -> Result<Sentence, Refusal> {
    let message = "This is no sentence “As a … I want … so that …”. Your text is kept.";
    Sentence::parse(text).ok_or_else(|| Refusal::new("sentence-unclear", message).at("sentence"))
}

fn or(said: String, parsed: String) -> String {
    if said.trim().is_empty() { parsed } else { said }
}

/// A story to be written, by a form or by an import.
#[derive(Debug, Clone)]
pub struct NewStory {
    /// Its title.
    pub title: String,
    /// What it is.
    pub of_type: StoryType,
    /// Who wants it; empty where it is not said, as the next ones.
    pub role: String,
    /// What they want.
    pub means: String,
    /// What for.
    pub end: String,
    /// Everything else.
    pub text: String,
    /// Its estimate.
    pub points: Option<i64>,
    /// Its acceptance criteria.
    pub criteria: Vec<Given>,
    /// Its state, one of `rules::states::STATES`.
    pub state: &'static str,
    /// The number of its key when it comes with one.
    pub number: Option<i64>,
    /// When it was written elsewhere, if it comes from there.
    pub made_at: Option<Ts>,
    /// The feature it is part of.
    pub feature: Option<Thing>,
}

impl Default for NewStory {
    fn default() -> Self {
        Self {
            title: String::new(),
            of_type: StoryType::default(),
            role: String::new(),
            means: String::new(),
            end: String::new(),
            text: String::new(),
            points: None,
            criteria: Vec::new(),
            state: "draft",
            number: None,
            made_at: None,
            feature: None,
        }
    }
}

impl NewStory {
    /// Checks and tidies what it says; an import asks this row by row before it writes any.
    pub fn checked(self) -> Result<Self, Refusal> {
        Ok(Self {
            title: title(&self.title)?,
            role: part("role", &self.role)?,
            means: part("means", &self.means)?,
            end: part("end", &self.end)?,
            text: text("text", &self.text)?,
            ..self
        })
    }

    fn has_place(&self) -> bool {
        matches!(self.stage(), Stage::Open | Stage::Active)
    }

    fn beginning(&self) -> Beginning {
        let above = self.feature.as_ref().map(|feature| feature.thread.of_feature_to_story());
        Beginning { made_at: self.made_at, above: above.unwrap_or_default() }
    }

    /// What is found of it after the action (`follow.rs`) as far as it is known before, so that a row is written once.
    fn found(&self, thread: Dots, ready: &Definition, small_enough: i64) -> Found {
        let facts = Facts {
            of_type: self.of_type,
            has_need: thread.has(Kind::Need),
            says_who: !self.role.is_empty(),
            says_what: !self.means.is_empty(),
            says_why: !self.end.is_empty(),
            criteria: i64::try_from(self.criteria.len()).unwrap_or(i64::MAX),
            agreed: 0,
            points: self.points,
            small_enough,
            blockers: 0,
            questions: 0,
        };
        let (lacks, gap) = (readiness::written(&facts.lacks()), readiness::has_gap(thread));
        Found { missing: readiness::asked_for(&lacks, ready, 0), lacks, gap, begun: self.stage() == Stage::Active }
    }

    fn stage(&self) -> Stage {
        let found = states::STATES.iter().find(|(state, _)| *state == self.state);
        found.map_or(Stage::Open, |(_, stage)| *stage)
    }
}

/// Writes checked stories inside another action, in order, at a place of the backlog, each as part of its feature; those that
/// are done or dropped get no place.
pub async fn write_many(act: &mut Act<'_>, stories: Vec<NewStory>, wanted: Wanted) -> Result<Vec<Thing>> {
    let slot = place::slot(act, wanted, &[]).await?;
    write_in(act, stories, slot).await
}

/// The same in a gap of the backlog.
pub(super) async fn write_in(act: &mut Act<'_>, stories: Vec<NewStory>, slot: Slot) -> Result<Vec<Thing>> {
    let product = act.product()?.id;
    let ranked = stories.iter().filter(|story| story.has_place()).count();
    let mut ranks = slot.ranks(act.tx, product, ranked).await?.into_iter();
    let new = stories.iter().map(|story| NewThing {
        title: story.title.clone(),
        state: story.state,
        stage: story.stage(),
        number: story.number,
    });
    let beginnings: Vec<_> = stories.iter().map(NewStory::beginning).collect();
    let things = act.create_many_from(Kind::Story, new.collect(), beginnings.into_iter()).await?;
    let ready = definitions::store::of(act.tx, product, Of::Ready).await?;
    let fits = small_enough(act.product()?.sprint_capacity);
    let (mut rows, mut new_criteria, mut parts) = (Vec::with_capacity(things.len()), Vec::new(), Vec::new());
    for (thing, story) in things.iter().zip(stories) {
        new_criteria.extend((1..).zip(&story.criteria).map(|(place, given)| fresh(act, thing.id, place, given)));
        let rank = if story.has_place() { ranks.next() } else { None };
        let found = story.found(thing.thread, &ready, fits);
        let done_at = (story.stage() == Stage::Done).then_some(act.now);
        let NewStory { of_type, role, means, end, text, points, feature, .. } = story;
        let hangs_on = feature.as_ref().map(|feature| feature.id);
        rows.push((thing, NewRow { of_type, role, means, end, text, points, rank, feature: hangs_on, found, done_at }));
        parts.extend(feature.map(|feature| (thing, feature)));
    }
    store::insert(act.tx, rows).await?;
    criteria::insert(act.tx, &new_criteria).await?;
    let parts: Vec<_> = parts.iter().map(|(thing, feature)| (*thing, feature)).collect();
    link_new(act, LinkKind::PartOf, &parts).await?;
    Ok(things)
}
