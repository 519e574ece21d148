//! Taking a whole import back.

use ground::web::{Failure, Result};
use together::app::App;
use together::journal::{Actor, Manner, Outcome as Acted, act};
use together::words::counted;

use super::{Turn, beat, finish};
use crate::exchange::importing::actions::TakeBack;
use crate::exchange::importing::store;

/// Takes a run back entry by entry, the last first. What was changed here since is left and said. When it breaks off, it goes
/// on with the entries that are left.
pub(super) async fn take_back(app: &App, actor: &Actor, turn: &Turn) -> Result<()> {
    let run = &turn.run;
    let entries = store::rows::entries(&mut app.db.read().await?, run.id).await?;
    let (mut changes, mut batches) = (0, 0);
    for seq in entries {
        beat(app, turn, 0).await?;
        let action = TakeBack { run: run.id, seq };
        let reason = Some(format!("Import of {} taken back", run.name));
        let manner = Manner { reason, quiet: true, ..Manner::default() };
        match act(app, actor, run.product, vec![Box::new(action)], manner).await {
            Ok(Acted::Done(done)) => changes += done.answers.first().and_then(serde_json::Value::as_i64).unwrap_or(0),
            Ok(Acted::Proposed(_)) => batches += 1,
            Err(Failure::Refused(_) | Failure::Conflict(_) | Failure::Forbidden(_)) => batches += 1,
            Err(failure) => return Err(failure),
        }
    }
    finish(app, turn, "taken back", what_stays(changes, batches).as_deref()).await
}

/// What could not be taken back, in words.
fn what_stays(changes: i64, batches: i64) -> Option<String> {
    let changes = (changes > 0).then(|| {
        format!("{} since, so ours stays.", counted(changes, "value was changed here", "values were changed here"))
    });
    let batches = (batches > 0)
        .then(|| format!("{} could not be taken back.", counted(batches, "batch of rows", "batches of rows")));
    match (changes, batches) {
        (None, None) => None,
        (changes, batches) => Some([changes, batches].into_iter().flatten().collect::<Vec<_>>().join(" ")),
    }
}
