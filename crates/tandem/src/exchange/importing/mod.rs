//! Importing: a file of somebody else's rows, tried dry and then done through the same actions as everything else.
//!
//! A *run* is one file going in. Its rows are settled in batches, each a transaction of its own, so others can write
//! meanwhile and a run that breaks off goes on after the last batch. An *origin* remembers which row a thing came from.
//!
//! What becomes of a row is decided in `rules` with what `weighing` knows, for the dry run and the import alike; `making` has
//! the rooms make what is new. What cannot be used at all was left out by `reading` before.
//!
//! Tables: import_run, import_row, origin.
//! Also here: making, rows, runner, upload, weighing.

pub mod actions;
mod making;
pub mod pages;
pub mod rows;
pub mod rules;
pub mod runner;
pub mod store;
pub mod upload;
mod weighing;

use ground::web::{Failure, Refusal};

use super::reading;

impl From<reading::Refusal> for Failure {
    fn from(refusal: reading::Refusal) -> Self {
        Refusal::new(refusal.name(), refusal.to_string()).at("file").hint(refusal.hint()).into()
    }
}
