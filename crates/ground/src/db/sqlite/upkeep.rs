//! What concerns the file as a whole, and takes its time.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::super::DbError;
use super::super::dialect::errors;
use super::{Pool, open, own_file};

/// How many rows of an index are looked at to tell how a table is filled.
const LOOKED_AT: u32 = 400;

/// Does this where waiting holds nobody up.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, DbError> + Send + 'static,
) -> Result<T, DbError> {
    tokio::task::spawn_blocking(work).await.map_err(DbError::other)?
}

/// Looks anew at how the tables are filled that have changed much; without that SQLite guesses, and finds bad ways to the rows
/// of a large table.
pub(in crate::db) async fn statistics(write: &Pool) -> Result<(), DbError> {
    let held = write.acquire().await?;
    aside(move || {
        let look = || {
            held.busy_timeout(open::BUSY)?;
            // Of all tables (0x10000), where it is worth it (0x02).
            let looked = look_at_tables(&held, "PRAGMA optimize = 0x10002");
            held.busy_timeout(Duration::ZERO)?;
            looked
        };
        look().map_err(|error| errors::sqlite(&error, &held))
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
