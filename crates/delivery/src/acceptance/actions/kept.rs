//! Rounds and checks in the journal: how they are noted, and taken back.

use ground::web::{Failure, Refusal};
use serde::Serialize;
use serde_json::{Value, json};
use together::journal::{Act, Boxed, Change};
use together::thread::{self, Thing};

use crate::acceptance::rules::{Outcome, Standing};
use crate::acceptance::store::{self, Check, Round};

/// The word of the journal for both: of a round with its number, of a check with the id of its criterion.
const FIELD: &str = "acceptance: ";
/// What a round is called behind it.
const ROUND: &str = "round ";

/// Whether a change is the beginning or the end of a round.
pub(crate) fn is_of_round(change: &Change) -> bool {
    change.field.strip_prefix(FIELD).is_some_and(|what| what.starts_with(ROUND))
}

/// Notes what became of a round as a change of its story.
pub(super) fn note_round(act: &mut Act<'_>, story: &Thing, was: Option<&Round>, now: Option<&Round>) {
    if let Some(round) = was.or(now) {
        let field = format!("{FIELD}{ROUND}{}", round.number);
        act.note(Some(story), field, kept(was, round_in_words), kept(now, round_in_words));
    }
}

/// Notes what was shown or found of a criterion as a change of its story.
pub(super) fn note_check(act: &mut Act<'_>, story: &Thing, was: Option<&Check>, now: Option<&Check>) {
    if let Some(check) = was.or(now) {
        let field = format!("{FIELD}{}", check.criterion);
        act.note(Some(story), field, kept(was, check_in_words), kept(now, check_in_words));
    }
}

/// Takes a round or a check back.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let story = change.thing.ok_or_else(|| Failure::Broken(format!("{} names no story", change.field)))?;
        let story = thread::store::by_id(act.tx, story).await?.ok_or(Failure::NotFound)?;
        if is_of_round(change) {
            restore_round(act, &story, change).await
        } else {
            restore_check(act, &story, change).await
        }
    })
}

async fn restore_round(act: &mut Act<'_>, story: &Thing, change: &Change) -> ground::web::Result<()> {
    let (before, after): (Option<Round>, Option<Round>) = (row(&change.before)?, row(&change.after)?);
    let now = store::last_round(act.tx, story.id).await?;
    if now != after {
        return Err(changed_since(story));
    }
    match (&before, &after) {
        (Some(before), _) => store::put_round(act.tx, story.product, before).await?,
        (None, Some(after)) => store::drop_round(act.tx, story.id, after.number).await?,
        (None, None) => {}
    }
    note_round(act, story, after.as_ref(), before.as_ref());
    Ok(())
}

async fn restore_check(act: &mut Act<'_>, story: &Thing, change: &Change) -> ground::web::Result<()> {
    let (before, after): (Option<Check>, Option<Check>) = (row(&change.before)?, row(&change.after)?);
    let Some(of) = before.as_ref().or(after.as_ref()) else { return Ok(()) };
    let now = store::check(act.tx, of.criterion, of.round).await?;
    if now != after {
        return Err(changed_since(story));
    }
    match &before {
        Some(before) => store::put_check(act.tx, before).await?,
        None => store::drop_check(act.tx, of.criterion, of.round).await?,
    }
    note_check(act, story, after.as_ref(), before.as_ref());
    Ok(())
}

fn changed_since(story: &Thing) -> Failure {
    let message = format!("The acceptance of {} has gone on since. It stays as it is.", story.key());
    Refusal::new("changed-since", message).hint("Take back the later change first.").into()
}

/// A row as the journal keeps it, with how it reads.
fn kept<T: Serialize>(row: Option<&T>, in_words: fn(&T) -> String) -> Value {
    row.map_or(Value::Null, |row| json!({ "says": in_words(row), "row": row }))
}

fn row<T: serde::de::DeserializeOwned>(kept: &Value) -> ground::web::Result<Option<T>> {
    match kept.get("row") {
        Some(row) => Ok(Some(serde_json::from_value(row.clone())?)),
        None => Ok(None),
    }
}

fn round_in_words(round: &Round) -> String {
    let because =
        |word: &str| if round.reason.is_empty() { word.to_owned() } else { format!("{word}: {}", round.reason) };
    match round.outcome {
        Outcome::Waiting => "handed over".to_owned(),
        Outcome::Accepted => because("accepted"),
        Outcome::Returned => because("returned"),
        Outcome::TakenBack => "taken back".to_owned(),
    }
}

fn check_in_words(check: &Check) -> String {
    match check.standing() {
        Standing::Met => "met".to_owned(),
        Standing::NotMet => format!("not met: {}", check.reason),
        Standing::Shown | Standing::Open => format!("shown: {}", check.evidence),
    }
}
