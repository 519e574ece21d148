//! The import itself.

use std::path::Path;
use std::time::Duration;

use ground::web::{Failure, Result};
use together::app::App;
use together::journal::{Actor, Manner, Outcome as Acted, act_within};

use super::batches::{Batch, Wanted, batches};
use super::pace::Pace;
use super::{Turn, beat, decides, finish, left, not_running};
use crate::exchange::importing::actions::{Decides, ImportRows};
use crate::exchange::importing::rows::Given;
use crate::exchange::importing::rules::{self, Became, Outcome, Plan};
use crate::exchange::importing::store::{self, BEAT};
use crate::exchange::importing::weighing::{all_known, weigh};

/// Brings in all rows after the last that is settled, until the end or until somebody stops it.
pub(super) async fn go(app: &App, actor: &Actor, turn: &Turn) -> Result<()> {
    let run = &turn.run;
    let decides = decides(app, actor, run.product, &run.mapping.0).await?;
    let after = store::rows::last_number(&mut app.db.read().await?, run.id).await?;
    let given = Given { now: app.clock.now(), places: decides.places };
    let pace = Pace::default();
    let mut batches = batches(turn, Wanted { after, firsts: false, given }, &pace);
    loop {
        // A large file may be read for a while before there is a batch.
        let next = tokio::time::timeout(Duration::from_micros(BEAT.unsigned_abs()), batches.recv()).await;
        match next {
            Err(_) => beat(app, turn, 0).await?,
            Ok(Some(batch)) => settle(app, actor, turn, decides, batch?, &pace).await?,
            Ok(None) => break,
        }
    }
    finish(app, turn, "done", None).await?;
    throw_away(app, &run.file).await;
    Ok(())
}

/// Removes a file that has served, if it was sent here.
pub async fn throw_away(app: &App, file: &str) {
    let folder = &app.settings.files;
    if !folder.as_os_str().is_empty() && Path::new(file).starts_with(folder) {
        let _ = tokio::fs::remove_file(file).await;
    }
}

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
    let manner = Manner { reason: Some(format!("Import of {}", run.name)), quiet: true, ..Manner::default() };
    let mut tx = app.db.write().await?;
    let began = app.clock.now();
    let (outcome, announcement) = act_within(&mut tx, app, actor, run.product, vec![Box::new(action)], manner).await?;
    tx.commit().await?;
    pace.learn(settled, app.clock.now().since(began));
    app.announce_committed(announcement);
    match outcome {
        Acted::Done(_) => Ok(()),
        Acted::Proposed(proposed) => {
            let message = format!("{} waits: these rows are another's call now.", proposed.key);
            Err(Failure::refused("not-your-call", message))
        }
    }
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
