//! Running an import beside the requests: rows are read on a thread of their own and settled batch by batch.
//!
//! Also here: batches, dry, going, pace, taking_back, whose_call.

mod batches;
mod dry;
mod going;
mod pace;
mod taking_back;
mod whose_call;

pub use whose_call::{decides, may_take_back};

use ground::db::Tx;
use ground::web::{Failure, Refusal, Result};
use together::app::App;
use together::journal::Actor;
use uuid::Uuid;
use whose_call::act_alone;

use super::files;
use super::rows::Left;
use super::rules::{Became, Outcome};
use super::store::{self, Run};
use crate::exchange::reading::Mapping;

/// What is done with a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Say of every row what would become of it.
    Try,
    /// Bring the rows in.
    Go,
    /// Take back what came in.
    TakeBack,
}

impl Work {
    fn state(self) -> &'static str {
        match self {
            Self::Try => "trying",
            Self::Go => "running",
            Self::TakeBack => "taking back",
        }
    }
}

/// Whose turn it is to work on a run; everybody who had it before has it no more.
pub struct Turn {
    /// The run as it was taken up.
    pub run: Run,
    /// The turn.
    pub id: Uuid,
    work: Work,
}

/// Takes a run up; refused when somebody else moved it meanwhile.
pub async fn take_up(app: &App, run: Run, work: Work, anew: bool) -> Result<Turn> {
    let mut tx = app.db.write().await?;
    let turn = take_up_within(&mut tx, app, run, work, anew).await?;
    tx.commit().await?;
    announce(app, &turn.run);
    Ok(turn)
}

async fn take_up_within(tx: &mut Tx, app: &App, run: Run, work: Work, anew: bool) -> Result<Turn> {
    let (id, now) = (app.ids.next(), app.clock.now());
    if !store::set_state(tx, &run, (work.state(), None), Some(id), now).await? {
        return Err(moved_on().into());
    }
    if anew {
        store::begin_anew(tx, run.id, work == Work::Try, now).await?;
    }
    Ok(Turn { run, id, work })
}

/// Takes a run up for a dry run with other columns; refused when rows of it came in meanwhile.
pub async fn take_up_with(app: &App, run: &Run, mapping: &Mapping, source: &str) -> Result<Turn> {
    let mut tx = app.db.write().await?;
    if !store::map(&mut tx, run.id, mapping, source).await? {
        return Err(moved_on().into());
    }
    let run = store::run(&mut tx, run.product, run.id).await?;
    let turn = take_up_within(&mut tx, app, run, Work::Try, true).await?;
    tx.commit().await?;
    announce(app, &turn.run);
    Ok(turn)
}

/// Forgets a file of which nothing came in; refused when rows of it came in meanwhile.
pub async fn discard(app: &App, run: &Run) -> Result<()> {
    let mut tx = app.db.write().await?;
    if !store::discard(&mut tx, run.id).await? {
        return Err(moved_on().into());
    }
    tx.commit().await?;
    files::throw_away(app, &run.file).await;
    announce(app, run);
    Ok(())
}

/// Somebody else was quicker.
pub fn moved_on() -> Refusal {
    Refusal::new("not-now", "The import has moved on since you saw it. Reload the page.")
}

/// It was paused, stopped or taken up by somebody else.
pub(super) fn not_running() -> Refusal {
    Refusal::new("import-not-running", "This import does not run any more.")
}

/// Works beside the request and returns at once.
pub fn start(app: &App, actor: &Actor, turn: Turn) {
    let (app, actor) = (app.clone(), actor.clone());
    tokio::spawn(async move {
        if let Err(failure) = work(&app, &actor, &turn).await {
            tracing::warn!(run = %turn.run.id, %failure, "an import stopped");
        }
    });
}

/// Works until it is done, and says so; what stops it is noted with the run.
///
/// # Errors
/// What stopped it.
pub async fn work(app: &App, actor: &Actor, turn: &Turn) -> Result<()> {
    let done = match turn.work {
        Work::Try => dry::try_dry(app, actor, turn).await,
        Work::Go => going::go(app, actor, turn).await,
        Work::TakeBack => taking_back::take_back(app, actor, turn).await,
    };
    let problem = match &done {
        Ok(()) => None,
        // Its state is what whoever moved it made it.
        Err(Failure::Refused(refusal)) if refusal.name == not_running().name => None,
        Err(Failure::Broken(why)) => {
            tracing::error!(run = %turn.run.id, %why, "an import broke");
            Some("Something broke on our side.".to_owned())
        }
        Err(other) => {
            let hint = other.refusal().and_then(|refusal| refusal.hint.clone());
            Some(std::iter::once(other.message()).chain(hint).collect::<Vec<_>>().join(" "))
        }
    };
    if let Some(problem) = problem {
        // A file that could not be tried has brought nothing in.
        let state = if turn.work == Work::Try { "columns" } else { "broken" };
        finish(app, turn, state, Some(&problem)).await?;
    }
    announce(app, &turn.run);
    done
}

/// Ends a turn.
async fn finish(app: &App, turn: &Turn, state: &str, problem: Option<&str>) -> Result<()> {
    let mut tx = app.db.write().await?;
    store::end(&mut tx, turn.run.id, turn.id, (state, problem), app.clock.now()).await?;
    Ok(tx.commit().await?)
}

/// Says that one is still at it, where nothing else says so.
async fn beat(app: &App, turn: &Turn, settled: usize) -> Result<()> {
    let mut tx = app.db.write().await?;
    let run = (turn.run.id, turn.id);
    if !store::beat(&mut tx, turn.run.product, run, settled, app.clock.now()).await? {
        return Err(not_running().into());
    }
    Ok(tx.commit().await?)
}

/// Tells open pages of imports to look again.
pub fn announce(app: &App, run: &Run) {
    app.live.tell(ground::live::Announcement {
        scope: run.product.into(),
        seq: 0,
        topics: std::sync::Arc::new(std::iter::once("import".to_owned()).collect()),
        by: String::new(),
    });
}

/// What is said of a row that cannot be used.
pub(super) fn left(left: Left) -> Outcome {
    Outcome {
        number: left.number,
        became: Became::Skipped,
        title: left.title,
        reason: left.reason,
        about: left.about,
        thing: None,
        seq: None,
        before: None,
    }
}
