//! The table of decisions.

use ground::args;
use ground::sql;
use ground::web::Result;
use serde_json::json;

use super::Settled;
use crate::journal::Act;
use crate::roles::rules::Role;
use crate::thread::Thing;

sql! {
    INSERT: () = "INSERT INTO decision (thing, question, options, outcome, why, decision_right, decider, decider_role, decided_at, proposal, entry_seq) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
}

pub(super) async fn insert(
    act: &mut Act<'_>,
    decision: &Thing,
    settled: &Settled<'_>,
    outcome: &str,
    role: Option<Role>,
) -> Result<()> {
    let proposal = settled.proposal;
    let values = args![
        decision.id,
        proposal.title.clone(),
        json!([{ "name": "Taken" }, { "name": "Declined" }]).to_string(),
        outcome,
        settled.because,
        proposal.right.clone(),
        act.actor.person,
        role.map(Role::code),
        act.now,
        proposal.thing,
        act.seq
    ];
    act.tx.run(INSERT, values).await?;
    Ok(())
}
