use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, PgPool};
use tracing::log::LevelFilter;

use super::super::DbError;
use super::errors;

const SERVER_CONNECTIONS: u32 = 10;
const STATEMENTS: usize = 384;
/// How long a request waits for a connection before the database counts as busy.
pub(in crate::db) const PATIENCE: Duration = Duration::from_secs(10);
/// Statements slower than this are logged, without their values.
pub(in crate::db) const SLOW: Duration = Duration::from_secs(1);

pub(in crate::db) async fn postgres(url: &str) -> Result<PgPool, DbError> {
    let options = PgConnectOptions::from_str(url).map_err(|error| errors::postgres(&error))?;
    let pool = PgPoolOptions::new()
        .max_connections(SERVER_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .test_before_acquire(false)
        .connect_with(server_options(options))
        .await
        .map_err(|error| errors::postgres(&error))?;
    let encoding: String =
        sqlx::query_scalar("SHOW server_encoding").fetch_one(&pool).await.map_err(|error| errors::postgres(&error))?;
    if encoding == "UTF8" {
        Ok(pool)
    } else {
        Err(DbError::Other(format!("the database keeps text as {encoding}; create it with ENCODING 'UTF8'")))
    }
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
