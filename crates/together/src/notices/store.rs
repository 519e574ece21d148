//! The table of notices.

use ground::args;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;

use crate::journal::Act;
use crate::people::PersonId;
use crate::products::ProductId;
use crate::thread::ThingId;

sql! {
    /// Adds to an unread notice about the same.
    AGAIN: () = "UPDATE notice SET times = times + 1, seq = $5, at = $6 WHERE person = $1 AND product = $2 AND thing = $3 AND why = $4 AND read_at IS NULL";
    UNREAD: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM notice WHERE person = $1 AND product = $2 AND read_at IS NULL LIMIT 100) AS first";
    INSERT: () = "INSERT INTO notice (id, person, product, seq, why, thing, times, at) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)";
}

/// Puts a notice, or counts up the unread one about the same.
pub(super) async fn put(act: &mut Act<'_>, person: PersonId, why: &str, thing: Option<ThingId>) -> Result<()> {
    let (product, seq, now) = (act.product()?.id, act.seq, act.now);
    if thing.is_some() && act.tx.run(AGAIN, args![person, product, thing, why, seq, now]).await? > 0 {
        return Ok(());
    }
    let id = act.app.ids.next();
    act.tx.run(INSERT, args![id, person, product, seq, why, thing, now]).await?;
    Ok(())
}

/// How many notices of a product a person has not read; counting stops at 100.
pub(crate) async fn unread(tx: &mut Tx, person: PersonId, product: ProductId) -> Result<i64> {
    Ok(tx.one(UNREAD, args![person, product]).await?.0)
}
