//! Files that were sent: each lies beside the database as long as its run may need it.

use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use ground::clock::Ts;
use ground::web::{Failure, Result};
use together::app::App;

use super::store;

/// What the names of such files begin with.
pub(super) const PREFIX: &str = "import-";

/// How long a file may lie without a run: whoever sends it may still be at it.
const ARRIVING: Duration = Duration::from_secs(24 * 60 * 60);

/// Removes a file that has served, if it was sent here. One that stays is no reason to stop: [`sweep`] finds it.
pub async fn throw_away(app: &App, file: &str) {
    let (folder, file) = (&app.settings.files, Path::new(file));
    if !folder.as_os_str().is_empty() && file.starts_with(folder) {
        remove(file).await;
    }
}

pub(super) async fn remove(file: &Path) {
    match tokio::fs::remove_file(file).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::warn!(file = %file.display(), %error, "a file that has served stays on the disk");
        }
        _ => {}
    }
}

/// Removes the files that no run needs any more: of products that were forgotten, of a process that ended before it could.
///
/// # Errors
/// When the database or the folder cannot be read.
pub async fn sweep(app: &App) -> Result<()> {
    let folder = &app.settings.files;
    if folder.as_os_str().is_empty() || !folder.is_dir() {
        return Ok(());
    }
    let broken = |error: std::io::Error| Failure::Broken(format!("{}: {error}", folder.display()));
    let needed = store::files(&mut app.db.read().await?).await?;
    let mut entries = tokio::fs::read_dir(folder).await.map_err(broken)?;
    while let Some(entry) = entries.next_entry().await.map_err(broken)? {
        let path = entry.path();
        let sent = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if sent && !needed.contains(path.to_string_lossy().as_ref()) && is_old(&path, app.clock.now()).await {
            remove(&path).await;
        }
    }
    Ok(())
}

async fn is_old(file: &Path, now: Ts) -> bool {
    let written = tokio::fs::metadata(file).await.and_then(|about| about.modified()).ok();
    let written = written.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let now = Duration::from_micros(now.0.unsigned_abs());
    written.is_some_and(|written| now.saturating_sub(written) > ARRIVING)
}
