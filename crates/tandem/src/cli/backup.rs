//! Copying the workspace, and putting a copy back. A file is copied as a file, a database on a server as an export with
//! everything in it.

use std::path::{Path, PathBuf};

use clap::Args;
use ground::db::{self, Db, Engine, Place};
use ground::web::{Failure, Refusal, Result};
use together::schema::MIGRATIONS;

use super::import::workspace as workspace_file;
use super::{Global, export, of_database, say};
use crate::exchange::workspace;

/// What is put back, and whether over something.
#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The copy
    file: PathBuf,
    /// Also when there is something in the workspace; it is kept beside the restored one
    #[arg(long)]
    force: bool,
}

/// Copies the running workspace as it is, whatever its schema.
pub(super) async fn backup(global: &Global, file: &Path) -> Result<()> {
    let place = global.place()?;
    let nothing = || Failure::Broken(format!("There is no workspace in {place}. Nothing was copied."));
    if matches!(&place, Place::File(there) if !there.exists()) {
        return Err(nothing());
    }
    let db = Db::open(&place).await?;
    let steps = MIGRATIONS.len() - db.missing(MIGRATIONS).await.map_err(of_database)?.len();
    match db.engine() {
        _ if steps == 0 => return Err(nothing()),
        Engine::Sqlite => db.copy_to(file).await?,
        // In the open format, which needs no program of the server's own and can be restored into either database.
        Engine::Postgres => drop(export::to_file(&db, &MIGRATIONS[..steps], true, file).await?),
    }
    db.close().await;
    say(&format!("The workspace was copied to {}.", file.display()));
    Ok(())
}

/// Puts a copy in the place of the workspace.
pub(super) async fn restore(global: &Global, restore: &Restore) -> Result<()> {
    // A copy made on PostgreSQL; it goes into an empty workspace only, so there is nothing to keep beside it.
    if let Some(head) = workspace_file::head_of(&restore.file)? {
        return workspace_file::whole(global, &restore.file, &head).await;
    }
    let Place::File(file) = global.place()? else {
        let message =
            format!("{} is no copy of a workspace on PostgreSQL. Nothing was changed.", restore.file.display());
        return Err(Refusal::new("no-copy", message).hint("Such a copy is made with “tandem backup”, too.").into());
    };
    if !restore.force && file.exists() && !is_empty(&file).await {
        let message = format!("There is something in {} already. Nothing was changed.", file.display());
        return Err(Refusal::new("workspace-not-empty", message)
            .hint("Say --force to restore all the same; what is there is kept beside it.")
            .into());
    }
    let kept = db::restore(&restore.file, &file, MIGRATIONS).await.map_err(of_database)?;
    say(&format!("{} is the workspace now, as {}.", restore.file.display(), file.display()));
    if let Some(kept) = kept {
        say(&format!("What was there before is kept as {}.", kept.display()));
    }
    Ok(())
}

/// What cannot be looked at is not empty.
async fn is_empty(file: &Path) -> bool {
    let Ok(db) = Db::open(&Place::File(file.to_owned())).await else { return false };
    let empty = async {
        if db.missing(MIGRATIONS).await?.len() == MIGRATIONS.len() {
            return Ok::<_, Failure>(db.read().await?.tables().await?.is_empty());
        }
        workspace::store::is_empty(&mut db.read().await?).await
    };
    let empty = empty.await.unwrap_or(false);
    db.close().await;
    empty
}
