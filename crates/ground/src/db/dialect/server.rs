//! Databases of a PostgreSQL server that come and go, for tests.

use std::str::FromStr;

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

/// Makes a database with these migrations run, unless it is there.
pub(crate) async fn make_template(url: &str, name: &str, migrations: &'static [Migration]) -> Result<(), DbError> {
    let mut server = connect(url).await?;
    if exists(&mut server, name).await? {
        return Ok(());
    }
    // Released when the connection ends.
    run(&mut server, "SELECT pg_advisory_lock(7402155311)".to_owned()).await?;
    if !exists(&mut server, name).await? {
        let making = format!("{name}_{}", std::process::id());
        run(&mut server, format!("DROP DATABASE IF EXISTS {making}")).await?;
        run(&mut server, format!("CREATE DATABASE {making} TEMPLATE template0 ENCODING 'UTF8'")).await?;
        let db = Db::open(&Place::Postgres(with_database(url, &making))).await?;
        db.migrate(migrations).await?;
        db.close().await;
        run(&mut server, format!("ALTER DATABASE {making} RENAME TO {name}")).await?;
    }
    server.close().await.map_err(|error| errors::map(&error))
}

pub(crate) async fn create(url: &str, name: &str, template: &str) -> Result<(), DbError> {
    let mut server = connect(url).await?;
    run(&mut server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await?;
    run(&mut server, format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")).await?;
    server.close().await.map_err(|error| errors::map(&error))
}

/// Drops the database from wherever a test ends, also where no future can be awaited.
pub(crate) fn drop_from_any_thread(url: String, name: String) {
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map(|runtime| {
            runtime.block_on(async {
                let mut server = connect(&url).await?;
                run(&mut server, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await
            })
        })
    });
    let _ = thread.join();
}

async fn connect(url: &str) -> Result<PgConnection, DbError> {
    let options = PgConnectOptions::from_str(url).map_err(|error| errors::map(&error))?;
    options.disable_statement_logging().connect().await.map_err(|error| errors::map(&error))
}

async fn exists(server: &mut PgConnection, name: &str) -> Result<bool, DbError> {
    let found = sqlx::query("SELECT 1 FROM pg_database WHERE datname = $1").bind(name).fetch_optional(server).await;
    found.map(|row| row.is_some()).map_err(|error| errors::map(&error))
}

async fn run(server: &mut PgConnection, command: String) -> Result<(), DbError> {
    server.execute(AssertSqlSafe(command)).await.map(drop).map_err(|error| errors::map(&error))
}
