//! Sets of small numbers as bits.

/// A set of numbers below a limit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// No number, with room below a limit.
    pub(super) fn none(limit: usize) -> Self {
        Self(vec![0; limit.div_ceil(64)])
    }

    /// These numbers.
    pub(super) fn of(limit: usize, numbers: &[u32]) -> Self {
        let mut bits = Self::none(limit);
        for number in numbers {
            bits.0[*number as usize / 64] |= 1 << (number % 64);
        }
        bits
    }

    /// Whether a number is in it.
    pub(super) fn has(&self, number: u32) -> bool {
        self.0[number as usize / 64] >> (number % 64) & 1 == 1
    }

    /// Whether all of it is in another.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(mine, theirs)| mine & !theirs == 0)
    }

    /// Adds all of another.
    pub(super) fn add(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            *mine |= theirs;
        }
    }
}
