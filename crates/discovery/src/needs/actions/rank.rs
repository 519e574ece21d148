//! Ranking needs.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::journal::{Act, Action, Boxed, Change, Need};
use together::order::{Placed, Wanted, rank};
use together::thread::{self, Key, Thing, ThingId};

use super::super::store;
use super::{RANKS, need};

/// The field of a need's place.
const RANKING: &str = "ranking";

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
        let order = store::order(act.tx, moving.product).await?;
        let left: Vec<&(ThingId, String)> = order.iter().filter(|(id, _)| *id != moving.id).collect();
        let at = index(act, wanted, &left).await?;
        let low = at.checked_sub(1).map(|above| left[above].1.as_str());
        let fresh = rank::between(low, left.get(at).map(|(_, rank)| rank.as_str()))?;
        place(act, &moving, &order, (at + 1, fresh)).await?;
        act.say(format!("{} moved to rank {}", self.need, at + 1), format!("Move {} to rank {}", self.need, at + 1));
        Ok(self.need)
    }
}

/// How many of the needs that stay are above the wanted place.
async fn index(act: &mut Act<'_>, wanted: Wanted, left: &[&(ThingId, String)]) -> Result<usize> {
    let of = |key: Key, thing: &Thing| {
        let itself = || Refusal::new("its-own-neighbour", format!("{key} cannot be its own neighbour.")).at("to");
        left.iter().position(|(id, _)| *id == thing.id).ok_or_else(itself)
    };
    Ok(match wanted {
        Wanted::Top => 0,
        Wanted::Bottom => left.len(),
        Wanted::Place(place) => usize::try_from(place - 1).unwrap_or_default().min(left.len()),
        Wanted::After(key) => of(key, &need(act, key).await?)? + 1,
        Wanted::Before(key) => of(key, &need(act, key).await?)?,
    })
}

/// Writes a rank and notes the place before and after.
async fn place(act: &mut Act<'_>, need: &Thing, order: &[(ThingId, String)], to: (usize, String)) -> Result<()> {
    let placed = |(place, rank): (usize, String)| Placed { place: i64::try_from(place).unwrap_or(i64::MAX), rank };
    let was =
        (1..).zip(order).find(|(_, (id, _))| *id == need.id).map(|(place, (_, rank))| placed((place, rank.clone())));
    store::set_rank(act.tx, need.id, &to.1).await?;
    act.note(Some(need), RANKING, json!(was), json!(placed(to)));
    Ok(())
}

/// Puts a need back where the journal says it was, unless it has been moved since.
pub fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let Some(id) = change.thing else { return Ok(()) };
        let need = thread::store::by_id(act.tx, id).await?.ok_or(Failure::NotFound)?;
        let order = store::order(act.tx, need.product).await?;
        let now = order.iter().find(|(of, _)| *of == id).map(|(_, rank)| rank.as_str());
        let (Some(before), true) = (change.before["rank"].as_str(), now == change.after["rank"].as_str()) else {
            let message = format!("{} was moved again since. It stays where it is.", need.key());
            return Err(Refusal::new("changed-since", message).into());
        };
        let above = order.iter().filter(|(of, rank)| *of != id && rank.as_str() < before).count();
        place(act, &need, &order, (above + 1, before.to_owned())).await
    })
}
