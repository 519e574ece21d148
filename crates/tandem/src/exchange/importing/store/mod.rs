//! The tables of imports.
//!
//! Also here: origins, rows.

pub mod origins;
pub mod rows;

use std::collections::BTreeSet;

use ground::clock::Ts;
use ground::db::{Json, Tx};
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::products::ProductId;
use uuid::Uuid;

use crate::exchange::reading::{Mapping, Survey};

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
        /// What a look at the file told.
        pub survey: Json<Survey>,
        /// Where it is.
        pub state: String,
        /// What its rows are known by.
        pub source: String,
        /// What stopped it.
        pub problem: Option<String>,
        /// Whose turn it is to run it.
        pub turn: Option<Uuid>,
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

    /// A run as lists show it.
    #[derive(Debug, Clone)]
    pub struct Brief {
        /// Its id.
        pub id: Uuid,
        /// The file's name.
        pub name: String,
        /// Where it is.
        pub state: String,
        /// How many rows there are.
        pub rows_total: i64,
        /// How many are settled.
        pub rows_done: i64,
        /// Who started it.
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
}

/// How long a working run may be silent before it counts as broken off, in microseconds. Whoever runs it gives a sign of life
/// every [`BEAT`].
pub const SILENCE: i64 = 10_000_000;
/// How often whoever runs a run gives a sign of life at least, in microseconds.
pub const BEAT: i64 = 2_000_000;

fn broken_off(state: &str, beat_at: Option<Ts>, now: Ts) -> bool {
    matches!(state, "running" | "trying" | "taking back") && beat_at.is_none_or(|beat| now.0 - beat.0 > SILENCE)
}

impl Run {
    /// Whether it says it runs, but nobody runs it.
    pub fn broken_off(&self, now: Ts) -> bool {
        broken_off(&self.state, self.beat_at, now)
    }

    /// Whether somebody works on it.
    pub fn working(&self, now: Ts) -> bool {
        matches!(self.state.as_str(), "running" | "trying" | "taking back") && !self.broken_off(now)
    }
}

impl Brief {
    /// Whether it says it runs, but nobody runs it.
    pub fn broken_off(&self, now: Ts) -> bool {
        broken_off(&self.state, self.beat_at, now)
    }
}

sql! {
    ONE: Run = "SELECT r.id, r.product, r.name, r.file, r.rows_as, r.mapping, r.survey, r.state, r.source, r.problem, r.turn, r.rows_total, r.rows_done, r.started_by, p.name AS starter, r.made_at, r.started_at, r.beat_at, r.ended_at FROM import_run r LEFT JOIN person p ON p.id = r.started_by WHERE r.id = $1 AND r.product = $2";
    LIST: Brief = "SELECT r.id, r.name, r.state, r.rows_total, r.rows_done, p.name AS starter, r.made_at, r.started_at, r.beat_at, r.ended_at FROM import_run r LEFT JOIN person p ON p.id = r.started_by WHERE r.product = $1 ORDER BY r.made_at DESC, r.id DESC LIMIT 20";
    SOURCES: (String,) = "SELECT DISTINCT source FROM import_run WHERE product = $1 AND state <> 'columns' ORDER BY source LIMIT 50";
    INSERT: () = "INSERT INTO import_run (id, product, name, file, rows_as, mapping, survey, state, source, rows_total, rows_done, started_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'columns', $8, $9, 0, $10, $11)";
    MAP: () = "UPDATE import_run SET rows_as = $2, mapping = $3, source = $4, state = 'columns' WHERE id = $1 AND state IN ('columns', 'trying', 'tried')";
    /// Moves a run from one of two states to another; whose turn it was before has no turn any more.
    MOVE: (Uuid,) = "UPDATE import_run SET state = $2, problem = $3, turn = $4, beat_at = $5, started_at = COALESCE(started_at, $5), ended_at = CASE WHEN $2 IN ('done', 'stopped', 'taken back', 'broken') THEN $5 ELSE NULL END WHERE id = $1 AND state = $6 RETURNING id";
    BEGIN_ANEW: () = "UPDATE import_run SET rows_done = 0, started_at = $2 WHERE id = $1";
    /// Ends a turn, unless it is over already.
    END: () = "UPDATE import_run SET state = $3, problem = $4, turn = NULL, beat_at = $5, ended_at = CASE WHEN $3 IN ('done', 'stopped', 'taken back', 'broken') THEN CAST($5 AS BIGINT) ELSE NULL END WHERE id = $1 AND turn = $2";
    /// Files of runs that may still need them.
    FILES: (String,) = "SELECT file FROM import_run WHERE state NOT IN ('done', 'taken back')";
    DISCARD: () = "DELETE FROM import_run WHERE id = $1 AND state IN ('columns', 'trying', 'tried')";
    /// A sign of life of whose turn it is; nothing once it is another's.
    BEAT_ON: (Uuid,) = "UPDATE import_run SET beat_at = $3, rows_done = rows_done + $4 WHERE id = $1 AND turn = $2 AND product = $5 RETURNING id";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM import_run WHERE product = $1";
}

