//! The actions an import is made of: one batch of rows in, or one batch taken back.

mod bring;
mod take_back;

use delivery::whose;
use ground::web::Result;
use together::journal::{Act, Need, Registered, registered};
use together::roles::rules::Right;

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
    /// Whether they say what became of requests: state, duplicates, votes on features.
    pub places: bool,
}

impl Decides {
    /// The rights it takes, none where every member may.
    pub fn rights(self) -> &'static [Right] {
        match (self.rows_as, self.features || self.places) {
            (As::Requests, false) => &[],
            (As::Requests, true) => &[Right::PlaceRequest],
            (As::Stories, false) => &[Right::WriteStory],
            (As::Stories, true) => &[Right::WriteStory, Right::DefineFeature],
            (As::Features, false) => &[Right::DefineFeature],
            (As::Features, true) => &[Right::DefineFeature, Right::PlaceRequest],
        }
    }
}

/// Whose call it is to bring in such rows.
async fn need(act: &mut Act<'_>, decides: Decides) -> Result<Need> {
    match decides.rights() {
        [] => Ok(Need::Member),
        rights => whose::need(act, rights).await,
    }
}
