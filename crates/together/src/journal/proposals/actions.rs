//! Taking, declining and withdrawing a proposal.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::rules;
use super::store::{self, Proposal};
use crate::decisions::{self, hearing};
use crate::journal::weigh;
use crate::journal::{Act, Action, Actor, Ask, Need, Registered, registered};
use crate::roles;
use crate::roles::rules::{Assent, Role, RoleSet};
use crate::thread::{self, Key, Kind, Stage, Thing};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Take>(), registered::<Decline>(), registered::<Withdraw>()];

/// Takes a proposal: what it wishes is done now, in the role of the one who decides.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Take {
    /// The proposal.
    pub proposal: Key,
    /// Why, in one sentence; the proposer reads it.
    pub because: String,
    /// Take it although what it touches has changed since.
    #[serde(default)]
    pub anyway: bool,
}

impl Action for Take {
    const NAME: &'static str = "proposal.take";
    const DID: &'static str = "Took the proposal";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        whose_call(act, self.proposal).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, proposal) = waiting(act, self.proposal).await?;
        let because = rules::because(&self.because)?;
        if let Assent::Waits { to, agreed, .. } = super::assent(act, &proposal).await? {
            rules::must_be_new(self.proposal, proposal.agreed(), agreed, to)?;
            return agree(act, &thing, agreed, to).await;
        }
        hearing::must_be_heard_on(act, self.proposal, &proposal).await?;
        let before = act.changes().len();
        perform_stored(act, &proposal).await?;
        let done = act.changes()[before..].to_vec();
        if let Some(overtaken) = rules::moved_on(self.proposal, &proposal.changes.0, &done)
            && !self.anyway
        {
            return Err(overtaken);
        }
        settle(act, &thing, "taken", Stage::Done, &because).await?;
        act.tell(proposal.proposer, "taken", Some(thing.id));
        decisions::record(
            act,
            decisions::Settled { proposal: &proposal, thing: &thing, taken: true, because: &because },
        )
        .await?;
        act.say(format!("{} taken: {}", self.proposal, proposal.title), format!("Take {}", self.proposal));
        Ok(self.proposal)
    }
}

/// One of several who must agree has agreed; the next is asked.
async fn agree(act: &mut Act<'_>, thing: &Thing, agreed: RoleSet, next: Role) -> Result<Key> {
    store::agree(act, thing.id, agreed, next).await?;
    act.note(Some(thing), "agreed", json!(null), json!(agreed.named()));
    for person in roles::store::holders(act.tx, thing.product, next).await? {
        act.tell(person, "proposal", Some(thing.id));
    }
    act.say(format!("{} now waits for {}", thing.key(), next.named()), format!("Agree to {}", thing.key()));
    Ok(thing.key())
}

async fn perform_stored(act: &mut Act<'_>, proposal: &Proposal) -> Result<()> {
    for packed in proposal.body.0.as_array().into_iter().flatten() {
        let name = packed["action"].as_str().unwrap_or_default();
        let version = packed["version"].as_i64().unwrap_or(1);
        let registered = act.app.registry.find_version(name, version).ok_or_else(|| undecodable(proposal))?;
        let action = (registered.decode)(packed["body"].clone()).map_err(|_| undecodable(proposal))?;
        let kept = store::asks_of(packed).map_err(|_| undecodable(proposal))?;
        let asks = if proposal.asks_are_kept() { kept } else { proposal.asks() };
        let decider = stand_in(act, proposal).await?;
        let needs = weigh::needs(act, action.as_ref()).await?;
        must_decide_as_then(proposal, &asks, &needs)?;
        // What decides nothing, such as a comment, stays the doing of whoever proposed it along with the rest.
        if asks.is_empty() {
            action.perform(act).await?;
            (act.actor, act.roles) = decider;
        } else {
            (act.actor, act.roles) = decider;
            action.perform(act).await?;
        }
    }
    Ok(())
}

