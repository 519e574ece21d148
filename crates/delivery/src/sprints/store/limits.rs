//! Limits of work.

use ground::db::Tx;
use ground::web::Result;
use ground::{args, sql};
use together::products::ProductId;
use together::thread::ThingId;

sql! {
    OF: (i64,) = "SELECT most FROM work_limit WHERE product = $1 AND state = $2";
    ALL: (String, i64) = "SELECT state, most FROM work_limit WHERE product = $1 ORDER BY state";
    PUT: () = "INSERT INTO work_limit (product, state, most) VALUES ($1, $2, $3) ON CONFLICT (product, state) DO UPDATE SET most = excluded.most";
    DROP: () = "DELETE FROM work_limit WHERE product = $1 AND state = $2";
    /// Read from the sprint, which holds few; the product may hold thousands in a state.
    STANDING: (i64,) = "SELECT COUNT(*) FROM story s JOIN thing t ON t.id = s.thing WHERE s.sprint = $1 AND t.state = $2 AND t.hidden_at IS NULL";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM work_limit WHERE product = $1";
}

/// The limit of one column.
pub(crate) async fn of(tx: &mut Tx, product: ProductId, state: &str) -> Result<Option<i64>> {
    Ok(tx.first(OF, args![product, state]).await?.map(|(most,)| most))
}

/// All of a product, each with the state of its column.
pub async fn all(tx: &mut Tx, product: ProductId) -> Result<Vec<(String, i64)>> {
    Ok(tx.all(ALL, args![product]).await?)
}

/// How many stories of a sprint are in a state.
pub(crate) async fn standing(tx: &mut Tx, sprint: ThingId, state: &str) -> Result<i64> {
    Ok(tx.one(STANDING, args![sprint, state]).await?.0)
}

/// Sets the limit of a column, or takes it away.
pub(crate) async fn put(tx: &mut Tx, product: ProductId, state: &str, most: Option<i64>) -> Result<()> {
    match most {
        Some(most) => tx.run(PUT, args![product, state, most]).await?,
        None => tx.run(DROP, args![product, state]).await?,
    };
    Ok(())
}
