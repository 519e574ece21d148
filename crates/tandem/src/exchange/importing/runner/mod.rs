//! Running an import beside the requests: rows are read on a thread of their own and settled batch by batch.
//!
//! Also here: batches, dry, going, pace, taking_back.

mod batches;
mod dry;
mod going;
mod pace;
mod taking_back;

pub use going::throw_away;

use ground::web::{Failure, Refusal, Result};
use together::app::App;
use together::journal::Actor;
use together::products::ProductId;
use together::roles;
use together::roles::rules::{Right, Ruling, Scope};
use uuid::Uuid;

use super::actions::Decides;
use super::rows::Left;
use super::rules::{Became, Outcome};
use super::store::{self, Run};
use crate::exchange::reading::{As, Mapping, Target};

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

/// What the rows of a mapping decide when this person brings them in. Whether they say what became of them depends on
/// whose call that is; everything else must be their own.
///
/// # Errors
/// When it is another's call: a file of rows is no proposal.
pub async fn decides(app: &App, actor: &Actor, product: ProductId, mapping: &Mapping) -> Result<Decides> {
    let maps = |targets: &[Target]| {
        mapping.columns.iter().any(|choice| choice.target.is_some_and(|target| targets.contains(&target)))
    };
    let rows_as = mapping.rows;
    let features = rows_as == As::Stories && maps(&[Target::Feature]);
    let must = Decides { rows_as, features, places: false };
    for right in must.rights().iter() {
        if let Some(Call { ruling, waits }) = call(app, actor, product, right).await? {
            must_act(rows_as, right, &ruling, waits)?;
        }
    }
    let mut places = true;
    for right in must.to_place().iter() {
        let call = call(app, actor, product, right).await?;
        places &= call.is_none_or(|call| matches!(call.ruling, Ruling::Acts { .. }) && !call.waits);
    }
    Ok(Decides { places, ..must })
}

/// Refuses what would have to be proposed, or to wait.
fn must_act(rows_as: As, right: Right, ruling: &Ruling, waits: bool) -> Result<()> {
    let refusal = match ruling {
        Ruling::Acts { .. } if waits => {
            let message =
                format!("Who decides says that “{}” waits for answers, and a file cannot wait.", right.label());
            Refusal::new("row-waits", message).hint("Let the row wait for nobody while you import.")
        }
        Ruling::Acts { .. } => return Ok(()),
        Ruling::Proposes { to, .. } => {
            let message = format!("Bringing in {} is the call of {}.", rows_as.name(), to.named());
            Refusal::new("not-your-call", message).hint("Ask them to import the file.")
        }
        Ruling::Refused(reason) => Refusal::new("not-your-call", reason.to_string()),
    };
    Err(Failure::Forbidden(refusal))
}

/// What the matrix says of a decision of somebody's.
struct Call {
    ruling: Ruling,
    /// Whether it may have to wait for answers.
    waits: bool,
}

/// Whose call it is; nothing for the program itself, which decides everything.
async fn call(app: &App, actor: &Actor, product: ProductId, right: Right) -> Result<Option<Call>> {
    let Some(person) = actor.person else { return Ok(None) };
    let mut tx = app.db.read().await?;
    let matrix = roles::store::row(&mut tx, product, right).await?;
    let everybody = roles::store::held(&mut tx, product).await?;
    let own = roles::store::roles_of(&mut tx, product, person).await?.into_iter().collect();
    let ruling = matrix.ruling(right, Scope::PRODUCT, &own, &everybody);
    Ok(Some(Call { ruling, waits: matrix.may_wait(right, Scope::PRODUCT) }))
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
    let (id, now) = (app.ids.next(), app.clock.now());
    let mut tx = app.db.write().await?;
    if !store::set_state(&mut tx, &run, (work.state(), None), Some(id), now).await? {
        return Err(moved_on().into());
    }
    if anew {
        store::begin_anew(&mut tx, run.id, work == Work::Try, now).await?;
    }
    tx.commit().await?;
    announce(app, &run);
    Ok(Turn { run, id, work })
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
        Err(other) => Some(other.message()),
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
