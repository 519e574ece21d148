//! What can be done about accepting a story.

mod check;
mod decide;
mod kept;
mod show;

pub use check::Check;
pub use decide::{Accept, Return};
pub(crate) use kept::{is_of_round, restore};
pub use show::Show;

use ground::web::{Failure, Refusal, Result};
use together::journal::{Act, Registered, registered};
use together::thread::{self, Thing};

use super::rules::{Outcome, Standing};
use super::store::{self, Round, says};
use crate::stories::CriterionId;
use crate::stories::store::criteria::{self, Criterion};

/// Every action of this room.
pub const ACTIONS: &[Registered] =
    &[registered::<Show>(), registered::<Check>(), registered::<Accept>(), registered::<Return>()];

/// A criterion that is there, with its story.
async fn criterion(act: &mut Act<'_>, id: CriterionId) -> Result<(Thing, Criterion)> {
    let gone =
        || Failure::refused("no-such-criterion", "This criterion is not here any more. It may have been removed.");
    let criterion = criteria::by_id(act.tx, id).await?.filter(|found| found.hidden_at.is_none()).ok_or_else(gone)?;
    let product = act.product()?.id;
    let story = thread::store::by_id(act.tx, criterion.story).await?;
    let story = story.filter(|story| story.product == product && story.hidden_at.is_none()).ok_or_else(gone)?;
    Ok((story, criterion))
}

/// Nobody judges another criterion than the one they read.
fn must_be_as_read(criterion: &Criterion, seen: Option<i64>) -> Result<(), Refusal> {
    if seen.is_none_or(|seen| criterion.seq <= seen) {
        return Ok(());
    }
    let message = format!("Criterion {} was changed while you looked at it. What you wrote is kept.", criterion.place);
    Err(Refusal::new("changed-meanwhile", message).hint("Read it again, then press once more."))
}

/// What was last noted of a criterion, to be written on in a round: what was shown before still stands.
async fn in_round(act: &mut Act<'_>, criterion: &Criterion, round: i64) -> Result<store::Check> {
    let last = store::checks(act.tx, criterion.story).await?;
    let last = last.into_iter().find(|check| check.criterion == criterion.id);
    let fresh = || store::Check {
        criterion: criterion.id,
        round,
        story: criterion.story,
        says: says(criterion),
        evidence: String::new(),
        shown_by: None,
        shown_at: None,
        met: None,
        reason: String::new(),
        checked_by: None,
        checked_at: None,
    };
    Ok(store::Check { round, ..last.unwrap_or_else(fresh) })
}

/// The number of the round a story is in, or of its next one.
async fn this_round(act: &mut Act<'_>, story: &Thing) -> Result<i64> {
    Ok(match store::last_round(act.tx, story.id).await? {
        Some(round) if round.outcome == Outcome::Waiting => round.number,
        last => last.map_or(0, |round| round.number) + 1,
    })
}

/// The round a story waits in; begun now where nothing began it, as for what waited before rounds were kept.
pub(super) async fn round(act: &mut Act<'_>, story: &Thing) -> Result<Round> {
    let last = store::last_round(act.tx, story.id).await?;
    let number = last.as_ref().map_or(0, |round| round.number) + 1;
    if let Some(waiting) = last.filter(|round| round.outcome == Outcome::Waiting) {
        return Ok(waiting);
    }
    let round = Round {
        story: story.id,
        number,
        handed_at: act.now,
        handed_by: act.actor.person,
        outcome: Outcome::Waiting,
        cause: None,
        reason: String::new(),
        unmet: 0,
        decided_by: None,
        decided_at: None,
    };
    keep_round(act, story, None, round.clone()).await?;
    Ok(round)
}

/// Ends the round a story waits in.
pub(super) async fn end(act: &mut Act<'_>, story: &Thing, ended: Round) -> Result<()> {
    let was = round(act, story).await?;
    let now = Round { decided_by: act.actor.person, decided_at: Some(act.now), ..ended };
    keep_round(act, story, Some(&was), now).await
}

async fn keep_round(act: &mut Act<'_>, story: &Thing, was: Option<&Round>, now: Round) -> Result<()> {
    store::put_round(act.tx, story.product, &now).await?;
    kept::note_round(act, story, was, Some(&now));
    Ok(())
}

/// Writes what was noted of a criterion.
async fn keep(act: &mut Act<'_>, story: &Thing, now: store::Check) -> Result<()> {
    let was = store::check(act.tx, now.criterion, now.round).await?;
    store::put_check(act.tx, &now).await?;
    kept::note_check(act, story, was.as_ref(), Some(&now));
    Ok(())
}

/// A criterion, what was found of it, and where it stands by that.
type Stands = (Criterion, Option<store::Check>, Standing);

/// The criteria of a story with what was found of each.
pub(super) async fn standings(act: &mut Act<'_>, story: &Thing) -> Result<Vec<Stands>> {
    let mut checks = store::checks(act.tx, story.id).await?;
    let criteria = criteria::of_story(act.tx, story.id).await?;
    let stands = |criterion: Criterion| {
        let at = checks.iter().position(|check| check.criterion == criterion.id);
        let check = at.map(|at| checks.swap_remove(at));
        let standing = check.as_ref().map_or(Standing::Open, store::Check::standing);
        (criterion, check, standing)
    };
    Ok(criteria.into_iter().map(stands).collect())
}
