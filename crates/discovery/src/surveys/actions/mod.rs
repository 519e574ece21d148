//! Writing surveys, opening and closing them, and answering.
//!
//! What carries a secret is an action like any other, performed and journaled through `act`, but cannot be asked for by name:
//! making a link, and answering through one.

pub(super) mod answer;
pub(super) mod link;
mod state;
mod write;

use ground::web::{Failure, Result};
use together::journal::{Act, Registered, registered, unnamed};
use together::thread::actions::must_be;
use together::thread::{Key, Kind, Thing};

pub use answer::{Given, answered};
pub use link::CloseLink;
pub use state::{Close, Open, Take};
pub use write::{Edit, Write};

use super::store::{self, Survey};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<Write>(),
    registered::<Edit>(),
    registered::<Open>(),
    registered::<Close>(),
    registered::<Take>(),
    registered::<CloseLink>(),
    unnamed::<link::MakeLink>(),
    unnamed::<answer::Answer>(),
];

/// A survey of this product, with its thing.
async fn survey(act: &mut Act<'_>, key: Key) -> Result<(Thing, Survey)> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Survey])?;
    let survey = store::one(act.tx, thing.id).await?.ok_or(Failure::NotFound)?;
    Ok((thing, survey))
}
