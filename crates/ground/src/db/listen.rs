use std::time::Duration;

use sqlx::postgres::{PgListener, PgPoolOptions};
use sqlx::{Executor, PgPool};

use super::DbError;
use super::dialect::errors;

/// How long it may be silent before the connection is asked whether it still lives.
const SILENCE: Duration = Duration::from_secs(30);
const ANSWER: Duration = Duration::from_secs(5);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Hears what other processes tell with [`Tx::notify`](super::Tx::notify), and reconnects by itself.
pub struct Listener {
    pool: PgPool,
    channel: String,
    connection: Option<PgListener>,
}

/// What a [`Listener`] hears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Somebody told this.
    Notice {
        /// What was told.
        payload: String,
    },
    /// The connection had been lost and is there again: what was told meanwhile is lost, so read anew what matters.
    Reconnected,
}

impl Listener {
    /// Waits for the next thing to hear, for as long as it takes.
    pub async fn recv(&mut self) -> Heard {
        loop {
            let Some(connection) = &mut self.connection else {
                self.reconnect().await;
                return Heard::Reconnected;
            };
            match tokio::time::timeout(SILENCE, connection.try_recv()).await {
                Ok(Ok(Some(notice))) => return Heard::Notice { payload: notice.payload().to_owned() },
                // The driver has reconnected by itself.
                Ok(Ok(None)) => return Heard::Reconnected,
                Ok(Err(error)) => {
                    tracing::warn!(%error, "the connection that listens to other processes is lost");
                    self.connection = None;
                }
                Err(_) => {
                    if !matches!(tokio::time::timeout(ANSWER, connection.execute("SELECT 1")).await, Ok(Ok(_))) {
                        self.connection = None;
                    }
                }
            }
        }
    }

    /// Listens through a connection of its own, so that the pool's are all there for requests.
    pub(super) async fn new(pool: &PgPool, channel: &str) -> Result<Self, DbError> {
        let pool = PgPoolOptions::new()
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_lazy_with((*pool.connect_options()).clone());
        let mut listener = Self { pool, channel: channel.to_owned(), connection: None };
        listener.connect().await.map_err(|error| errors::postgres(&error))?;
        Ok(listener)
    }

    async fn reconnect(&mut self) {
        let mut pause = Duration::from_millis(100);
        while let Err(error) = self.connect().await {
            tracing::debug!(%error, "still not connected");
            tokio::time::sleep(pause).await;
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    }

    async fn connect(&mut self) -> Result<(), sqlx::Error> {
        let mut connection = PgListener::connect_with(&self.pool).await?;
        connection.listen(&self.channel).await?;
        self.connection = Some(connection);
        Ok(())
    }
}
