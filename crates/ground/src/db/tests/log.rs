//! The log of a SQLite file, which is copied into the file beside whoever writes.

use super::store::ADD;
use super::{Result, fresh, id};
use crate::args;
use crate::db::{Db, DbError, Pools};

/// So much is written each time; ten times that is more than the log may hold.
const MUCH: usize = 4_000_000;

#[tokio::test]
async fn a_long_log_is_copied_and_begins_anew() -> Result {
    let db = fresh().await;
    let Pools::Sqlite { write, file, .. } = &*db.0 else { return Ok(()) };
    for _ in 0..10 {
        write_much(&db).await?;
    }
    drop(write.copying().lock().await);
    let size = |end: &str| std::fs::metadata(format!("{}{end}", file.display())).map_or(0, |file| file.len());
    assert!(size("") > 6 * MUCH as u64, "most of it is in the file: {}", size(""));
    let log = size("-wal");
    write_much(&db).await?;
    assert_eq!(size("-wal"), log, "what comes now takes the place of what was copied");
    assert_eq!(db.integrity().await?, Vec::<String>::new());
    Ok(())
}

async fn write_much(db: &Db) -> std::result::Result<(), DbError> {
    let mut tx = db.write().await?;
    tx.run(ADD, args![id(), None::<i64>, 0.5, None::<String>, vec![7_u8; MUCH], None::<uuid::Uuid>]).await?;
    tx.commit().await
}
