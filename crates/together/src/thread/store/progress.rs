//! How far the things are that are part of one. The table is kept by triggers on things and links, so that whatever writes
//! these keeps it, in the same transaction and without counting.

use ground::args;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;

use crate::thread::ThingId;

sql! {
    PARTS: (i64,) = "SELECT open + active + done FROM progress WHERE thing = $1";

    /// Things of which something else is kept than is there.
    WRONG: (i64,) = "SELECT COUNT(*) FROM (SELECT thing FROM (SELECT thing, open, active, done FROM progress UNION ALL SELECT l.to_thing, CASE WHEN t.stage = 'open' THEN -1 ELSE 0 END, CASE WHEN t.stage = 'active' THEN -1 ELSE 0 END, CASE WHEN t.stage = 'done' THEN -1 ELSE 0 END FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.kind = 'part of' AND t.hidden_at IS NULL) AS compared GROUP BY thing HAVING SUM(open) <> 0 OR SUM(active) <> 0 OR SUM(done) <> 0) AS wrong";
    CLEAR: () = "DELETE FROM progress";
    COUNT: () = "INSERT INTO progress (thing, open, active, done) SELECT l.to_thing, SUM(CASE WHEN t.hidden_at IS NULL AND t.stage = 'open' THEN 1 ELSE 0 END), SUM(CASE WHEN t.hidden_at IS NULL AND t.stage = 'active' THEN 1 ELSE 0 END), SUM(CASE WHEN t.hidden_at IS NULL AND t.stage = 'done' THEN 1 ELSE 0 END) FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.kind = 'part of' GROUP BY l.to_thing";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM progress WHERE thing IN (SELECT id FROM thing WHERE product = $1)";
}

/// How many things are part of one, dropped ones left out.
pub async fn parts(tx: &mut Tx, whole: ThingId) -> Result<i64> {
    Ok(tx.first(PARTS, args![whole]).await?.map_or(0, |(parts,)| parts))
}

/// Of how many things something else is kept than is there.
pub(crate) async fn wrong(tx: &mut Tx) -> Result<i64> {
    Ok(tx.one(WRONG, args![]).await?.0)
}

/// Counts all of it anew.
pub(crate) async fn count_anew(tx: &mut Tx) -> Result<()> {
    tx.run(CLEAR, args![]).await?;
    tx.run(COUNT, args![]).await?;
    Ok(())
}
