//! Putting stories into the order, for every room of this floor: moving, writing at a place, taking back.

use ground::db::Tx;
use ground::web::{Failure, Refusal, Result};
use serde_json::{Value, json};
use together::journal::{Act, Boxed, Change};
use together::order::rank::{self, LONG};
use together::order::{Placed, Wanted};
use together::products::ProductId;
use together::thread::{self, Key, Thing, ThingId};

use super::store::sums;
use crate::stories::follow::RANK;
use crate::stories::store::ranks::{self, Standing};

/// How many stories on each side are ranked anew where ranks have grown long.
const AROUND: i64 = 30;

/// A gap in the order: the ranks on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    low: Option<String>,
    high: Option<String>,
}

impl Slot {
    /// The place the first story put here will have, once these have left theirs.
    pub(crate) async fn place(&self, tx: &mut Tx, product: ProductId, moving: &[Standing]) -> Result<i64> {
        let Some(above) = self.low.as_deref() else { return Ok(1) };
        let leaving = moving.iter().filter_map(|standing| standing.rank.as_deref());
        Ok(match self.high {
            Some(_) => {
                sums::stories_before(tx, product, above).await? + 2 - count(leaving.filter(|rank| *rank < above))
            }
            None => sums::total(tx, product).await?.stories + 1 - count(leaving),
        })
    }

    /// Ranks for so many stories put here. Where they would grow long, the neighbourhood is ranked anew first: that is
    /// no change anybody made.
    pub(crate) async fn ranks(self, tx: &mut Tx, product: ProductId, count: usize) -> Result<Vec<String>> {
        let ranks = rank::many(self.low.as_deref(), self.high.as_deref(), count)?;
        if ranks.iter().all(|rank| rank.len() <= LONG) {
            return Ok(ranks);
        }
        let Some(low) = self.low else { return Ok(ranks) };
        let (low, high) = spread(tx, product, &low).await?;
        Ok(rank::many(Some(&low), high.as_deref(), count)?)
    }
}

fn count<T>(of: impl Iterator<Item = T>) -> i64 {
    i64::try_from(of.count()).unwrap_or(i64::MAX)
}

/// Ranks the stories around a rank anew, evenly, in the same order; returns the new rank of the one that had it, and of
/// the one below.
async fn spread(tx: &mut Tx, product: ProductId, at: &str) -> Result<(String, Option<String>)> {
    let rows = ranks::around(tx, product, at, AROUND).await?;
    let (Some((_, first)), Some((_, last))) = (rows.first(), rows.last()) else {
        return Ok((at.to_owned(), None));
    };
    let low = ranks::previous(tx, product, first, &[]).await?;
    let high = ranks::next(tx, product, last, &[]).await?;
    let fresh = rank::many(low.as_deref(), high.as_deref(), rows.len())?;
    let here = rows.iter().position(|(_, rank)| rank == at).unwrap_or_default();
    let blocks = rows.iter().map(|(_, rank)| rank).chain(&fresh).map(|rank| rank::block(rank).to_owned()).collect();
    let (low, high) = (fresh[here].clone(), fresh.get(here + 1).cloned().or(high));
    let ranked: Vec<(ThingId, String)> = rows.iter().map(|(story, _)| *story).zip(fresh).collect();
    ranks::set(tx, &ranked).await?;
    sums::refresh(tx, product, &blocks).await?;
    Ok((low, high))
}

/// Finds the gap somebody means, as it will be once `moving` are on their way.
pub(crate) async fn slot(act: &mut Act<'_>, wanted: Wanted, moving: &[Standing]) -> Result<Slot> {
    let (product, standing) = (act.product()?.id, moving);
    let moving: &[ThingId] = &standing.iter().map(|standing| standing.thing).collect::<Vec<_>>();
    match wanted {
        Wanted::Top => above_all(act.tx, product, moving).await,
        Wanted::Bottom => below(act.tx, product, None, moving).await,
        Wanted::Place(place) => at_place(act.tx, product, place, (moving, standing)).await,
        Wanted::After(key) => {
            let rank = anchor(act, key, moving).await?;
            below(act.tx, product, Some(rank), moving).await
        }
        Wanted::Before(key) => {
            let rank = anchor(act, key, moving).await?;
            match ranks::previous(act.tx, product, &rank, moving).await? {
                Some(above) => below(act.tx, product, Some(above), moving).await,
                None => above_all(act.tx, product, moving).await,
            }
        }
    }
}

/// The rank of the story that somebody named as a neighbour.
async fn anchor(act: &mut Act<'_>, key: Key, moving: &[ThingId]) -> Result<String> {
    let thing = act.thing(key).await?;
    thread::actions::must_be(&thing, &[thread::Kind::Story])?;
    if moving.contains(&thing.id) {
        let message = format!("{key} is one of the stories that move, so it cannot be their neighbour.");
        return Err(Refusal::new("neighbour-moves-too", message).at("to").into());
    }
    ranks::rank_of(act.tx, thing.id).await?.ok_or_else(|| not_in_backlog(&thing).into())
}

/// A story that is done or dropped has no place.
pub(crate) fn not_in_backlog(thing: &Thing) -> Refusal {
    let message = format!("{} is {} and has no place in the backlog.", thing.key(), thing.state);
    Refusal::new("not-in-backlog", message).at("to")
}

async fn above_all(tx: &mut Tx, product: ProductId, moving: &[ThingId]) -> Result<Slot> {
    let high = ranks::next(tx, product, "", moving).await?;
    Ok(Slot { low: None, high })
}

