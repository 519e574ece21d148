use uuid::Uuid;

use super::store::{ADD, START};
use super::{Result, fresh, id};
use crate::args;
use crate::db::{Args, ConstraintKind, Db, DbError, Engine, Sql};

async fn broken(
    db: &Db,
    sql: Sql,
    first: Args,
    second: Args,
) -> std::result::Result<(String, ConstraintKind), DbError> {
    let mut tx = db.write().await?;
    if !first.is_empty() {
        tx.run(sql, first).await?;
    }
    match tx.run(sql, second).await {
        Err(DbError::Constraint { name, kind }) => Ok((name, kind)),
        Err(other) => Err(other),
        Ok(_) => Err(DbError::Other("nothing was broken".into())),
    }
}

#[tokio::test]
async fn a_broken_constraint_is_told_by_name() -> Result {
    let db = fresh().await;
    let sample =
        |id: Uuid, whole: i64, text: &str, parent: Option<Uuid>| args![id, whole, 0.5, text, None::<Vec<u8>>, parent];
    let one = id();
    let unique = |name: &str| (name.to_owned(), ConstraintKind::Unique);
    assert_eq!(broken(&db, ADD, sample(one, 1, "a", None), sample(one, 2, "b", None)).await?, unique("sample_pkey"));
    assert_eq!(broken(&db, ADD, sample(one, 1, "a", None), sample(id(), 2, "a", None)).await?, unique("sample_text"));
    assert_eq!(broken(&db, ADD, sample(one, 1, "a", None), sample(id(), 1, "b", None)).await?, unique("sample_whole"));
    assert_eq!(broken(&db, START, args!["a", 1], args!["a", 1]).await?, unique("counter_pkey"));
    assert_eq!(
        broken(&db, START, args![], args!["a", -1]).await?,
        ("counter_not_negative".to_owned(), ConstraintKind::Check)
    );
    assert_eq!(
        broken(&db, START, args![], args!["a", None::<i64>]).await?,
        ("counter.value".to_owned(), ConstraintKind::NotNull)
    );
    let foreign = if db.engine() == Engine::Postgres { "sample_parent" } else { "" };
    assert_eq!(
        broken(&db, ADD, args![], sample(id(), 1, "a", Some(id()))).await?,
        (foreign.to_owned(), ConstraintKind::Foreign)
    );
    Ok(())
}
