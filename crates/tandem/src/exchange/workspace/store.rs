//! Whether anything is in a workspace yet.

use ground::args;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;

sql! {
    ANYTHING: (i64,) = "SELECT (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM product) + (SELECT COUNT(*) FROM journal) AS found";
}

/// Whether nobody has an account and nothing was done yet.
pub async fn is_empty(tx: &mut Tx) -> Result<bool> {
    Ok(tx.one(ANYTHING, args![]).await?.0 == 0)
}
