//! Taking a whole import back.

use ground::web::{Failure, Result};
use together::app::App;
use together::journal::Actor;
use together::words::counted;

use super::{Turn, act_alone, beat, finish};
use crate::exchange::importing::actions::TakeBack;
use crate::exchange::importing::{files, store};

/// Takes a run back entry by entry, the last first. What was changed here since is left and said. When it breaks off, it goes
/// on with the entries that are left.
pub(super) async fn take_back(app: &App, actor: &Actor, turn: &Turn) -> Result<()> {
    let run = &turn.run;
    let entries = store::rows::entries(&mut app.db.read().await?, run.id).await?;
    let (mut changes, mut batches) = (0, 0);
    for seq in entries {
        beat(app, turn, 0).await?;
        let action = TakeBack { run: run.id, seq };
        let reason = format!("Import of {} taken back", run.name);
        match act_alone(app, actor, run.product, Box::new(action), reason).await {
            Ok(acted) => changes += acted.done.answers.first().and_then(serde_json::Value::as_i64).unwrap_or(0),
            Err(Failure::Refused(_) | Failure::Conflict(_)) => batches += 1,
            // Another's call, or the database broke: the rest stays to be taken back.
            Err(failure) => return Err(failure),
        }
    }
    finish(app, turn, "taken back", what_stays(changes, batches).as_deref()).await?;
    files::throw_away(app, &run.file).await;
    Ok(())
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
