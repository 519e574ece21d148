use super::{Result, fresh};
use crate::args;
use crate::db::{Engine, Heard, Sql};

#[tokio::test]
async fn what_is_told_is_heard_once_it_is_committed() -> Result {
    const END: Sql<(bool,)> = Sql::new(
        "END",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()",
    );
    let db = fresh().await;
    let listener = db.listen("changes").await?;
    let mut tx = db.write().await?;
    tx.notify("changes", "dropped").await?;
    drop(tx);
    let mut tx = db.write().await?;
    tx.notify("changes", "product 7").await?;
    tx.notify("others", "nothing").await?;
    tx.commit().await?;
    let Some(mut listener) = listener else {
        assert_eq!(db.engine(), Engine::Sqlite);
        return Ok(());
    };
    assert_eq!(listener.recv().await, Heard::Notice { payload: "product 7".into() });

    assert_eq!(db.write().await?.all(END, args![]).await?, [(true,)]);
    assert_eq!(listener.recv().await, Heard::Reconnected);
    let mut tx = db.write().await?;
    tx.notify("changes", "again").await?;
    tx.commit().await?;
    assert_eq!(listener.recv().await, Heard::Notice { payload: "again".into() });
    Ok(())
}
