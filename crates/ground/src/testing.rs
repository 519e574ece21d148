//! What tests need: a fresh migrated database in a few milliseconds, on the engine under test.
//!
//! Tests run on SQLite, each in a file of its own; with `TANDEM_TEST_DATABASE_URL` set to a PostgreSQL server whose user may create
//! databases, each in a database of its own. Migrations run once per change of them: what they make is kept as a template
//! (a file in the temporary folder, a database on the server) and copied.
#![expect(clippy::expect_used, reason = "only tests call this, and a test that cannot start should say so at once")]

use std::ops::Deref;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::db::dialect::server;
use crate::db::{Db, Engine, Migration, Place};

/// Names the PostgreSQL server the tests run on.
pub const SERVER: &str = "TANDEM_TEST_DATABASE_URL";

/// A database for one test, gone when dropped.
pub struct TestDb {
    db: Db,
    home: Home,
}

enum Home {
    Folder(PathBuf),
    Server { url: String, name: String },
}

impl TestDb {
    /// A fresh database with these migrations run.
    ///
    /// # Panics
    /// When there is no place for it, or a migration fails.
    pub async fn new(migrations: &'static [Migration]) -> Self {
        match std::env::var(SERVER) {
            Ok(url) if !url.is_empty() => Self::on_server(url, migrations).await,
            _ => Self::in_file(migrations).await,
        }
    }

    /// Where it is, to open it once more.
    #[must_use]
    pub fn place(&self) -> Place {
        match &self.home {
            Home::Folder(folder) => Place::File(folder.join("test.db")),
            Home::Server { url, name } => Place::Postgres(server::with_database(url, name)),
        }
    }

    /// Opens it once more, as another process would.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open_again(&self) -> Db {
        Db::open(&self.place()).await.expect("the database opens once more")
    }

    async fn in_file(migrations: &'static [Migration]) -> Self {
        let template =
            std::env::temp_dir().join(format!("tandem-template-{}.db", fingerprint(Engine::Sqlite, migrations)));
        if !template.exists() {
            make_template(&template, migrations).await;
        }
        let folder = fresh_folder();
        std::fs::copy(&template, folder.join("test.db")).expect("the template is copied");
        let home = Home::Folder(folder);
        Self::opened(home).await
    }

    async fn on_server(url: String, migrations: &'static [Migration]) -> Self {
        let template = format!("tandem_template_{}", fingerprint(Engine::Postgres, migrations));
        let name = format!("tandem_test_{}", unique());
        server::create(&url, &name, &template, migrations).await.expect("the database is created");
        Self::opened(Home::Server { url, name }).await
    }

    async fn opened(home: Home) -> Self {
        let place = match &home {
            Home::Folder(folder) => Place::File(folder.join("test.db")),
            Home::Server { url, name } => Place::Postgres(server::with_database(url, name)),
        };
        Self { db: Db::open(&place).await.expect("the database opens"), home }
    }
}

impl Deref for TestDb {
    type Target = Db;

    fn deref(&self) -> &Db {
        &self.db
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        match &self.home {
            Home::Folder(folder) => drop(std::fs::remove_dir_all(folder)),
            Home::Server { url, name } => server::drop_from_any_thread(url.clone(), name.clone()),
        }
    }
}

/// A fresh folder in the temporary one; the caller removes it.
///
/// # Panics
/// When it cannot be made.
#[must_use]
pub fn fresh_folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("tandem-test-{}", unique()));
    std::fs::create_dir_all(&folder).expect("a temporary folder is made");
    folder
}

/// Several test processes may make it at once: each makes its own, the last one's stays.
async fn make_template(template: &Path, migrations: &'static [Migration]) {
    let folder = fresh_folder();
    let db = Db::open(&Place::File(folder.join("made.db"))).await.expect("the template opens");
    db.migrate(migrations).await.expect("the migrations run");
    db.copy_to(&folder.join("template.db")).await.expect("the template is written");
    db.close().await;
    std::fs::rename(folder.join("template.db"), template).expect("the template is kept");
    let _ = std::fs::remove_dir_all(folder);
}

/// Not used by any other test, nor left over from one that was killed.
fn unique() -> String {
    format!("{}_{:08x}", std::process::id(), rand::random::<u32>())
}

fn fingerprint(engine: Engine, migrations: &[Migration]) -> String {
    let all: String =
        migrations.iter().map(|migration| migration.name.to_owned() + &migration.checksum(engine)).collect();
    Sha256::digest(all).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
