//! The dry run: what would become of every row, changing nothing but the run's own report.

use ground::web::Result;
use together::app::App;
use together::journal::Actor;

use super::batches::{Batch, Wanted, batches};
use super::pace::Pace;
use super::{Turn, decides, finish, left, not_running};
use crate::exchange::importing::actions::Decides;
use crate::exchange::importing::rows::{Given, Incoming};
use crate::exchange::importing::rules::{self, Became, Original, Outcome, Plan, Repeats};
use crate::exchange::importing::store;
use crate::exchange::importing::weighing::weigh;
use crate::exchange::reading::As;

/// Tries all rows.
pub(super) async fn try_dry(app: &App, actor: &Actor, turn: &Turn) -> Result<()> {
    let run = &turn.run;
    let decides = decides(app, actor, run.product, &run.mapping.0).await?;
    let firsts = decides.rows_as == As::Requests && decides.places;
    let given = Given { now: app.clock.now(), places: decides.places };
    let pace = Pace::default();
    let mut batches = batches(turn, Wanted { after: 0, firsts, given }, &pace);
    while let Some(batch) = batches.next(app, turn).await? {
        settle(app, turn, decides, batch, &pace).await?;
    }
    finish(app, turn, "tried", None).await
}

async fn settle(app: &App, turn: &Turn, decides: Decides, batch: Batch, pace: &Pace) -> Result<()> {
    let settled = batch.len();
    let (run, product) = (turn.run.id, turn.run.product);
    let mut tx = app.db.write().await?;
    let began = app.clock.now();
    let plans = weigh(&mut tx, product, decides.rows_as, &batch.rows, decides.places).await?.plans;
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(settled);
    for ((row, plan), first) in batch.rows.iter().zip(plans).zip(&batch.firsts) {
        outcomes.push(foretold(&batch.rows, row, plan, *first));
    }
    outcomes.extend(batch.left.into_iter().map(left));
    store::rows::settle(&mut tx, run, true, outcomes).await?;
    for late in &batch.late {
        if decides.places {
            let reason = "The source says that it repeats a row after it.";
            store::rows::merged(&mut tx, (run, true), late.number, reason).await?;
        }
    }
    if !store::beat(&mut tx, product, (run, turn.id), settled, app.clock.now()).await? {
        return Err(not_running().into());
    }
    tx.commit().await?;
    pace.learn(settled, app.clock.now().since(began));
    Ok(())
}

fn foretold(rows: &[Incoming], row: &Incoming, plan: Plan, first: Option<i64>) -> Outcome {
    match plan {
        Plan::Make(Some(Repeats { what: Original::Thing(thing), said })) => {
            rules::repeated(row, said, "one that is here").on(thing)
        }
        Plan::Make(Some(Repeats { what: Original::Row(at), said })) => {
            rules::repeated(row, said, &format!("row {}", rows[at].number))
        }
        Plan::Make(None) if row.repeats.is_some() => rules::repeated(row, true, "a row before it"),
        Plan::Make(None) => match first {
            Some(first) => rules::repeated(row, false, &format!("row {first}")),
            None => Outcome::of(row, Became::Created),
        },
        Plan::Leave(thing) => Outcome::of(row, Became::Unchanged).on(thing),
        Plan::Removed(thing) => rules::removed(row, thing),
        Plan::Refuse(refusal) => rules::refused(row, &refusal),
        Plan::Change(changed) => rules::told(row, &changed),
    }
}
