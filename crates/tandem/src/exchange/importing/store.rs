//! The tables of imports.

use std::collections::BTreeMap;

use ground::clock::Ts;
use ground::db::{Insert, Json, Tx, texts};
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::products::ProductId;
use together::thread::{Key, Kind, ThingId};
use uuid::Uuid;

use crate::exchange::reading::Mapping;

row! {
    /// One file going in.
    #[derive(Debug, Clone)]
    pub struct Run {
        /// Its id.
        pub id: Uuid,
        /// The product.
        pub product: ProductId,
        /// The file's name.
        pub name: String,
        /// Where the file lies.
        pub file: String,
        /// `requests`, `stories` or `features`.
        pub rows_as: String,
        /// Which column goes where.
        pub mapping: Json<Mapping>,
        /// The first value of each column.
        pub samples: Json<Vec<String>>,
        /// Where it is.
        pub state: String,
        /// What its rows are known by.
        pub source: String,
        /// What stopped it.
        pub problem: Option<String>,
        /// How many rows there are.
        pub rows_total: i64,
        /// How many are settled.
        pub rows_done: i64,
        /// Who started it.
        pub started_by: Option<PersonId>,
        /// Their name.
        pub starter: Option<String>,
        /// When the file came.
        pub made_at: Ts,
        /// When it began.
        pub started_at: Option<Ts>,
        /// The last sign of life.
        pub beat_at: Option<Ts>,
        /// When it was over.
        pub ended_at: Option<Ts>,
    }

    /// What became, or would become, of a row.
    #[derive(Debug, Clone)]
    pub struct Settled {
        /// Which row.
        pub number: i64,
        /// created, updated, unchanged, kept, merged or skipped.
        pub outcome: String,
        /// Its title.
        pub title: String,
        /// Why, and what was lost.
        pub reason: String,
        /// The kind of the thing.
        pub kind: Option<Kind>,
        /// The number of its key.
        pub key_number: Option<i64>,
    }

    /// Where a thing came from.
    #[derive(Debug, Clone)]
    pub(crate) struct Origin {
        pub(crate) identity: String,
        pub(crate) thing: ThingId,
        pub(crate) prints: Json<BTreeMap<String, String>>,
    }
}

impl Settled {
    /// The key of the thing.
    pub fn key(&self) -> Option<Key> {
        Some(Key::new(self.kind?, self.key_number?))
    }
}

/// How long a running run may be silent before it counts as broken off, in microseconds.
pub const SILENCE: i64 = 30_000_000;

impl Run {
    /// Whether it says it runs, but nobody runs it.
    pub fn broken_off(&self, now: Ts) -> bool {
        matches!(self.state.as_str(), "running" | "trying") && self.beat_at.is_none_or(|beat| now.0 - beat.0 > SILENCE)
    }
}

