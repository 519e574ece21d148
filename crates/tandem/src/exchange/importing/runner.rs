//! Running an import beside the requests: rows are read on a thread of their own and settled batch by batch.

use std::collections::HashMap;
use std::path::PathBuf;

use ground::web::{Failure, Refusal, Result};
use together::app::App;
use together::journal::{Actor, Manner, Outcome as Acted, act};
use together::products::ProductId;
use together::roles;
use together::roles::rules::Ruling;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::actions::{ImportRows, need};
use super::rows::{Incoming, Item, Rows};
use super::store::{self, Outcome, Run};
use crate::exchange::reading::{As, LeftOut};

/// Rows settled in one transaction: so many that the journal's cost is shared, so few that nobody waits long.
const BATCH: usize = 200;

/// Refuses an import by somebody whose call it is not: a file of rows is no proposal.
pub async fn must_be_own_call(app: &App, actor: &Actor, product: ProductId, rows_as: As) -> Result<()> {
    let together::journal::Need::Right { right, team } = need(rows_as) else { return Ok(()) };
    let Some(person) = actor.person else { return Ok(()) };
    let mut tx = app.db.read().await?;
    let matrix = roles::store::row(&mut tx, product, right).await?;
    let everybody = roles::store::held(&mut tx, product).await?;
    let own = roles::store::roles_of(&mut tx, product, person).await?.into_iter().collect();
    match matrix.ruling(right, team, &own, &everybody) {
        Ruling::Acts { .. } if matrix.may_wait(right, team) => {
            let message =
                format!("Who decides says that “{}” waits for answers, and a file cannot wait.", right.label());
            Err(Failure::Forbidden(
                Refusal::new("row-waits", message).hint("Let the row wait for nobody while you import."),
            ))
        }
        Ruling::Acts { .. } => Ok(()),
        Ruling::Proposes { to, .. } => {
            let message = format!("Bringing in {} is the call of {}.", rows_as.name(), to.named());
            Err(Failure::Forbidden(Refusal::new("not-your-call", message).hint("Ask them to import the file.")))
        }
        Ruling::Refused(reason) => Err(Failure::Forbidden(Refusal::new("not-your-call", reason.to_string()))),
    }
}

/// Starts a dry or a real run beside the request and returns at once.
pub fn start(app: &App, actor: &Actor, run: Run, dry: bool) {
    let (app, actor) = (app.clone(), actor.clone());
    tokio::spawn(async move {
        let done = if dry { try_dry(&app, &run).await } else { go(&app, &actor, &run).await };
        if let Err(failure) = done {
            stop_broken(&app, &run, &failure).await;
        }
        announce(&app, &run);
    });
}

async fn stop_broken(app: &App, run: &Run, failure: &Failure) {
    let problem = match failure {
        Failure::Broken(why) => {
            tracing::error!(run = %run.id, %why, "an import broke");
            "Something broke on our side.".to_owned()
        }
        other => other.message(),
    };
    let noted = async {
        let mut tx = app.db.write().await?;
        store::set_state(&mut tx, run.id, "broken", Some(&problem), app.clock.now()).await?;
        Ok::<_, Failure>(tx.commit().await?)
    };
    if let Err(failure) = noted.await {
        tracing::error!(%failure, "the end of an import was not noted");
    }
}

fn announce(app: &App, run: &Run) {
    app.live.tell(ground::live::Announcement {
        scope: run.product.into(),
        seq: app.live.announced(run.product.into()),
        topics: std::sync::Arc::new(std::iter::once("import".to_owned()).collect()),
        by: String::new(),
    });
}

/// What a batch holds: rows that can be used and rows that cannot.
#[derive(Default)]
struct Batch {
    rows: Vec<Incoming>,
    left: Vec<LeftOut>,
}

impl Batch {
    fn len(&self) -> usize {
        self.rows.len() + self.left.len()
    }

    fn last(&self) -> i64 {
        let left = self.left.iter().map(|left| i64::try_from(left.number).unwrap_or(i64::MAX));
        self.rows.iter().map(|row| row.number).chain(left).max().unwrap_or_default()
    }
}

/// Reads the file on a thread of its own, after a row that is settled already.
fn batches(run: &Run, after: i64) -> mpsc::Receiver<Result<Batch>> {
    let (sender, receiver) = mpsc::channel(2);
    let (file, name) = (PathBuf::from(&run.file), run.name.clone());
    let (mapping, source) = (run.mapping.0.clone(), run.source.clone());
    tokio::task::spawn_blocking(move || {
        let read = || -> Result<()> {
            let mut rows = Rows::open(&file, &name, mapping, &source)?;
            let mut batch = Batch::default();
            while let Some(item) = rows.next_item()? {
                match item {
                    Item::Row(row) if row.number > after => batch.rows.push(*row),
                    Item::Left(left) if i64::try_from(left.number).unwrap_or(i64::MAX) > after => batch.left.push(left),
                    _ => {}
                }
                if batch.len() >= BATCH && sender.blocking_send(Ok(std::mem::take(&mut batch))).is_err() {
                    return Ok(());
                }
            }
            if batch.len() > 0 {
                let _ = sender.blocking_send(Ok(batch));
            }
            Ok(())
        };
        if let Err(failure) = read() {
            let _ = sender.blocking_send(Err(failure));
        }
    });
    receiver
}

