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

    /// All of both.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those a table names, by their codes; what is no right is left out.
    pub fn of_codes(codes: &str) -> Self {
        codes.split_whitespace().filter_map(Right::of_code).collect()
    }

    /// Their codes, as a table keeps them.
    pub fn codes(self) -> String {
        self.iter().map(Right::code).collect::<Vec<_>>().join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_table_names_is_what_was_written() {
        let rights = RightSet::from(Right::OrderBacklog).with(Right::WriteStory);
        assert_eq!(RightSet::of_codes(&rights.codes()), rights);
        assert_eq!((RightSet::EMPTY.codes().as_str(), RightSet::of_codes("no-right ")), ("", RightSet::EMPTY));
        assert_eq!(RightSet::of_codes(Right::SetVision.code()), Right::SetVision.into());
    }
}
