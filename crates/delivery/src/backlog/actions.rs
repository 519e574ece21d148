//! Ordering the product backlog.

use ground::web::{Conflict, Failure, Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::journal::{Act, Action, Need, Registered, registered};
use together::order::{Placed, Wanted};
use together::roles::rules::Right;
use together::thread::{Key, Thing, ThingId};

use super::place::{self, not_in_backlog};
use crate::stories::actions::{named, stories};
use crate::stories::follow::RANK;
use crate::stories::store::ranks::{self, Standing};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Move>()];

/// Moves stories to a place in the backlog, together and in the order they are named.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Move {
    /// The stories.
    #[serde(alias = "thing")]
    pub things: Vec<Key>,
    /// The place of the first of them, in words: “4”, “top”, “bottom”, “after S-219”.
    #[serde(default, alias = "rank", skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The story they go below.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub after: Option<Key>,
    /// The story they go above; counts where there is none above them.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub before: Option<Key>,
    /// The sequence of the list when they were picked up: what somebody else has moved since stays where it is now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Move {
    const NAME: &'static str = "backlog.move";
    const DID: &'static str = "Moved it";
    type Answer = Option<Key>;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::OrderBacklog))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Option<Key>> {
        let wanted = Wanted::read(self.to.as_deref(), self.after, self.before)?;
        let nowhere = || Refusal::new("place-missing", "Say where they go: a rank, or the story above.").at("to");
        let wanted = wanted.ok_or_else(nowhere)?;
        let moving = stories(act, self.things).await?;
        if let Some(seen) = self.seen {
            refuse_moved_since(act, &moving, seen).await?;
        }
        let first = rank_anew(act, &moving, wanted).await?;
        let named = named(&moving);
        act.say(format!("{named} moved to rank {first}"), format!("Move {named} to rank {first}"));
        Ok(moving.first().map(Thing::key))
    }
}

/// Somebody who moved one of them first is not overruled unseen: theirs stands, and the move can be asked for again.
async fn refuse_moved_since(act: &mut Act<'_>, moving: &[Thing], seen: i64) -> Result<()> {
    let ids: Vec<ThingId> = moving.iter().map(|thing| thing.id).collect();
    let Some((moved, who, placed)) = ranks::moved_since(act.tx, &ids, seen, act.actor.person, RANK).await? else {
        return Ok(());
    };
    let key = moving.iter().find(|thing| thing.id == moved).map(Thing::key);
    let key = key.map(|key| key.to_string()).unwrap_or_default();
    let placed = placed.and_then(|placed| serde_json::from_value::<Placed>(placed.0).ok());
    let place = placed.map(|placed| placed.place);
    let went = place.map_or("was taken out of the backlog".to_owned(), |place| format!("was moved to rank {place}"));
    let by = if who.is_empty() { String::new() } else { format!(" by {who}") };
    let refusal = Refusal::new("moved-meanwhile", format!("{key} {went}{by} meanwhile. It stays there."));
    let (stored, sent) = (json!({ "rank": place }), json!({}));
    Err(Failure::Conflict(Box::new(Conflict { refusal, stored, sent })))
}

/// Gives stories their new ranks and notes the change of each; returns the place of the first.
async fn rank_anew(act: &mut Act<'_>, moving: &[Thing], wanted: Wanted) -> Result<i64> {
    let product = act.product()?.id;
    let ids: Vec<ThingId> = moving.iter().map(|thing| thing.id).collect();
    let was = ranks::standing(act.tx, &ids).await?;
    let slot = place::slot(act, wanted, &was).await?;
    let first = slot.place(act.tx, product, &was).await?;
    let fresh = slot.ranks(act.tx, product, moving.len()).await?;
    let mut changes = Vec::with_capacity(moving.len());
    for ((place, thing), rank) in (first..).zip(moving).zip(&fresh) {
        let placed = placed(&was, thing)?;
        changes.push((thing, placed, Placed { place, rank: rank.clone() }));
    }
    if changes.iter().all(|(_, was, now)| was.place == now.place) {
        return Ok(first);
    }
    ranks::set(act.tx, &ids.into_iter().zip(fresh).collect::<Vec<_>>()).await?;
    // Undo goes backwards through an entry; it shall put back what stood first before what stood behind it.
    changes.sort_by_key(|(_, was, _)| std::cmp::Reverse(was.place));
    for (thing, was, now) in changes {
        act.note(Some(thing), RANK, json!(was), json!(now));
    }
    Ok(first)
}

fn placed(standing: &[Standing], thing: &Thing) -> Result<Placed, Refusal> {
    let found = standing.iter().find(|standing| standing.thing == thing.id);
    let placed = found.and_then(|found| Some(Placed { place: found.place, rank: found.rank.clone()? }));
    placed.ok_or_else(|| not_in_backlog(thing))
}
