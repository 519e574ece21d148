//! Answering before something is decided.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{decision, matrix};
use crate::conversation::actions::{Saying, say};
use crate::decisions::rules::must_be_open;
use crate::journal::proposals::{self, rules::must_wait};
use crate::journal::{Act, Action, Need};
use crate::people::PersonId;
use crate::roles;
use crate::roles::rules::{Letter, RoleSet, Row, Scope};
use crate::thread::actions::must_be;
use crate::thread::{Key, Kind, Thing};

/// Answers what the matrix asks one before it is decided: a proposal that waits or a question that is open. The words stand
/// in its conversation; the decision waits no longer for this role.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Answer {
    /// The proposal or the decision.
    pub thing: Key,
    /// What one thinks of it, as Markdown; nothing says that there is nothing against it.
    #[serde(default)]
    pub answer: String,
}

/// What an answer without words says.
const NOTHING_AGAINST: &str = "Nothing against it.";

impl Action for Answer {
    const NAME: &'static str = "decision.answer";
    const DID: &'static str = "Answered before it is decided";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = act.thing(self.thing).await?;
        must_be(&thing, &[Kind::Proposal, Kind::Decision])?;
        let Open { rows, told } = open(act, &thing).await?;
        let hats = act.hats();
        if !rows.iter().any(|row| asks(row, hats.at(row.scope))) {
            return Err(Failure::Forbidden(
                Refusal::new("not-asked", "The matrix does not ask you before this is decided.")
                    .hint("Say it in the conversation instead."),
            ));
        }
        let body = if self.answer.trim().is_empty() { NOTHING_AGAINST } else { &self.answer };
        say(act, &thing, Saying { body, public: false, contact: None }).await?;
        for person in told {
            act.tell(person, "answered", Some(thing.id));
        }
        act.say(format!("{}: your answer is kept", self.thing), format!("Answer {}", self.thing));
        Ok(self.thing)
    }
}

fn asks(row: &Row, mine: RoleSet) -> bool {
    !row.cells.roles(Letter::C).and(mine).is_empty()
}

/// What somebody may answer: the rows that ask, and who hears the answer.
struct Open {
    rows: Vec<Row>,
    told: Vec<PersonId>,
}

async fn open(act: &mut Act<'_>, thing: &Thing) -> Result<Open> {
    let matrix = matrix(act).await?;
    let (rows, told) = if thing.kind == Kind::Proposal {
        must_wait(thing.key(), &thing.state)?;
        let proposal = proposals::store::by_thing(act.tx, thing.id).await?;
        let rows = proposal.asks().iter().map(|ask| matrix.row(ask.right, ask.team)).collect();
        (rows, Some(proposal.proposer))
    } else {
        let (_, line) = decision(act, thing.key()).await?;
        must_be_open(thing.key(), &line.state)?;
        (line.subject().map(|subject| matrix.row(subject, Scope::PRODUCT)).into_iter().collect::<Vec<_>>(), line.asker)
    };
    let mut told = Vec::from_iter(told);
    for role in rows.iter().flat_map(|row| row.cells.roles(Letter::A).iter()) {
        told.extend(roles::store::holders(act.tx, thing.product, role).await?);
    }
    Ok(Open { rows, told })
}
