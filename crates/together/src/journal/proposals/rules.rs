//! What may become of a proposal, without a database.

use ground::web::{Conflict, Failure, Refusal};
use serde_json::{Map, Value};

use crate::journal::Change;
use crate::roles::rules::{Role, RoleSet};
use crate::thread::Key;

/// A proposal that is no longer waiting cannot be decided again.
pub fn must_wait(key: Key, state: &str) -> Result<(), Refusal> {
    if state == "waiting" {
        return Ok(());
    }
    Err(Refusal::new("proposal-decided", format!("{key} is {state} already. It stays as it is.")))
}

/// Who has agreed already, be it by proposing it, cannot agree once more.
pub fn must_be_new(key: Key, before: RoleSet, after: RoleSet, next: Role) -> Result<(), Refusal> {
    if before != after {
        return Ok(());
    }
    Err(Refusal::new("agreed-already", format!("{key} has your yes already. It waits for {}.", next.named())))
}

/// A reason is asked for when somebody else's wish is decided.
pub fn because(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refusal::new("reason-missing", "Say why in one sentence: the proposer reads it.").at("because"));
    }
    if text.chars().count() > 2_000 {
        return Err(Refusal::new("reason-too-long", "2,000 characters fit into a reason.").at("because"));
    }
    Ok(text.to_owned())
}

/// What a proposal rests on has moved on when a value it found before is another now.
pub fn moved_on(key: Key, proposed: &[Change], now: &[Change]) -> Option<Failure> {
    let (mut stored, mut sent) = (Map::new(), Map::new());
    // What it would make has another id now than it had on trial; nobody can have changed it in between.
    let made =
        |was: &Change| proposed.iter().any(|other| other.field == crate::journal::CREATED && other.thing == was.thing);
    for was in proposed.iter().filter(|was| !made(was)) {
        let is = now.iter().find(|is| is.thing == was.thing && is.field == was.field);
        // A change that is no longer needed has been made by somebody else in the meantime.
        let before = is.map_or(&was.after, |is| &is.before);
        if !crate::order::same(before, &was.before) {
            let name = was.key.map_or_else(|| was.field.clone(), |key| format!("{key} {}", was.field));
            stored.insert(name.clone(), before.clone());
            sent.insert(name, was.before.clone());
        }
    }
    if stored.is_empty() {
        return None;
    }
    let refusal = Refusal::new("proposal-overtaken", format!("What {key} touches has changed since it was made."))
        .hint("Look at the difference, then take it all the same or decline it.");
    Some(Failure::Conflict(Box::new(Conflict { refusal, stored: Value::Object(stored), sent: Value::Object(sent) })))
}
