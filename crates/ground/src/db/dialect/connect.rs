use std::fs::OpenOptions;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgPool, SqlitePool};
use tracing::log::LevelFilter;

use super::super::DbError;
use super::errors;

const READERS: u32 = 4;
const SERVER_CONNECTIONS: u32 = 10;
const STATEMENTS: usize = 256;
/// How long a request waits for a connection before the database counts as busy.
const PATIENCE: Duration = Duration::from_secs(10);
/// Statements slower than this are logged, without their values.
const SLOW: Duration = Duration::from_secs(1);
/// So much of the file is mapped into memory, as much as SQLite maps; the rest is read.
const MAPPED: &str = "2147418112";
/// A reader keeps to what it knew of the tables when it connected; after this time it looks again.
const READER_LIFE: Duration = Duration::from_secs(3600);
/// How many rows of an index are looked at to tell how a table is filled.
const LOOKED_AT: u32 = 400;
/// Rows that may wait between SQLite's thread and the reader: a whole page of a list without a switch of threads.
const ROWS_AHEAD: usize = 512;

/// The connections to a file.
pub(in crate::db) struct Connections {
    /// The writer, which creates the file.
    pub(in crate::db) write: SqlitePool,
    /// The readers, which open when first needed.
    pub(in crate::db) read: SqlitePool,
    /// Who looks a single row up, which no reader of a whole page keeps waiting: a thousand open pages that are drawn anew
    /// would else stand before whoever wants to change something.
    pub(in crate::db) glance: SqlitePool,
}

pub(in crate::db) async fn sqlite(file: &Path) -> Result<Connections, DbError> {
    own_file(file)?;
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("cache_size", "-8192")
        .pragma("temp_store", "MEMORY")
        .pragma("journal_size_limit", "67108864")
        // Pages of the file are read where the system keeps them, not copied through the cache of each connection: a list whose
        // rows lie all over a large file costs a third less, and no memory of the program's own.
        .pragma("mmap_size", MAPPED)
        .statement_cache_capacity(STATEMENTS)
        .row_buffer_size(ROWS_AHEAD)
        .log_statements(LevelFilter::Off)
        .log_slow_statements(LevelFilter::Warn, SLOW);
    let write = sqlite_pool(1).connect_with(options.clone().optimize_on_close(true, LOOKED_AT)).await;
    let write = write.map_err(|error| DbError::Other(format!("{}: {}", file.display(), errors::map(&error))))?;
    let options = options.read_only(true);
    let glance =
        sqlite_pool(1).max_lifetime(READER_LIFE).connect_lazy_with(options.clone().pragma("cache_size", "-2048"));
    let read = sqlite_pool(READERS).max_lifetime(READER_LIFE).connect_lazy_with(options);
    Ok(Connections { write, read, glance })
}

/// Looks anew at how the tables are filled that have changed much; without that SQLite guesses, and finds bad ways to the rows
/// of a large table.
pub(in crate::db) async fn sqlite_statistics(write: &SqlitePool) -> Result<(), DbError> {
    // Of all tables (0x10000), where it is worth it (0x02).
    let look = format!("PRAGMA analysis_limit = {LOOKED_AT}; PRAGMA optimize = 0x10002");
    sqlx::raw_sql(AssertSqlSafe(look)).execute(write).await.map_err(|error| errors::map(&error))?;
    Ok(())
}

pub(in crate::db) async fn postgres(url: &str) -> Result<PgPool, DbError> {
    let options = PgConnectOptions::from_str(url).map_err(|error| errors::map(&error))?;
    let pool = PgPoolOptions::new()
        .max_connections(SERVER_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_with(server_options(options))
        .await
        .map_err(|error| errors::map(&error))?;
    let encoding: String =
        sqlx::query_scalar("SHOW server_encoding").fetch_one(&pool).await.map_err(|error| errors::map(&error))?;
    if encoding == "UTF8" {
        Ok(pool)
    } else {
        Err(DbError::Other(format!("the database keeps text as {encoding}; create it with ENCODING 'UTF8'")))
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

fn sqlite_pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        // SQLite ends a transaction by itself when the disk is full; the driver then believes it is still in one, for good.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
}

/// A process that hangs inside of a transaction, or a machine that is gone, must not hold a product's lock for good.
fn server_options(options: PgConnectOptions) -> PgConnectOptions {
    options
        .application_name("tandem")
        .statement_cache_capacity(STATEMENTS)
        .options([
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "60s"),
            ("client_min_messages", "warning"),
        ])
        .log_statements(LevelFilter::Off)
        .log_slow_statements(LevelFilter::Warn, SLOW)
}
