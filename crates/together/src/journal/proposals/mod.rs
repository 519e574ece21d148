//! Proposals: actions by someone who does not decide them, waiting for who does.

pub mod actions;
pub mod pages;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;

use ground::web::Result;
use serde_json::{Value, json};

use super::act::{Manner, Proposed};
use super::action::AnyAction;
use super::{Act, NewThing};
use crate::notices;
use crate::roles;
use crate::roles::rules::{Assent, Right, Role, RoleSet};
use crate::thread::{Kind, Stage};

/// Who wishes what of whom.
pub(super) struct Wish {
    pub(super) right: Right,
    pub(super) team: i64,
    pub(super) to: Role,
    pub(super) role: Role,
    pub(super) agreed: RoleSet,
    pub(super) manner: Manner,
}

/// Keeps actions as a proposal. They are performed on trial first, so that a proposal always says exactly what it would
/// change, and one that the rules refuse is refused now rather than when somebody takes it.
pub(super) async fn put(act: &mut Act<'_>, actions: Vec<Box<dyn AnyAction>>, wish: Wish) -> Result<Proposed> {
    let body = actions.iter().map(|action| packed(action.as_ref())).collect::<Result<Vec<_>>>()?;
    let name = actions.first().map_or("", |action| action.name());
    let version = actions.first().map_or(1, |action| action.version());

    act.tx.savepoint().await?;
    for action in actions {
        action.perform(act).await?;
    }
    act.tx.rollback_to_savepoint().await?;
    let (changes, said) = act.forget();

    let title = said.map_or_else(|| name.to_owned(), |said| said.wish);
    let new = NewThing { title, state: "waiting", stage: Stage::Open, number: None };
    let thing = act.create(Kind::Proposal, new).await?;
    let about = changes.iter().find_map(|change| change.thing.filter(|_| change.field != super::CREATED));
    let row = store::NewProposal {
        thing: &thing,
        wish: &wish,
        action: name,
        version,
        body: Value::Array(body),
        changes,
        about,
    };
    store::insert(act, row).await?;

    let (key, to, seq) = (thing.key(), wish.to, act.seq);
    let entry = super::store::Entry {
        action: "proposal.make",
        version: 1,
        role: Some(wish.role),
        right: Some(wish.right),
        manner: &Manner { quiet: true, ..wish.manner.clone() },
    };
    super::act::record(act, entry).await?;
    notices::proposal(act, &thing, wish.right, wish.team, to).await?;
    act.announce(Kind::Proposal.code());
    let said = format!("{key} waits for the {}", to.label().to_lowercase());
    Ok(Proposed { key, to, seq, said })
}

/// What the actor's yes to a proposal is worth.
pub(super) async fn assent(act: &mut Act<'_>, right: Right, team: i64, agreed: RoleSet) -> Result<Assent> {
    let product = act.product()?.id;
    let matrix = roles::store::row(act.tx, product, right).await?;
    let held = roles::store::held(act.tx, product).await?;
    Ok(matrix.assent(right, team, &act.hats(), agreed, &held))
}

fn packed(action: &dyn AnyAction) -> Result<Value> {
    Ok(json!({ "action": action.name(), "version": action.version(), "body": action.body()? }))
}
