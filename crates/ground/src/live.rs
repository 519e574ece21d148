//! Tells open pages that something they show has changed.
//!
//! A change is announced as a sequence number and a list of topics, never as content. Topics are words the floors above
//! agree on with their pages; here they are only compared. Several processes before one PostgreSQL tell one another
//! through the database, in the transaction that makes the change.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::db::{DbError, Engine, Tx};

/// The channel on which processes tell one another.
pub const CHANNEL: &str = "tandem";

/// What a payload may weigh on that channel, with some room left.
const PAYLOAD: usize = 7_500;

/// One announcement.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Announcement {
    /// Whose sequence it is: a product, a person, or the nil id for the workspace.
    pub scope: Uuid,
    /// The sequence after the change; 0 for what no journal has, such as the progress of work.
    pub seq: i64,
    /// What changed.
    pub topics: Arc<HashSet<String>>,
    /// The request that caused it, so that its own tab need not refresh.
    pub by: String,
}

/// An announcement as another process gets it.
#[derive(Serialize, Deserialize)]
struct Told<'a> {
    from: Uuid,
    #[serde(borrow)]
    announcement: std::borrow::Cow<'a, Announcement>,
}

/// Carries announcements from committed actions to the open sockets of this process.
#[derive(Clone)]
pub struct Live {
    sender: broadcast::Sender<Option<Arc<Announcement>>>,
    watchers: Arc<AtomicUsize>,
    /// This process, so that it does not hear itself.
    process: Uuid,
    /// The last sequence announced in each scope.
    announced: Arc<Mutex<HashMap<Uuid, i64>>>,
}

/// How many announcements a slow socket may lag behind before it is told to compare sequences instead.
const BACKLOG: usize = 1024;

impl Live {
    /// A hub without listeners; `process` is any id of this process alone.
    pub fn new(process: Uuid) -> Self {
        Self { sender: broadcast::channel(BACKLOG).0, watchers: Arc::default(), process, announced: Arc::default() }
    }

    /// Tells the other processes, as part of the transaction: they hear it when it commits.
    ///
    /// # Errors
    /// When the database does not take it.
    pub async fn tell_others(&self, tx: &mut Tx, announcement: &Announcement) -> Result<(), DbError> {
        if tx.engine() == Engine::Sqlite {
            return Ok(());
        }
        let told = |announcement| Told { from: self.process, announcement: std::borrow::Cow::Borrowed(announcement) };
        let mut payload =
            serde_json::to_string(&told(announcement)).map_err(|error| DbError::Other(error.to_string()))?;
        if payload.len() > PAYLOAD {
            // Too much to list: the others compare sequences instead.
            let short = Announcement { topics: Arc::default(), ..announcement.clone() };
            payload = serde_json::to_string(&told(&short)).map_err(|error| DbError::Other(error.to_string()))?;
        }
        tx.notify(CHANNEL, &payload).await
    }

    /// Passes on what another process told.
    pub fn heard_from_other(&self, payload: &str) {
        match serde_json::from_str::<Told<'_>>(payload) {
            Ok(told) if told.from == self.process => {}
            Ok(told) if told.announcement.topics.is_empty() => self.tell_missed(),
            Ok(told) => self.tell(told.announcement.into_owned()),
            Err(error) => tracing::warn!(%error, "another process told something unreadable"),
        }
    }

    /// The last sequence announced in a scope, 0 for none.
    pub fn announced(&self, scope: Uuid) -> i64 {
        self.announced.lock().unwrap_or_else(PoisonError::into_inner).get(&scope).copied().unwrap_or_default()
    }

    /// Says that something was missed: every page compares sequences.
    pub fn tell_missed(&self) {
        let _ = self.sender.send(None);
    }

    /// Announces a change that is committed.
    pub fn tell(&self, announcement: Announcement) {
        let mut announced = self.announced.lock().unwrap_or_else(PoisonError::into_inner);
        let last = announced.entry(announcement.scope).or_default();
        *last = announcement.seq.max(*last);
        drop(announced);
        // Nobody listening is fine.
        let _ = self.sender.send(Some(Arc::new(announcement)));
    }

    /// Listens until the returned watcher is dropped.
    pub fn watch(&self) -> Watcher {
        self.watchers.fetch_add(1, Ordering::Relaxed);
        Watcher { receiver: self.sender.subscribe(), watchers: Arc::clone(&self.watchers) }
    }

    /// How many sockets listen in this process.
    pub fn watchers(&self) -> usize {
        self.watchers.load(Ordering::Relaxed)
    }
}

/// One listening socket.
pub struct Watcher {
    receiver: broadcast::Receiver<Option<Arc<Announcement>>>,
    watchers: Arc<AtomicUsize>,
}

/// What a watcher hears.
pub enum Heard {
    /// An announcement.
    Change(Arc<Announcement>),
    /// Some were missed: compare sequences.
    Missed,
    /// The hub is gone.
    Closed,
}

impl Watcher {
    /// Waits for the next announcement.
    pub async fn next(&mut self) -> Heard {
        match self.receiver.recv().await {
            Ok(Some(announcement)) => Heard::Change(announcement),
            Ok(None) => Heard::Missed,
            Err(broadcast::error::RecvError::Lagged(_)) => Heard::Missed,
            Err(broadcast::error::RecvError::Closed) => Heard::Closed,
        }
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.watchers.fetch_sub(1, Ordering::Relaxed);
    }
}
