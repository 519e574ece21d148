//! Saying how much a row matters.

use ground::web::{Failure, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Need};

use super::kept::{change, note};
use crate::definitions::rules::{Level, Machine, Row, machine, may_be};
use crate::definitions::store::{self, Stored};

/// Says how much a row of a definition matters: off, advisory or enforced.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetLevel {
    /// The row: the name of one that is checked by machine, such as `need`, or the id of one that people tick.
    pub definition_row: String,
    /// How much it matters.
    pub level: Level,
}

impl Action for SetLevel {
    const NAME: &'static str = "definition_row.set_level";
    const DID: &'static str = "Said how much a row of a definition matters";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        super::need(act, &self.definition_row).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let level = self.level;
        let words = match machine(&self.definition_row) {
            Some(machine) => set(act, machine, level).await?,
            None => {
                let unknown = || {
                    let message = format!("“{}” is no row of a definition.", self.definition_row);
                    Failure::refused("no-such-row", message)
                };
                let row = super::own(act, self.definition_row.parse().map_err(|_| unknown())?).await?;
                change(act, &row, &Stored { level, ..row.clone() }).await?;
                row.words
            }
        };
        let said = format!("“{words}” is {}", level.code());
        act.say(said.clone(), said);
        Ok(())
    }
}

/// Says how much a row that is checked by machine matters; returns what it asks.
async fn set(act: &mut Act<'_>, machine: &'static Machine, level: Level) -> Result<String> {
    let product = act.product()?.id;
    let definition = store::of(act.tx, product, machine.of).await?;
    let row = definition.rows.into_iter().find(|row| row.machine == Some(machine)).ok_or(Failure::NotFound)?;
    may_be(&row, level)?;
    if row.level != level {
        let Row { id, level: before, .. } = row;
        let id = match id {
            Some(id) => id,
            None => act.app.ids.next().into(),
        };
        let was = Stored {
            id,
            product,
            definition: machine.of,
            code: Some(machine.code.to_owned()),
            place: 0,
            words: String::new(),
            level: before,
            hidden_at: None,
        };
        let now = Stored { level, ..was.clone() };
        match row.id {
            Some(_) => store::update(act.tx, &now).await?,
            None => store::insert(act.tx, &now).await?,
        }
        note(act, Some(&was), Some(&now));
    }
    Ok(row.words)
}
