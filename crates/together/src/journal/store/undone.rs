//! What undo reads and marks.

use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};

use crate::journal::{CREATED, HIDDEN};
use crate::people::PersonId;
use crate::products::ProductId;
use crate::thread::ThingId;

row! {
    /// An entry that may be taken back.
    pub(crate) struct Entry {
        pub(crate) actor: Option<PersonId>,
        pub(crate) action: String,
        /// The rights it was done by, as [`RightSet::codes`](crate::roles::rules::RightSet::codes) writes them.
        pub(crate) decision_right: Option<String>,
        pub(crate) undone_by: Option<i64>,
    }
}

sql! {
    ENTRY: Entry = "SELECT actor, action, decision_right, undone_by FROM journal WHERE product = $1 AND seq = $2";
    CHANGES: (Option<ThingId>, String, Option<String>, Option<String>) = "SELECT thing, field, before, after FROM change WHERE product = $1 AND seq = $2 ORDER BY n DESC";
    /// The proposal that an entry settled, or set waiting again.
    SETTLED: (ThingId,) = "SELECT c.thing FROM change c JOIN thing t ON t.id = c.thing WHERE c.product = $1 AND c.seq = $2 AND c.field = 'state' AND t.kind = 'proposal' LIMIT 1";
    /// Things that an entry made, removed or dropped, or brought back.
    COME_OR_GONE: (ThingId,) = "SELECT DISTINCT thing FROM change WHERE product = $1 AND seq = $2 AND thing IS NOT NULL AND (field IN ($3, $4) OR (field = 'state' AND (before = '\"dropped\"' OR after = '\"dropped\"')))";
    UNDONE: () = "UPDATE journal SET undone_by = $3 WHERE product = $1 AND seq = $2";
    UNDOES: () = "UPDATE journal SET undoes = $3 WHERE product = $1 AND seq = $2";
}

/// One entry.
pub(crate) async fn entry(tx: &mut Tx, product: ProductId, seq: i64) -> Result<Entry> {
    Ok(tx.one(ENTRY, args![product, seq]).await?)
}

/// A change as stored: thing, field, before and after as JSON.
pub(crate) type Stored = (Option<ThingId>, String, Option<String>, Option<String>);

/// The changes of an entry, last first.
pub(crate) async fn changes(tx: &mut Tx, product: ProductId, seq: i64) -> Result<Vec<Stored>> {
    Ok(tx.all(CHANGES, args![product, seq]).await?)
}

/// The things that come or go when an entry is taken back.
pub(crate) async fn come_or_gone(tx: &mut Tx, product: ProductId, seq: i64) -> Result<Vec<ThingId>> {
    Ok(tx.all(COME_OR_GONE, args![product, seq, CREATED, HIDDEN]).await?.into_iter().map(|(thing,)| thing).collect())
}

/// The proposal an entry settled.
pub(crate) async fn settled(tx: &mut Tx, product: ProductId, seq: i64) -> Result<Option<ThingId>> {
    Ok(tx.first(SETTLED, args![product, seq]).await?.map(|(proposal,)| proposal))
}

/// Marks an entry as taken back by another.
pub(crate) async fn undone(tx: &mut Tx, product: ProductId, seq: i64, by: i64) -> Result<()> {
    tx.run(UNDONE, args![product, seq, by]).await?;
    Ok(())
}

/// Marks an entry as the taking back of another.
pub(crate) async fn undoes(tx: &mut Tx, product: ProductId, seq: i64, undone: i64) -> Result<()> {
    tx.run(UNDOES, args![product, seq, undone]).await?;
    Ok(())
}
