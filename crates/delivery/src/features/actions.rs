//! Defining features, and placing them on the roadmap.

use ground::web::{Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::form::sent;
use together::journal::{Act, Action, Boxed, Change, Need, NewThing, Registered, registered};
use together::order::Wanted;
use together::roles::rules::Right;
use together::thread::actions::{Join, link, must_be, set_state};
use together::thread::rules::{text, title};
use together::thread::{self, Edits, Key, Kind, LinkKind, Stage, Thing};

use super::store;
use super::store::fields::TEXT;

/// Every action of this room.
pub const ACTIONS: &[Registered] =
    &[registered::<Define>(), registered::<Edit>(), registered::<SetState>(), registered::<Move>()];

/// Defines a feature.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Define {
    /// Its title.
    pub title: String,
    /// What it lets people do, and what it does not.
    #[serde(default)]
    pub text: String,
    /// The need or goal it serves.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub serves: Option<Key>,
    /// What it is written for: a need or goal it serves as well, or a story that becomes part of it.
    #[serde(default, rename = "for", skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub wanted_for: Option<Key>,
}

impl Action for Define {
    const NAME: &'static str = "feature.define";
    const DID: &'static str = "Defined it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::DefineFeature))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let title = title(&self.title)?;
        let wish = format!("Define “{title}”");
        let made = define_many(act, vec![(title, text("text", &self.text)?)]).await?;
        let thing = &made[0];
        for key in self.serves.into_iter().chain(self.wanted_for) {
            let other = act.thing(key).await?;
            let (from, kind, to) = match other.kind {
                Kind::Story => (&other, LinkKind::PartOf, thing),
                _ => (thing, LinkKind::Serves, &other),
            };
            link(act, Join { from, kind, to, share: None, quote: None }).await?;
        }
        act.say(format!("{} defined: {}", thing.key(), thing.title), wish);
        Ok(thing.key())
    }
}

/// Defines features inside another action, each with a checked title and text, at the end of the roadmap’s order.
pub async fn define_many(act: &mut Act<'_>, features: Vec<(String, String)>) -> Result<Vec<Thing>> {
    let product = act.product()?.id;
    let ranks = store::ROADMAP.behind_all(act.tx, product, features.len()).await?;
    let new = features.iter().map(|(title, _)| NewThing {
        title: title.clone(),
        state: "draft",
        stage: Stage::Open,
        number: None,
    });
    let things = act.create_many(Kind::Feature, new.collect()).await?;
    let rows = things.iter().zip(features).zip(ranks).map(|((thing, (_, text)), rank)| (thing, text, rank));
    store::insert(act.tx, rows.collect()).await?;
    Ok(things)
}

/// Changes what a feature says; what is not sent stays.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The feature.
    pub thing: Key,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub title: Option<String>,
    /// What it lets people do, and what it does not.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "sent")]
    pub text: Option<String>,
    /// The sequence of the feature when the form was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "feature.edit";
    const DID: &'static str = "Edited it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::DefineFeature))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = feature(act, self.thing).await?;
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.text(&TEXT, self.text.as_deref())?;
        act.edit(&thing, self.seen, edits).await?;
        act.say(format!("{} saved", self.thing), format!("Edit {}", self.thing));
        Ok(self.thing)
    }
}

/// Moves a feature to another state.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetState {
    /// The feature.
    pub thing: Key,
    /// The state: draft, agreed, in work, done, dropped.
    pub state: String,
}

impl Action for SetState {
    const NAME: &'static str = "feature.set_state";
    const DID: &'static str = "Moved it on";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::DefineFeature))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = feature(act, self.thing).await?;
        set_state(act, &thing, &self.state).await?;
        act.say(format!("{} is {} now", self.thing, self.state), format!("Move {} to “{}”", self.thing, self.state));
        Ok(self.thing)
    }
}

/// Moves a feature to another place in the order of the roadmap.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Move {
    /// The features.
    #[serde(alias = "thing")]
    pub things: Vec<Key>,
    /// The place of the first of them, in words: “4”, “top”, “bottom”, “after F-9”.
    #[serde(default, alias = "rank", skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The feature they go below.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub after: Option<Key>,
    /// The feature they go above; counts where there is none above them.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub before: Option<Key>,
}

impl Action for Move {
    const NAME: &'static str = "feature.move";
    const DID: &'static str = "Moved it on the roadmap";
    type Answer = Option<Key>;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::OrderRoadmap))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Option<Key>> {
        let nowhere = || Refusal::new("place-missing", "Say where it goes: a number, or the feature above.").at("to");
        let wanted = Wanted::read(self.to.as_deref(), self.after, self.before)?.ok_or_else(nowhere)?;
        let mut moving = Vec::new();
        for key in crate::stories::rules::some(self.things)? {
            moving.push(feature(act, key).await?);
        }
        let first = store::ROADMAP.put(act, &moving, wanted).await?;
        let named = thread::named(&moving);
        act.say(format!("{named} moved to place {first}"), format!("Move {named} to place {first}"));
        Ok(moving.first().map(Thing::key))
    }
}

/// Takes a change of a feature’s place back.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(store::ROADMAP.restore(act, change))
}

/// A feature of this product.
async fn feature(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Feature])?;
    Ok(thing)
}
