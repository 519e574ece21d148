//! Rows as the journal keeps them, and taking their changes back.

use ground::web::{Failure, Refusal, Result};
use serde_json::{Value, json};
use together::journal::{Act, Boxed, Change};

use crate::definitions::rules::{Level, Of, machine};
use crate::definitions::store::{self, Stored};
use crate::subtasks::rules::moved;

/// The field of rows in the journal, before the id of one.
const FIELD: &str = "definition: ";

/// Whether a change is one of a row of this definition.
pub(crate) fn changed(change: &Change, of: Of) -> bool {
    change.field.starts_with(FIELD) && [&change.before, &change.after].iter().any(|side| side["of"] == of.code())
}

/// Notes a change of a row; pages that say what is ready or done are told.
pub(super) fn note(act: &mut Act<'_>, was: Option<&Stored>, now: Option<&Stored>) {
    if let Some(row) = was.or(now) {
        act.note(None, format!("{FIELD}{}", row.id), json!(was.map(kept)), json!(now.map(kept)));
        act.announce("definition");
    }
}

/// Writes a row anew, and notes it.
pub(super) async fn change(act: &mut Act<'_>, was: &Stored, now: &Stored) -> Result<()> {
    if was != now {
        store::update(act.tx, now).await?;
        note(act, Some(was), Some(now));
    }
    Ok(())
}

/// Removes a row, and notes it.
pub(super) async fn hide(act: &mut Act<'_>, was: &Stored) -> Result<()> {
    store::update(act.tx, &Stored { hidden_at: Some(act.now), ..was.clone() }).await?;
    note(act, Some(was), None);
    Ok(())
}

/// Puts a row at a place among those people tick; returns the place it got.
pub(super) async fn put(act: &mut Act<'_>, row: &Stored, to: i64) -> Result<i64> {
    let definition = store::of(act.tx, row.product, row.definition).await?;
    let all = moved(definition.own().filter_map(|one| one.id).collect(), row.id, to);
    store::arrange(act.tx, &all).await?;
    let at = all.iter().position(|id| *id == row.id).unwrap_or_default();
    Ok(i64::try_from(at + 1).unwrap_or(i64::MAX))
}

/// Takes a change of a row back.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let unknown = || Failure::Broken(format!("{} names no row", change.field));
        let id = change.field.strip_prefix(FIELD).and_then(|id| id.parse().ok()).ok_or_else(unknown)?;
        let now = store::by_id(act.tx, id).await?.ok_or(Failure::NotFound)?;
        let there = now.hidden_at.is_none().then_some(&now);
        // Others may have been moved past it; what it says and how much it matters must be as they were.
        let said = |value: &Value| ["words", "level"].map(|part| value[part].clone());
        if said(&json!(there.map(kept))) != said(&change.after) {
            let message = "This row was changed again since. It stays as it is.";
            return Err(Refusal::new("changed-since", message).into());
        }
        let Some(level) = change.before["level"].as_str().and_then(|level| level.parse::<Level>().ok()) else {
            return hide(act, &now).await;
        };
        let words = change.before["words"].as_str().unwrap_or(&now.words).to_owned();
        let mut back = Stored { words, level, hidden_at: None, ..now.clone() };
        store::update(act.tx, &back).await?;
        if back.code.is_none() {
            back.place = put(act, &back, change.before["place"].as_i64().unwrap_or(back.place)).await?;
        }
        note(act, there, Some(&back));
        Ok(())
    })
}

/// A row as the journal keeps it.
fn kept(row: &Stored) -> Value {
    let Stored { definition, code, place, words, level, .. } = row;
    let asks = code.as_deref().and_then(machine).map_or(words.as_str(), |machine| machine.words);
    let says = format!("“{asks}”, {}", level.code());
    json!({ "says": says, "of": definition, "code": code, "place": place, "words": words, "level": level })
}
