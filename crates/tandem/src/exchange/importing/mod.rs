//! Importing: a file of somebody else's rows, tried dry and then done through the same actions as everything else.
//!
//! A *run* is one file going in. Its rows are settled in batches, each a transaction of its own, so others can write
//! meanwhile and a run that breaks off goes on after the last batch. An *origin* remembers which row a thing came from.
//!
//! What becomes of a row is decided in `rules` with what `weighing` knows, for the dry run and the import alike; `making` has
//! the rooms make what is new. What cannot be used at all was left out by `reading` before.
//!
//! Tables: import_run, import_row, import_tally, origin.
//! Also here: files, making, rows, runner, upload, weighing.

pub mod actions;
pub mod files;
mod making;
pub mod pages;
pub mod rows;
pub mod rules;
pub mod runner;
pub mod store;
pub mod upload;
mod weighing;

use ground::db::Tx;
use ground::web::{Failure, Refusal, Result};
use together::checks::{Check, Finding};

use super::reading;

/// What the doctor asks of imports: that what is tallied of their rows is what is there.
pub const CHECK: Check =
    Check { about: "rows of imports", mends: true, look: |tx, _, mend| Box::pin(examine(tx, mend)) };

async fn examine(tx: &mut Tx, mend: bool) -> Result<Vec<Finding>> {
    let wrong = store::rows::wrong(tx).await?;
    if wrong > 0 && mend {
        store::rows::tally_anew(tx).await?;
    }
    let (one, several) = ("sort of imported rows is miscounted.", "sorts of imported rows are miscounted.");
    Ok(Finding::of_many(wrong, one, several, mend))
}

impl From<reading::Refusal> for Failure {
    fn from(refusal: reading::Refusal) -> Self {
        Refusal::new(refusal.name(), refusal.to_string()).at("file").hint(refusal.hint()).into()
    }
}
