use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::open::Options;
use crate::db::DbError;
use crate::db::dialect::connect::PATIENCE;

/// A few connections that are opened alike.
#[derive(Clone)]
pub(in crate::db) struct Pool(Arc<Shared>);

struct Shared {
    options: Options,
    size: u32,
    life: Option<Duration>,
    free: Arc<Semaphore>,
    idle: Mutex<Vec<Opened>>,
    copying: Arc<tokio::sync::Mutex<()>>,
}

struct Opened {
    connection: Connection,
    since: Instant,
}

/// A connection of a pool, which goes back to it; whatever was begun and not committed is taken back then.
pub(in crate::db) struct Held {
    opened: Option<Opened>,
    pool: Pool,
    _turn: OwnedSemaphorePermit,
}

impl Pool {
    /// So many connections at most, each used for so long at most.
    pub(super) fn new(options: Options, size: u32, life: Option<Duration>) -> Self {
        let free = Arc::new(Semaphore::new(usize::try_from(size).unwrap_or(1)));
        let (idle, copying) = (Mutex::default(), Arc::default());
        Self(Arc::new(Shared { options, size, life, free, idle, copying }))
    }

    /// A connection, once one is free.
    pub(in crate::db) async fn acquire(&self) -> Result<Held, DbError> {
        let free = Arc::clone(&self.0.free);
        let turn = match Arc::clone(&free).try_acquire_owned() {
            Ok(turn) => turn,
            Err(_) => tokio::time::timeout(PATIENCE, free.acquire_owned())
                .await
                .map_err(|_| DbError::Busy)?
                .map_err(|_| DbError::Other("the database was closed".into()))?,
        };
        let idle = self.idle(Vec::pop).filter(|opened| self.0.life.is_none_or(|life| opened.since.elapsed() < life));
        let opened = match idle {
            Some(opened) => opened,
            None => Opened { connection: self.0.options.open()?, since: Instant::now() },
        };
        Ok(Held { opened: Some(opened), pool: self.clone(), _turn: turn })
    }

    /// Another connection that is opened like these, for what would be in their way.
    pub(in crate::db) fn beside(&self) -> impl FnOnce() -> Result<Connection, DbError> + Send + use<> {
        let options = self.0.options.clone();
        move || options.open()
    }

    /// Held by whoever copies the log of the file.
    pub(in crate::db) fn copying(&self) -> Arc<tokio::sync::Mutex<()>> {
        Arc::clone(&self.0.copying)
    }

    /// Waits for the connections in use and closes them all.
    pub(in crate::db) async fn close(&self) {
        let copied = self.0.copying.lock().await;
        let all = self.0.free.acquire_many(self.0.size).await;
        for opened in self.idle(std::mem::take) {
            if let Err(error) = self.0.options.close(&opened.connection) {
                tracing::debug!(%error, "the tables were not looked at before the database was closed");
            }
        }
        drop(all);
        self.0.free.close();
        drop(copied);
    }

    fn idle<T>(&self, with: impl FnOnce(&mut Vec<Opened>) -> T) -> T {
        with(&mut self.0.idle.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Held {
    /// The pool it goes back to.
    pub(super) fn pool(&self) -> &Pool {
        &self.pool
    }

    /// SQLite ends a transaction by itself when the disk is full, so it is asked whether it is in one.
    fn take_back(&mut self) -> Option<Opened> {
        let opened = self.opened.take()?;
        if !opened.connection.is_autocommit() {
            super::statement::command(&opened.connection, "ROLLBACK").ok()?;
        }
        (opened.connection.is_autocommit() && !self.pool.0.free.is_closed()).then_some(opened)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(opened) = self.take_back() {
            self.pool.idle(|idle| idle.push(opened));
        }
    }
}

impl Deref for Held {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match &self.opened {
            Some(opened) => &opened.connection,
            None => unreachable!("it is taken when this is dropped"),
        }
    }
}
