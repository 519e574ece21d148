//! Releases: what ships together, with a name and a day.
//!
//! Its scope is what is linked to it as *ships in*, until that is frozen. It goes out once that was decided and all of it is done.
//! Signed checks of readiness and notes come later.
//!
//! Tables: release.
//! Also here: follow.

pub mod actions;
pub(crate) mod follow;
pub mod pages;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;

use together::app::KindOf;
use together::journal::Need;
use together::roles::rules::Right;
use together::thread::{Kind, Stage};

/// Releases as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Release,
    states: &[
        ("planned", Stage::Open),
        ("frozen", Stage::Active),
        ("go", Stage::Active),
        ("shipped", Stage::Done),
        ("cancelled", Stage::Dropped),
    ],
    fields: store::fields::RELEASE,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::ScopeRelease, team: 0 },
};
