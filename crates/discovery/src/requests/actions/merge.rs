//! Requests that say the same become one group, and can be parted again.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Need};
use together::roles::rules::Right;
use together::thread::actions::{Join, link, set_state, unlink};
use together::thread::{self, Key, LinkKind, Thing};

use super::super::{rules, store};
use super::request;

/// Merges a request into the one it repeats. Both keep their words; their people are counted together, each once.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Merge {
    /// The request that repeats another.
    pub request: Key,
    /// The one it repeats.
    pub into: Key,
}

impl Action for Merge {
    const NAME: &'static str = "request.merge";
    const DID: &'static str = "Merged the request";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::PlaceRequest))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let from = request(act, self.request).await?;
        let into = request(act, self.into).await.map_err(|failure| failure.at("into"))?;
        let into = merge(act, &from, &into).await?;
        act.say(
            format!("{} merged into {}", self.request, into.key()),
            format!("Merge {} into {}", self.request, into.key()),
        );
        Ok(into.key())
    }
}

/// Merges a request inside another action; returns the one that stands for the group: where `into` repeats another
/// itself, that one.
pub async fn merge(act: &mut Act<'_>, from: &Thing, into: &Thing) -> Result<Thing> {
    let end = store::canonical(act.tx, into.id).await?;
    if end == from.id {
        return Err(rules::merged_into_itself(from.key(), into.key()).into());
    }
    let end = thread::store::by_id(act.tx, end).await?.ok_or(Failure::NotFound)?;
    link(act, Join { from, kind: LinkKind::DuplicateOf, to: &end, share: None, quote: None }).await?;
    set_state(act, from, "merged").await?;
    Ok(end)
}

/// Takes a merge back: the request stands for itself again, with what was merged into it before.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Unmerge {
    /// The merged request.
    pub request: Key,
}

impl Action for Unmerge {
    const NAME: &'static str = "request.unmerge";
    const DID: &'static str = "Took the merge back";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::PlaceRequest))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let from = request(act, self.request).await?;
        let targets = thread::store::links::targets(act.tx, from.id, LinkKind::DuplicateOf).await?;
        if targets.is_empty() {
            let message = format!("{} is not merged into another request.", self.request);
            return Err(Refusal::new("not-merged", message).into());
        }
        for target in thread::store::by_ids(act.tx, &targets).await? {
            unlink(act, &from, LinkKind::DuplicateOf, &target).await?;
        }
        set_state(act, &from, "open").await?;
        act.say(
            format!("{} stands for itself again", self.request),
            format!("Take the merge of {} back", self.request),
        );
        Ok(self.request)
    }
}
