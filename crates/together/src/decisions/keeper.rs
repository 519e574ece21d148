//! Tells of what has waited for answers as long as the matrix gives, and may be decided now: proposals and open questions.
//!
//! That the time is over is an entry of the journal like any other, and it is what says that everybody has been told: so
//! they are told once, whichever process looks, and however long none did.

use std::time::Duration;

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::hearing::{Hearing, Question};
use super::{rules, store};
use crate::app::App;
use crate::journal::{Act, Action, Actor, Manner, Need, Outcome, Via, act, proposals};
use crate::notices::{self, Overdue};
use crate::products::ProductId;
use crate::roles;
use crate::roles::rules::{Role, RoleSet, Scope};
use crate::thread::actions::must_be;
use crate::thread::{self, Key, Kind, Thing, ThingId};

/// How often somebody looks. The matrix counts in hours.
const BEAT: Duration = Duration::from_secs(60);

/// Looks beside the server, for as long as the program runs.
pub fn keep(app: &App) {
    let app = app.clone();
    tokio::spawn(async move {
        let mut beat = tokio::time::interval(BEAT);
        loop {
            beat.tick().await;
            if let Err(failure) = look(&app, app.clock.now()).await {
                tracing::warn!(%failure, "whose time to answer is over could not be told");
            }
        }
    });
}

/// Tells of everything whose time for answers is over by now and that nobody was told of; says how much there was. What cannot
/// be told, or not even be looked at, keeps nobody else from being told.
pub(crate) async fn look(app: &App, now: Ts) -> Result<usize> {
    let mut told = 0;
    for (product, thing) in over(app, now).await? {
        let manner = Manner { at: Some(now), ..Manner::default() };
        match act(app, &Actor::program(Via::Tandem), product, vec![Box::new(RunOut { thing })], manner).await {
            Ok(Outcome::Done(_)) => told += 1,
            // It was decided in between, or another process was there first.
            Ok(Outcome::Proposed(_)) | Err(Failure::Refused(_)) => {}
            Err(failure) => tracing::warn!(%thing, %failure, "that its time to answer is over could not be told"),
        }
    }
    Ok(told)
}

/// What needs telling, as far as a look without the lock can say. The look ends before anything is told: one that stayed open
/// would keep the file from being tidied while others write.
async fn over(app: &App, now: Ts) -> Result<Vec<(ProductId, Key)>> {
    let mut over = Vec::new();
    let ids = store::may_be_overdue(&mut app.db.read().await?).await?;
    for id in ids {
        match is_over(app, id, now).await {
            Ok(found) => over.extend(found),
            Err(failure) => tracing::warn!(thing = %id, %failure, "whether its time to answer is over cannot be said"),
        }
    }
    Ok(over)
}

async fn is_over(app: &App, id: ThingId, now: Ts) -> Result<Option<(ProductId, Key)>> {
    let mut tx = app.db.read().await?;
    let Some(thing) = thread::store::by_id(&mut tx, id).await? else { return Ok(None) };
    let unheard = unheard(&mut tx, &thing, now).await?;
    Ok(unheard.map(|_| (thing.product, thing.key())))
}

/// Who is to be told that a thing waits for nobody any more, if somebody has let their time pass.
async fn unheard(tx: &mut Tx, thing: &Thing, now: Ts) -> Result<Option<Overdue>> {
    let overdue = match thing.kind {
        Kind::Proposal => of_proposal(tx, thing, now).await?,
        _ => of_question(tx, thing, now).await?,
    };
    Ok(overdue.filter(|overdue| !overdue.unheard.is_empty()))
}

async fn of_proposal(tx: &mut Tx, thing: &Thing, now: Ts) -> Result<Option<Overdue>> {
    let proposal = proposals::store::by_thing(tx, thing.id).await?;
    let matrix = roles::store::rows(tx, thing.product, &proposal.rights()).await?;
    let hearing = Hearing::load(tx, thing.product, &proposal.conversations()).await?;
    let consulted = proposal.asks().iter().map(|ask| matrix.consulted(ask.right, ask.team)).reduce(RoleSet::or);
    Ok(Some(Overdue {
        why: "proposal",
        deciders: Role::of_code(&proposal.to_role).into_iter().collect(),
        unheard: hearing.unheard_on(&matrix, &proposal, now),
        consulted: consulted.unwrap_or(RoleSet::EMPTY),
    }))
}

async fn of_question(tx: &mut Tx, thing: &Thing, now: Ts) -> Result<Option<Overdue>> {
    let line = store::one(tx, thing.product, thing.id).await?.ok_or(Failure::NotFound)?;
    let Some(subject) = line.subject() else { return Ok(None) };
    let matrix = roles::store::matrix(tx, thing.product).await?;
    let hearing = Hearing::load(tx, thing.product, &[thing.id]).await?;
    Ok(Some(Overdue {
        why: "decide",
        deciders: matrix.deciders(subject.clone(), Scope::PRODUCT),
        unheard: hearing.unheard(&matrix, &Question::open(subject.clone(), &line), now),
        consulted: matrix.consulted(subject, Scope::PRODUCT),
    }))
}

/// Notes that something waits for answers no more, and tells who decides it and who might still answer.
///
/// The program does it by itself: it is no action that anybody could ask for.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct RunOut {
    thing: Key,
}

impl Action for RunOut {
    const NAME: &'static str = "decision.overdue";
    const DID: &'static str = "Told that the time to answer is over";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, now) = (act.thing(self.thing).await?, act.now);
        must_be(&thing, &[Kind::Proposal, Kind::Decision])?;
        match thing.kind {
            Kind::Proposal => proposals::rules::must_wait(self.thing, &thing.state)?,
            _ => rules::must_be_open(self.thing, &thing.state)?,
        }
        let overdue = match store::was_overdue(act.tx, thing.id).await? {
            false => unheard(act.tx, &thing, now).await?,
            true => None,
        };
        let Some(overdue) = overdue else {
            let message = format!("Nobody has let their time for {} pass, or it was told already.", self.thing);
            return Err(Refusal::new("nothing-to-tell", message).into());
        };
        act.note(Some(&thing), store::UNHEARD, Value::Null, json!(format!("none from {}", overdue.unheard.named())));
        notices::overdue(act, thing.id, overdue).await?;
        Ok(self.thing)
    }
}
