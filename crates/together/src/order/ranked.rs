//! Kinds of things of which a product has hundreds, not hundreds of thousands: their order is read whole.

use ground::args;
use ground::db::{Sql, Tx};
use ground::web::{Failure, Refusal, Result};
use serde_json::json;

use super::{Placed, Wanted, rank};
use crate::journal::{Act, Change};
use crate::products::ProductId;
use crate::thread::actions::must_be;
use crate::thread::{self, Kind, Thing, ThingId};

/// Where a kind keeps its order: the statements are its room’s.
pub struct Ranked {
    /// The kind.
    pub kind: Kind,
    /// The word of a place in the journal.
    pub field: &'static str,
    /// Every row of a product with its rank, in order.
    pub order: Sql<(ThingId, String)>,
    /// The last rank of a product, of hidden rows too.
    pub last: Sql<(Option<String>,)>,
    /// Gives a row its rank.
    pub set: Sql<()>,
}

impl Ranked {
    /// Every row with its rank, in order.
    pub async fn order(&self, tx: &mut Tx, product: ProductId) -> Result<Vec<(ThingId, String)>> {
        Ok(tx.all(self.order, args![product]).await?)
    }

    /// The ranks of so many new rows, behind all others.
    pub async fn behind_all(&self, tx: &mut Tx, product: ProductId, count: usize) -> Result<Vec<String>> {
        let (last,) = tx.one(self.last, args![product]).await?;
        Ok(rank::many(last.as_deref(), None, count)?)
    }

    /// Moves rows, together and in the order they are named; returns the place of the first.
    pub async fn put(&self, act: &mut Act<'_>, moving: &[Thing], wanted: Wanted) -> Result<usize> {
        let product = act.product()?.id;
        let order = self.order(act.tx, product).await?;
        let left: Vec<&(ThingId, String)> =
            order.iter().filter(|(id, _)| moving.iter().all(|thing| thing.id != *id)).collect();
        let above = self.above(act, wanted, &left).await?;
        let low = above.checked_sub(1).map(|last| left[last].1.as_str());
        let fresh = rank::many(low, left.get(above).map(|(_, rank)| rank.as_str()), moving.len())?;
        for ((place, thing), rank) in (above + 1..).zip(moving).zip(fresh) {
            self.place(act, thing, &order, (place, rank)).await?;
        }
        Ok(above + 1)
    }

    /// How many of the rows that stay are above the wanted place.
    async fn above(&self, act: &mut Act<'_>, wanted: Wanted, left: &[&(ThingId, String)]) -> Result<usize> {
        let (key, behind) = match wanted {
            Wanted::Top => return Ok(0),
            Wanted::Bottom => return Ok(left.len()),
            Wanted::Place(place) => return Ok(usize::try_from(place - 1).unwrap_or_default().min(left.len())),
            Wanted::After(key) => (key, 1),
            Wanted::Before(key) => (key, 0),
        };
        let beside = act.thing(key).await?;
        must_be(&beside, &[self.kind])?;
        let itself = || Refusal::new("neighbour-moves-too", format!("{key} cannot be its own neighbour.")).at("to");
        Ok(left.iter().position(|(id, _)| *id == beside.id).ok_or_else(itself)? + behind)
    }

    /// Writes a rank and notes the place before and after.
    async fn place(
        &self,
        act: &mut Act<'_>,
        thing: &Thing,
        order: &[(ThingId, String)],
        (place, rank): (usize, String),
    ) -> Result<()> {
        let placed = |place: usize, rank: &str| Placed {
            place: i64::try_from(place).unwrap_or(i64::MAX),
            rank: rank.to_owned(),
        };
        let was = (1..).zip(order).find(|(_, (id, _))| *id == thing.id);
        let was = was.map(|(place, (_, rank))| placed(place, rank));
        act.tx.run(self.set, args![thing.id, rank.as_str()]).await?;
        act.note(Some(thing), self.field, json!(was), json!(placed(place, &rank)));
        Ok(())
    }

    /// Puts a row back where the journal says it was, unless it has been moved since.
    pub async fn restore(&self, act: &mut Act<'_>, change: &Change) -> Result<()> {
        let Some(id) = change.thing else { return Ok(()) };
        let thing = thread::store::by_id(act.tx, id).await?.ok_or(Failure::NotFound)?;
        let order = self.order(act.tx, thing.product).await?;
        let now = order.iter().find(|(of, _)| *of == id).map(|(_, rank)| rank.as_str());
        let (Some(before), true) = (change.before["rank"].as_str(), now == change.after["rank"].as_str()) else {
            let message = format!("The place of {} was changed again since. It stays as it is.", thing.key());
            return Err(Refusal::new("changed-since", message).into());
        };
        let above = order.iter().filter(|(of, rank)| *of != id && rank.as_str() < before).count();
        self.place(act, &thing, &order, (above + 1, before.to_owned())).await
    }
}