sql! {
    ONE: Run = "SELECT r.id, r.product, r.name, r.file, r.rows_as, r.mapping, r.samples, r.state, r.source, r.problem, r.rows_total, r.rows_done, r.started_by, p.name AS starter, r.made_at, r.started_at, r.beat_at, r.ended_at FROM import_run r LEFT JOIN person p ON p.id = r.started_by WHERE r.id = $1 AND r.product = $2";
    LIST: Run = "SELECT r.id, r.product, r.name, r.file, r.rows_as, r.mapping, r.samples, r.state, r.source, r.problem, r.rows_total, r.rows_done, r.started_by, p.name AS starter, r.made_at, r.started_at, r.beat_at, r.ended_at FROM import_run r LEFT JOIN person p ON p.id = r.started_by WHERE r.product = $1 ORDER BY r.made_at DESC LIMIT 20";
    INSERT: () = "INSERT INTO import_run (id, product, name, file, rows_as, mapping, samples, state, source, rows_total, rows_done, started_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'columns', $8, $9, 0, $10, $11)";
    MAP: () = "UPDATE import_run SET rows_as = $2, mapping = $3, state = 'columns' WHERE id = $1";
    STATE: () = "UPDATE import_run SET state = $2, problem = $3, beat_at = $4, started_at = COALESCE(started_at, $4), ended_at = CASE WHEN $2 IN ('done', 'stopped', 'taken back', 'broken') THEN $4 ELSE NULL END WHERE id = $1";
    BEGIN: () = "UPDATE import_run SET state = $2, problem = NULL, beat_at = $3, started_at = $3, rows_done = 0 WHERE id = $1";
    BEAT: () = "UPDATE import_run SET rows_done = $2, beat_at = $3 WHERE id = $1";
    FORGET_ROWS: () = "DELETE FROM import_row WHERE run = $1 AND dry = $2";
    COUNTS: (String, i64) = "SELECT outcome, COUNT(*) FROM import_row WHERE run = $1 AND dry = $2 GROUP BY outcome";
    ROWS: Settled = "SELECT i.number, i.outcome, i.title, i.reason, t.kind, t.number AS key_number FROM import_row i LEFT JOIN thing t ON t.id = i.thing WHERE i.run = $1 AND i.dry = $2 AND i.outcome = $3 AND i.number > $4 ORDER BY i.number LIMIT 100";
    REASONS: (String, String, i64) = "SELECT outcome, reason, COUNT(*) FROM import_row WHERE run = $1 AND dry = $2 AND reason <> '' GROUP BY outcome, reason ORDER BY COUNT(*) DESC LIMIT 40";
    ORIGINS: Origin = "SELECT o.identity, o.thing, o.fingerprints AS prints FROM origin o JOIN thing t ON t.id = o.thing WHERE o.product = $1 AND o.identity IN @texts($2) AND t.hidden_at IS NULL";
    ENTRIES: (i64,) = "SELECT DISTINCT seq FROM import_row WHERE run = $1 AND dry = 0 AND seq IS NOT NULL ORDER BY seq DESC";
    /// Fields of a thing that were changed other than by an import.
    EDITED_HERE: (String,) = "SELECT DISTINCT c.field FROM change c JOIN journal j ON j.product = c.product AND j.seq = c.seq WHERE c.thing = $1 AND j.via <> 'import'";
    LAST_NUMBER: (Option<i64>,) = "SELECT MAX(number) FROM import_row WHERE run = $1 AND dry = 0";
}

/// A run of a product.
pub async fn run(tx: &mut Tx, product: ProductId, id: Uuid) -> Result<Run> {
    Ok(tx.one(ONE, args![id, product]).await?)
}

/// The last runs of a product.
pub async fn runs(tx: &mut Tx, product: ProductId) -> Result<Vec<Run>> {
    Ok(tx.all(LIST, args![product]).await?)
}

/// A file that came in.
pub(crate) struct NewRun<'a> {
    pub(crate) id: Uuid,
    pub(crate) product: ProductId,
    pub(crate) name: &'a str,
    pub(crate) file: &'a str,
    pub(crate) mapping: &'a Mapping,
    pub(crate) samples: &'a [String],
    pub(crate) source: &'a str,
    pub(crate) rows: u64,
    pub(crate) by: Option<PersonId>,
    pub(crate) now: Ts,
}

pub(crate) async fn insert(tx: &mut Tx, new: NewRun<'_>) -> Result<()> {
    let values = args![
        new.id,
        new.product,
        new.name,
        new.file,
        new.mapping.rows.name(),
        serde_json::to_string(new.mapping)?,
        serde_json::to_string(new.samples)?,
        new.source,
        i64::try_from(new.rows).unwrap_or(i64::MAX),
        new.by,
        new.now
    ];
    tx.run(INSERT, values).await?;
    Ok(())
}

pub(crate) async fn map(tx: &mut Tx, id: Uuid, mapping: &Mapping) -> Result<()> {
    tx.run(MAP, args![id, mapping.rows.name(), serde_json::to_string(mapping)?]).await?;
    Ok(())
}

pub(crate) async fn set_state(tx: &mut Tx, id: Uuid, state: &str, problem: Option<&str>, now: Ts) -> Result<()> {
    tx.run(STATE, args![id, state, problem, now]).await?;
    Ok(())
}

