//! SQLite, asked on the thread that wants to know. A statement is a few microseconds of work in this very process; sent to a
//! thread of its own, each row is copied and handed over, and a page spends most of its time on that. What waits for the disk,
//! a commit and the upkeep of the whole file, goes to a thread where waiting holds nobody up.

mod checkpoint;
mod open;
mod pool;
mod statement;
pub(super) mod upkeep;

use rusqlite::Connection;
use tokio::time::{Instant, sleep};

pub(super) use self::open::{Connections, connections, own_file};
pub(super) use self::pool::{Held, Pool};
pub(super) use self::statement::{execute, first, rows};
use super::DbError;
use super::dialect::errors;

/// A transaction under way; dropped without a commit it is taken back.
pub(super) struct Begun(Held);

impl Begun {
    /// What is read is of the moment of the first statement.
    pub(super) async fn read(pool: &Pool) -> Result<Self, DbError> {
        let held = pool.acquire().await?;
        statement::command(&held, "BEGIN").map_err(|error| errors::sqlite(&error, &held))?;
        Ok(Self(held))
    }

    /// Takes the lock of the writer, for which another process may have to be waited.
    pub(super) async fn write(pool: &Pool) -> Result<Self, DbError> {
        let held = pool.acquire().await?;
        let until = Instant::now() + open::BUSY;
        let mut pause = open::FIRST_PAUSE;
        loop {
            match statement::command(&held, "BEGIN IMMEDIATE").map_err(|error| errors::sqlite(&error, &held)) {
                Err(DbError::Busy) if Instant::now() < until => {
                    sleep(pause).await;
                    pause = (pause * 2).min(open::LONGEST_PAUSE);
                }
                begun => return begun.map(|()| Self(held)),
            }
        }
    }

    /// Makes it all true; the disk says when.
    pub(super) async fn commit(self) -> Result<(), DbError> {
        let Self(held) = self;
        let pool = held.pool().clone();
        let commit = move || {
            statement::command(&held, "COMMIT").map_err(|error| errors::sqlite(&error, &held))?;
            Ok(checkpoint::is_due(&held))
        };
        if upkeep::aside(commit).await? {
            checkpoint::start(pool);
        }
        Ok(())
    }

    /// Runs one statement that answers with nothing and takes no values.
    pub(super) fn command(&self, text: &str) -> rusqlite::Result<()> {
        statement::command(&self.0, text)
    }
}

impl std::ops::Deref for Begun {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}
