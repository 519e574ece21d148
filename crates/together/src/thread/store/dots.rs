//! The dots of the thread: what each thing's thread has, kept with every change so that lists need not walk links.

use ground::args;
use ground::db::{Cell, DbError, Decode, Kind as DbKind, Tx, Typed, Value, ids};
use ground::sql;
use ground::web::Result;

use crate::products::ProductId;
use crate::thread::rules::Dots;
use crate::thread::{Kind, ThingId};

impl From<Dots> for Value {
    fn from(dots: Dots) -> Self {
        dots.0.into()
    }
}

impl Typed for Dots {
    const KIND: DbKind = DbKind::Int;
}

impl Decode for Dots {
    const KIND: DbKind = DbKind::Int;

    fn decode(cell: &Cell<'_>) -> Result<Self, DbError> {
        cell.int().map(Self)
    }
}

sql! {
    SOURCES_IN: (ThingId,) = "SELECT DISTINCT from_thing FROM link WHERE to_thing IN @ids($1) AND kind IN ('serves', 'part of')";
    TARGETS_IN: (ThingId,) = "SELECT DISTINCT to_thing FROM link WHERE from_thing IN @ids($1) AND kind IN ('serves', 'part of')";
    DOTS: (ThingId, Kind, Dots) = "SELECT id, kind, thread FROM thing WHERE id IN @ids($1)";
    VISIONS: (i64,) = "SELECT COUNT(*) FROM thing WHERE product = $1 AND kind = 'vision' AND hidden_at IS NULL";

    /// What a thing inherits from above: of what it serves or is part of, that one's own bit and the bits above it; and
    /// the bit of the release it ships in.
    ABOVE: (ThingId, i64) = "SELECT l.from_thing, MAX(CASE WHEN u.kind IN ('goal', 'need', 'feature') THEN u.thread & 2 ELSE 0 END) + MAX(CASE WHEN u.kind IN ('need', 'feature') THEN u.thread & 4 ELSE 0 END) + MAX(CASE WHEN u.kind = 'feature' THEN 8 ELSE 0 END) + MAX(CASE WHEN l.kind = 'ships in' THEN 32 ELSE 0 END) FROM link l JOIN thing u ON u.id = l.to_thing WHERE l.from_thing IN @ids($1) AND l.kind IN ('serves', 'part of', 'ships in') AND u.hidden_at IS NULL GROUP BY l.from_thing";
    /// What hangs beneath a thing and is not dropped: of each its own bit and the bits beneath it. The first that has a bit
    /// is enough, so that thousands of stories of a feature are not all looked at.
    BENEATH: (ThingId, i64) = "SELECT t.id, CASE WHEN EXISTS (SELECT 1 FROM link l JOIN thing d ON d.id = l.from_thing WHERE l.to_thing = t.id AND l.kind = 'serves' AND d.kind = 'need' AND d.hidden_at IS NULL AND d.stage <> 'dropped') THEN 4 ELSE 0 END + CASE WHEN EXISTS (SELECT 1 FROM link l JOIN thing d ON d.id = l.from_thing WHERE l.to_thing = t.id AND l.kind = 'serves' AND d.kind IN ('need', 'feature') AND (d.thread & 8) <> 0 AND d.hidden_at IS NULL AND d.stage <> 'dropped') THEN 8 ELSE 0 END + CASE WHEN EXISTS (SELECT 1 FROM link l JOIN thing d ON d.id = l.from_thing WHERE l.to_thing = t.id AND l.kind IN ('serves', 'part of') AND d.kind IN ('need', 'feature', 'story') AND (d.thread & 16) <> 0 AND d.hidden_at IS NULL AND d.stage <> 'dropped') THEN 16 ELSE 0 END + CASE WHEN EXISTS (SELECT 1 FROM link l JOIN thing d ON d.id = l.from_thing WHERE l.to_thing = t.id AND l.kind IN ('serves', 'part of') AND d.kind IN ('need', 'feature', 'story') AND (d.thread & 32) <> 0 AND d.hidden_at IS NULL AND d.stage <> 'dropped') THEN 32 ELSE 0 END FROM thing t WHERE t.id IN @ids($1)";
    /// The bits that these lend to what is above them.
    LENT: (ThingId, i64) = "SELECT l.to_thing, MAX(CASE WHEN d.kind = 'need' THEN 4 ELSE 0 END) + MAX(CASE WHEN d.kind IN ('need', 'feature') THEN d.thread & 8 ELSE 0 END) + MAX(CASE WHEN d.kind IN ('need', 'feature', 'story') THEN d.thread & 16 ELSE 0 END) + MAX(CASE WHEN d.kind IN ('need', 'feature', 'story') THEN d.thread & 32 ELSE 0 END) FROM link l JOIN thing d ON d.id = l.from_thing WHERE l.from_thing IN @ids($1) AND l.kind IN ('serves', 'part of') AND d.hidden_at IS NULL AND d.stage <> 'dropped' GROUP BY l.to_thing";
    SET_DOTS: () = "UPDATE thing SET thread = $2 WHERE id IN @ids($1)";
    DOTS_OF_PRODUCT: () = "UPDATE thing SET thread = CASE WHEN $2 = 1 THEN thread | 1 ELSE thread & 62 END WHERE product = $1";
}

/// The dots of things as stored.
pub(crate) async fn dots(tx: &mut Tx, of: &[ThingId]) -> Result<Vec<(ThingId, Kind, Dots)>> {
    Ok(tx.all(DOTS, args![ids(of)]).await?)
}

/// The dots that things inherit from above and from beneath.
pub(crate) async fn dots_around(tx: &mut Tx, of: &[ThingId]) -> Result<Vec<(ThingId, i64)>> {
    let mut around = tx.all(ABOVE, args![ids(of)]).await?;
    around.extend(tx.all(BENEATH, args![ids(of)]).await?);
    Ok(around)
}

/// The dots that things inherit from above, and those that they lend to what is above them.
pub(crate) async fn dots_lent(tx: &mut Tx, by: &[ThingId]) -> Result<Vec<(ThingId, i64)>> {
    let mut lent = tx.all(ABOVE, args![ids(by)]).await?;
    lent.extend(tx.all(LENT, args![ids(by)]).await?);
    Ok(lent)
}

/// Writes the same dots to many things.
pub(crate) async fn set_dots(tx: &mut Tx, of: &[ThingId], dots: Dots) -> Result<()> {
    tx.run(SET_DOTS, args![ids(of), dots]).await?;
    Ok(())
}

/// Whether a product has a vision.
pub(crate) async fn has_vision(tx: &mut Tx, product: ProductId) -> Result<bool> {
    Ok(tx.one(VISIONS, args![product]).await?.0 > 0)
}

/// Gives or takes the vision's dot from everything in a product.
pub(crate) async fn set_vision_dot(tx: &mut Tx, product: ProductId, has: bool) -> Result<()> {
    tx.run(DOTS_OF_PRODUCT, args![product, i64::from(has)]).await?;
    Ok(())
}

/// What links to any of these along the thread.
pub(crate) async fn beneath(tx: &mut Tx, of: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(SOURCES_IN, args![ids(of)]).await?.into_iter().map(|(id,)| id).collect())
}

/// What any of these link to along the thread.
pub(crate) async fn above(tx: &mut Tx, of: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(TARGETS_IN, args![ids(of)]).await?.into_iter().map(|(id,)| id).collect())
}