/// The gap right below a story, or below where it stood before the running sprint took it.
pub(crate) async fn beneath(act: &mut Act<'_>, story: ThingId) -> Result<Slot> {
    let product = act.product()?.id;
    match ranks::stands_or_stood(act.tx, story).await? {
        Some(rank) if rank.is_empty() => above_all(act.tx, product, &[]).await,
        rank => below(act.tx, product, rank, &[]).await,
    }
}

/// The gap below a rank; below the last of all when there is none.
async fn below(tx: &mut Tx, product: ProductId, rank: Option<String>, moving: &[ThingId]) -> Result<Slot> {
    let Some(above) = rank else {
        // “{” is behind every rank.
        return Ok(Slot { low: ranks::previous(tx, product, "{", moving).await?, high: None });
    };
    let high = ranks::next(tx, product, &above, moving).await?;
    Ok(Slot { low: Some(above), high })
}

/// The gap in which a story gets this place; the end when there are not so many.
async fn at_place(
    tx: &mut Tx,
    product: ProductId,
    place: i64,
    (moving, standing): (&[ThingId], &[Standing]),
) -> Result<Slot> {
    let mut above = place - 1;
    if above == 0 {
        return above_all(tx, product, moving).await;
    }
    // Those that move leave their places, so the row above is further down by as many as stand before it.
    let mut leaving: Vec<i64> = standing.iter().map(|standing| standing.place).collect();
    leaving.sort_unstable();
    for place in leaving {
        above += i64::from(place <= above);
    }
    let rank = sums::rank_at(tx, product, above).await?;
    below(tx, product, rank, moving).await
}

/// Puts stories that came back at the end of the backlog.
pub(crate) async fn append(act: &mut Act<'_>, stories: &[ThingId]) -> Result<()> {
    let product = act.product()?.id;
    let slot = slot(act, Wanted::Bottom, &[]).await?;
    let place = slot.place(act.tx, product, &[]).await?;
    let ranks = slot.ranks(act.tx, product, stories.len()).await?;
    let ranked: Vec<(ThingId, String)> = stories.iter().copied().zip(ranks).collect();
    ranks::set(act.tx, &ranked).await?;
    for thing in thread::store::by_ids(act.tx, stories).await? {
        let found = (place..).zip(&ranked).find(|(_, (story, _))| *story == thing.id);
        let placed = found.map(|(place, (_, rank))| Placed { place, rank: rank.clone() });
        act.note(Some(&thing), RANK, Value::Null, json!(placed));
    }
    Ok(())
}

/// Puts stories that left a sprint unfinished back to the rank where they stood; where none is known, to the top.
pub(crate) async fn come_back(act: &mut Act<'_>, stories: Vec<(ThingId, String)>) -> Result<()> {
    let product = act.product()?.id;
    let ids: Vec<ThingId> = stories.iter().map(|(story, _)| *story).collect();
    let things = thread::store::by_ids(act.tx, &ids).await?;
    for (story, stood) in stories {
        let Some(thing) = things.iter().find(|thing| thing.id == story) else { continue };
        let rank = if stood.is_empty() {
            let slot = above_all(act.tx, product, &[]).await?;
            slot.ranks(act.tx, product, 1).await?.remove(0)
        } else {
            stood
        };
        let placed = put_back(act, thing, None, rank).await?;
        act.note(Some(thing), RANK, Value::Null, json!(placed));
    }
    Ok(())
}

/// Takes a change of a story’s place back: it returns to its old rank, or to the next free place below it.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let Some(id) = change.thing else { return Ok(()) };
        let thing = thread::store::by_id(act.tx, id).await?.ok_or(Failure::NotFound)?;
        let now = standing(act.tx, id).await?;
        let rank = |value: &Value| value["rank"].as_str().map(str::to_owned);
        if now.as_ref().map(|now| now.rank.clone()) != rank(&change.after) {
            let message = format!("The place of {} was changed again since. It stays as it is.", thing.key());
            let refusal = Refusal::new("changed-since", message);
            return Err(refusal.hint("Take back the later change first, or move it by hand.").into());
        }
        ranks::unset(act.tx, &[id]).await?;
        let back = match rank(&change.before) {
            Some(rank) => Some(put_back(act, &thing, now.as_ref(), rank).await?),
            None => None,
        };
        act.note(Some(&thing), RANK, json!(now), json!(back));
        Ok(())
    })
}

async fn put_back(act: &mut Act<'_>, thing: &Thing, from: Option<&Placed>, rank: String) -> Result<Placed> {
    let product = thing.product;
    let rank = if ranks::is_taken(act.tx, product, &rank).await? {
        let high = ranks::next(act.tx, product, &rank, &[]).await?;
        rank::between(Some(&rank), high.as_deref())?
    } else {
        rank
    };
    ranks::set(act.tx, &[(thing.id, rank.clone())]).await?;
    // Counted right away, since other stories of the same entry may follow.
    let ends = from.map(|from| from.rank.as_str()).into_iter().chain([rank.as_str()]);
    let blocks = ends.map(|rank| rank::block(rank).to_owned()).collect();
    sums::refresh(act.tx, product, &blocks).await?;
    let place = sums::stories_before(act.tx, product, &rank).await? + 1;
    Ok(Placed { place, rank })
}

/// Where one story stands.
async fn standing(tx: &mut Tx, story: ThingId) -> Result<Option<Placed>> {
    let standing = ranks::standing(tx, &[story]).await?.pop();
    Ok(standing.and_then(|standing| Some(Placed { place: standing.place, rank: standing.rank? })))
}
