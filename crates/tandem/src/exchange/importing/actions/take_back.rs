//! Taking back what one batch of rows did.

use ground::web::{Failure, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::undo::{self, Rest};
use together::journal::{Act, Action, Need};
use uuid::Uuid;

use super::ImportRows;
use crate::exchange::importing::store;

/// Takes back one entry of an import. What was changed here since stays; things that it made go.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct TakeBack {
    /// The run.
    pub run: Uuid,
    /// The sequence of the entry.
    pub seq: i64,
}

impl Action for TakeBack {
    const NAME: &'static str = "import.take_back";
    const DID: &'static str = "Took imported rows back";
    type Answer = usize;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        undo::need(act, self.seq).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<usize> {
        let product = act.product()?.id;
        let taken = undo::take_back(act, self.seq, Rest::Goes).await?;
        if taken.action != ImportRows::NAME {
            return Err(Failure::refused("not-imported", format!("Entry {} brought no rows in.", self.seq)));
        }
        // The file may bring again what was taken back.
        for (thing, prints) in store::rows::before(act.tx, self.run, self.seq).await? {
            store::origins::restore(act.tx, product, thing, &prints).await?;
        }
        act.announce("import");
        act.say("Rows taken back", "Take imported rows back");
        Ok(taken.stay)
    }
}
