//! The actions an import is made of: one batch of rows in, or one batch taken back.

mod bring;
mod take_back;

use together::journal::{Need, Registered, registered};
use together::roles::rules::{Right, RightSet};

pub use bring::ImportRows;
pub use take_back::TakeBack;

use crate::exchange::reading::As;

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<ImportRows>(), registered::<TakeBack>()];

/// What the rows of a file decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decides {
    /// What they become.
    pub rows_as: As,
    /// Whether they hang on features by name, which are made where there are none.
    pub features: bool,
    /// Whether they say what became of requests (state, duplicates, votes on features), or which stories are over.
    pub places: bool,
}

impl Decides {
    /// The rights it takes, none where every member may.
    pub fn rights(self) -> RightSet {
        let making = match self.rows_as {
            As::Requests => RightSet::EMPTY,
            As::Stories => RightSet::from(Right::WriteStory).with_if(self.features, Right::DefineFeature),
            As::Features => RightSet::from(Right::DefineFeature),
        };
        let placing = if self.places { self.to_place() } else { RightSet::EMPTY };
        making.iter().chain(placing.iter()).collect()
    }

    /// The rights it takes to say what became of such rows.
    pub fn to_place(self) -> RightSet {
        match self.rows_as {
            As::Requests | As::Features => Right::PlaceRequest.into(),
            As::Stories => RightSet::from(Right::AcceptStory).with(Right::OrderBacklog),
        }
    }
}

/// Whose call it is to bring in such rows.
fn need(decides: Decides) -> Need {
    Need::rights(decides.rights())
}
