use std::sync::Arc;
use std::sync::Mutex;

use super::store::{ADD, START};
use super::{MIGRATIONS, Result, fresh, id};
use crate::db::{Db, DbError, Engine, Kind, Place, Select, Sql, Table, Tx, Value, Wide, restore};
use crate::{args, testing};

const COUNTERS: Sql<(String,)> =
    Sql::new("COUNTERS", "SELECT counter.name{columns} FROM counter{joins} WHERE counter.value > $1{and}{order}");

async fn rows(tx: &mut Tx, table: &Table) -> std::result::Result<Vec<Vec<Value>>, DbError> {
    let rows = Arc::new(Mutex::new(Vec::new()));
    let into = Arc::clone(&rows);
    tx.each_row(table, move |row| {
        into.lock().unwrap().push(row);
        Ok(())
    })
    .await?;
    Ok(Arc::into_inner(rows).unwrap().into_inner().unwrap())
}

async fn table(tx: &mut Tx, name: &str) -> std::result::Result<Table, DbError> {
    Ok(tx.tables().await?.into_iter().find(|table| table.name == name).unwrap())
}

#[tokio::test]
async fn tables_come_after_those_they_name_with_their_columns() -> Result {
    let db = fresh().await;
    let mut tx = db.read().await?;
    let names: Vec<String> = tx.tables().await?.into_iter().map(|table| table.name).collect();
    assert_eq!(names, ["counter", "migrate", "sample", "search"]);
    let sample = table(&mut tx, "sample").await?;
    let columns: Vec<_> = sample.columns.iter().map(|column| (column.name.as_str(), column.kind)).collect();
    let bytes = if db.engine() == Engine::Sqlite { Kind::Uuid } else { Kind::Bytes };
    let expected = [
        ("id", Kind::Uuid),
        ("whole", Kind::Int),
        ("part", Kind::Real),
        ("text", Kind::Text),
        ("bytes", bytes),
        ("parent", Kind::Uuid),
    ];
    assert_eq!(columns, expected);
    Ok(())
}

#[tokio::test]
async fn rows_go_out_and_back_in_the_order_of_their_key() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    for name in ["ä", "B", "a", "Z"] {
        tx.run(START, args![name, 1]).await?;
    }
    tx.run(ADD, args![id(), 7, 0.1, "x", vec![0u8, 255], None::<uuid::Uuid>]).await?;
    for name in ["counter", "sample"] {
        let table = table(&mut tx, name).await?;
        let before = rows(&mut tx, &table).await?;
        tx.clear(&table).await?;
        assert!(rows(&mut tx, &table).await?.is_empty());
        let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
        tx.put_rows(&table, &columns, before.clone()).await?;
        assert_eq!(rows(&mut tx, &table).await?, before);
    }
    let counter = table(&mut tx, "counter").await?;
    let names: Vec<Value> = rows(&mut tx, &counter).await?.into_iter().map(|mut row| row.swap_remove(0)).collect();
    assert_eq!(names, ["B", "Z", "a", "ä"].map(|name| Value::Text(name.into())));
    assert!(tx.put_rows(&counter, &["nothing".into()], vec![args![1]]).await.is_err());
    Ok(())
}

#[tokio::test]
async fn a_wide_list_has_columns_of_joined_tables() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    for (name, value) in [("a", 1), ("b", 2), ("c", 3)] {
        tx.run(START, args![name, value]).await?;
    }
    tx.run(ADD, args![id(), 2, 0.5, "b", vec![1u8], None::<uuid::Uuid>]).await?;
    let list = Select::of(COUNTERS).with(args![1]).and("counter.value < ?", args![9]).order("counter.name").limit(5);
    let wide = Wide::of(list)
        .join("sample", "text", "counter.name")
        .join("sample", "text", "counter.name")
        .column("sample", "whole", Kind::Int)
        .column("sample", "part", Kind::Real);
    let found = tx.wide(wide).await?;
    let expected = [(("b".to_owned(),), args![2, 0.5]), (("c".to_owned(),), args![None::<i64>, None::<f64>])];
    assert_eq!(found, expected);
    Ok(())
}

