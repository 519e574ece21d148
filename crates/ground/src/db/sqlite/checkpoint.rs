//! Copying what was committed from the log into the file, beside whoever goes on writing.
//!
//! By itself SQLite does so within a commit, every thousand pages. An import makes the log that long with each batch: every commit
//! would wait for it, and a page of an index that each batch touches would be copied with each. So it is done once the log is
//! long, by a connection of its own. That alone would never bring it to an end while somebody writes all the time, and the log
//! would grow: so what came meanwhile is copied while the writer stands still for a moment, and the log begins anew.

use std::time::Duration;

use rusqlite::Connection;

use super::super::DbError;
use super::super::dialect::errors;
use super::Pool;
use super::upkeep::aside;

/// A log of so many pages, 32 MB, is copied.
const LONG: i64 = 8_000;
/// So many may be left for when the writer stands still.
const FEW: i64 = 1_000;
/// How often it is tried at most to leave as few.
const ROUNDS: usize = 3;
/// How long is waited then for those who still read from the log.
const READERS: Duration = Duration::from_millis(50);

/// Whether the log is so long that it should be copied.
pub(super) fn is_due(connection: &Connection) -> bool {
    left(connection, "NOOP").is_ok_and(|left| left >= LONG)
}

/// Copies the log, unless somebody is doing so.
pub(super) fn start(write: Pool) {
    let Ok(turn) = write.copying().try_lock_owned() else { return };
    tokio::spawn(async move {
        if let Err(error) = copy(&write).await {
            tracing::warn!(%error, "the log could not be copied into the file");
        }
        drop(turn);
    });
}

async fn copy(write: &Pool) -> Result<(), DbError> {
    let open = write.beside();
    let connection = aside(move || {
        let connection = open()?;
        most(&connection).map_err(|error| errors::sqlite(&error, &connection))?;
        Ok(connection)
    })
    .await?;
    let _standstill = write.acquire().await?;
    aside(move || left(&connection, "RESTART").map(drop).map_err(|error| errors::sqlite(&error, &connection))).await
}

fn most(connection: &Connection) -> rusqlite::Result<()> {
    for _ in 0..ROUNDS {
        left(connection, "PASSIVE")?;
        if left(connection, "NOOP")? < FEW {
            break;
        }
    }
    connection.busy_timeout(READERS)
}

/// How many pages of the log are not copied yet once this was done.
fn left(connection: &Connection, how: &str) -> rusqlite::Result<i64> {
    let mut asked = connection.prepare_cached(&format!("PRAGMA wal_checkpoint({how})"))?;
    asked.query_row([], |row| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))
}
