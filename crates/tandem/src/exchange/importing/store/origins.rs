//! Where things came from.

use std::collections::BTreeMap;

use ground::db::{Insert, Json, Tx, ids, texts};
use ground::web::Result;
use ground::{args, row, sql};
use together::products::ProductId;
use together::thread::ThingId;
use uuid::Uuid;

use crate::exchange::reading::Identities;

row! {
    /// Where a thing came from.
    #[derive(Debug, Clone)]
    pub(crate) struct Origin {
        pub(crate) identity: String,
        pub(crate) thing: ThingId,
        pub(crate) prints: Json<BTreeMap<String, String>>,
        /// The state it is in.
        pub(crate) state: String,
        /// Whether somebody removed it since.
        pub(crate) removed: bool,
    }
}

sql! {
    /// Those whose making was taken back are as if they had never come.
    OF: Origin = "SELECT o.identity, o.thing, o.fingerprints AS prints, t.state, CAST(CASE WHEN t.hidden_at IS NULL THEN 0 ELSE 1 END AS BIGINT) AS removed FROM origin o JOIN thing t ON t.id = o.thing LEFT JOIN journal j ON j.product = o.product AND j.seq = o.seq WHERE o.product = $1 AND o.identity IN @texts($2) AND (t.hidden_at IS NULL OR j.undone_by IS NULL)";
    /// What the rows of a product's imports are known by.
    SOURCES: (String,) = "SELECT DISTINCT source FROM import_run WHERE product = $1 ORDER BY source LIMIT 100";
    /// The first thing with each of these words. They are looked up one by one, in an index that has all that is asked of it:
    /// while a workspace is new, nothing else tells SQLite that this is quicker than to read all that ever came.
    WITH_WORDS: (String, ThingId) = "SELECT o.words, o.thing FROM @texts($2) AS w CROSS JOIN origin i CROSS JOIN origin o JOIN thing t ON t.id = o.thing AND t.hidden_at IS NULL WHERE i.product = $1 AND i.words = w.text AND i.words <> '' AND o.product = i.product AND o.identity = i.identity ORDER BY o.seq DESC, t.number DESC";
    /// Fields of things that were changed other than by an import. What was taken back again is as it was before; to take back
    /// what an import changed is to change it here.
    EDITED_HERE: (ThingId, String) = "SELECT DISTINCT c.thing, c.field FROM change c JOIN journal j ON j.product = c.product AND j.seq = c.seq WHERE c.thing IN @ids($1) AND j.via <> 'import' AND j.undone_by IS NULL AND (j.undoes IS NULL OR EXISTS (SELECT 1 FROM journal u WHERE u.product = j.product AND u.seq = j.undoes AND u.via = 'import'))";
    RESTORE: () = "UPDATE origin SET fingerprints = $3 WHERE product = $1 AND thing = $2";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM origin WHERE product = $1";
}

/// Which of these identities are known.
pub(crate) async fn of(tx: &mut Tx, product: ProductId, identities: &[&str]) -> Result<Vec<Origin>> {
    Ok(tx.all(OF, args![product, texts(identities)]).await?)
}

/// The thing a row became that its source knows by this id: `HADOOP-12`, in any case.
pub(crate) async fn by_source_id(tx: &mut Tx, product: ProductId, typed: &str) -> Result<Option<ThingId>> {
    let typed = typed.trim();
    let written = [typed.to_owned(), typed.to_uppercase(), typed.to_lowercase()];
    let sources = tx.all(SOURCES, args![product]).await?;
    let sources: Vec<_> = sources.iter().map(|(source,)| Identities::new(source)).collect();
    let known: Vec<_> = sources.iter().flat_map(|source| written.iter().map(|id| source.of_id(id))).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    let found = of(tx, product, &known).await?;
    Ok(found.into_iter().find(|origin| !origin.removed).map(|origin| origin.thing))
}

/// The things that say the same: words and the first thing with them last.
pub(crate) async fn with_words(tx: &mut Tx, product: ProductId, words: &[&str]) -> Result<Vec<(String, ThingId)>> {
    Ok(tx.all(WITH_WORDS, args![product, texts(words)]).await?)
}

/// Fields of things that people changed here.
pub(crate) async fn edited_here(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<(ThingId, String)>> {
    Ok(tx.all(EDITED_HERE, args![ids(things)]).await?)
}

/// Makes what a file says of a thing what it said before.
pub(crate) async fn restore(tx: &mut Tx, product: ProductId, thing: ThingId, prints: &str) -> Result<()> {
    tx.run(RESTORE, args![product, thing, prints]).await?;
    Ok(())
}

/// Where a thing came from, to be remembered.
pub(crate) struct NewOrigin {
    pub(crate) identity: String,
    pub(crate) thing: ThingId,
    pub(crate) prints: String,
    pub(crate) words: String,
}

pub(crate) async fn remember(
    tx: &mut Tx,
    product: ProductId,
    (run, seq): (Uuid, i64),
    origins: Vec<NewOrigin>,
) -> Result<()> {
    let rows = origins
        .into_iter()
        .map(|origin| args![product, origin.identity, origin.thing, origin.prints, origin.words, seq, run]);
    tx.insert_many(&ORIGIN, rows.collect()).await?;
    Ok(())
}

/// A thing made anew after it was taken back has a new beginning; one that is changed keeps its own.
const ORIGIN: Insert = Insert {
    table: "origin",
    columns: &["product", "identity", "thing", "fingerprints", "words", "seq", "run"],
    end: " ON CONFLICT (product, identity) DO UPDATE SET fingerprints = excluded.fingerprints, words = excluded.words, run = excluded.run, seq = CASE WHEN origin.thing = excluded.thing THEN origin.seq ELSE excluded.seq END, thing = excluded.thing",
};
