//! A workspace people worked in, brought from every step of the schema to the newest.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use ground::db::{Db, DbError, Engine, Place, Sql, Table, Value, check};
use ground::testing::TestDb;
use tandem::FLOORS;
use together::schema::MIGRATIONS;

use crate::client::House;

/// Made by the steps themselves, or kept by triggers.
const MADE: [&str; 6] = ["import_tally", "link_rule", "migrate", "progress", "scope", "search"];

async fn rows(db: &Db, table: &Table) -> Vec<Vec<Value>> {
    let rows = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&rows);
    let mut take = move |row| {
        into.lock().unwrap().push(row);
        Ok(())
    };
    db.read().await.unwrap().each_row(table, &mut take).await.unwrap();
    rows.lock().unwrap().clone()
}

async fn tables(db: &Db) -> Vec<Table> {
    let mut tables = db.read().await.unwrap().tables().await.unwrap();
    tables.retain(|table| !MADE.contains(&table.name.as_str()));
    tables
}

/// The columns of a table and its rows.
type Copied = (Vec<String>, Vec<Vec<Value>>);

/// Puts everything of one database that an older one has a place for into it, and says what that was.
async fn copy(from: &Db, to: &Db) -> BTreeMap<String, Copied> {
    let mut copied = BTreeMap::new();
    let newer = tables(from).await;
    let mut tx = to.write().await.unwrap();
    for table in tx.tables().await.unwrap() {
        let Some(full) = newer.iter().find(|full| full.name == table.name) else { continue };
        let columns = names(&table);
        let rows = only(&columns, full, &rows(from, full).await);
        tx.clear(&table).await.unwrap();
        tx.put_rows(&table, &columns, rows.clone()).await.unwrap();
        copied.insert(table.name, (columns, rows));
    }
    tx.commit().await.unwrap();
    copied
}

fn names(table: &Table) -> Vec<String> {
    table.columns.iter().map(|column| column.name.clone()).collect()
}

/// What rows of a table say in some of its columns.
fn only(columns: &[String], table: &Table, rows: &[Vec<Value>]) -> Vec<Vec<Value>> {
    let names = names(table);
    let at: Vec<usize> = columns.iter().map(|name| names.iter().position(|there| there == name).unwrap()).collect();
    rows.iter().map(|row| at.iter().map(|at| row[*at].clone()).collect()).collect()
}

#[tokio::test]
async fn every_step_keeps_what_is_there_and_copies_it_first() {
    let house = House::furnished().await;
    for done in 1..MIGRATIONS.len() {
        // Each is a template of its own, which takes a server long; what lies between the ends it shares with SQLite.
        let between = done > 1 && done < MIGRATIONS.len() - 1;
        if between && house.world.app.db.engine() == Engine::Postgres {
            continue;
        }
        let db = TestDb::new(&MIGRATIONS[..done]).await;
        let copied = copy(&house.world.app.db, &db).await;
        assert!(copied["journal"].1.len() > 10 && copied["thing"].1.len() > 10, "{copied:?}");
        let ran: Vec<_> = MIGRATIONS[done..].iter().map(|step| step.name).collect();
        match db.place() {
            Place::Postgres(url) => keeps_an_export(&url, ran[0], copied["journal"].1.len()),
            Place::File(_) => assert_eq!(db.migrate(MIGRATIONS).await.unwrap(), ran),
        }
        for table in &tables(&db).await {
            let Some((columns, there)) = copied.get(&table.name) else { continue };
            assert_eq!(&only(columns, table, &rows(&db, table).await), there, "{} after {}", table.name, ran[0]);
        }
        let statements: Vec<_> = FLOORS.iter().flat_map(|floor| floor.sql.iter().copied()).collect();
        assert_eq!(check(&db, &statements).await.unwrap(), Vec::<String>::new());

        let older = db.migrate(&MIGRATIONS[..done]).await;
        assert_eq!(older, Err(DbError::Newer { migration: MIGRATIONS[done].name.into() }), "an older program refuses");
        if let Place::File(file) = db.place() {
            let kept = file.with_file_name(format!("test.db.before-{}", MIGRATIONS[done].name));
            let kept = Db::open(&Place::File(kept)).await.unwrap();
            assert_eq!(kept.missing(MIGRATIONS).await.unwrap(), ran, "what was there before is kept as it was");
            let journal = tables(&kept).await.into_iter().find(|table| table.name == "journal").unwrap();
            assert_eq!(rows(&kept, &journal).await, copied["journal"].1);
            kept.close().await;
        }
    }
}

