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
use super::weigh::{self, Ask};
use super::{Act, NewThing};
use crate::decisions::hearing::{self, Hearing};
use crate::notices;
use crate::roles;
use crate::roles::names::Names;
use crate::roles::rules::{Assent, Awaited, Role, RoleSet};
use crate::thread::{Kind, Stage, Thing};
use store::Proposal;

/// The name of the entry that a new proposal has in the journal.
pub(crate) const MADE: &str = "proposal.make";

/// Who wishes what of whom.
pub(crate) struct Wish {
    /// The decision the proposal is named after.
    pub(super) lead: Ask,
    pub(crate) to: Role,
    pub(super) role: Role,
    /// Those whose yes it has already.
    pub(super) agreed: RoleSet,
    /// What each of the actions decides: nothing for most that are not the reason for the proposal.
    pub(super) asks: Vec<Vec<Ask>>,
    pub(super) manner: Manner,
}

/// Keeps actions as a proposal. They are performed on trial first, so that a proposal always says exactly what it would
/// change, and one that the rules refuse is refused now rather than when somebody takes it.
pub(super) async fn put(act: &mut Act<'_>, actions: Vec<Box<dyn AnyAction>>, wish: Wish) -> Result<Proposed> {
    let each = actions.iter().zip(&wish.asks);
    let body = each.map(|(action, asks)| packed(action.as_ref(), asks)).collect::<Result<Vec<_>>>()?;
    let name = actions.first().map_or("", |action| action.name());
    let version = actions.first().map_or(1, |action| action.version());

    act.tx.savepoint().await?;
    for (n, (action, asks)) in actions.into_iter().zip(&wish.asks).enumerate() {
        if n > 0 && !weigh::beyond(asks, &weigh::needs(act, action.as_ref()).await?).is_empty() {
            return Err(weigh::becomes_anothers_call());
        }
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

    let (key, to, seq, quiet) = (thing.key(), wish.to, act.seq, wish.manner.quiet);
    let entry = super::store::Entry {
        action: MADE,
        version: 1,
        role: Some(wish.role),
        rights: wish.lead.right.into(),
        manner: &Manner { quiet: true, ..wish.manner.clone() },
    };
    super::act::record(act, entry).await?;
    let awaited = awaited(act, &thing).await?;
    if !quiet {
        notices::proposal(act, &thing, &wish.asks.concat(), to, &awaited).await?;
    }
    act.announce(Kind::Proposal.code());
    let names = Names::load(act.tx, thing.product).await?;
    let who = if wish.lead.own { hearing::in_words(&awaited, Some(&names), act.now) } else { names.of(to) };
    Ok(Proposed { key, to, seq, said: format!("Proposed as {key}. It waits for {who}") })
}

/// Whose answer a proposal waits for.
async fn awaited(act: &mut Act<'_>, thing: &Thing) -> Result<Vec<Awaited>> {
    let proposal = store::by_thing(act.tx, thing.id).await?;
    let matrix = roles::store::rows(act.tx, thing.product, &proposal.rights()).await?;
    let hearing = Hearing::load(act.tx, thing.product, &[thing.id]).await?;
    Ok(hearing.of_proposal(&matrix, &proposal, act.now))
}

/// What the actor's yes to a proposal is worth.
pub(crate) async fn assent(act: &mut Act<'_>, proposal: &Proposal) -> Result<Assent> {
    let product = act.product()?.id;
    let matrix = roles::store::rows(act.tx, product, &proposal.rights()).await?;
    let everybody = roles::store::held(act.tx, product).await?;
    let taker = rules::Taker { hats: act.hats(), proposed_it: act.actor.person == Some(proposal.proposer) };
    Ok(rules::assent(&matrix, &proposal.asks(), &taker, proposal.agreed(), &everybody))
}

/// An action as a proposal keeps it, with what it decides.
fn packed(action: &dyn AnyAction, asks: &[Ask]) -> Result<Value> {
    let mut body = action.body()?;
    // What the proposer had seen is no part of the wish: whoever takes it is shown what has moved on since.
    body.as_object_mut().map(|fields| fields.remove("seen"));
    let mut packed = json!({ "action": action.name(), "version": action.version(), "body": body });
    match asks {
        [] => {}
        [ask] => packed["asks"] = serde_json::to_value(ask)?,
        several => packed["asks"] = serde_json::to_value(several)?,
    }
    Ok(packed)
}
