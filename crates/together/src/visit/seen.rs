//! The last visit of a session, written down beside the request, which never waits for it.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use ground::clock::Ts;
use ground::db::DbError;

use crate::app::App;
use crate::people::store::sessions;

/// How long a session may go without its last visit being written down.
const STEP: i64 = 5 * 60_000_000;

/// The sessions whose visit is being written down. Until that is done every request of a session finds its last visit long
/// ago; while the database is busy all of them would wait for it to say the same.
#[derive(Clone, Default)]
pub struct Noting(Arc<Mutex<HashSet<String>>>);

impl Noting {
    /// The one who writes for a session, until it is dropped; nobody while another does.
    fn begin(&self, session: &str) -> Option<Turn> {
        let begun = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(session.to_owned());
        begun.then(|| Turn { noting: self.clone(), session: session.to_owned() })
    }
}

struct Turn {
    noting: Noting,
    session: String,
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.noting.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.session);
    }
}

/// Writes the visit of a session down if its last was long ago.
pub(super) fn note(app: &App, session: &str, last: Ts, now: Ts) {
    if now.0 - last.0 <= STEP {
        return;
    }
    let Some(turn) = app.noting.begin(session) else { return };
    let app = app.clone();
    tokio::spawn(async move {
        match write(&app, &turn.session, now).await {
            Ok(()) => {}
            // The next visit is written down as well.
            Err(DbError::Busy) => {
                tracing::debug!("the last visit of a session waits for its next, the database is busy");
            }
            Err(failure) => tracing::warn!(%failure, "the last visit of a session was not noted"),
        }
    });
}

async fn write(app: &App, session: &str, now: Ts) -> Result<(), DbError> {
    let mut tx = app.db.write().await?;
    sessions::seen(&mut tx, session, now).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::Noting;

    #[test]
    fn one_at_a_time_writes_for_a_session() {
        let noting = Noting::default();
        let turn = noting.begin("one");
        assert!(turn.is_some());
        assert!(noting.begin("one").is_none(), "the first writes for all requests meanwhile");
        assert!(noting.begin("other").is_some());
        drop(turn);
        assert!(noting.begin("one").is_some(), "whatever became of it, the next visit may");
    }
}
