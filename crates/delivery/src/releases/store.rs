//! The table of releases.

use ground::args;
use ground::clock::Ts;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;
use together::products::ProductId;
use together::thread::ThingId;

/// The fields of a release.
pub mod fields {
    together::fields! {
        /// What a release says beside its name.
        pub RELEASE of "release" by "thing" {
            TEXT: Text "text" = "text", "text", searched;
            SHIPS_AT: Time "day" = "ships_at", "day", listed;
        }
    }
}

sql! {
    INSERT: () = "INSERT INTO release (thing, product, text, ships_at) VALUES ($1, $2, $3, $4)";
    BY_THING: (String, Option<Ts>) = "SELECT text, ships_at FROM release WHERE thing = $1";
    /// Releases that have not shipped, the next first: number, name, day.
    AHEAD: (i64, String, Option<Ts>) = "SELECT t.number, t.title, r.ships_at FROM release r JOIN thing t ON t.id = r.thing WHERE r.product = $1 AND t.hidden_at IS NULL AND t.stage IN ('open', 'active') ORDER BY r.ships_at IS NULL, r.ships_at, t.number LIMIT 50";
    /// The words search finds a release by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || r.text FROM release r JOIN thing t ON t.id = r.thing WHERE r.thing IN @ids($1)";
}

/// Writes the row of a new release.
pub(crate) async fn insert(tx: &mut Tx, thing: ThingId, product: ProductId, text: &str, day: Option<Ts>) -> Result<()> {
    tx.run(INSERT, args![thing, product, text, day]).await?;
    Ok(())
}

/// Text and day of a release.
pub async fn by_thing(tx: &mut Tx, release: ThingId) -> Result<(String, Option<Ts>)> {
    Ok(tx.one(BY_THING, args![release]).await?)
}

/// Releases that have not shipped, the next first: number, name, day.
pub async fn ahead(tx: &mut Tx, product: ProductId) -> Result<Vec<(i64, String, Option<Ts>)>> {
    Ok(tx.all(AHEAD, args![product]).await?)
}
