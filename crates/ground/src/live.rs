//! Tells open pages that something they show has changed.
//!
//! A change is announced as a sequence number and a list of topics, never as content. Topics are words the floors above
//! agree on with their pages; here they are only compared.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::broadcast;
use uuid::Uuid;

/// One announcement.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// Whose sequence it is: a product, a person, or the nil id for the workspace.
    pub scope: Uuid,
    /// The sequence after the change.
    pub seq: i64,
    /// What changed.
    pub topics: Arc<HashSet<String>>,
    /// The request that caused it, so that its own tab need not refresh.
    pub by: String,
}

/// Carries announcements from committed actions to the open sockets of this process.
#[derive(Clone)]
pub struct Live {
    sender: broadcast::Sender<Arc<Announcement>>,
    watchers: Arc<AtomicUsize>,
}

/// How many announcements a slow socket may lag behind before it is told to compare sequences instead.
const BACKLOG: usize = 1024;

impl Live {
    /// A hub without listeners.
    pub fn new() -> Self {
        Self { sender: broadcast::channel(BACKLOG).0, watchers: Arc::default() }
    }

    /// Announces a change that is committed.
    pub fn tell(&self, announcement: Announcement) {
        // Nobody listening is fine.
        let _ = self.sender.send(Arc::new(announcement));
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

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}

/// One listening socket.
pub struct Watcher {
    receiver: broadcast::Receiver<Arc<Announcement>>,
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
            Ok(announcement) => Heard::Change(announcement),
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
