//! Accepting a story, and returning it.

use std::collections::BTreeSet;

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Need};
use together::roles::rules::Right;
use together::thread::actions::set_state;
use together::thread::{Key, Thing};

use super::{Stands, end, in_round, keep, round, standings};
use crate::acceptance::rules::{self, Cause, Outcome, Standing, must_wait};
use crate::acceptance::store::{self, Round};
use crate::definitions::measure::must_be_done;
use crate::stories;

/// Accepts a story: what was shown of it is met, and it is done. Where agreed criteria are neither shown nor met, a reason is
/// needed.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Accept {
    /// The story.
    pub story: Key,
    /// Why it is accepted though criteria are open.
    #[serde(default)]
    pub because: String,
}

impl Action for Accept {
    const NAME: &'static str = "story.accept";
    const DID: &'static str = "Accepted it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::AcceptStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let key = self.story;
        let (story, round, standings) = handed_over(act, key).await?;
        let open =
            standings.iter().filter(|(criterion, _, stands)| criterion.agreed && !stands.is_acceptable()).count();
        let reason = rules::acceptance(key, open, &self.because)?;
        let advised = must_be_done(act, &story).await?;
        for (criterion, _, _) in standings.iter().filter(|(_, _, standing)| *standing == Standing::Shown) {
            let was = in_round(act, criterion, round.number).await?;
            let (checked_by, checked_at) = (act.actor.person, Some(act.now));
            keep(act, &story, store::Check { met: Some(true), checked_by, checked_at, ..was }).await?;
        }
        set_state(act, &story, "done").await?;
        let unmet = i64::try_from(open).unwrap_or(i64::MAX);
        end(act, &story, Round { outcome: Outcome::Accepted, reason, unmet, ..round }).await?;
        act.say(format!("{key} accepted{advised}"), format!("Accept {key}"));
        Ok(key)
    }
}

/// Returns a story to whoever works on it, with the reason.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Return {
    /// The story.
    pub story: Key,
    /// The sort of reason.
    #[serde(default)]
    pub cause: Cause,
    /// The reason in a sentence; may be left out where it stands at a criterion.
    #[serde(default)]
    pub because: String,
}

impl Action for Return {
    const NAME: &'static str = "story.return";
    const DID: &'static str = "Returned it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::AcceptStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let key = self.story;
        let (story, round, standings) = handed_over(act, key).await?;
        let not_met = standings.iter().filter(|(_, _, standing)| *standing == Standing::NotMet).count();
        let reason = rules::returning(not_met > 0, &self.because)?;
        let unmet =
            standings.iter().filter(|(criterion, _, stands)| criterion.agreed && *stands != Standing::Met).count();
        set_state(act, &story, "in work").await?;
        let (unmet, cause) = (i64::try_from(unmet).unwrap_or(i64::MAX), Some(self.cause));
        end(act, &story, Round { outcome: Outcome::Returned, cause, reason, unmet, ..round }).await?;
        tell(act, &story).await?;
        act.say(format!("{key} returned"), format!("Return {key}"));
        Ok(key)
    }
}

/// A story that waits, its round, and where its criteria stand.
async fn handed_over(act: &mut Act<'_>, key: Key) -> Result<(Thing, Round, Vec<Stands>)> {
    let story = stories::actions::story(act, key).await?;
    must_wait(key, &story.state)?;
    let round = round(act, &story).await?;
    let standings = standings(act, &story).await?;
    Ok((story, round, standings))
}

/// Tells whoever worked on it.
async fn tell(act: &mut Act<'_>, story: &Thing) -> Result<()> {
    let shown = store::showers(act.tx, story.id).await?;
    for person in story.owner.into_iter().chain(shown).collect::<BTreeSet<_>>() {
        act.tell(person, "returned", Some(story.id));
    }
    Ok(())
}
