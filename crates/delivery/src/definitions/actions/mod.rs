//! What can be done to definitions: saying how much a row matters, rows of one’s own, and ticking them on a story.

mod kept;
mod level;
mod own;
mod tick;

pub use level::SetLevel;
pub use own::{Add, Move, Remove, Word};
pub use tick::Tick;

pub(crate) use kept::{changed, restore};
pub(crate) use tick::restore as restore_tick;

use ground::web::{Failure, Result};
use together::journal::{Act, Need, Registered, registered};

use super::RowId;
use super::rules::{Of, machine};
use super::store::{self, Stored};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<SetLevel>(),
    registered::<Add>(),
    registered::<Word>(),
    registered::<Move>(),
    registered::<Remove>(),
    registered::<Tick>(),
];

/// A row that people tick, if it is there.
async fn own(act: &mut Act<'_>, id: RowId) -> Result<Stored> {
    let gone =
        || Failure::refused("no-such-row", "This row is not in the definition any more. It may have been removed.");
    let product = act.product()?.id;
    let there = |row: &Stored| row.product == product && row.hidden_at.is_none() && row.code.is_none();
    store::by_id(act.tx, id).await?.filter(there).ok_or_else(gone)
}

/// Whose call a row is; of one that is gone, that of the first definition.
async fn need(act: &mut Act<'_>, row: &str) -> Result<Need> {
    if let Some(machine) = machine(row) {
        return Ok(Need::right(machine.of.right()));
    }
    let stored = match row.parse() {
        Ok(id) => store::by_id(act.tx, id).await?,
        Err(_) => None,
    };
    Ok(Need::right(stored.map_or(Of::Ready, |row| row.definition).right()))
}
