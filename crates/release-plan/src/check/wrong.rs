//! Why a problem cannot be planned, and which part of it that is about.

use thiserror::Error;

/// Which part of a problem, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An item.
    Item(usize),
    /// A release.
    Release(usize),
    /// A customer.
    Customer(usize),
    /// A goal.
    Goal(usize),
}

/// Why a problem cannot be planned.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Wrong {
    /// A number that is negative, not a number, or far too large.
    #[error("{what} of “{name}” cannot be {number}")]
    Number {
        /// Where it stands.
        place: Place,
        /// The name of what it belongs to.
        name: String,
        /// What it is.
        what: &'static str,
        /// The number.
        number: f64,
    },
    /// A list that is not as long as there are teams.
    #[error("{what} of “{name}” has {found} entries for {teams} teams")]
    Teams {
        /// Where it stands.
        place: Place,
        /// The name of what it belongs to.
        name: String,
        /// What it is.
        what: &'static str,
        /// How many entries there are.
        found: usize,
        /// How many there should be.
        teams: usize,
    },
    /// Something that is not there is named by number.
    #[error("“{name}” names {what} {number}, which does not exist")]
    Missing {
        /// Where it is named.
        place: Place,
        /// The name of what names it.
        name: String,
        /// What it should be.
        what: &'static str,
        /// Its number, from 0.
        number: usize,
    },
    /// There is nothing to put items into.
    #[error("there is no release")]
    NoRelease,
    /// Items that require one another in a circle.
    #[error("these require one another in a circle: {}", items.join(" → "))]
    Circle {
        /// The first of them.
        place: Place,
        /// Their names, the first one again at the end.
        items: Vec<String>,
    },
    /// An item that must be in, though what it requires must be out.
    #[error("“{name}” must be in, but needs “{other}”, which must be out")]
    Contradiction {
        /// The item.
        place: Place,
        /// Its name.
        name: String,
        /// What it requires or is coupled with, directly or not.
        other: String,
    },
    /// An item that must be in a release, though what it requires must be in a later one.
    #[error("“{name}” must be in “{release}”, but needs “{other}”, which must be in a later release")]
    TooLate {
        /// The item.
        place: Place,
        /// Its name.
        name: String,
        /// The release it must be in.
        release: String,
        /// What it requires or is coupled with, directly or not.
        other: String,
    },
    /// Items that must be in, or that such items need, though they exclude each other.
    #[error("“{name}” and “{other}” must both be in, but exclude each other")]
    BothIn {
        /// The first of them.
        place: Place,
        /// Its name.
        name: String,
        /// The name of the other.
        other: String,
    },
    /// A goal that asks for more items than may be in.
    #[error("“{name}” asks for {least} of its items, but no more than {may} of them may be in")]
    OutOfReach {
        /// The goal.
        place: Place,
        /// Its name.
        name: String,
        /// How many it asks for.
        least: usize,
        /// How many are not pinned out and need nothing that is.
        may: usize,
    },
}

impl Wrong {
    /// What part of the problem it is about.
    pub fn place(&self) -> Place {
        match self {
            Self::NoRelease => Place::Release(0),
            Self::Number { place, .. }
            | Self::Teams { place, .. }
            | Self::Missing { place, .. }
            | Self::Circle { place, .. }
            | Self::Contradiction { place, .. }
            | Self::TooLate { place, .. }
            | Self::BothIn { place, .. }
            | Self::OutOfReach { place, .. } => *place,
        }
    }
}
