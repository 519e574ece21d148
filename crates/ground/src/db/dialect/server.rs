//! Databases of a PostgreSQL server that come and go, for tests.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use super::super::{Db, DbError, Migration, Place};
use super::errors;

/// The address of another database on the same server.
pub(crate) fn with_database(url: &str, name: &str) -> String {
    let (url, query) = url.split_once('?').map_or((url, String::new()), |(url, query)| (url, format!("?{query}")));
    let start = url.find("://").map_or(0, |at| at + 3);
    let server = url[start..].find('/').map_or(url, |slash| &url[..start + slash]);
    format!("{server}/{name}{query}")
}

/// Makes a database as the template is, and first the template, with these migrations run, if it is not there.
pub(crate) async fn create(
    url: &str,
    name: &str,
    template: &str,
    migrations: &'static [Migration],
) -> Result<(), DbError> {
    let mut server = connect(url).await?;
    if !exists(&mut server, template).await? {
        run(&mut server, "SELECT pg_advisory_lock(7402155311)".to_owned()).await?;
        if !exists(&mut server, template).await? {
            make_template(url, &mut server, template, migrations).await?;
        }
        run(&mut server, "SELECT pg_advisory_unlock(7402155311)".to_owned()).await?;
    }
    run(&mut server, format!("CREATE DATABASE {name} TEMPLATE {template}")).await?;
    server.close().await.map_err(|error| errors::postgres(&error))
}

/// Drops the database from wherever a test ends, also where no future can be awaited.
pub(crate) fn drop_from_any_thread(url: String, name: String) {
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map(|runtime| runtime.block_on(drop_database(&url, &name)))
    });
    let _ = thread.join();
}

/// The server looks only ten times a second whether those it sent away are gone, so they are sent away and waited for first.
async fn drop_database(url: &str, name: &str) -> Result<(), DbError> {
    let mut server = connect(url).await?;
    for _ in 0..200 {
        let sent = sqlx::query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1").bind(name);
        if sent.fetch_all(&mut server).await.map_err(|error| errors::postgres(&error))?.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    run(&mut server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await
}

/// Under another name until it is whole.
async fn make_template(
    url: &str,
    server: &mut PgConnection,
    name: &str,
    migrations: &'static [Migration],
) -> Result<(), DbError> {
    let making = format!("{name}_making");
    run(server, format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)")).await?;
    run(server, format!("CREATE DATABASE {making} TEMPLATE template0 ENCODING 'UTF8'")).await?;
    let db = Db::open(&Place::Postgres(with_database(url, &making))).await?;
    db.migrate(migrations).await?;
    db.close().await;
    run(server, format!("ALTER DATABASE {making} RENAME TO {name}")).await
}

async fn connect(url: &str) -> Result<PgConnection, DbError> {
    let options = PgConnectOptions::from_str(url).map_err(|error| errors::postgres(&error))?;
    options.disable_statement_logging().connect().await.map_err(|error| errors::postgres(&error))
}

async fn exists(server: &mut PgConnection, name: &str) -> Result<bool, DbError> {
    let found = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(name).fetch_optional(server).await;
    found.map(|row| row.is_some()).map_err(|error| errors::postgres(&error))
}

async fn run(server: &mut PgConnection, command: String) -> Result<(), DbError> {
    server.execute(AssertSqlSafe(command)).await.map(drop).map_err(|error| errors::postgres(&error))
}
