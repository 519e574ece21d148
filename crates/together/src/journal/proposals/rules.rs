//! What may become of a proposal, without a database.

use ground::web::{Conflict, Failure, Refusal};
use serde_json::{Map, Value};

use crate::journal::Ask;
use crate::journal::Change;
use crate::roles::rules::{Assent, Hats, Matrix, Reason, Role, RoleSet, Ruling};
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

/// Who would take a proposal.
#[derive(Debug, Clone)]
pub struct Taker {
    /// What they are.
    pub hats: Hats,
    /// Whether it is their own.
    pub proposed_it: bool,
}

/// What somebody's yes to all of a proposal is worth: that to each of its decisions, the least of them.
///
/// What the proposer could have done needs nobody else's yes; if all of it was so, it waited for answers alone, and they
/// may take it themselves.
pub fn assent(matrix: &Matrix, asks: &[Ask], taker: &Taker, agreed: RoleSet, everybody: &Hats) -> Assent {
    if let Some(as_role) = own_call(matrix, asks, taker, everybody) {
        return Assent::Performs { as_role };
    }
    let anothers: Vec<_> = asks.iter().filter(|ask| !ask.own).collect();
    let weighed = if anothers.is_empty() { asks.iter().collect() } else { anothers };
    let each = weighed.iter().map(|ask| matrix.assent(ask.right, ask.team, &taker.hats, agreed, everybody));
    let least = each.reduce(|one, other| match (one, other) {
        (refused @ Assent::Refused(_), _) | (_, refused @ Assent::Refused(_)) => refused,
        (Assent::Waits { to, agreed, as_role }, Assent::Waits { agreed: more, .. }) => {
            Assent::Waits { to, agreed: agreed.or(more), as_role }
        }
        (waits @ Assent::Waits { .. }, _) | (_, waits @ Assent::Waits { .. }) => waits,
        (performs @ Assent::Performs { .. }, Assent::Performs { .. }) => performs,
    });
    least.unwrap_or(Assent::Refused(Reason::AnothersCall(RoleSet::EMPTY)))
}

/// The role in which the proposer may do all of it, as things stand now.
fn own_call(matrix: &Matrix, asks: &[Ask], taker: &Taker, everybody: &Hats) -> Option<Role> {
    let acts = |ask: &Ask| match matrix.ruling(ask.right, ask.team, &taker.hats, everybody) {
        Ruling::Acts { as_role, .. } => Some(as_role),
        Ruling::Proposes { .. } | Ruling::Refused(_) => None,
    };
    let roles: Option<Vec<Role>> = asks.iter().map(acts).collect();
    roles?.first().copied().filter(|_| taker.proposed_it)
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

/// Whether a change is of what the same changes make: that has another id now than it had on trial, and nobody can have
/// changed it in between.
fn is_made(change: &Change, among: &[Change]) -> bool {
    let of_new = among.iter().any(|other| other.field == crate::journal::CREATED && other.thing == change.thing);
    of_new || (change.before.is_null() && names_an_id(&change.field))
}

/// Whether a field is named after something that was given an id, as `comment: 019a…` is.
fn names_an_id(field: &str) -> bool {
    field.split_once(": ").is_some_and(|(_, id)| id.parse::<uuid::Uuid>().is_ok())
}

/// What a proposal rests on has moved on when a value it found before is another now, or when it would change by now what it
/// did not say.
pub fn moved_on(key: Key, proposed: &[Change], now: &[Change]) -> Option<Failure> {
    let (mut stored, mut sent) = (Map::new(), Map::new());
    let mut differs = |change: &Change, before: &Value, was: &Value| {
        let name = change.key.map_or_else(|| change.field.clone(), |key| format!("{key} {}", change.field));
        stored.insert(name.clone(), before.clone());
        sent.insert(name, was.clone());
    };
    for was in proposed.iter().filter(|was| !is_made(was, proposed)) {
        let is = now.iter().find(|is| is.thing == was.thing && is.field == was.field);
        // A change that is no longer needed has been made by somebody else in the meantime.
        let before = is.map_or(&was.after, |is| &is.before);
        if !crate::order::same(before, &was.before) {
            differs(was, before, &was.before);
        }
    }
    let said = |is: &Change| proposed.iter().any(|was| was.thing == is.thing && was.field == is.field);
    let unsaid: Vec<&Change> = now.iter().filter(|is| !is_made(is, now) && !said(is)).collect();
    unsaid.iter().for_each(|is| differs(is, &is.before, &Value::Null));
    if stored.is_empty() {
        return None;
    }
    let message = match unsaid.is_empty() {
        true => format!("What {key} touches has changed since it was made."),
        false => format!("By now {key} would change more than it said when it was made."),
    };
    let refusal = Refusal::new("proposal-overtaken", message)
        .hint("Look at the difference, then take it all the same or decline it.");
    Some(Failure::Conflict(Box::new(Conflict { refusal, stored: Value::Object(stored), sent: Value::Object(sent) })))
}