async fn with_counter(place: &Place, name: &str) -> std::result::Result<Db, DbError> {
    let db = Db::open(place).await?;
    db.migrate(&MIGRATIONS).await?;
    let mut tx = db.write().await?;
    tx.run(START, args![name, 1]).await?;
    tx.commit().await?;
    Ok(db)
}

async fn counters(db: &Db) -> std::result::Result<Vec<String>, DbError> {
    let found = db.read().await?.wide(Wide::of(Select::of(COUNTERS).with(args![0]))).await?;
    Ok(found.into_iter().map(|((name,), _)| name).collect())
}

#[tokio::test]
async fn a_copy_takes_the_place_of_a_file_nobody_uses() -> Result {
    let folder = testing::fresh_folder();
    let (file, copy) = (folder.join("a.db"), folder.join("copy.db"));
    let place = Place::File(file.clone());
    let db = with_counter(&place, "then").await?;
    db.copy_to(&copy).await?;
    let mut tx = db.write().await?;
    tx.run(START, args!["later", 1]).await?;
    tx.commit().await?;
    let in_use = restore(&copy, &file, &MIGRATIONS).await.unwrap_err().to_string();
    assert!(in_use.ends_with("is in use: stop the server first"), "{in_use}");
    db.close().await;

    let kept = restore(&copy, &file, &MIGRATIONS).await?.unwrap();
    let (restored, before) = (Db::open(&place).await?, Db::open(&Place::File(kept)).await?);
    assert_eq!(counters(&restored).await?, ["then"]);
    assert_eq!(counters(&before).await?.len(), 2);
    restored.close().await;
    before.close().await;
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}

#[tokio::test]
async fn what_is_no_good_copy_is_refused_and_nothing_is_touched() -> Result {
    static OLDER: [crate::db::Migration; 1] = [MIGRATIONS[0]];
    let folder = testing::fresh_folder();
    let (file, copy) = (folder.join("a.db"), folder.join("copy.db"));
    let db = with_counter(&Place::File(file.clone()), "here").await?;
    db.copy_to(&copy).await?;
    db.close().await;
    let mut damaged = std::fs::read(&copy).unwrap();
    let middle = damaged.len() / 2;
    damaged[middle..].fill(7);
    std::fs::write(folder.join("damaged.db"), damaged).unwrap();
    std::fs::write(folder.join("text.db"), "This is no database, it is a sentence.").unwrap();
    std::fs::write(folder.join("empty.db"), "").unwrap();
    for wrong in ["damaged.db", "text.db", "empty.db", "absent.db"] {
        assert!(restore(&folder.join(wrong), &file, &MIGRATIONS).await.is_err(), "{wrong}");
    }
    assert_eq!(restore(&copy, &file, &OLDER).await, Err(DbError::Newer { migration: MIGRATIONS[1].name.into() }));
    let names: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().contains("restor")), "{names:?}");
    let db = Db::open(&Place::File(file)).await?;
    assert_eq!(counters(&db).await?, ["here"]);
    db.close().await;
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}

#[tokio::test]
async fn what_has_not_run_is_told_without_running_it() -> Result {
    let folder = testing::fresh_folder();
    let db = Db::open(&Place::File(folder.join("new.db"))).await?;
    let all: Vec<_> = MIGRATIONS.iter().map(|migration| migration.name).collect();
    assert_eq!(db.missing(&MIGRATIONS).await?, all);
    assert_eq!(db.missing(&MIGRATIONS).await?, all);
    db.migrate(&MIGRATIONS).await?;
    assert_eq!(db.missing(&MIGRATIONS).await?, Vec::<&str>::new());
    db.close().await;
    let _ = std::fs::remove_dir_all(folder);
    Ok(())
}
