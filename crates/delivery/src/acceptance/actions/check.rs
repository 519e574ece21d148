//! Looking at a criterion: it is met, or it is not.

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Need};
use together::roles::rules::Right;
use together::thread::Key;

use super::{criterion, in_round, keep, must_be_as_read, round};
use crate::acceptance::rules::{finding, must_wait};
use crate::acceptance::store;
use crate::stories::CriterionId;

/// Finds that a criterion is met, or why it is not.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Check {
    /// The criterion.
    pub criterion: CriterionId,
    /// Whether it is met.
    pub met: bool,
    /// Why not, or a word on it.
    #[serde(default)]
    pub because: String,
    /// The sequence of the criterion when the form was shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Check {
    const NAME: &'static str = "criterion.check";
    const DID: &'static str = "Looked at a criterion";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::AcceptStory))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let reason = finding(self.met, &self.because)?;
        let (story, criterion) = criterion(act, self.criterion).await?;
        let (key, place) = (story.key(), criterion.place);
        must_wait(key, &story.state)?;
        must_be_as_read(&criterion, self.seen)?;
        let round = round(act, &story).await?;
        let was = in_round(act, &criterion, round.number).await?;
        let (met, checked_by, checked_at) = (Some(self.met), act.actor.person, Some(act.now));
        keep(act, &story, store::Check { met, reason, checked_by, checked_at, ..was }).await?;
        let found = if self.met { "met" } else { "not met" };
        act.say(format!("Criterion {place} of {key} is {found}"), format!("Find criterion {place} of {key} {found}"));
        Ok(key)
    }
}
