//! How many rows go into one batch: as many as hold the writer for a moment that nobody who writes meanwhile notices.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// How long a batch may hold the writer: long enough that the journal's cost is shared, a good part of what others may wait.
const HELD: Duration = Duration::from_millis(35);
/// So many rows at first, at least and at most.
const FIRST: usize = 100;
const LEAST: usize = 20;
const MOST: usize = 400;

/// The size of the next batch, shared by who reads rows and who settles them.
#[derive(Clone)]
pub(super) struct Pace(Arc<AtomicUsize>);

impl Default for Pace {
    fn default() -> Self {
        Self(Arc::new(AtomicUsize::new(FIRST)))
    }
}

impl Pace {
    /// Rows of the next batch.
    pub(super) fn rows(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// Learns from a batch how long so many rows take.
    pub(super) fn learn(&self, rows: usize, held: Duration) {
        self.0.store(next(self.rows(), rows, held), Ordering::Relaxed);
    }
}

/// Half-way to what would have held the writer for just as long as it may, so that one slow write to the disk is no rule.
fn next(now: usize, rows: usize, held: Duration) -> usize {
    // A last batch of a few rows says little of how long many take.
    if rows < LEAST {
        return now;
    }
    let fits = HELD.as_micros().saturating_mul(rows as u128) / held.as_micros().max(1);
    let fits = usize::try_from(fits).unwrap_or(MOST).clamp(LEAST, MOST);
    now.midpoint(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Batches of a machine that takes so long for each row, one after the other.
    fn after(batches: usize, each: Duration) -> usize {
        let pace = Pace::default();
        for _ in 0..batches {
            let rows = pace.rows();
            pace.learn(rows, each * u32::try_from(rows).unwrap());
        }
        pace.rows()
    }

    #[test]
    fn batches_become_as_long_as_they_may_hold_the_writer() {
        let each = Duration::from_micros(250);
        let held = each * u32::try_from(after(12, each)).unwrap();
        assert!(held <= HELD && held > HELD * 9 / 10, "{held:?}");
    }

    #[test]
    fn batches_stay_within_their_bounds() {
        assert_eq!(after(20, Duration::from_secs(1)), LEAST);
        assert!(after(20, Duration::from_micros(1)) > MOST - 2);
        assert!(after(20, Duration::ZERO) <= MOST);
    }

    #[test]
    fn one_slow_batch_and_a_short_one_are_no_rule() {
        assert!(next(140, 140, Duration::from_secs(3)) >= 70);
        assert_eq!(next(140, 3, Duration::from_millis(30)), 140, "the disk took that, not the rows");
    }
}
