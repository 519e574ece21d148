use super::store::{COUNTERS, START};
use super::{MIGRATIONS, Result, fresh};
use crate::args;
use crate::db::{Db, DbError, Engine, Migration, Place, Sql};
use crate::testing::{self, TestDb};

const MORE: &str = "CREATE TABLE more (n BIGINT NOT NULL)";
static NEXT: [Migration; 3] =
    [MIGRATIONS[0], MIGRATIONS[1], Migration { name: "0003_more", sqlite: MORE, postgres: MORE }];

#[tokio::test]
async fn what_ran_does_not_run_again() -> Result {
    let db = fresh().await;
    assert_eq!(db.migrate(&MIGRATIONS).await?, Vec::<&str>::new());
    assert_eq!(db.migrate(&NEXT).await?, ["0003_more"]);
    assert_eq!(db.migrate(&NEXT).await?, Vec::<&str>::new());
    Ok(())
}

#[tokio::test]
async fn an_older_program_refuses_a_newer_database() -> Result {
    let db = TestDb::new(&NEXT).await;
    assert_eq!(db.migrate(&MIGRATIONS).await, Err(DbError::Newer { migration: "0003_more".into() }));
    Ok(())
}

#[tokio::test]
async fn a_migration_changed_after_it_ran_is_refused() -> Result {
    static CHANGED: [Migration; 2] =
        [MIGRATIONS[0], Migration { name: MIGRATIONS[1].name, sqlite: MORE, postgres: MORE }];
    let db = fresh().await;
    assert_eq!(db.migrate(&CHANGED).await, Err(DbError::Altered { migration: "0002_search".into() }));
    Ok(())
}

#[tokio::test]
async fn a_migration_that_fails_leaves_nothing_behind() -> Result {
    const HALF: &str = "CREATE TABLE half (n BIGINT); CREATE TABLE counter (n BIGINT)";
    static FAILING: [Migration; 3] =
        [MIGRATIONS[0], MIGRATIONS[1], Migration { name: "0003_half", sqlite: HALF, postgres: HALF }];
    let db = fresh().await;
    assert!(matches!(db.migrate(&FAILING).await, Err(DbError::Other(message)) if message.starts_with("0003_half")));
    let mut tx = db.write().await?;
    assert!(tx.all(Sql::<(i64,)>::new("HALF", "SELECT n FROM half"), args![]).await.is_err());
    drop(tx);
    assert_eq!(db.migrate(&NEXT).await?, ["0003_more"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn programs_that_start_together_migrate_once() -> Result {
    let db = fresh().await;
    let other = db.open_again().await;
    let (a, b) = tokio::join!(db.migrate(&NEXT), other.migrate(&NEXT));
    assert_eq!([a?, b?].concat(), ["0003_more"]);
    other.close().await;
    Ok(())
}

#[tokio::test]
async fn a_file_with_data_is_copied_before_it_is_migrated() -> Result {
    let folder = testing::fresh_folder();
    let file = folder.join("work.db");
    let db = Db::open(&Place::File(file.clone())).await?;
    db.migrate(&MIGRATIONS).await?;
    assert_eq!(std::fs::read_dir(&folder).unwrap().filter(is_backup).count(), 0);
    let mut tx = db.write().await?;
    tx.run(START, args!["before", 1]).await?;
    tx.commit().await?;
    db.migrate(&NEXT).await?;
    let backup = Db::open(&Place::File(folder.join("work.db.before-0003_more"))).await?;
    assert_eq!(backup.read().await?.one(COUNTERS, args![]).await?, (1,));
    assert_eq!(backup.migrate(&NEXT).await?, ["0003_more"]);
    std::fs::remove_dir_all(folder).map_err(DbError::other)
}

fn is_backup(entry: &std::io::Result<std::fs::DirEntry>) -> bool {
    entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().contains("before"))
}

#[tokio::test]
async fn a_copy_has_everything_and_never_overwrites() -> Result {
    let db = fresh().await;
    let folder = testing::fresh_folder();
    let copy = folder.join("copy.db");
    if db.engine() == Engine::Postgres {
        assert!(db.copy_to(&copy).await.is_err());
        return Ok(());
    }
    let mut tx = db.write().await?;
    tx.run(START, args!["a", 1]).await?;
    tx.commit().await?;
    let mut writing = db.write().await?;
    writing.run(START, args!["b", 1]).await?;
    db.copy_to(&copy).await?;
    let copied = Db::open(&Place::File(copy.clone())).await?;
    assert_eq!(copied.read().await?.one(COUNTERS, args![]).await?, (1,));
    assert!(db.copy_to(&copy).await.is_err());
    assert_eq!(copied.integrity().await?, Vec::<String>::new());
    std::fs::remove_dir_all(folder).map_err(DbError::other)
}

#[tokio::test]
async fn a_damaged_file_is_noticed() -> Result {
    let db = fresh().await;
    assert_eq!(db.integrity().await?, Vec::<String>::new());
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    let folder = testing::fresh_folder();
    let file = folder.join("damaged.db");
    db.copy_to(&file).await?;
    let mut bytes = std::fs::read(&file).map_err(DbError::other)?;
    // All pages but the first, which has the schema.
    bytes[4096..].fill(0xff);
    std::fs::write(&file, bytes).map_err(DbError::other)?;
    assert_ne!(Db::open(&Place::File(file)).await?.integrity().await, Ok(vec![]));
    std::fs::remove_dir_all(folder).map_err(DbError::other)
}
