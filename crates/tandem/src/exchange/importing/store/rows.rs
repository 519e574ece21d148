//! What became, or would become, of each row.

use std::collections::BTreeMap;

use ground::db::{Insert, Tx};
use ground::web::Result;
use ground::{args, row, sql};
use together::roles::rules::RightSet;
use together::thread::{Key, Kind, ThingId};
use uuid::Uuid;

use crate::exchange::importing::rules::Outcome;

row! {
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

    /// Rows with like reasons.
    #[derive(Debug, Clone)]
    pub struct Reason {
        /// What became of them.
        pub outcome: String,
        /// What their reasons are about.
        pub about: String,
        /// How many they are.
        pub rows: i64,
        /// One of the reasons.
        pub first: String,
    }
}

impl Settled {
    /// The key of the thing.
    pub fn key(&self) -> Option<Key> {
        Some(Key::new(self.kind?, self.key_number?))
    }
}

/// How many rows a page of them has.
pub const PAGE: i64 = 100;

sql! {
    FORGET: () = "DELETE FROM import_row WHERE run = $1 AND dry = $2";
    /// The tally of rows is kept by triggers as they come and change; where all of them go, it goes with them.
    FORGET_TALLY: () = "DELETE FROM import_tally WHERE run = $1 AND dry = $2";
    COUNTS: (String, i64) = "SELECT outcome, CAST(SUM(rows) AS BIGINT) FROM import_tally WHERE run = $1 AND dry = $2 AND rows > 0 GROUP BY outcome";
    OF_OUTCOME: Settled = "SELECT i.number, i.outcome, i.title, i.reason, t.kind, t.number AS key_number FROM import_row i LEFT JOIN thing t ON t.id = i.thing WHERE i.run = $1 AND i.dry = $2 AND i.outcome = $3 AND ($4 = '' OR i.about = $4) AND i.number > $5 ORDER BY i.number LIMIT $6";
    ALL: Settled = "SELECT i.number, i.outcome, i.title, i.reason, t.kind, t.number AS key_number FROM import_row i LEFT JOIN thing t ON t.id = i.thing WHERE i.run = $1 AND i.dry = $2 AND i.number > $3 ORDER BY i.number LIMIT $4";
    REASONS: Reason = "SELECT outcome, about, rows, first FROM import_tally WHERE run = $1 AND dry = $2 AND about <> '' AND rows > 0 ORDER BY rows DESC, outcome, about";
    /// Entries that brought rows in, and those that merged rows of theirs into later ones: a row names the first alone.
    ENTRIES: (i64,) = "SELECT j.seq FROM journal j JOIN import_run r ON r.product = j.product WHERE r.id = $1 AND j.undone_by IS NULL AND j.seq IN (SELECT i.seq FROM import_row i WHERE i.run = $1 AND i.dry = 0 AND i.seq IS NOT NULL UNION SELECT c.seq FROM import_row i JOIN change c ON c.thing = i.thing AND c.field = 'state' AND c.after = '\"merged\"' WHERE i.run = $1 AND i.dry = 0 AND i.outcome = 'merged') AND j.action = 'import.rows' ORDER BY j.seq DESC";
    /// By which rights those entries were made.
    RIGHTS: (String,) = "SELECT DISTINCT j.decision_right FROM import_row i JOIN import_run r ON r.id = i.run JOIN journal j ON j.product = r.product AND j.seq = i.seq AND j.undone_by IS NULL WHERE i.run = $1 AND i.dry = 0 AND j.decision_right IS NOT NULL";
    /// What those entries made.
    MADE: (ThingId,) = "SELECT i.thing FROM import_row i JOIN import_run r ON r.id = i.run JOIN journal j ON j.product = r.product AND j.seq = i.seq AND j.undone_by IS NULL WHERE i.run = $1 AND i.dry = 0 AND i.outcome IN ('created', 'merged') AND i.thing IS NOT NULL";
    BEFORE: (ThingId, String) = "SELECT thing, before FROM import_row WHERE run = $1 AND seq = $2 AND before IS NOT NULL AND thing IS NOT NULL";
    IS_NEW: (String,) = "SELECT outcome FROM import_row WHERE run = $1 AND dry = 0 AND number = $2 AND outcome = 'created'";
    MERGED: () = "UPDATE import_row SET outcome = 'merged', about = 'source-says-so', reason = $4 WHERE run = $1 AND dry = $2 AND number = $3 AND outcome = 'created'";
    LAST_NUMBER: (Option<i64>,) = "SELECT MAX(number) FROM import_row WHERE run = $1 AND dry = 0";

    /// Runs of which something else is tallied than is there.
    WRONG: (i64,) = "SELECT COUNT(*) FROM (SELECT run FROM (SELECT run, dry, outcome, about, rows FROM import_tally UNION ALL SELECT run, dry, outcome, about, -1 FROM import_row) AS compared GROUP BY run, dry, outcome, about HAVING SUM(rows) <> 0) AS wrong";
    CLEAR_TALLY: () = "DELETE FROM import_tally";
    TALLY: () = "INSERT INTO import_tally (run, dry, outcome, about, rows, first) SELECT run, dry, outcome, about, COUNT(*), MIN(reason) FROM import_row GROUP BY run, dry, outcome, about";

    /// For a product that is forgotten.
    pub(crate) FORGET_ALL_TALLIES: () = "DELETE FROM import_tally WHERE run IN (SELECT id FROM import_run WHERE product = $1)";
    pub(crate) FORGET_ALL: () = "DELETE FROM import_row WHERE run IN (SELECT id FROM import_run WHERE product = $1)";
}

