//! The database behind one face. Nothing outside of this folder knows which engine answers: a statement is a text declared with
//! [`sql!`](crate::sql) and a list of values, a row is read by position, and what differs between SQLite and PostgreSQL stands in
//! [`dialect`].
//!
//! - SQLite: one connection writes (`BEGIN IMMEDIATE`), four read, one a thread looks single rows up; the file is in WAL mode and
//!   every commit is on disk. A statement runs on the thread that asks: see `docs/decisions/0005-sqlite-on-the-asking-thread.md`.
//! - PostgreSQL: one pool; a read is `REPEATABLE READ READ ONLY`, a write `READ COMMITTED`.
//!
//! ```
//! # use ground::{args, db::{Db, Migration, Place}};
//! # async fn run() -> Result<(), ground::db::DbError> {
//! ground::sql! {
//!     /// Their names.
//!     NAMES: (String,) = "SELECT name FROM sample WHERE size > $1 ORDER BY name";
//!     /// A new one.
//!     ADD: () = "INSERT INTO sample (name, size) VALUES ($1, $2)";
//! }
//! let db = Db::open(&Place::parse("sample.db")?).await?;
//! let mut tx = db.write().await?;
//! tx.run(ADD, args!["little", 3]).await?;
//! tx.commit().await?;
//! let names = db.read().await?.all(NAMES, args![2]).await?;
//! # Ok(())
//! # }
//! ```

mod cell;
mod check;
pub mod dialect;
mod error;
mod glance;
mod insert;
mod listen;
mod migrate;
mod place;
mod restore;
mod row;
mod select;
mod sql;
mod sqlite;
mod tables;
mod tx;
mod value;
mod wide;
mod word_column;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::PgPool;

pub use self::cell::{Cell, Decode, Json};
pub use self::check::check;
pub use self::dialect::Engine;
pub use self::dialect::words::{Sought, index_words, words};
pub use self::error::{ConstraintKind, DbError};
pub use self::insert::Insert;
pub use self::listen::{Heard, Listener};
pub use self::migrate::Migration;
pub use self::place::Place;
pub use self::restore::restore;
pub use self::row::{Cells, Column, FromRow, Row};
pub use self::select::Select;
pub use self::sql::{Sql, Text};
pub use self::tables::{Table, TableColumn};
pub use self::tx::Tx;
pub use self::value::{Args, Kind, Typed, Value, containing, ids, json, texts, texts_by_id};
pub use self::wide::Wide;

/// An open database. Clones share its connections.
#[derive(Clone)]
pub struct Db(Arc<Pools>);

enum Pools {
    Sqlite { read: sqlite::Pool, glance: sqlite::Pool, write: sqlite::Pool, file: PathBuf },
    Postgres(PgPool),
}

impl Db {
    /// Opens the database, creating the SQLite file if it is not there.
    ///
    /// # Errors
    /// When the file or the server cannot be reached.
    pub async fn open(place: &Place) -> Result<Self, DbError> {
        let pools = match place {
            Place::File(file) => {
                let sqlite::Connections { write, read, glance } = sqlite::connections(file).await?;
                Pools::Sqlite { read, glance, write, file: file.clone() }
            }
            Place::Postgres(url) => Pools::Postgres(dialect::connect::postgres(url).await?),
        };
        Ok(Self(Arc::new(pools)))
    }

