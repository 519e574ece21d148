//! Showing a criterion: where it can be seen.

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Need};
use together::thread::Key;

use super::{criterion, in_round, keep, this_round};
use crate::acceptance::rules::{evidence, may_show, must_not_be_met};
use crate::acceptance::store::Check;
use crate::stories::CriterionId;

/// Says of a criterion where it can be seen: a link, or a few words.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Show {
    /// The criterion.
    pub criterion: CriterionId,
    /// Where it can be seen: a link, or a few words.
    pub evidence: String,
}

impl Action for Show {
    const NAME: &'static str = "criterion.show";
    const DID: &'static str = "Showed a criterion";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let evidence = evidence(&self.evidence)?;
        let (story, criterion) = criterion(act, self.criterion).await?;
        let (key, place) = (story.key(), criterion.place);
        may_show(key, &story.state)?;
        let round = this_round(act, &story).await?;
        let was = in_round(act, &criterion, round).await?;
        must_not_be_met(was.standing())?;
        let (shown_by, shown_at) = (act.actor.person, Some(act.now));
        // What was said against it was said of what was shown before.
        let shown = Check { evidence, shown_by, shown_at, met: None, checked_by: None, checked_at: None, ..was };
        keep(act, &story, Check { reason: String::new(), ..shown }).await?;
        act.say(format!("Criterion {place} of {key} is shown"), format!("Show criterion {place} of {key}"));
        Ok(key)
    }
}
