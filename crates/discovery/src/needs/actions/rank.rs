//! Ranking needs.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Boxed, Change, Need};
use together::order::Wanted;
use together::thread::Key;

use super::super::store;
use super::{RANKS, need};

/// Moves a need in the ranking: to a place in words, or between those above and below.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Rank {
    /// The need.
    #[serde(rename = "thing")]
    pub need: Key,
    /// Where to, in words: “4”, “top”, “after N-7”. The menu of a row calls it rank.
    #[serde(default, alias = "rank", skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The need above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Key>,
    /// The need below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Key>,
}

impl Action for Rank {
    const NAME: &'static str = "need.rank";
    const DID: &'static str = "Ranked the need";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(RANKS)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let nowhere = || Refusal::new("place-missing", "Say where it goes: a number, or the need above.").at("to");
        let wanted = Wanted::read(self.to.as_deref(), self.after, self.before)?.ok_or_else(nowhere)?;
        let moving = need(act, self.need).await?;
        let place = store::RANKING.put(act, std::slice::from_ref(&moving), wanted).await?;
        act.say(format!("{} moved to rank {place}", self.need), format!("Move {} to rank {place}", self.need));
        Ok(self.need)
    }
}

/// Puts a need back where the journal says it was, unless it has been moved since.
pub fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(store::RANKING.restore(act, change))
}
