//! Copying the workspace, and putting a copy back.

use std::path::{Path, PathBuf};

use clap::Args;
use ground::db::{self, Db, Place};
use ground::web::{Failure, Refusal, Result};
use together::schema::MIGRATIONS;

use super::{Global, of_database, say};
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

/// Copies the running workspace.
pub(super) async fn backup(global: &Global, file: &Path) -> Result<()> {
    let app = global.open().await?;
    app.db.copy_to(file).await?;
    app.db.close().await;
    say(&format!("The workspace was copied to {}.", file.display()));
    Ok(())
}

/// Puts a copy in the place of the workspace.
pub(super) async fn restore(global: &Global, restore: &Restore) -> Result<()> {
    let Place::File(file) = global.place()? else {
        return Err(Failure::Broken("A workspace on PostgreSQL is restored with pg_restore.".to_owned()));
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
