//! The decision log: question, options, outcome, why, who in which role. Settling a proposal writes here.
//!
//! Tables: decision.

pub mod store;

use ground::web::Result;

use crate::journal::proposals::store::Proposal;
use crate::journal::{Act, NewThing};
use crate::roles::rules::Role;
use crate::thread::{Kind, LinkKind, Stage, Thing, actions as thread};

/// A proposal that was just decided.
pub struct Settled<'a> {
    /// The proposal.
    pub proposal: &'a Proposal,
    /// Its thing.
    pub thing: &'a Thing,
    /// Taken, or declined.
    pub taken: bool,
    /// The decider's sentence.
    pub because: &'a str,
}

/// Writes the decision on a proposal to the log and links the two.
pub async fn record(act: &mut Act<'_>, settled: Settled<'_>) -> Result<Thing> {
    let outcome = if settled.taken { "Taken" } else { "Declined" };
    let new = NewThing { title: settled.proposal.title.clone(), state: "decided", stage: Stage::Done, number: None };
    let decision = act.create(Kind::Decision, new).await?;
    let role = Role::of_code(&settled.proposal.to_role);
    store::insert(act, &decision, &settled, outcome, role).await?;
    let join = thread::Join { from: settled.thing, kind: LinkKind::DecidedBy, to: &decision, share: None, quote: None };
    thread::link(act, join).await?;
    Ok(decision)
}
