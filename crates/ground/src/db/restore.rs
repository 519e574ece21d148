//! Putting a copy in the place of a SQLite database.

use std::path::{Path, PathBuf};

use super::sqlite::{self, upkeep};
use super::{Db, DbError, Migration, Place};

/// Puts a copy made by [`Db::copy_to`] in the place of a SQLite file. The copy is looked at before anything is touched; what stood
/// there is kept beside it, and its name is returned.
///
/// # Errors
/// When the copy is damaged, not of this program or of a newer one, and when the file is in use.
pub async fn restore(copy: &Path, file: &Path, migrations: &'static [Migration]) -> Result<Option<PathBuf>, DbError> {
    let part = beside(file, ".restoring");
    let done = async {
        take_over(copy, &part).await?;
        look_at(copy, &part, migrations).await?;
        let kept = if file.exists() { Some(set_aside(file).await?) } else { None };
        tokio::fs::rename(&part, file).await.map_err(DbError::other)?;
        upkeep::sync_folder(file).await?;
        Ok(kept)
    };
    let done = done.await;
    if done.is_err() {
        let _ = tokio::fs::remove_file(&part).await;
    }
    done
}

async fn take_over(copy: &Path, part: &Path) -> Result<(), DbError> {
    let in_use = tokio::fs::metadata(beside(copy, "-wal")).await.is_ok_and(|wal| wal.len() > 0);
    if in_use {
        let what = "is a database in use, not a copy: make one with “tandem backup”";
        return Err(DbError::Other(format!("{} {what}", copy.display())));
    }
    let _ = tokio::fs::remove_file(part).await;
    sqlite::own_file(part)?;
    let unreadable = |error| DbError::Other(format!("{} cannot be read: {error}", copy.display()));
    let bytes = tokio::fs::copy(copy, part).await.map_err(unreadable)?;
    if bytes == 0 {
        return Err(DbError::Other(format!("{} is empty", copy.display())));
    }
    tokio::fs::File::open(part).await.map_err(DbError::other)?.sync_all().await.map_err(DbError::other)
}

async fn look_at(copy: &Path, part: &Path, migrations: &'static [Migration]) -> Result<(), DbError> {
    let name = copy.display();
    let open = Db::open(&Place::File(part.to_owned())).await;
    let db = open.map_err(|_| DbError::Other(format!("{name} is no copy of a workspace")))?;
    let looked = async {
        if let Some(problem) = db.integrity().await?.first() {
            return Err(DbError::Other(format!("{name} is damaged: {problem}")));
        }
        if db.missing(migrations).await?.len() == migrations.len() {
            return Err(DbError::Other(format!("{name} is no copy of a workspace")));
        }
        Ok(())
    };
    let looked = looked.await;
    db.close().await;
    looked
}

/// Whoever has the file open would go on with the one that was set aside, so nobody may: only then its journal can be changed.
async fn set_aside(file: &Path) -> Result<PathBuf, DbError> {
    if !upkeep::is_alone(file).await {
        return Err(DbError::Other(format!("{} is in use: stop the server first", file.display())));
    }
    let kept = free_name(file, "before-restore");
    tokio::fs::rename(file, &kept).await.map_err(DbError::other)?;
    Ok(kept)
}

/// `FILE.NAME`, with a number behind if there is such a file from an earlier time.
pub(super) fn free_name(file: &Path, name: &str) -> PathBuf {
    let numbered = |number: u32| match number {
        1 => beside(file, &format!(".{name}")),
        number => beside(file, &format!(".{name}-{number}")),
    };
    (1..).map(numbered).find(|name| !name.exists()).unwrap_or_else(|| numbered(1))
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
