use super::{DbError, Migration};
use crate::args;
use crate::testing::TestDb;

pub(super) static SAMPLE: [Migration; 1] = [Migration {
    name: "0001_sample",
    sqlite: include_str!("tests/sqlite.sql"),
    postgres: include_str!("tests/postgres.sql"),
}];

crate::sql! {
    /// A counter.
    ADD: () = "INSERT INTO counter (name, value) VALUES ($1, $2)";
    /// Its value.
    VALUE: (i64,) = "SELECT value FROM counter WHERE name = $1";
}

#[tokio::test]
async fn what_is_committed_is_there_and_what_is_dropped_is_not() -> Result<(), DbError> {
    let db = TestDb::new(&SAMPLE).await;
    let mut tx = db.write().await?;
    tx.run(ADD, args!["kept", 1]).await?;
    tx.commit().await?;
    let mut tx = db.write().await?;
    tx.run(ADD, args!["dropped", 2]).await?;
    drop(tx);
    let mut tx = db.read().await?;
    assert_eq!(tx.first(VALUE, args!["kept"]).await?, Some((1,)));
    assert_eq!(tx.first(VALUE, args!["dropped"]).await?, None);
    assert_eq!(tx.one(VALUE, args!["dropped"]).await, Err(DbError::NoRow));
    Ok(())
}
