//! What can be done with a request.

mod decide;
mod follow;
mod merge;
mod record;
mod talk;
mod tend;

use ground::web::Result;
use together::journal::{Act, Registered, registered};
use together::thread::actions::must_be;
use together::thread::{Key, Kind, Thing};

pub use decide::{Decline, Finish, Reopen};
pub use follow::follow;
pub use merge::{Merge, Unmerge, merge};
pub use record::{NewRequest, Record, record_many};
pub use talk::{Hear, Reply, Told};
pub use tend::{Assign, Edit, Read, SetImportance, Snooze};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<Record>(),
    registered::<Edit>(),
    registered::<SetImportance>(),
    registered::<Merge>(),
    registered::<Unmerge>(),
    registered::<Decline>(),
    registered::<Finish>(),
    registered::<Reopen>(),
    registered::<Reply>(),
    registered::<Hear>(),
    registered::<Told>(),
    registered::<Read>(),
    registered::<Assign>(),
    registered::<Snooze>(),
];

async fn request(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Request])?;
    Ok(thing)
}
