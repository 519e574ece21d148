//! What can be done to stories.

mod block;
pub mod criteria;
mod edit;
mod estimate;
mod hang;
mod hints;
mod split;
mod state;
mod take;
mod write;

pub(crate) use block::lift_of_what_ended;
pub use block::{Block, Unblock};
pub use edit::Edit;
pub use estimate::Estimate;
pub use hang::{PlaceInFeature, ShipIn};
pub(crate) use hints::restore as restore_hint;
pub use hints::{HeedHint, IgnoreHint};
pub use split::Split;
pub(crate) use split::restore as restore_split;
pub use state::{Drop, SetState};
pub use take::{LetGo, Take};
pub use write::{NewStory, Write, write_many};

use ground::web::Result;
use together::journal::{Act, Registered, registered};
use together::thread::actions::must_be;
pub(crate) use together::thread::named;
use together::thread::{Key, Kind, Thing};

use super::rules;

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<Write>(),
    registered::<Edit>(),
    registered::<Estimate>(),
    registered::<SetState>(),
    registered::<Drop>(),
    registered::<Block>(),
    registered::<Unblock>(),
    registered::<Take>(),
    registered::<LetGo>(),
    registered::<PlaceInFeature>(),
    registered::<ShipIn>(),
    registered::<Split>(),
    registered::<IgnoreHint>(),
    registered::<HeedHint>(),
    registered::<criteria::Add>(),
    registered::<criteria::Edit>(),
    registered::<criteria::Agree>(),
    registered::<criteria::Move>(),
    registered::<criteria::Remove>(),
];

/// A story of this product.
pub(crate) async fn story(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Story])?;
    Ok(thing)
}

/// Several of them, each once, in the order they were named.
pub(crate) async fn stories(act: &mut Act<'_>, keys: Vec<Key>) -> Result<Vec<Thing>> {
    let mut stories = Vec::with_capacity(keys.len());
    for key in rules::some(keys)? {
        stories.push(story(act, key).await?);
    }
    Ok(stories)
}
