//! Starting the server.

use std::time::Duration;

use ground::web::{Failure, Result};
use together::app::App;
use together::presence;
use tokio::net::TcpListener;

use super::{Global, say};
use crate::exchange::importing;
use crate::{api, relay, server};

/// Opens the workspace, prints where it is to be found, and serves until asked to stop.
pub(super) async fn serve(global: &Global) -> Result<()> {
    let app = global.open().await?;
    let listener = TcpListener::bind(global.listen).await.map_err(|error| taken(global, &error))?;
    let address = listener.local_addr().map_err(broken)?;
    let base = global.base_url.clone().unwrap_or_else(|| format!("http://{address}"));
    say(&format!("Tandem listens on {base}"));
    if let Some(path) = together::people::begin(&app).await? {
        say(&format!("Nobody has an account yet. Make the first one, once, at {base}{path}"));
    }
    relay::start(&app).await?;
    presence::keep(&app).await?;
    together::decisions::keep(&app);
    api::start(&app);
    importing::files::sweep(&app).await?;
    keep_order(&app);
    server::serve(&app, listener).await.map_err(broken)?;
    presence::leave_all(&app).await?;
    app.db.close().await;
    Ok(())
}

/// How often it is looked at anew how the tables are filled, and whether the index of words is in many parts.
const LOOK: Duration = Duration::from_secs(3600);

/// Keeps the database in order, for as long as the program runs.
fn keep_order(app: &App) {
    let db = app.db.clone();
    tokio::spawn(async move {
        let mut look = tokio::time::interval(LOOK);
        loop {
            look.tick().await;
            db.refresh_statistics().await;
            db.tidy_words().await;
        }
    });
}

fn taken(global: &Global, error: &std::io::Error) -> Failure {
    Failure::Broken(format!("{} cannot be listened on: {error}. Choose another with --listen.", global.listen))
}

#[expect(clippy::needless_pass_by_value, reason = "the shape map_err wants")]
fn broken(error: std::io::Error) -> Failure {
    Failure::Broken(error.to_string())
}