/// Says of every row what would become of it, changing nothing but the run's own report.
async fn try_dry(app: &App, run: &Run) -> Result<()> {
    let mut batches = batches(run, 0);
    let mut seen: HashMap<String, i64> = HashMap::new();
    while let Some(batch) = batches.recv().await {
        let batch = batch?;
        let identities: Vec<String> = batch.rows.iter().map(|row| row.identity.clone()).collect();
        let mut tx = app.db.write().await?;
        let known: HashMap<String, store::Origin> = store::origins(&mut tx, run.product, &identities)
            .await?
            .into_iter()
            .map(|origin| (origin.identity.clone(), origin))
            .collect();
        let mut outcomes: Vec<Outcome> =
            batch.rows.iter().map(|row| foretold(row, known.get(&row.identity), &mut seen)).collect();
        outcomes.extend(batch.left.iter().map(left_out));
        store::settle(&mut tx, run.id, true, &outcomes).await?;
        store::beat(&mut tx, run.id, batch.last(), app.clock.now()).await?;
        tx.commit().await?;
    }
    let mut tx = app.db.write().await?;
    store::set_state(&mut tx, run.id, "tried", None, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

fn foretold(row: &Incoming, known: Option<&store::Origin>, seen: &mut HashMap<String, i64>) -> Outcome {
    let before = seen.insert(row.identity.clone(), row.number);
    let changed = known.is_some_and(|origin| {
        row.prints.iter().any(|(name, print)| origin.prints.0.get(name).is_some_and(|was| was != print))
    });
    let (outcome, reason) = match (before, known) {
        (Some(first), _) => ("skipped", format!("The file has a row with the same id before it, in row {first}.")),
        (None, None) => ("created", row.notes.join(" ")),
        (None, Some(_)) if changed => {
            ("updated", "It came before and has changed in the file. What was changed here is kept.".to_owned())
        }
        (None, Some(_)) => ("unchanged", String::new()),
    };
    Outcome {
        number: row.number,
        outcome,
        title: row.title.clone(),
        reason,
        thing: known.map(|origin| origin.thing),
        seq: None,
    }
}

fn left_out(left: &LeftOut) -> Outcome {
    Outcome {
        number: i64::try_from(left.number).unwrap_or(i64::MAX),
        outcome: "skipped",
        title: String::new(),
        reason: left.reason.to_string(),
        thing: None,
        seq: None,
    }
}

/// Does it, after the last row that is settled, until the end or until somebody stops it.
pub async fn go(app: &App, actor: &Actor, run: &Run) -> Result<()> {
    let after = {
        let mut tx = app.db.read().await?;
        store::last_number(&mut tx, run.id).await?
    };
    let mut batches = batches(run, after);
    while let Some(batch) = batches.recv().await {
        let batch = batch?;
        if !still_running(app, run).await? {
            return Ok(());
        }
        settle(app, actor, run, batch).await?;
    }
    let mut tx = app.db.write().await?;
    store::set_state(&mut tx, run.id, "done", None, app.clock.now()).await?;
    tx.commit().await?;
    // The file has served; what is left of it is the report.
    let _ = tokio::fs::remove_file(&run.file).await;
    Ok(())
}

async fn still_running(app: &App, run: &Run) -> Result<bool> {
    let mut tx = app.db.read().await?;
    Ok(store::run(&mut tx, run.product, run.id).await?.state == "running")
}

async fn settle(app: &App, actor: &Actor, run: &Run, batch: Batch) -> Result<()> {
    let last = batch.last();
    if !batch.left.is_empty() {
        let outcomes: Vec<Outcome> = batch.left.iter().map(left_out).collect();
        let mut tx = app.db.write().await?;
        store::settle(&mut tx, run.id, false, &outcomes).await?;
        tx.commit().await?;
    }
    if !batch.rows.is_empty() {
        let action = ImportRows { run: run.id, rows_as: run.rows_as.clone(), rows: batch.rows };
        let manner = Manner { reason: Some(format!("Import of {}", run.name)), quiet: true, ..Manner::default() };
        let outcome = act(app, actor, run.product, vec![Box::new(action)], manner).await?;
        if let Acted::Proposed(proposed) = outcome {
            return Err(Failure::refused(
                "not-your-call",
                format!("{} waits: these rows are another's call.", proposed.key),
            ));
        }
    }
    let mut tx = app.db.write().await?;
    store::beat(&mut tx, run.id, last, app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Takes a whole run back, entry by entry, the last first. What was changed since is left and said.
pub async fn take_back(app: &App, actor: &Actor, run: &Run) -> Result<(usize, usize)> {
    let entries = {
        let mut tx = app.db.read().await?;
        store::entries(&mut tx, run.id).await?
    };
    let (mut taken, mut left) = (0, 0);
    for seq in entries {
        let undo = together::journal::undo::Undo { seq };
        match act(app, actor, run.product, vec![Box::new(undo)], Manner { quiet: true, ..Manner::default() }).await {
            Ok(Acted::Done(_)) => taken += 1,
            Ok(Acted::Proposed(_)) | Err(Failure::Refused(_) | Failure::Conflict(_)) => left += 1,
            Err(failure) => return Err(failure),
        }
    }
    let mut tx = app.db.write().await?;
    store::set_state(&mut tx, run.id, "taken back", None, app.clock.now()).await?;
    tx.commit().await?;
    Ok((taken, left))
}

/// The run as it stands.
pub async fn reload(app: &App, product: ProductId, run: Uuid) -> Result<Run> {
    let mut tx = app.db.read().await?;
    store::run(&mut tx, product, run).await
}