    /// Which engine answers; for what a person is told, and for tests.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &*self.0 {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Starts to read: everything read through the answer is of one moment, that of its first statement.
    ///
    /// # Errors
    /// When no connection is free in time or the server is gone.
    pub async fn read(&self) -> Result<Tx, DbError> {
        match &*self.0 {
            Pools::Sqlite { read, .. } => sqlite::Begun::read(read).await.map(Tx::sqlite),
            Pools::Postgres(pool) => Tx::postgres(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await,
        }
    }

    /// Starts to write. On SQLite there is one writer at a time, so do nothing slow before the commit.
    ///
    /// # Errors
    /// When no connection is free in time or the server is gone.
    pub async fn write(&self) -> Result<Tx, DbError> {
        match &*self.0 {
            Pools::Sqlite { write, .. } => sqlite::Begun::write(write).await.map(Tx::sqlite),
            Pools::Postgres(pool) => Tx::postgres(pool, "BEGIN").await,
        }
    }

    /// Runs the migrations that have not run yet, each in a transaction of its own, and says which they were. Several programs
    /// may start at once. A SQLite file with data in it is first copied beside itself, as `FILE.before-NAME`.
    ///
    /// # Errors
    /// [`DbError::Newer`] when the database has a migration that is not listed, [`DbError::Altered`] when one is not what it was.
    pub async fn migrate(&self, migrations: &'static [Migration]) -> Result<Vec<&'static str>, DbError> {
        migrate::run(self, migrations).await
    }

    /// The migrations that have not run yet, without running them; all of them in a database of something else.
    ///
    /// # Errors
    /// As [`migrate`](Self::migrate).
    pub async fn missing(&self, migrations: &'static [Migration]) -> Result<Vec<&'static str>, DbError> {
        migrate::missing(self, migrations).await
    }

    /// Writes a copy of a running SQLite database into a new file; whole, and on disk, once this returns.
    ///
    /// # Errors
    /// When the file is there already or cannot be written, and on PostgreSQL, which has tools of its own for that.
    pub async fn copy_to(&self, file: &Path) -> Result<(), DbError> {
        match &*self.0 {
            Pools::Sqlite { read, .. } => sqlite::upkeep::copy(read, file).await,
            Pools::Postgres(_) => Err(DbError::Other("PostgreSQL is copied with pg_dump".into())),
        }
    }

    /// What is wrong inside of the database, in the engine's words; nothing when all is well.
    ///
    /// # Errors
    /// When the database cannot be asked.
    pub async fn integrity(&self) -> Result<Vec<String>, DbError> {
        match &*self.0 {
            Pools::Sqlite { read, .. } => sqlite::upkeep::integrity(read).await,
            Pools::Postgres(pool) => dialect::postgres_integrity(pool).await,
        }
    }

    /// Looks anew at how the tables are filled, so that the engine finds good ways to their rows; PostgreSQL does so by itself.
    /// Where that cannot be done everything goes on as it did, so it is only said in the log.
    pub async fn refresh_statistics(&self) {
        if let Pools::Sqlite { write, .. } = &*self.0
            && let Err(error) = sqlite::upkeep::statistics(write).await
        {
            tracing::warn!(%error, "how the tables are filled could not be looked at");
        }
    }

    /// Puts the index of words together after much was written, so that words are found quickly; PostgreSQL does so by itself.
    /// Where that cannot be done words are found as they were, so it is only said in the log.
    pub async fn tidy_words(&self) {
        if let Pools::Sqlite { write, .. } = &*self.0
            && let Err(error) = sqlite::upkeep::words(write).await
        {
            tracing::warn!(%error, "the index of words could not be put together");
        }
    }

    /// Waits for the connections in use and closes all of them.
    pub async fn close(&self) {
        match &*self.0 {
            Pools::Sqlite { read, glance, write, .. } => {
                read.close().await;
                glance.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Listens to what other processes tell with [`Tx::notify`]; nothing on SQLite, where there are no others.
    ///
    /// # Errors
    /// When the server cannot be reached.
    pub async fn listen(&self, channel: &str) -> Result<Option<Listener>, DbError> {
        match &*self.0 {
            Pools::Sqlite { .. } => Ok(None),
            Pools::Postgres(pool) => Listener::new(pool, channel).await.map(Some),
        }
    }
}

/// Cuts what was read of a list to a page of it, and says whether there is more: one row more than the page is read, so that
/// no page leads to an empty one.
pub fn cut<T>(rows: &mut Vec<T>, page: impl TryInto<usize>) -> bool {
    let page = page.try_into().unwrap_or(usize::MAX);
    let more = rows.len() > page;
    rows.truncate(page);
    more
}