/// Begins a dry or a real run from the first row.
pub(crate) async fn begin(tx: &mut Tx, id: Uuid, dry: bool, now: Ts) -> Result<()> {
    tx.run(FORGET_ROWS, args![id, i64::from(dry)]).await?;
    tx.run(BEGIN, args![id, if dry { "trying" } else { "running" }, now]).await?;
    Ok(())
}

pub(crate) async fn beat(tx: &mut Tx, id: Uuid, rows_done: i64, now: Ts) -> Result<()> {
    tx.run(BEAT, args![id, rows_done, now]).await?;
    Ok(())
}

/// The last row that is settled.
pub(crate) async fn last_number(tx: &mut Tx, id: Uuid) -> Result<i64> {
    Ok(tx.one(LAST_NUMBER, args![id]).await?.0.unwrap_or(0))
}

/// How many rows came out how.
pub async fn counts(tx: &mut Tx, id: Uuid, dry: bool) -> Result<BTreeMap<String, i64>> {
    Ok(tx.all(COUNTS, args![id, i64::from(dry)]).await?.into_iter().collect())
}

/// Rows of one outcome after a row.
pub async fn rows(tx: &mut Tx, id: Uuid, dry: bool, outcome: &str, after: i64) -> Result<Vec<Settled>> {
    Ok(tx.all(ROWS, args![id, i64::from(dry), outcome, after]).await?)
}

/// Why rows came out as they did, the most frequent first: outcome, reason, how many.
pub async fn reasons(tx: &mut Tx, id: Uuid, dry: bool) -> Result<Vec<(String, String, i64)>> {
    Ok(tx.all(REASONS, args![id, i64::from(dry)]).await?)
}

/// Journal entries of a run, last first.
pub(crate) async fn entries(tx: &mut Tx, id: Uuid) -> Result<Vec<i64>> {
    Ok(tx.all(ENTRIES, args![id]).await?.into_iter().map(|(seq,)| seq).collect())
}

/// Which of these identities are known.
pub(crate) async fn origins(tx: &mut Tx, product: ProductId, identities: &[String]) -> Result<Vec<Origin>> {
    Ok(tx.all(ORIGINS, args![product, texts(identities)]).await?)
}

/// Fields of a thing that people changed here.
pub(crate) async fn edited_here(tx: &mut Tx, thing: ThingId) -> Result<Vec<String>> {
    Ok(tx.all(EDITED_HERE, args![thing]).await?.into_iter().map(|(field,)| field).collect())
}

/// What became of a row, to be written down.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) number: i64,
    pub(crate) outcome: &'static str,
    pub(crate) title: String,
    pub(crate) reason: String,
    pub(crate) thing: Option<ThingId>,
    pub(crate) seq: Option<i64>,
}

pub(crate) async fn settle(tx: &mut Tx, run: Uuid, dry: bool, outcomes: &[Outcome]) -> Result<()> {
    let rows = outcomes.iter().map(|outcome| {
        args![
            run,
            outcome.number,
            i64::from(dry),
            outcome.outcome,
            outcome.title.clone(),
            outcome.reason.clone(),
            outcome.thing,
            outcome.seq
        ]
    });
    tx.insert_many(&ROW, rows.collect()).await?;
    Ok(())
}

const ROW: Insert = Insert {
    table: "import_row",
    columns: &["run", "number", "dry", "outcome", "title", "reason", "thing", "seq"],
    end: " ON CONFLICT (run, dry, number) DO NOTHING",
};

pub(crate) async fn remember(
    tx: &mut Tx,
    product: ProductId,
    run: Uuid,
    origins: Vec<(String, ThingId, String)>,
) -> Result<()> {
    let rows = origins.into_iter().map(|(identity, thing, prints)| args![product, identity, thing, prints, run]);
    tx.insert_many(&ORIGIN, rows.collect()).await?;
    Ok(())
}

const ORIGIN: Insert = Insert {
    table: "origin",
    columns: &["product", "identity", "thing", "fingerprints", "run"],
    end: " ON CONFLICT (product, identity) DO UPDATE SET thing = excluded.thing, fingerprints = excluded.fingerprints, run = excluded.run",
};