/// Lets whoever proposed it act, and hands back who did before.
async fn stand_in(act: &mut Act<'_>, proposal: &Proposal) -> Result<(Actor, Vec<(Role, i64)>)> {
    let product = act.product()?.id;
    let roles = roles::store::roles_of(act.tx, product, proposal.proposer).await?;
    let proposer = Actor { person: Some(proposal.proposer), administrator: false, ..act.actor.clone() };
    Ok((std::mem::replace(&mut act.actor, proposer), std::mem::replace(&mut act.roles, roles)))
}

/// What it wishes may have become another decision since, of which nobody here was asked.
fn must_decide_as_then(proposal: &Proposal, asks: &[Ask], needs: &[Need]) -> Result<()> {
    let beyond = weigh::beyond(asks, needs);
    if beyond.is_empty() {
        return Ok(());
    }
    let rights = beyond.into_iter().filter_map(Need::decides);
    let named: Vec<String> = rights.map(|right| format!("“{}”", right.label())).collect();
    let message = format!(
        "Since {} was made, what it wishes has become a call of another row: {}.",
        proposal.key(),
        named.join(", ")
    );
    Err(Refusal::new("proposal-overtaken", message)
        .hint("Decline it; what is still wanted can be proposed anew.")
        .into())
}

fn undecodable(proposal: &Proposal) -> Failure {
    let message = format!("P-{} was made by an older Tandem and can no longer be performed.", proposal.number);
    Refusal::new("proposal-too-old", message).hint("Decline it, or do by hand what it wishes.").into()
}

/// Declines a proposal; nothing changes but the proposal.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Decline {
    /// The proposal.
    pub proposal: Key,
    /// Why, in one sentence; the proposer reads it.
    pub because: String,
}

impl Action for Decline {
    const NAME: &'static str = "proposal.decline";
    const DID: &'static str = "Declined the proposal";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        whose_call(act, self.proposal).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, proposal) = waiting(act, self.proposal).await?;
        let because = rules::because(&self.because)?;
        settle(act, &thing, "declined", Stage::Dropped, &because).await?;
        act.tell(proposal.proposer, "declined", Some(thing.id));
        decisions::record(
            act,
            decisions::Settled { proposal: &proposal, thing: &thing, taken: false, because: &because },
        )
        .await?;
        act.say(format!("{} declined", self.proposal), format!("Decline {}", self.proposal));
        Ok(self.proposal)
    }
}

/// Takes one's own proposal back.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Withdraw {
    /// The proposal.
    pub proposal: Key,
}

impl Action for Withdraw {
    const NAME: &'static str = "proposal.withdraw";
    const DID: &'static str = "Withdrew the proposal";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, proposal) = waiting(act, self.proposal).await?;
        if act.actor.person != Some(proposal.proposer) {
            let message = format!("Only {} can withdraw {}.", proposal.proposer_name, self.proposal);
            return Err(Failure::Forbidden(Refusal::new("not-your-proposal", message)));
        }
        settle(act, &thing, "withdrawn", Stage::Dropped, "").await?;
        act.say(format!("{} withdrawn", self.proposal), format!("Withdraw {}", self.proposal));
        Ok(self.proposal)
    }
}

async fn whose_call(act: &mut Act<'_>, key: Key) -> Result<Need> {
    Ok(Need::Assent { proposal: proposal_thing(act, key).await?.id })
}

async fn waiting(act: &mut Act<'_>, key: Key) -> Result<(Thing, Proposal)> {
    let thing = proposal_thing(act, key).await?;
    rules::must_wait(key, &thing.state)?;
    let proposal = store::by_thing(act.tx, thing.id).await?;
    Ok((thing, proposal))
}

async fn proposal_thing(act: &mut Act<'_>, key: Key) -> Result<Thing> {
    if key.kind != Kind::Proposal {
        return Err(Failure::refused("not-a-proposal", format!("{key} is not a proposal.")));
    }
    act.thing(key).await
}

async fn settle(act: &mut Act<'_>, thing: &Thing, state: &'static str, stage: Stage, because: &str) -> Result<()> {
    thread::store::set_state(act.tx, thing.id, state, stage).await?;
    act.note(Some(thing), "state", json!(thing.state), json!(state));
    store::decide(act, thing.id, because).await
}
