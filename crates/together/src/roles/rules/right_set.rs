//! Several decision rights at once.

use std::fmt;

use super::Right;

/// Some of the decision rights, each at most once, always in the order of [`Right::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RightSet(u32);

impl RightSet {
    /// None of them.
    pub const EMPTY: Self = Self(0);

    /// Whether the right is among them.
    pub const fn contains(self, right: Right) -> bool {
        self.0 & bit(right) != 0
    }

    /// These and one more.
    pub const fn with(self, right: Right) -> Self {
        Self(self.0 | bit(right))
    }

    /// These, and one more if so.
    pub const fn with_if(self, so: bool, right: Right) -> Self {
        if so { self.with(right) } else { self }
    }

    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = Right> {
        Right::ALL.iter().copied().filter(move |right| self.contains(*right))
    }
}

const fn bit(right: Right) -> u32 {
    1 << right as u32
}

impl From<Right> for RightSet {
    fn from(right: Right) -> Self {
        Self::EMPTY.with(right)
    }
}

impl FromIterator<Right> for RightSet {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        rights.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Debug for RightSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