pub(super) async fn forget(tx: &mut Tx, run: Uuid, dry: bool) -> Result<()> {
    tx.run(FORGET, args![run, i64::from(dry)]).await?;
    tx.run(FORGET_TALLY, args![run, i64::from(dry)]).await?;
    Ok(())
}

/// Of how many sorts of rows another number is kept than are there.
pub(crate) async fn wrong(tx: &mut Tx) -> Result<i64> {
    Ok(tx.one(WRONG, args![]).await?.0)
}

/// Tallies all rows anew.
pub(crate) async fn tally_anew(tx: &mut Tx) -> Result<()> {
    tx.run(CLEAR_TALLY, args![]).await?;
    tx.run(TALLY, args![]).await?;
    Ok(())
}

/// The last row that is settled.
pub(crate) async fn last_number(tx: &mut Tx, run: Uuid) -> Result<i64> {
    Ok(tx.one(LAST_NUMBER, args![run]).await?.0.unwrap_or(0))
}

/// How many rows came out how.
pub async fn counts(tx: &mut Tx, run: Uuid, dry: bool) -> Result<BTreeMap<String, i64>> {
    Ok(tx.all(COUNTS, args![run, i64::from(dry)]).await?.into_iter().collect())
}

/// A page of rows of one outcome, about one thing or any, after a row, and one more where there are more.
pub async fn of_outcome(
    tx: &mut Tx,
    (run, dry): (Uuid, bool),
    outcome: &str,
    about: &str,
    after: i64,
) -> Result<Vec<Settled>> {
    Ok(tx.all(OF_OUTCOME, args![run, i64::from(dry), outcome, about, after, PAGE + 1]).await?)
}

/// A page of all rows after one, in the order of the file.
pub async fn all(tx: &mut Tx, (run, dry): (Uuid, bool), after: i64) -> Result<Vec<Settled>> {
    Ok(tx.all(ALL, args![run, i64::from(dry), after, PAGE]).await?)
}

/// Why rows came out as they did, the most frequent first.
pub async fn reasons(tx: &mut Tx, run: Uuid, dry: bool) -> Result<Vec<Reason>> {
    Ok(tx.all(REASONS, args![run, i64::from(dry)]).await?)
}

/// Journal entries of a run that were not taken back, last first.
pub(crate) async fn entries(tx: &mut Tx, run: Uuid) -> Result<Vec<i64>> {
    Ok(tx.all(ENTRIES, args![run]).await?.into_iter().map(|(seq,)| seq).collect())
}

/// The decision rights that those entries were made by.
pub(crate) async fn rights(tx: &mut Tx, run: Uuid) -> Result<RightSet> {
    let of_entries = tx.all(RIGHTS, args![run]).await?;
    Ok(of_entries.iter().map(|(codes,)| RightSet::of_codes(codes)).fold(RightSet::EMPTY, RightSet::or))
}

/// The things that those entries made.
pub(crate) async fn made(tx: &mut Tx, run: Uuid) -> Result<Vec<ThingId>> {
    Ok(tx.all(MADE, args![run]).await?.into_iter().map(|(thing,)| thing).collect())
}

/// What the file had said of the things that an entry of a run changed.
pub(crate) async fn before(tx: &mut Tx, run: Uuid, seq: i64) -> Result<Vec<(ThingId, String)>> {
    Ok(tx.all(BEFORE, args![run, seq]).await?)
}

/// Whether a row of this very run became something new.
pub(crate) async fn is_new(tx: &mut Tx, run: Uuid, number: i64) -> Result<bool> {
    Ok(tx.first(IS_NEW, args![run, number]).await?.is_some())
}

/// Says of a row that was created that it repeats a later one.
pub(crate) async fn merged(tx: &mut Tx, (run, dry): (Uuid, bool), number: i64, reason: &str) -> Result<()> {
    tx.run(MERGED, args![run, i64::from(dry), number, reason]).await?;
    Ok(())
}

pub(crate) async fn settle(tx: &mut Tx, run: Uuid, dry: bool, outcomes: Vec<Outcome>) -> Result<()> {
    let rows = outcomes.into_iter().map(|outcome| {
        args![
            run,
            outcome.number,
            i64::from(dry),
            outcome.became.code(),
            outcome.title,
            outcome.reason,
            outcome.about,
            outcome.thing,
            outcome.seq,
            outcome.before
        ]
    });
    tx.insert_many(&ROW, rows.collect()).await?;
    Ok(())
}

const ROW: Insert = Insert {
    table: "import_row",
    columns: &["run", "number", "dry", "outcome", "title", "reason", "about", "thing", "seq", "before"],
    end: " ON CONFLICT (run, dry, number) DO NOTHING",
};
