//! Rows that people tick: adding, wording, ordering and removing them.

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::form::{Typed, needed};
use together::journal::{Act, Action, Need};

use super::kept::{change, hide, note, put};
use super::own;
use crate::definitions::RowId;
use crate::definitions::rules::{Level, MOST, Of, one_more, words};
use crate::definitions::store::{self, Stored};

/// Adds a row to a definition that people tick on each story.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Add {
    /// The definition.
    pub of: Of,
    /// What is asked of a story.
    pub words: String,
    /// How much it matters.
    pub level: Level,
}

impl Action for Add {
    const NAME: &'static str = "definition_row.add";
    const DID: &'static str = "Added a row to a definition";
    type Answer = RowId;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(self.of.right()))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<RowId> {
        let words = words(&self.words)?;
        let product = act.product()?.id;
        let there = store::of(act.tx, product, self.of).await?;
        one_more(&there, &words)?;
        let place = there.own().last().map_or(1, |last| last.place + 1);
        let id = act.app.ids.next().into();
        let (definition, level) = (self.of, self.level);
        let row = Stored { id, product, definition, code: None, place, words, level, hidden_at: None };
        store::insert(act.tx, &row).await?;
        note(act, None, Some(&row));
        let said = format!("“{}” to the {}", row.words, self.of.label().to_lowercase());
        act.say(format!("Added {said}"), format!("Add {said}"));
        Ok(id)
    }
}

/// Words a row anew. What was ticked stays ticked.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Word {
    /// The row.
    pub definition_row: RowId,
    /// What is asked of a story.
    pub words: String,
}

impl Action for Word {
    const NAME: &'static str = "definition_row.word";
    const DID: &'static str = "Worded a row of a definition anew";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        super::need(act, &self.definition_row.to_string()).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let words = words(&self.words)?;
        let row = own(act, self.definition_row).await?;
        act.say(format!("It says “{words}” now"), format!("Say “{words}” instead of “{}”", row.words));
        change(act, &row, &Stored { words, ..row.clone() }).await
    }
}

/// Moves a row to another place among those people tick.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Move {
    /// The row.
    pub definition_row: RowId,
    /// Its new place, counted from 1.
    pub to: Typed,
}

impl Action for Move {
    const NAME: &'static str = "definition_row.move";
    const DID: &'static str = "Moved a row of a definition";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        super::need(act, &self.definition_row.to_string()).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let to = needed("to", self.to.whole("to", 1..=i64::try_from(MOST).unwrap_or(i64::MAX))?)?;
        let row = own(act, self.definition_row).await?;
        let place = put(act, &row, to).await?;
        if place != row.place {
            note(act, Some(&row), Some(&Stored { place, ..row.clone() }));
        }
        act.say(format!("“{}” moved", row.words), format!("Move “{}”", row.words));
        Ok(())
    }
}

/// Removes a row; undo brings it back, with what was ticked.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Remove {
    /// The row.
    pub definition_row: RowId,
}

impl Action for Remove {
    const NAME: &'static str = "definition_row.remove";
    const DID: &'static str = "Removed a row of a definition";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        super::need(act, &self.definition_row.to_string()).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let row = own(act, self.definition_row).await?;
        hide(act, &row).await?;
        act.say(format!("“{}” removed", row.words), format!("Remove “{}”", row.words));
        Ok(())
    }
}
