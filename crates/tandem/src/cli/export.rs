//! Writing everything into a file that anybody can read.

use std::fs::{File, OpenOptions};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use clap::Args;
use ground::db::{Db, Migration};
use ground::web::{Failure, Result};
use together::schema::MIGRATIONS;
use together::words::counted;

use super::{Global, of_file, say};
use crate::exchange::workspace::{self, rules::Counts};

/// What is written, and where.
#[derive(Debug, Args)]
pub(super) struct Export {
    /// Where to; must not exist. “-” is the standard output
    file: PathBuf,
    /// Also passwords and tokens, so that nobody needs new ones. Keep such a file as you keep passwords
    #[arg(long)]
    with_secrets: bool,
}

/// Writes the running workspace.
pub(super) async fn export(global: &Global, export: &Export) -> Result<()> {
    let app = global.open().await?;
    if export.file == Path::new("-") {
        let mut out = BufWriter::new(std::io::stdout());
        workspace::write(&app.db, MIGRATIONS, export.with_secrets, &mut out).await?;
        return Ok(());
    }
    let counts = to_file(&app.db, MIGRATIONS, export.with_secrets, &export.file).await?;
    app.db.close().await;
    let rows = counted(i64::try_from(counts.rows).unwrap_or(i64::MAX), "row", "rows");
    say(&format!("{rows} were written to {}.", export.file.display()));
    if !export.with_secrets {
        say("Passwords and tokens are not in it; with --with-secrets they are.");
    }
    Ok(())
}

/// Writes a workspace of these steps into a new file, which is there once it is whole and on disk.
pub(super) async fn to_file(db: &Db, steps: &'static [Migration], secrets: bool, file: &Path) -> Result<Counts> {
    let part = part_of(file)?;
    let written = async {
        let mut out = BufWriter::new(own_file(&part)?);
        let counts = workspace::write(db, steps, secrets, &mut out).await?;
        let done = out.into_inner().map_err(|error| of_file(&part, "written", error.error()))?;
        done.sync_all().map_err(|error| of_file(&part, "written", &error))?;
        std::fs::rename(&part, file).map_err(|error| of_file(file, "written", &error))?;
        Ok::<Counts, Failure>(counts)
    };
    let written = written.await;
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written
}

/// The file until it is whole.
fn part_of(file: &Path) -> Result<PathBuf> {
    if file.exists() {
        return Err(Failure::Broken(format!("{} is there already. Nothing was written.", file.display())));
    }
    let mut part = file.as_os_str().to_owned();
    // Several processes may write at once, each its own.
    part.push(format!(".{}.part", std::process::id()));
    Ok(part.into())
}

/// A file of one's own: it has everything in it.
fn own_file(file: &Path) -> Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map_err(|error| of_file(file, "written", &error))
}