#[tokio::test]
async fn what_the_running_sprint_has_leaves_the_backlog_with_the_rank_it_stood_at() {
    let house = House::furnished().await;
    let step = MIGRATIONS.iter().position(|step| step.name == "0007_sprint_backlog").unwrap();
    let db = TestDb::new(&MIGRATIONS[..step]).await;
    copy(&house.world.app.db, &db).await;
    let mut tx = db.write().await.unwrap();
    for sql in [
        "UPDATE thing SET state = 'running' WHERE kind = 'sprint' AND number = 1",
        "UPDATE story SET sprint = (SELECT id FROM thing WHERE kind = 'sprint' AND number = 1) WHERE thing = (SELECT id FROM thing WHERE title = 'Pause a hold')",
    ] {
        assert_eq!(tx.run(Sql::new(sql, sql), vec![]).await.unwrap(), 1);
    }
    tx.commit().await.unwrap();
    let told = async |sql| db.read().await.unwrap().all(Sql::<(String, i64)>::new(sql, sql), vec![]).await.unwrap();
    let before =
        told("SELECT rank, 1 FROM story s JOIN thing t ON t.id = s.thing WHERE t.title = 'Pause a hold'").await;
    let sums =
        "SELECT MAX(block), CAST(SUM(stories) AS BIGINT) FROM backlog_sum GROUP BY product HAVING SUM(stories) > 0";
    assert_eq!(told(sums).await.iter().map(|(_, stories)| stories).max(), Some(&2), "its block and the sum");

    db.migrate(MIGRATIONS).await.unwrap();
    assert_eq!(told("SELECT stood, 1 FROM story WHERE stood IS NOT NULL AND rank IS NULL").await, before);
    assert_eq!(told("SELECT block, stories FROM backlog_sum WHERE stories > 0").await, []);
}

#[tokio::test]
async fn what_was_done_and_removed_is_counted_no_more() {
    let house = House::furnished().await;
    let before = MIGRATIONS.iter().position(|step| step.name == "0010_removed_stories").unwrap();
    let db = TestDb::new(&MIGRATIONS[..before]).await;
    copy(&house.world.app.db, &db).await;
    let mut tx = db.write().await.unwrap();
    for sql in [
        "UPDATE story SET done_at = 1, rank = NULL, block = NULL, sprint = (SELECT id FROM thing WHERE kind = 'sprint' AND number = 1)",
        "UPDATE thing SET hidden_at = 2, state = 'done', stage = 'done' WHERE kind = 'story'",
    ] {
        assert_eq!(tx.run(Sql::new(sql, sql), vec![]).await.unwrap(), 1);
    }
    tx.commit().await.unwrap();
    db.migrate(MIGRATIONS).await.unwrap();
    let kept = Sql::<(i64,)>::new("kept", "SELECT CAST(COALESCE(SUM(stories), 0) AS BIGINT) FROM scope");
    assert_eq!(db.read().await.unwrap().one(kept, vec![]).await.unwrap(), (0,));
}

/// The passages of stories as the step writes that brings them, of all that people did before it.
pub(crate) async fn passages_from_the_journal(db: &Db) -> Vec<Vec<Value>> {
    let before = MIGRATIONS.iter().position(|step| step.name == "0020_passages").unwrap();
    let older = TestDb::new(&MIGRATIONS[..before]).await;
    copy(db, &older).await;
    older.migrate(MIGRATIONS).await.unwrap();
    passages(&older).await
}

/// The passages of stories as they are kept.
pub(crate) async fn passages(db: &Db) -> Vec<Vec<Value>> {
    let table = tables(db).await.into_iter().find(|table| table.name == "story_passage").unwrap();
    let mut rows = rows(db, &table).await;
    rows.sort_by_key(|row| format!("{row:?}"));
    rows
}

/// On a server the program itself writes everything down before it migrates, so that it can be restored.
fn keeps_an_export(url: &str, step: &str, entries: usize) {
    let folder = ground::testing::fresh_folder();
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_tandem"));
    command.env_clear().env("TANDEM_DATABASE_URL", url).env("TANDEM_FILES", &folder).args(["export", "-"]);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let after = String::from_utf8(output.stdout).unwrap();
    let before = std::fs::read_to_string(folder.join(format!("before-{step}.jsonl"))).unwrap();
    let ending = "\"table\":\"journal\"}";
    let journal = |export: &str| export.lines().filter(|line| line.ends_with(ending)).count();
    assert_eq!((journal(&before), journal(&after)), (entries, entries), "before {step}");
    let _ = std::fs::remove_dir_all(folder);
}
