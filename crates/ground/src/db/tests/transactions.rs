use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use super::store::{ADD, COUNTERS, SET, START, VALUE, VALUE_TO_CHANGE};
use super::{Result, fresh, id};
use crate::args;
use crate::db::{Db, DbError, Engine, Insert, Sql, Value};

#[tokio::test]
async fn what_is_committed_is_there_and_what_is_dropped_is_not() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    tx.run(START, args!["kept", 1]).await?;
    tx.commit().await?;
    let mut tx = db.write().await?;
    tx.run(START, args!["dropped", 2]).await?;
    drop(tx);
    let mut tx = db.read().await?;
    assert_eq!(tx.first(VALUE, args!["kept"]).await?, Some((1,)));
    assert_eq!(tx.first(VALUE, args!["dropped"]).await?, None);
    assert_eq!(tx.one(VALUE, args!["dropped"]).await, Err(DbError::NoRow));
    Ok(())
}

#[tokio::test]
async fn what_reads_cannot_write() -> Result {
    let db = fresh().await;
    assert!(matches!(db.read().await?.run(START, args!["a", 1]).await, Err(DbError::Other(_))));
    Ok(())
}

#[tokio::test]
async fn one_goes_back_to_a_savepoint_even_after_a_failure() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    tx.run(START, args!["outside", 1]).await?;
    tx.savepoint().await?;
    tx.run(START, args!["inside", 1]).await?;
    tx.savepoint().await?;
    assert!(tx.run(START, args!["inside", 1]).await.is_err());
    tx.rollback_to_savepoint().await?;
    assert_eq!(tx.one(VALUE, args!["inside"]).await?, (1,));
    tx.rollback_to_savepoint().await?;
    tx.savepoint().await?;
    tx.run(START, args!["released", 1]).await?;
    tx.release_savepoint().await?;
    tx.commit().await?;
    let mut tx = db.read().await?;
    assert_eq!(tx.first(VALUE, args!["inside"]).await?, None);
    assert_eq!(tx.one(COUNTERS, args![]).await?, (2,));
    Ok(())
}

#[tokio::test]
async fn a_savepoint_ends_once() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    tx.savepoint().await?;
    tx.rollback_to_savepoint().await?;
    assert!(tx.release_savepoint().await.is_err());
    Ok(())
}

#[tokio::test]
async fn after_a_failure_nothing_can_be_done_or_committed() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    tx.run(START, args!["a", 1]).await?;
    assert!(tx.run(START, args!["a", 1]).await.is_err());
    assert!(tx.one(COUNTERS, args![]).await.is_err());
    assert!(tx.commit().await.is_err());
    assert_eq!(db.read().await?.one(COUNTERS, args![]).await?, (0,));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_come_one_after_the_other() -> Result {
    let db = fresh().await;
    let mut tx = db.write().await?;
    tx.run(START, args!["n", 0]).await?;
    tx.commit().await?;
    let count = async |db: Db| -> std::result::Result<(), DbError> {
        for _ in 0..50 {
            let mut tx = db.write().await?;
            let (value,) = tx.one(VALUE_TO_CHANGE, args!["n"]).await?;
            tx.run(SET, args!["n", value + 1]).await?;
            tx.commit().await?;
        }
        Ok(())
    };
    let other = db.open_again().await;
    let (a, b, c) = tokio::join!(tokio::spawn(count(db.clone())), tokio::spawn(count(db.clone())), count(other));
    a.map_err(DbError::other)??;
    b.map_err(DbError::other)??;
    c?;
    assert_eq!(db.read().await?.one(VALUE, args!["n"]).await?, (150,));
    Ok(())
}

#[tokio::test]
async fn a_reader_sees_one_moment() -> Result {
    let db = fresh().await;
    let mut reader = db.read().await?;
    assert_eq!(reader.one(COUNTERS, args![]).await?, (0,));
    let mut tx = db.write().await?;
    tx.run(START, args!["later", 1]).await?;
    tx.commit().await?;
    assert_eq!(reader.one(COUNTERS, args![]).await?, (0,));
    assert_eq!(db.read().await?.one(COUNTERS, args![]).await?, (1,));
    Ok(())
}

