//! The import itself.

use ground::web::Result;
use together::app::App;
use together::journal::Actor;

use super::batches::{Batch, Wanted, batches};
use super::pace::Pace;
use super::{Turn, act_alone, decides, finish, left, not_running};
use crate::exchange::importing::actions::{Decides, ImportRows};
use crate::exchange::importing::files;
use crate::exchange::importing::rows::Given;
use crate::exchange::importing::rules::{self, Became, Outcome, Plan};
use crate::exchange::importing::store;
use crate::exchange::importing::weighing::{all_known, weigh};

/// Brings in all rows after the last that is settled, until the end or until somebody stops it.
pub(super) async fn go(app: &App, actor: &Actor, turn: &Turn) -> Result<()> {
    let run = &turn.run;
    let decides = decides(app, actor, run.product, &run.mapping.0).await?;
    let after = store::rows::last_number(&mut app.db.read().await?, run.id).await?;
    let given = Given { now: app.clock.now(), places: decides.places };
    let pace = Pace::default();
    let mut batches = batches(turn, Wanted { after, firsts: false, given }, &pace);
    let (mut settled, mut look_at) = (0, FIRST_LOOK);
    while let Some(batch) = batches.next(app, turn).await? {
        settled += batch.len();
        settle(app, actor, turn, decides, batch, &pace).await?;
        if settled >= look_at {
            app.db.refresh_statistics().await;
            look_at = settled * 2;
        }
    }
    finish(app, turn, "done", None).await?;
    files::throw_away(app, &run.file).await;
    app.db.tidy_words().await;
    Ok(())
}

/// After so many rows the database looks anew at how its tables are filled, and again whenever that many have doubled: it knows
/// of tables that were empty when the import began only that they are, and finds bad ways to their rows.
const FIRST_LOOK: usize = 2_000;

async fn settle(app: &App, actor: &Actor, turn: &Turn, decides: Decides, batch: Batch, pace: &Pace) -> Result<()> {
    let run = &turn.run;
    if batch.late.is_empty() && settle_idle(app, turn, decides, &batch).await? {
        return Ok(());
    }
    let settled = batch.len();
    let action = ImportRows {
        run: run.id,
        turn: turn.id,
        rows_as: run.rows_as.clone(),
        places: decides.places,
        rows: batch.rows,
        left: batch.left,
        late: if decides.places { batch.late } else { Vec::new() },
    };
    let acted = act_alone(app, actor, run.product, Box::new(action), format!("Import of {}", run.name)).await?;
    pace.learn(settled, acted.held);
    Ok(())
}

/// Rows that change nothing leave no entry in the journal: says what became of them, unless some do.
async fn settle_idle(app: &App, turn: &Turn, decides: Decides, batch: &Batch) -> Result<bool> {
    let (run, product) = (turn.run.id, turn.run.product);
    let weighed = {
        let mut tx = app.db.read().await?;
        if !all_known(&mut tx, product, &batch.rows).await? {
            return Ok(false);
        }
        weigh(&mut tx, product, decides.rows_as, &batch.rows, decides.places).await?
    };
    if !weighed.is_idle() {
        return Ok(false);
    }
    let of = |(row, plan)| match plan {
        Plan::Removed(thing) => rules::removed(row, thing),
        Plan::Refuse(refusal) => rules::refused(row, &refusal),
        Plan::Leave(thing) => Outcome::of(row, Became::Unchanged).on(thing),
        Plan::Make(_) | Plan::Change(_) => Outcome::of(row, Became::Skipped),
    };
    let outcomes = batch.rows.iter().zip(weighed.plans).map(of).chain(batch.left.iter().cloned().map(left)).collect();
    let mut tx = app.db.write().await?;
    if !store::beat(&mut tx, product, (run, turn.id), batch.len(), app.clock.now()).await? {
        return Err(not_running().into());
    }
    store::rows::settle(&mut tx, run, false, outcomes).await?;
    tx.commit().await?;
    Ok(true)
}
