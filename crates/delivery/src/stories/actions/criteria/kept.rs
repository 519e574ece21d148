//! Criteria in the journal: how their changes are noted, and taken back.

use ground::web::{Failure, Refusal};
use serde_json::{Value, json};
use together::journal::{Act, Boxed, Change};
use together::thread::{self, Thing};

use super::arrange;
use crate::stories::store::criteria::{self, Criterion};

/// Notes a change of a criterion as one of its story.
pub(super) fn note(act: &mut Act<'_>, thing: &Thing, was: Option<&Criterion>, now: Option<&Criterion>) {
    if let Some(criterion) = was.or(now) {
        act.note(Some(thing), format!("criterion: {}", criterion.id), json!(was.map(kept)), json!(now.map(kept)));
    }
}

/// A criterion as the journal keeps it.
fn kept(criterion: &Criterion) -> Value {
    let Criterion { place, given, when, then, agreed, .. } = criterion;
    let says = if *agreed { format!("{}, agreed", criterion.in_words()) } else { criterion.in_words() };
    json!({ "says": says, "place": place, "given": given, "when": when, "then": then, "agreed": agreed })
}

/// Takes a change of a criterion back.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let id = change.field.split_once(": ").and_then(|(_, id)| id.parse().ok());
        let unknown = || Failure::Broken(format!("{} names no criterion", change.field));
        let now = criteria::by_id(act.tx, id.ok_or_else(unknown)?).await?.ok_or(Failure::NotFound)?;
        let thing = thread::store::by_id(act.tx, now.story).await?.ok_or(Failure::NotFound)?;
        let shown = if now.hidden_at.is_none() { kept(&now) } else { Value::Null };
        // Others may have moved it among themselves; only its words and whether it is agreed must be as they were.
        let words = |value: &Value| ["given", "when", "then", "agreed"].map(|part| value[part].clone());
        if words(&shown) != words(&change.after) {
            let message = format!("A criterion of {} was changed again since. It stays as it is.", thing.key());
            return Err(Refusal::new("changed-since", message).into());
        }
        let text = |part: &str| change.before[part].as_str().unwrap_or_default().to_owned();
        let (hidden_at, back) = if change.before.is_null() {
            (Some(act.now), now.clone())
        } else {
            let agreed = change.before["agreed"].as_bool().unwrap_or_default();
            (None, Criterion { given: text("given"), when: text("when"), then: text("then"), agreed, ..now.clone() })
        };
        let mut back = Criterion { hidden_at, seq: act.seq, ..back };
        criteria::update(act.tx, &back).await?;
        if let Some(place) = change.before["place"].as_i64() {
            back.place = arrange(act, &back, place).await?;
        }
        let (was, is) = (now.hidden_at.is_none().then_some(&now), back.hidden_at.is_none().then_some(&back));
        note(act, &thing, was, is);
        Ok(())
    })
}
