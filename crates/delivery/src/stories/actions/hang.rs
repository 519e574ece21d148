//! Hanging many stories from a feature or a release at once; `thread.link` does the same to one.

use ground::web::{Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Need};
use together::roles::rules::Right;
use together::thread::actions::{Join, link, must_be, unlink};
use together::thread::{self, Key, Kind, LinkKind, Thing};

/// Makes stories part of a feature, or of none.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct PlaceInFeature {
    /// The stories.
    #[serde(alias = "thing")]
    pub things: Vec<Key>,
    /// The feature; none takes them out of theirs.
    #[serde(default, deserialize_with = "maybe")]
    pub feature: Option<Key>,
}

impl Action for PlaceInFeature {
    const NAME: &'static str = "stories.place_in_feature";
    const DID: &'static str = "Placed it in a feature";
    type Answer = Option<Key>;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::DefineFeature))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Option<Key>> {
        hang(act, self.things, LinkKind::PartOf, Kind::Feature, self.feature).await
    }
}

/// Puts stories into the scope of a release, or takes them out.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ShipIn {
    /// The stories.
    #[serde(alias = "thing")]
    pub things: Vec<Key>,
    /// The release; none takes them out of theirs.
    #[serde(default, deserialize_with = "maybe")]
    pub release: Option<Key>,
}

impl Action for ShipIn {
    const NAME: &'static str = "stories.ship_in";
    const DID: &'static str = "Placed it in a release";
    type Answer = Option<Key>;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::ScopeRelease))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Option<Key>> {
        hang(act, self.things, LinkKind::ShipsIn, Kind::Release, self.release).await
    }
}

async fn hang(
    act: &mut Act<'_>,
    things: Vec<Key>,
    kind: LinkKind,
    of: Kind,
    target: Option<Key>,
) -> Result<Option<Key>> {
    let stories = super::stories(act, things).await?;
    let named = super::named(&stories);
    let what = of.title().to_lowercase();
    match target {
        Some(key) => {
            let to = target_of(act, key, of).await?;
            for from in &stories {
                link(act, Join { from, kind, to: &to, share: None, quote: None }).await?;
            }
            act.say(format!("{named} placed in {}", to.title), format!("Place {named} in {}", to.title));
        }
        None => {
            for story in &stories {
                take_out(act, story, kind).await?;
            }
            act.say(format!("{named} taken out of the {what}"), format!("Take {named} out of the {what}"));
        }
    }
    Ok(stories.first().map(Thing::key))
}

/// What stories are to hang on; what is wrong with it is said at its field.
async fn target_of(act: &mut Act<'_>, key: Key, of: Kind) -> Result<Thing> {
    let found = act.thing(key).await.and_then(|to| Ok(must_be(&to, &[of]).map(|()| to)?));
    found.map_err(|failure| failure.at(of.code()))
}

async fn take_out(act: &mut Act<'_>, story: &Thing, kind: LinkKind) -> Result<()> {
    let targets = thread::store::links::targets(act.tx, story.id, kind).await?;
    for target in thread::store::by_ids(act.tx, &targets).await? {
        unlink(act, story, kind, &target).await?;
    }
    Ok(())
}
