use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::runtime::Handle;

use super::super::DbError;
use super::super::dialect::errors;
use super::pool::Pool;

const READERS: u32 = 4;
const STATEMENTS: usize = 384;
/// How long another process may keep the lock of the writer, before the database counts as busy.
pub(super) const BUSY: Duration = Duration::from_secs(5);
/// How soon that lock is asked for again.
pub(super) const FIRST_PAUSE: Duration = Duration::from_millis(1);
/// And how late.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_millis(20);
/// So much of the file is mapped into memory, as much as SQLite maps; the rest is read.
const MAPPED: i64 = 2_147_418_112;
/// A reader keeps to what it knew of the tables when it connected; after this time it looks again.
const READER_LIFE: Duration = Duration::from_secs(3600);

/// The connections to a file.
pub(in crate::db) struct Connections {
    /// The writer, which creates the file.
    pub(in crate::db) write: Pool,
    /// The readers, which open when first needed.
    pub(in crate::db) read: Pool,
    /// Those who look a single row up, which no reader of a whole page keeps waiting: a thousand open pages that are drawn anew
    /// would else stand before whoever wants to change something.
    pub(in crate::db) glance: Pool,
}

/// How a file is opened.
#[derive(Clone, Debug)]
pub(super) struct Options {
    file: PathBuf,
    writes: bool,
    /// Kilobytes of the file's pages a connection keeps for itself.
    cache: i64,
}

pub(in crate::db) async fn connections(file: &Path) -> Result<Connections, DbError> {
    own_file(file)?;
    let options = Options { file: file.to_owned(), writes: false, cache: 8192 };
    // A glance waits for nothing once it has begun, so as many as there are threads are under way at most. With fewer connections
    // a turn would come to one that no thread is free for, and all behind it would wait for that.
    let threads = u32::try_from(Handle::current().metrics().num_workers()).unwrap_or(1);
    let glance = Pool::new(Options { cache: 2048, ..options.clone() }, threads, Some(READER_LIFE));
    let read = Pool::new(options.clone(), READERS, Some(READER_LIFE));
    let write = Pool::new(Options { writes: true, ..options }, 1, None);
    let opened = write.acquire().await;
    opened.map_err(|error| DbError::Other(format!("{}: {error}", file.display())))?;
    Ok(Connections { write, read, glance })
}

impl Options {
    pub(super) fn open(&self) -> Result<Connection, DbError> {
        self.connect().map_err(|error| errors::sqlite_alone(&error))
    }

    fn connect(&self) -> rusqlite::Result<Connection> {
        let way = if self.writes { OpenFlags::SQLITE_OPEN_READ_WRITE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        let connection = Connection::open_with_flags(&self.file, way | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        // Else SQLite looks at the values when it chooses its way to the rows, and chooses anew for the next ones: a page of
        // twenty statements would have four of them prepared each time.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        if self.writes {
            connection.execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 0",
            )?;
            // Who waits for another process does so without keeping a thread: see `Begun::write`.
            connection.busy_timeout(Duration::ZERO)?;
        }
        // Pages of the file are read where the system keeps them, not copied through the cache of each connection: a list whose
        // rows lie all over a large file costs a third less, and no memory of the program's own.
        connection.execute_batch(&format!(
            "PRAGMA foreign_keys = ON; PRAGMA cache_size = -{}; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = {MAPPED}",
            self.cache
        ))?;
        Ok(connection)
    }

    /// What is to be done before a connection is closed: whoever wrote knows which tables have changed much.
    pub(super) fn close(&self, connection: &Connection) -> rusqlite::Result<()> {
        if self.writes { super::upkeep::look_at_tables(connection, "PRAGMA optimize") } else { Ok(()) }
    }
}

/// A file of one's own: it has password hashes in it.
pub(in crate::db) fn own_file(file: &Path) -> Result<(), DbError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(file) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(DbError::Other(format!("{} cannot be made: {error}", file.display())))
        }
        _ => Ok(()),
    }
}
