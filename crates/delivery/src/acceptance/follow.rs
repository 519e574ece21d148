//! What follows for acceptance from any action: a story that is handed over begins a round, and one that moves on ends it,
//! whichever way it is moved.

use ground::web::Result;
use together::journal::{Act, Change, Via};
use together::thread::{self, Kind, Thing, ThingId};

use super::actions::{end, is_of_round, round};
use super::rules::{Outcome, WAITING};
use super::store::{self, Round};

/// Begins and ends rounds as the states of stories say. What comes from elsewhere was accepted elsewhere.
pub(crate) async fn follow(act: &mut Act<'_>) -> Result<()> {
    if act.actor.via == Via::Import {
        return Ok(());
    }
    let moved: Vec<(ThingId, bool)> = act.changes().iter().filter_map(|change| moved(act.changes(), change)).collect();
    for (story, handed_over) in moved {
        let Some(story) = thread::store::by_id(act.tx, story).await? else { continue };
        settle(act, &story, handed_over).await?;
    }
    Ok(())
}

/// A story that came to or left a state acceptance is about, and whether it waited before; none whose round was kept already.
fn moved(changes: &[Change], change: &Change) -> Option<(ThingId, bool)> {
    let is_story = change.key.is_some_and(|key| key.kind == Kind::Story);
    let matters = change.before == WAITING || change.after == WAITING || change.after == "done";
    let story = change.thing.filter(|_| is_story && change.field == "state" && matters)?;
    let kept = changes.iter().any(|other| other.thing == Some(story) && is_of_round(other));
    (!kept).then_some((story, change.before == WAITING))
}

async fn settle(act: &mut Act<'_>, story: &Thing, waited: bool) -> Result<()> {
    let outcome = Outcome::of_state(&story.state);
    if waited || outcome != Outcome::TakenBack {
        let round = round(act, story).await?;
        if outcome != Outcome::Waiting {
            let unmet = store::tallies(act.tx, &[story.id]).await?.get(&story.id).map_or(0, |tally| tally.open);
            end(act, story, Round { outcome, unmet, ..round }).await?;
        }
    }
    Ok(())
}
