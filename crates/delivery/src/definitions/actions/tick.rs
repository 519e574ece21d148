//! Ticking a row on a story.

use ground::web::{Failure, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Boxed, Change, Need};
use together::thread::{self, Key, Thing};

use crate::definitions::RowId;
use crate::definitions::store::{self, Stored};
use crate::stories::actions::story;

/// The field of ticks in the journal, before the id of a row.
const FIELD: &str = "tick: ";

/// Ticks a row of a definition on a story, or takes the tick away: it is so, or it is not.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Tick {
    /// The story.
    pub thing: Key,
    /// The row.
    pub definition_row: RowId,
    /// Whether it is so.
    #[serde(default)]
    pub met: bool,
}

impl Action for Tick {
    const NAME: &'static str = "definition_row.tick";
    const DID: &'static str = "Ticked a row of a definition";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = story(act, self.thing).await?;
        let row = super::own(act, self.definition_row).await?;
        set(act, &thing, &row, self.met).await?;
        let is = if self.met { "is so" } else { "is not so" };
        act.say(format!("“{}” {is} for {}", row.words, self.thing), format!("Say that “{}” {is}", row.words));
        Ok(self.thing)
    }
}

/// Takes back that a row was ticked, or not any more.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let unknown = || Failure::Broken(format!("{} names no row", change.field));
        let id = change.field.strip_prefix(FIELD).and_then(|id| id.parse().ok()).ok_or_else(unknown)?;
        let Some(thing) = change.thing else { return Ok(()) };
        let thing = thread::store::by_id(act.tx, thing).await?.ok_or(Failure::NotFound)?;
        let row = store::by_id(act.tx, id).await?.ok_or(Failure::NotFound)?;
        set(act, &thing, &row, !change.before.is_null()).await
    })
}

async fn set(act: &mut Act<'_>, thing: &Thing, row: &Stored, met: bool) -> Result<()> {
    let was = store::ticks(act.tx, thing.id).await?.iter().any(|tick| tick.row == row.id);
    if was == met {
        return Ok(());
    }
    match met {
        true => {
            let by = (act.actor.person, act.now);
            store::tick(act.tx, thing.id, row.id, by).await?;
        }
        false => store::untick(act.tx, thing.id, row.id).await?,
    }
    let says = |met: bool| if met { json!({ "says": row.words }) } else { Value::Null };
    act.note(Some(thing), format!("{FIELD}{}", row.id), says(was), says(met));
    Ok(())
}
