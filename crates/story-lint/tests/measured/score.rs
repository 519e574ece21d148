//! Precision, recall and F1.

use std::fmt;

/// How answers met the truth.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) missed: usize,
}

impl Score {
    /// Counts one answer.
    pub(crate) fn count(&mut self, truth: bool, answer: bool) {
        self.right += usize::from(truth && answer);
        self.wrong += usize::from(!truth && answer);
        self.missed += usize::from(truth && !answer);
    }

    pub(crate) fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    pub(crate) fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    pub(crate) fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { right, wrong, missed } = self;
        let (precision, recall, f1) = (self.precision(), self.recall(), self.f1());
        write!(
            f,
            "precision {precision:.3} recall {recall:.3} F1 {f1:.3} (right {right} wrong {wrong} missed {missed})"
        )
    }
}

/// A part of a whole; of nothing, none.
pub(crate) fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