/// A run of a product.
pub async fn run(tx: &mut Tx, product: ProductId, id: Uuid) -> Result<Run> {
    Ok(tx.one(ONE, args![id, product]).await?)
}

/// The last runs of a product.
pub async fn runs(tx: &mut Tx, product: ProductId) -> Result<Vec<Brief>> {
    Ok(tx.all(LIST, args![product]).await?)
}

/// The sources that rows of a product came from.
pub async fn sources(tx: &mut Tx, product: ProductId) -> Result<Vec<String>> {
    Ok(tx.all(SOURCES, args![product]).await?.into_iter().map(|(source,)| source).collect())
}

/// A file that came in.
pub(crate) struct NewRun<'a> {
    pub(crate) id: Uuid,
    pub(crate) product: ProductId,
    pub(crate) name: &'a str,
    pub(crate) file: &'a str,
    pub(crate) mapping: &'a Mapping,
    pub(crate) survey: &'a Survey,
    pub(crate) source: &'a str,
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
        serde_json::to_string(new.survey)?,
        new.source,
        i64::try_from(new.survey.rows).unwrap_or(i64::MAX),
        new.by,
        new.now
    ];
    tx.run(INSERT, values).await?;
    Ok(())
}

/// Notes which column goes where; false once rows of it came in.
pub(crate) async fn map(tx: &mut Tx, id: Uuid, mapping: &Mapping, source: &str) -> Result<bool> {
    Ok(tx.run(MAP, args![id, mapping.rows.name(), serde_json::to_string(mapping)?, source]).await? > 0)
}

/// Moves a run on from the state it was seen in; false when somebody else has moved it meanwhile.
pub(crate) async fn set_state(
    tx: &mut Tx,
    run: &Run,
    (state, problem): (&str, Option<&str>),
    turn: Option<Uuid>,
    now: Ts,
) -> Result<bool> {
    Ok(tx.first(MOVE, args![run.id, state, problem, turn, now, run.state.as_str()]).await?.is_some())
}

/// Counts from the first row again, and forgets what was said of rows.
pub(crate) async fn begin_anew(tx: &mut Tx, id: Uuid, dry: bool, now: Ts) -> Result<()> {
    rows::forget(tx, id, dry).await?;
    tx.run(BEGIN_ANEW, args![id, now]).await?;
    Ok(())
}

/// Forgets a run of which nothing came in; false where something did.
pub(crate) async fn discard(tx: &mut Tx, id: Uuid) -> Result<bool> {
    rows::forget(tx, id, true).await?;
    Ok(tx.run(DISCARD, args![id]).await? > 0)
}

/// Files of runs that may still need them.
pub(crate) async fn files(tx: &mut Tx) -> Result<BTreeSet<String>> {
    Ok(tx.all(FILES, args![]).await?.into_iter().map(|(file,)| file).collect())
}

pub(crate) async fn end(tx: &mut Tx, id: Uuid, turn: Uuid, to: (&str, Option<&str>), now: Ts) -> Result<()> {
    tx.run(END, args![id, turn, to.0, to.1, now]).await?;
    Ok(())
}

/// Says that one is still at it, and how many more rows are settled; false once it is another's turn. Holds the run's row
/// until the transaction ends, so that nobody stops a run in the middle of a batch.
pub(crate) async fn beat(
    tx: &mut Tx,
    product: ProductId,
    (run, turn): (Uuid, Uuid),
    settled: usize,
    now: Ts,
) -> Result<bool> {
    let settled = i64::try_from(settled).unwrap_or(i64::MAX);
    Ok(tx.first(BEAT_ON, args![run, turn, now, settled, product]).await?.is_some())
}
