//! What the doctor asks of the data: that numbers and sequences go on where they stand, and that everything derived is as if
//! it were counted anew. Each floor hands in checks of its own; what is found is a sentence for whoever runs the server.
//!
//! Only what is derived can be mended here. What somebody wrote is never touched.
//!
//! Also here: derived, numbers.

mod derived;
mod numbers;
pub mod store;

use ground::db::Tx;

use crate::app::App;
use crate::journal::Boxed;
use crate::words::counted;

/// One question of the doctor.
#[derive(Clone, Copy)]
pub struct Check {
    /// What it is about, in a word or two.
    pub about: &'static str,
    /// It can put right what it finds.
    pub mends: bool,
    /// Looks, and where asked to puts right what is derived.
    pub look: for<'a> fn(&'a mut Tx, &'a App, bool) -> Boxed<'a, Vec<Finding>>,
}

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What, as a sentence.
    pub what: String,
    /// It was put right.
    pub mended: bool,
}

/// The checks of this floor.
pub const CHECKS: &[Check] = &[
    Check { about: "journal", mends: false, look: |tx, _, _| Box::pin(numbers::sequences(tx)) },
    Check { about: "numbers of keys", mends: true, look: |tx, _, mend| Box::pin(numbers::counters(tx, mend)) },
    Check { about: "rows of things", mends: false, look: |tx, app, _| Box::pin(numbers::rows(tx, app)) },
    Check { about: "dots of the thread", mends: true, look: |tx, _, mend| Box::pin(derived::dots(tx, mend)) },
    Check { about: "progress", mends: true, look: |tx, _, mend| Box::pin(derived::progress(tx, mend)) },
    Check { about: "search", mends: true, look: |tx, app, mend| Box::pin(derived::search(tx, app, mend)) },
];

impl Finding {
    /// So many things that are not as they should be, told as of one or as of several; nothing when there are none.
    pub fn of_many(wrong: i64, one: &str, several: &str, mended: bool) -> Vec<Self> {
        let finding = |wrong| Self { what: counted(wrong, one, several), mended };
        Some(wrong).filter(|wrong| *wrong > 0).map(finding).into_iter().collect()
    }

    /// Something that the doctor cannot put right.
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), mended: false }
    }
}
