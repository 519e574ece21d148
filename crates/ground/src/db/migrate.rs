use sha2::{Digest, Sha256};

use super::restore::free_name;
use super::{Db, DbError, Engine, Pools, Sql, Tx};
use crate::args;
use crate::clock::Clock;

/// One step of the schema; run once, never changed after a release.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its name, which sorts: `0001_people`.
    pub name: &'static str,
    /// What SQLite is told.
    pub sqlite: &'static str,
    /// What PostgreSQL is told.
    pub postgres: &'static str,
}

const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS migrate (name TEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, checksum TEXT NOT NULL)";
/// Programs that start together migrate one after the other. The number is any that nobody else takes.
const LOCK: Sql<(i64,)> = Sql::new("LOCK", "SELECT COUNT(*) FROM (SELECT pg_advisory_xact_lock(7402155310)) AS locked");
const RUN: Sql<(String, String)> = Sql::new("RUN", "SELECT name, checksum FROM migrate ORDER BY name");
const RAN: Sql = Sql::new("RAN", "INSERT INTO migrate (name, at, checksum) VALUES ($1, $2, $3)");

impl Migration {
    fn text(&self, engine: Engine) -> &'static str {
        match engine {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        }
    }

    pub(crate) fn checksum(&self, engine: Engine) -> String {
        Sha256::digest(self.text(engine)).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

pub(super) async fn run(db: &Db, migrations: &'static [Migration]) -> Result<Vec<&'static str>, DbError> {
    let mut ran = Vec::new();
    loop {
        let mut tx = locked(db).await?;
        tx.script(TABLE).await?;
        let pending = pending(&mut tx, migrations).await?;
        let Some(next) = pending.first() else {
            drop(tx);
            if !ran.is_empty() {
                db.refresh_statistics().await;
            }
            return Ok(ran);
        };
        if ran.is_empty()
            && pending.len() < migrations.len()
            && let Pools::Sqlite { read, file, .. } = &*db.0
        {
            // A reader copies what was there before this transaction, which keeps all other writers out meanwhile.
            let copy = free_name(file, &format!("before-{}", next.name));
            super::sqlite::upkeep::copy(read, &copy).await?;
        }
        let done = tx.script(next.text(db.engine())).await;
        done.map_err(|error| DbError::Other(format!("{}: {error}", next.name)))?;
        tx.run(RAN, args![next.name, Clock::system().now(), next.checksum(db.engine())]).await?;
        tx.commit().await?;
        ran.push(next.name);
    }
}

/// A transaction in which nobody else migrates.
async fn locked(db: &Db) -> Result<Tx, DbError> {
    let mut tx = db.write().await?;
    if tx.engine() == Engine::Postgres {
        tx.one(LOCK, args![]).await?;
    }
    Ok(tx)
}

/// The migrations that have not run, without running them.
pub(super) async fn missing(db: &Db, migrations: &'static [Migration]) -> Result<Vec<&'static str>, DbError> {
    let mut tx = db.read().await?;
    let any = tx.tables().await?.iter().any(|table| table.name == "migrate");
    let pending = if any { pending(&mut tx, migrations).await? } else { migrations.iter().collect() };
    Ok(pending.into_iter().map(|migration| migration.name).collect())
}

/// The migrations that have not run, if those that have are the ones the program knows.
async fn pending(tx: &mut Tx, migrations: &'static [Migration]) -> Result<Vec<&'static Migration>, DbError> {
    let run = tx.all(RUN, args![]).await?;
    for (name, checksum) in &run {
        match migrations.iter().find(|migration| migration.name == name) {
            None => return Err(DbError::Newer { migration: name.clone() }),
            Some(known) if known.checksum(tx.engine()) != *checksum => {
                return Err(DbError::Altered { migration: name.clone() });
            }
            Some(_) => {}
        }
    }
    Ok(migrations.iter().filter(|migration| run.iter().all(|(name, _)| name != migration.name)).collect())
}
