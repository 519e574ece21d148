//! What the checks read.

use ground::args;
use ground::db::{Kind as DbKind, Select, Tx, Wide, ids};
use ground::sql;
use ground::web::Result;

use crate::app::KindOf;
use crate::products::ProductId;
use crate::thread::{Kind, ThingId};

sql! {
    /// Products whose journal does not reach to their sequence, or has holes: key, sequence, entries, last entry.
    SEQUENCES: (String, i64, i64, i64) = "SELECT p.key, p.seq, (SELECT COUNT(*) FROM journal j WHERE j.product = p.id) AS entries, (SELECT COALESCE(MAX(j.seq), 0) FROM journal j WHERE j.product = p.id) AS last FROM product p ORDER BY p.key";
    /// The same of the workspace, whose entries have the nil id.
    WORKSPACE: (i64, i64, i64) = "SELECT w.seq, (SELECT COUNT(*) FROM journal j WHERE j.product = $1) AS entries, (SELECT COALESCE(MAX(j.seq), 0) FROM journal j WHERE j.product = $1) AS last FROM workspace w";
    /// Changes that belong to no entry, product by product.
    LOST_CHANGES: (i64,) = "SELECT COUNT(*) FROM change c WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.product = c.product AND j.seq = c.seq)";
    /// Things that say they were changed later than their product.
    AHEAD: (String, Kind, i64) = "SELECT p.key, t.kind, t.number FROM thing t JOIN product p ON p.id = t.product WHERE t.seq > p.seq ORDER BY p.key, t.kind, t.number LIMIT 20";
    /// Counters that stand before the highest number that was given: product, its key, kind, counter, highest number.
    BEHIND: (ProductId, String, Kind, i64, i64) = "SELECT p.id, p.key, n.kind, COALESCE(c.last, 0) AS last, n.highest FROM (SELECT product, kind, MAX(number) AS highest FROM thing GROUP BY product, kind) AS n JOIN product p ON p.id = n.product LEFT JOIN counter c ON c.product = n.product AND c.kind = n.kind WHERE n.highest > COALESCE(c.last, 0) ORDER BY p.key, n.kind";
    /// Things of a kind after an id, for going through all of them.
    THINGS: (ThingId, ProductId) = "SELECT id, product FROM thing WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3";
    INDEXED: (ThingId, String) = "SELECT thing, words FROM search WHERE thing IN @ids($1)";
    /// Things of a kind; the tables of the kind join them.
    OF_KIND: (String, i64) = "SELECT p.key, t.number{columns} FROM thing t JOIN product p ON p.id = t.product{joins} WHERE t.kind = $1{and}{order}";
    /// Things that can be seen, after an id.
    SEEN: (ThingId, ProductId) = "SELECT id, product FROM thing WHERE hidden_at IS NULL AND id > $1 ORDER BY id LIMIT $2";
}

/// How many things are looked at with one statement.
const AT_ONCE: i64 = 500;

/// Key, sequence, number of entries and last entry of every product.
pub(super) async fn sequences(tx: &mut Tx) -> Result<Vec<(String, i64, i64, i64)>> {
    Ok(tx.all(SEQUENCES, args![]).await?)
}

/// Sequence, number of entries and last entry of the workspace.
pub(super) async fn workspace(tx: &mut Tx) -> Result<(i64, i64, i64)> {
    Ok(tx.one(WORKSPACE, args![ProductId::default()]).await?)
}

/// How many changes belong to no entry.
pub(super) async fn lost_changes(tx: &mut Tx) -> Result<i64> {
    Ok(tx.one(LOST_CHANGES, args![]).await?.0)
}

/// Things that are ahead of their product; the first few.
pub(super) async fn ahead(tx: &mut Tx) -> Result<Vec<(String, Kind, i64)>> {
    Ok(tx.all(AHEAD, args![]).await?)
}

/// Counters that are behind: product, its key, kind, counter, highest number.
pub(super) async fn behind(tx: &mut Tx) -> Result<Vec<(ProductId, String, Kind, i64, i64)>> {
    Ok(tx.all(BEHIND, args![]).await?)
}

/// The next things of a kind after one.
pub(super) async fn things(tx: &mut Tx, kind: Kind, after: ThingId) -> Result<Vec<(ThingId, ProductId)>> {
    Ok(tx.all(THINGS, args![kind, after, AT_ONCE]).await?)
}

/// The next things that are not hidden after one.
pub(super) async fn seen(tx: &mut Tx, after: ThingId) -> Result<Vec<(ThingId, ProductId)>> {
    Ok(tx.all(SEEN, args![after, AT_ONCE]).await?)
}

/// The words search has of things.
pub(super) async fn indexed(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<(ThingId, String)>> {
    Ok(tx.all(INDEXED, args![ids(things)]).await?)
}

/// Things without a row in the table of their room: product and number.
pub(super) async fn without_row(tx: &mut Tx, of: &KindOf) -> Result<Vec<(String, i64)>> {
    let Some(column) = of.fields.first().map(|field| field.column) else { return Ok(Vec::new()) };
    let list = Wide::of(Select::of(OF_KIND).with(args![of.kind]).order("p.key").order("t.number"))
        .join(column.table, column.by, "t.id")
        .column(column.table, column.by, DbKind::Uuid);
    let all = tx.wide(list).await?;
    let absent = |row: &((String, i64), Vec<ground::db::Value>)| matches!(row.1[..], [ground::db::Value::Null(_)]);
    Ok(all.into_iter().filter(absent).map(|(thing, _)| thing).collect())
}
