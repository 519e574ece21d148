//! The decision log: question, options, outcome, why, who in which role, what it changed, what it supersedes.
//!
//! A decision is asked, then decided by whoever has the right it names, and never edited: it is asked again, and the new one
//! supersedes it. Settling a proposal writes here as well, so the log holds everything that was anybody's call.
//!
//! Also here: hearing, keeper.
//!
//! Tables: decision.

pub mod actions;
pub(crate) mod hearing;
mod keeper;
pub mod pages;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;

pub use actions::ACTIONS;
pub(crate) use keeper::RunOut;
pub use keeper::keep;
#[cfg(test)]
pub(crate) use keeper::look;
pub use pages::routes;

use ground::web::Result;

use crate::app::KindOf;
use crate::journal::proposals::{self, store::Proposal};
use crate::journal::{Act, Need, NewThing};
use crate::roles::rules::{Assent, Role};
use crate::thread::{Kind, LinkKind, Stage, Thing, actions as thread};
use rules::Choice;

/// Decisions as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Decision,
    states: &[("open", Stage::Open), ("decided", Stage::Done), ("superseded", Stage::Dropped)],
    fields: store::FIELDS,
    words: Some(store::WORDS),
    need: Need::Administrator,
};

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
    let Settled { proposal, thing, taken, because } = settled;
    let outcome = if taken { "Taken" } else { "Declined" };
    let new = NewThing { title: proposal.title.clone(), state: "decided", stage: Stage::Done, number: None };
    let decision = act.create(Kind::Decision, new).await?;
    let row = store::New {
        question: &proposal.title,
        options: &["Taken", "Declined"].map(Choice::named),
        right: Some(&proposal.right),
        proposal: Some(proposal.thing),
        supersedes: None,
    };
    store::insert(act, &decision, row).await?;
    let role = settles_as(act, proposal).await?;
    store::decide(act, decision.id, store::Outcome { outcome, why: because, role }).await?;
    let join = thread::Join { from: thing, kind: LinkKind::DecidedBy, to: &decision, share: None, quote: None };
    thread::link(act, join).await?;
    Ok(decision)
}

/// The role whose yes or no counted. What the proposal changed may have been just that, so the role that was asked stands in.
async fn settles_as(act: &mut Act<'_>, proposal: &Proposal) -> Result<Option<Role>> {
    Ok(match proposals::assent(act, proposal).await? {
        Assent::Performs { as_role } | Assent::Waits { as_role, .. } => Some(as_role),
        Assent::Refused(_) => Role::of_code(&proposal.to_role),
    })
}
