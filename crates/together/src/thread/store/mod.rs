//! The tables of the thread.

pub(crate) mod dots;
pub mod links;
pub mod progress;
pub mod search;

pub use links::{Linked, linked_from, links_down, links_up, spared, targets};

use ground::clock::Ts;
use ground::db::{Insert, Tx, ids, texts};
use ground::sql;
use ground::web::Result;
use ground::{args, row};

use super::rules::Dots;
use super::{Key, Kind, ThingId};
use crate::people::PersonId;
use crate::products::ProductId;

row! {
    /// What all things share.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Thing {
        /// Its id.
        pub id: ThingId,
        /// The product it belongs to.
        pub product: ProductId,
        /// Its kind, as stored; see [`Thing::key`].
        pub kind: Kind,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state, one of its kind's.
        pub state: String,
        /// `open`, `active`, `done` or `dropped`.
        pub stage: String,
        /// Who looks after it.
        pub owner: Option<PersonId>,
        /// Customers may see it.
        pub public: bool,
        /// What its thread has.
        pub thread: Dots,
        /// When it was made.
        pub created_at: Ts,
        /// When it last changed.
        pub updated_at: Ts,
        /// The sequence of its last change.
        pub seq: i64,
        /// Since when it is hidden; hidden things are found by undo alone.
        pub hidden_at: Option<Ts>,
    }
}

impl Thing {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }
}

sql! {
    BY_KEY: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = $2 AND number = $3 AND hidden_at IS NULL";
    BY_ID: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE id = $1";
    BY_IDS: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE id IN @ids($1)";

    /// Things of a kind by title, for pickers.
    PICK: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = $2 AND hidden_at IS NULL AND stage <> 'dropped' ORDER BY number DESC LIMIT $3";
    /// Things of one kind in key order, after a number, for the API.
    PAGE: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = $2 AND number > $3 AND hidden_at IS NULL ORDER BY number LIMIT $4";
    /// Things of a kind that have nothing at a place of the thread, the newest first; what is missing on purpose is no gap.
    GAPS: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = $2 AND hidden_at IS NULL AND stage IN ('open', 'active') AND (thread & $3) = 0 AND NOT EXISTS (SELECT 1 FROM spared_link n WHERE n.thing = thing.id) ORDER BY number DESC LIMIT $4";
    /// Things of a kind with one of these titles.
    TITLED: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = $2 AND title IN @texts($3) AND hidden_at IS NULL ORDER BY number";
    VISION: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = 'vision' AND hidden_at IS NULL ORDER BY number DESC LIMIT 1";

    CAPPED: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 FROM thing WHERE product = $1 AND kind = $2 AND hidden_at IS NULL AND stage <> 'dropped' LIMIT $3) AS capped";

    TOUCH: () = "UPDATE thing SET seq = $2, updated_at = $3 WHERE id IN @ids($1)";
    SET_STATE: () = "UPDATE thing SET state = $2, stage = $3 WHERE id = $1";
    SET_STATES: () = "UPDATE thing SET state = $2, stage = $3 WHERE id IN @ids($1)";
    SET_HIDDEN: () = "UPDATE thing SET hidden_at = $2 WHERE id = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM thing WHERE product = $1";
}

/// The vision of a product.
pub async fn vision(tx: &mut Tx, product: ProductId) -> Result<Option<Thing>> {
    Ok(tx.first(VISION, args![product]).await?)
}

/// A visible thing of a product, by key.
pub async fn by_key(tx: &mut Tx, product: ProductId, key: Key) -> Result<Option<Thing>> {
    Ok(tx.first(BY_KEY, args![product, key.kind, key.number]).await?)
}

/// The last thing of the page before, which an address names: a list goes on behind it. Where it names none that is here, the
/// list begins.
pub async fn after(tx: &mut Tx, product: ProductId, kind: Kind, named: Option<Key>) -> Result<Option<Thing>> {
    match named.filter(|key| key.kind == kind) {
        Some(key) => by_key(tx, product, key).await,
        None => Ok(None),
    }
}

/// A thing, hidden or not.
pub async fn by_id(tx: &mut Tx, id: ThingId) -> Result<Option<Thing>> {
    Ok(tx.first(BY_ID, args![id]).await?)
}

/// Things by their ids, in no order.
pub async fn by_ids(tx: &mut Tx, wanted: &[ThingId]) -> Result<Vec<Thing>> {
    Ok(tx.all(BY_IDS, args![ids(wanted)]).await?)
}

/// The newest things of a kind, for a picker.
pub async fn pick(tx: &mut Tx, product: ProductId, kind: Kind, limit: i64) -> Result<Vec<Thing>> {
    Ok(tx.all(PICK, args![product, kind, limit]).await?)
}

/// How many things of a kind there are, dropped ones left out; counting stops at `most`.
pub async fn capped(tx: &mut Tx, product: ProductId, kind: Kind, most: i64) -> Result<i64> {
    Ok(tx.one(CAPPED, args![product, kind, most]).await?.0)
}

/// Things of a kind whose thread has nothing of another kind, the newest first.
pub async fn gaps(tx: &mut Tx, product: ProductId, kind: Kind, without: Kind, limit: i64) -> Result<Vec<Thing>> {
    Ok(tx.all(GAPS, args![product, kind, Dots::of(without), limit]).await?)
}

/// Things of a kind with one of these titles, the first made first.
pub async fn titled(tx: &mut Tx, product: ProductId, kind: Kind, titles: &[&str]) -> Result<Vec<Thing>> {
    Ok(tx.all(TITLED, args![product, kind, texts(titles)]).await?)
}

/// Writes state and stage.
pub(crate) async fn set_state(tx: &mut Tx, thing: ThingId, state: &str, stage: super::Stage) -> Result<()> {
    tx.run(SET_STATE, args![thing, state, stage.code()]).await?;
    Ok(())
}

/// Writes state and stage of many things.
pub(crate) async fn set_states(tx: &mut Tx, things: &[ThingId], state: &str, stage: super::Stage) -> Result<()> {
    tx.run(SET_STATES, args![ids(things), state, stage.code()]).await?;
    Ok(())
}

/// Hides a thing, or shows it again.
pub(crate) async fn set_hidden(tx: &mut Tx, thing: ThingId, hidden_at: Option<Ts>) -> Result<()> {
    tx.run(SET_HIDDEN, args![thing, hidden_at]).await?;
    Ok(())
}

const THINGS: Insert = Insert {
    table: "thing",
    columns: &[
        "id",
        "product",
        "kind",
        "number",
        "title",
        "state",
        "stage",
        "owner",
        "public",
        "thread",
        "created_by",
        "created_at",
        "updated_at",
        "created_seq",
        "seq",
    ],
    end: "",
};

/// Writes new things.
pub(crate) async fn insert(tx: &mut Tx, things: &[Thing], by: Option<PersonId>) -> Result<()> {
    let rows = things.iter().map(|thing| {
        args![
            thing.id,
            thing.product,
            thing.kind,
            thing.number,
            thing.title.clone(),
            thing.state.clone(),
            thing.stage.clone(),
            thing.owner,
            i64::from(thing.public),
            thing.thread,
            by,
            thing.created_at,
            thing.updated_at,
            thing.seq,
            thing.seq
        ]
    });
    tx.insert_many(&THINGS, rows.collect()).await?;
    Ok(())
}

/// Marks things as changed by an action.
pub(crate) async fn touch(tx: &mut Tx, things: &[ThingId], seq: i64, now: Ts) -> Result<()> {
    tx.run(TOUCH, args![ids(things), seq, now]).await?;
    Ok(())
}
