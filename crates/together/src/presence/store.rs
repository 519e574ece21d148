//! The table of who is here.

use std::time::Duration;

use ground::args;
use ground::clock::Ts;
use ground::db::{Insert, Tx, ids};
use ground::web::Result;
use ground::{row, sql};
use uuid::Uuid;

use super::Place;
use crate::people::PersonId;
use crate::products::ProductId;

/// How long a row holds after its process last said so.
pub(super) const HOLDS: Duration = Duration::from_secs(60);

row! {
    /// Somebody at a product.
    pub(crate) struct Row {
        pub(super) product: ProductId,
        pub(super) person: PersonId,
        pub(super) name: String,
        pub(super) roles: Option<String>,
    }
}

sql! {
    STILL: () = "UPDATE presence SET seen_at = $2 WHERE process = $1";
    LEAVE: () = "DELETE FROM presence WHERE process = $1 AND product = $2 AND person = $3";
    LEAVE_ALL: () = "DELETE FROM presence WHERE process = $1";
    SWEEP: () = "DELETE FROM presence WHERE seen_at <= $1";
    HERE: Row = "SELECT DISTINCT h.product, h.person, p.name, (SELECT @joined(m.role, ',' ORDER BY m.role) FROM membership m WHERE m.product = h.product AND m.person = h.person) AS roles FROM presence h JOIN person p ON p.id = h.person WHERE h.product IN @ids($1) AND h.seen_at > $2 AND p.ended_at IS NULL ORDER BY p.name, h.person";
}

const ENTER: Insert = Insert {
    table: "presence",
    columns: &["process", "product", "person", "seen_at"],
    end: " ON CONFLICT (process, product, person) DO UPDATE SET seen_at = excluded.seen_at",
};

/// These have come.
pub(super) async fn enter(tx: &mut Tx, process: Uuid, places: &[&Place], now: Ts) -> Result<()> {
    let rows = places.iter().map(|(product, person)| args![process, *product, *person, now]);
    tx.insert_many(&ENTER, rows.collect()).await?;
    Ok(())
}

/// One has gone.
pub(super) async fn leave(tx: &mut Tx, process: Uuid, (product, person): Place) -> Result<()> {
    tx.run(LEAVE, args![process, product, person]).await?;
    Ok(())
}

/// All of a process have gone.
pub(super) async fn leave_all(tx: &mut Tx, process: Uuid) -> Result<()> {
    tx.run(LEAVE_ALL, args![process]).await?;
    Ok(())
}

/// Those of a process are still here; rows nobody stands for any more go.
pub(super) async fn still(tx: &mut Tx, process: Uuid, now: Ts) -> Result<()> {
    tx.run(STILL, args![process, now]).await?;
    tx.run(SWEEP, args![now.minus(HOLDS)]).await?;
    Ok(())
}

/// Everybody at these products, by name.
pub(super) async fn here(tx: &mut Tx, products: &[ProductId], now: Ts) -> Result<Vec<Row>> {
    Ok(tx.all(HERE, args![ids(products), now.minus(HOLDS)]).await?)
}