#[tokio::test]
async fn many_rows_go_in_together() -> Result {
    const SAMPLES: Insert = Insert { table: "sample", columns: &["id", "whole", "part", "text"], end: "" };
    const AGAIN: Insert = Insert { end: " ON CONFLICT (id) DO NOTHING", ..SAMPLES };
    const SUM: Sql<(i64, i64, f64)> =
        Sql::new("SUM", "SELECT COUNT(*), CAST(SUM(whole) AS BIGINT), SUM(part) FROM sample");
    let db = fresh().await;
    let rows: Vec<Vec<Value>> = (0..1_000).map(|n| args![id(), n, f64::from(n) / 2.0, None::<String>]).collect();
    let mut tx = db.write().await?;
    assert_eq!(tx.insert_many(&SAMPLES, rows.clone()).await?, 1_000);
    assert_eq!(tx.insert_many(&AGAIN, rows).await?, 0);
    assert_eq!(tx.insert_many(&SAMPLES, vec![]).await?, 0);
    assert_eq!(tx.one(SUM, args![]).await?, (1_000, 499_500, 249_750.0));
    assert!(tx.insert_many(&SAMPLES, vec![args![id(), 1]]).await.is_err());
    assert!(tx.insert_many(&SAMPLES, vec![args![id(), 1, 1.0, "a"], args![id(), 2, 1, "b"]]).await.is_err());
    Ok(())
}

/// Cuts ordinary work off after every number of steps it can take: what is left must be whole, and every connection good.
#[tokio::test]
async fn cancelled_work_leaves_nothing_behind() -> Result {
    let db = fresh().await;
    let work = async |name: i64| {
        let mut tx = db.read().await?;
        tx.one(COUNTERS, args![]).await?;
        let mut tx = db.write().await?;
        tx.run(START, args![name.to_string(), 1]).await?;
        tx.run(ADD, args![id(), name, None::<f64>, None::<String>, None::<Vec<u8>>, None::<uuid::Uuid>]).await?;
        tx.commit().await
    };
    let (mut name, mut cuts) = (0, 0);
    for steps in (0..8).cycle().take(64) {
        name += 1;
        cuts += u32::from(cut_off(work(name), steps).await.is_none());
        // As many as there are connections, so that each one that is left behind somehow is met.
        for _ in 0..10 {
            name += 1;
            work(name).await?;
        }
    }
    const HALVES: Sql<(i64,)> = Sql::new(
        "HALVES",
        "SELECT COUNT(*) FROM counter FULL JOIN sample ON name = CAST(whole AS TEXT) WHERE name IS NULL OR id IS NULL",
    );
    assert!(cuts >= 8, "it was cut off {cuts} times only");
    assert_eq!(db.read().await?.one(HALVES, args![]).await?, (0,));
    Ok(())
}

/// Lets a future take so many steps and drops it then.
async fn cut_off<F: Future>(future: F, mut steps: u32) -> Option<F::Output> {
    let mut future = pin!(future);
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending if steps == 0 => Poll::Ready(None),
        Poll::Pending => {
            steps -= 1;
            Poll::Pending
        }
    })
    .await
}

/// SQLite takes a transaction back by itself when the disk is full; `OR ROLLBACK` makes it do the same here.
#[tokio::test]
async fn a_transaction_the_engine_took_back_itself_does_not_spoil_its_connection() -> Result {
    const OR_ROLLBACK: Sql = Sql::new("OR_ROLLBACK", "INSERT OR ROLLBACK INTO counter (name, value) VALUES ($1, $2)");
    let db = fresh().await;
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    let mut tx = db.write().await?;
    tx.run(START, args!["a", 1]).await?;
    assert!(tx.run(OR_ROLLBACK, args!["a", 1]).await.is_err());
    assert!(tx.commit().await.is_err());
    let mut tx = db.write().await?;
    tx.run(START, args!["b", 1]).await?;
    tx.commit().await?;
    assert_eq!(db.read().await?.one(COUNTERS, args![]).await?, (1,));
    Ok(())
}
