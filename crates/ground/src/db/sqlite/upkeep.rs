//! What concerns the file as a whole, and takes its time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::super::DbError;
use super::super::dialect::errors;
use super::{Pool, open, own_file};

/// How many rows of an index are looked at to tell how a table is filled.
const LOOKED_AT: u32 = 400;
/// So many parts of the index of words are as good as one.
const FEW_PARTS: i64 = 8;
/// So many pages of that index are written at a time, which takes some milliseconds: others want to write too.
const STEP: i64 = 100;

/// Does this where waiting holds nobody up.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DbError> + Send + 'static,
) -> Result<T, DbError> {
    tokio::task::spawn_blocking(work).await.map_err(DbError::other)?
}

/// Looks anew at how the tables are filled that have changed much; without that SQLite guesses, and finds bad ways to the rows
/// of a large table.
pub(in crate::db) async fn statistics(write: &Pool) -> Result<(), DbError> {
    // Of all tables (0x10000), where it is worth it (0x02).
    patiently(write, |connection| look_at_tables(connection, "PRAGMA optimize = 0x10002")).await
}

/// Puts the index of words together. Each batch that was written left a part of its own, and who looks for a word looks in all
/// of them.
pub(in crate::db) async fn words(write: &Pool) -> Result<(), DbError> {
    if patiently(write, parts).await? <= FEW_PARTS {
        return Ok(());
    }
    // Below zero it begins: all parts are to become one. Then it goes on for as long as something is written.
    let mut step = -STEP;
    while patiently(write, move |connection| put_together(connection, step)).await? {
        step = STEP;
    }
    Ok(())
}

fn parts(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT COUNT(DISTINCT segid) FROM search_words_idx", [], |row| row.get(0))
}

/// Whether it went on: where nothing is left to do, FTS5 writes down nothing but that it was asked.
fn put_together(connection: &Connection, step: i64) -> rusqlite::Result<bool> {
    let before = connection.total_changes();
    connection.execute("INSERT INTO search_words (search_words, rank) VALUES ('merge', ?1)", [step])?;
    Ok(connection.total_changes() - before > 1)
}

/// Does this with the writer, once another process that writes is done.
async fn patiently<T: Send + 'static>(
    write: &Pool,
    work: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
) -> Result<T, DbError> {
    let held = write.acquire().await?;
    aside(move || {
        let with_patience = || {
            held.busy_timeout(open::BUSY)?;
            let done = work(&held);
            held.busy_timeout(Duration::ZERO)?;
            done
        };
        with_patience().map_err(|error| errors::sqlite(&error, &held))
    })
    .await
}

pub(super) fn look_at_tables(connection: &Connection, optimize: &str) -> rusqlite::Result<()> {
    connection.execute_batch(&format!("PRAGMA analysis_limit = {LOOKED_AT}; {optimize}"))
}

/// Copies into a file beside the wanted one first, so that the wanted one is whole whenever it is there.
pub(in crate::db) async fn copy(read: &Pool, to: &Path) -> Result<(), DbError> {
    if to.exists() {
        return Err(DbError::Other(format!("{} is there already", to.display())));
    }
    let mut part = to.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let name = part.to_str().ok_or_else(|| DbError::Other("the file's name is no text".into()))?.to_owned();
    let _ = tokio::fs::remove_file(&part).await;
    own_file(&part)?;
    let open = read.beside();
    aside(move || {
        let connection = open()?;
        let copied = connection.execute("VACUUM INTO ?1", [name]);
        copied.map(drop).map_err(|error| errors::sqlite(&error, &connection))
    })
    .await?;
    tokio::fs::File::open(&part).await.map_err(DbError::other)?.sync_all().await.map_err(DbError::other)?;
    tokio::fs::rename(&part, to).await.map_err(DbError::other)?;
    sync_folder(to).await
}

/// A file's name is on disk once its folder is.
pub(in crate::db) async fn sync_folder(file: &Path) -> Result<(), DbError> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    tokio::fs::File::open(folder).await.map_err(DbError::other)?.sync_all().await.map_err(DbError::other)
}

/// Asked through a connection of its own: one that has searched before remembers the index of words as it was then, and takes
/// what others wrote since for damage.
pub(in crate::db) async fn integrity(read: &Pool) -> Result<Vec<String>, DbError> {
    let open = read.beside();
    aside(move || {
        let fresh = open()?;
        problems(&fresh).map_err(|error| errors::sqlite(&error, &fresh))
    })
    .await
}

fn problems(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut asked = connection.prepare("PRAGMA integrity_check(20)")?;
    let mut problems: Vec<String> = asked.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    problems.retain(|problem| problem != "ok");
    let mut asked = connection
        .prepare(r#"SELECT "table" || ' → ' || parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1"#)?;
    let broken = asked.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    for broken in broken {
        let (what, rows) = broken?;
        problems.push(format!("{what}: {rows} rows name something that is not there"));
    }
    Ok(problems)
}

/// Whether nobody else has the file open: only then its journal can be changed.
pub(in crate::db) async fn is_alone(file: &Path) -> bool {
    let file = file.to_owned();
    let alone = aside(move || {
        let ask = || {
            let connection = Connection::open_with_flags(&file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            connection.busy_timeout(Duration::ZERO)?;
            connection.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get::<_, String>(0))
        };
        Ok(ask().is_ok_and(|journal| journal == "delete"))
    });
    alone.await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_the_index_of_words_become_one() -> rusqlite::Result<()> {
        const WRITE: &str =
            "INSERT INTO search (thing, product, kind, words) VALUES (?1, zeroblob(16), 'story', 'hold')";
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(include_str!("../dialect/search/sqlite.sql"))?;
        connection.execute_batch("INSERT INTO search_words (search_words, rank) VALUES ('automerge', 0)")?;
        for thing in 1..=15_u8 {
            connection.execute(WRITE, [[thing; 16]])?;
        }
        assert_eq!(parts(&connection)?, 15);
        let mut steps = std::iter::once(-1).chain(std::iter::repeat(1));
        while steps.next().map(|step| put_together(&connection, step)).transpose()? == Some(true) {}
        assert_eq!(parts(&connection)?, 1);
        let found = "SELECT COUNT(*) FROM search_words WHERE search_words MATCH 'hold'";
        assert_eq!(connection.query_row(found, [], |row| row.get::<_, i64>(0))?, 15);
        Ok(())
    }
}
