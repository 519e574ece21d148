//! What the desks read; they own no table.

use ground::db::Tx;
use ground::web::Result;
use ground::{args, sql};
use together::products::ProductId;

sql! {
    ANYTHING: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM thing WHERE product = $1 AND hidden_at IS NULL LIMIT 1) AS found";
}

/// Whether a product has nothing in it yet.
pub(super) async fn is_empty(tx: &mut Tx, product: ProductId) -> Result<bool> {
    Ok(tx.one(ANYTHING, args![product]).await?.0 == 0)
}
