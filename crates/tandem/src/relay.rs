//! Hears what other processes changed in the same workspace, and passes it on to the open pages of this one.
//!
//! On PostgreSQL the others say so themselves. On SQLite the only other process is the command line beside the server, so
//! looking at the sequences twice a second, while somebody has a page open, is enough.

use std::collections::HashMap;
use std::time::Duration;

use ground::db::Heard;
use ground::live::CHANNEL;
use ground::web::Result;
use together::app::App;
use together::products::{self, ProductId};

use crate::api::store;

/// How often the sequences are looked at on SQLite.
const LOOK: Duration = Duration::from_millis(500);

/// Starts listening beside the server, for as long as the program runs.
pub async fn start(app: &App) -> Result<()> {
    let app = app.clone();
    match app.db.listen(CHANNEL).await? {
        Some(mut listener) => {
            tokio::spawn(async move {
                loop {
                    match listener.recv().await {
                        Heard::Notice { payload } => app.live.heard_from_other(&payload),
                        Heard::Reconnected => app.live.tell_missed(),
                    }
                }
            });
        }
        None => {
            tokio::spawn(watch_file(app));
        }
    }
    Ok(())
}

async fn watch_file(app: App) {
    let mut seen: HashMap<ProductId, i64> = HashMap::new();
    let mut look = tokio::time::interval(LOOK);
    loop {
        look.tick().await;
        if app.live.watchers() == 0 {
            seen.clear();
            continue;
        }
        match sequences(&app).await {
            Ok(now) => {
                // Nobody looked before the first page came, so what happened between its coming and now is not known.
                if seen.is_empty() || now.iter().any(|(product, seq)| by_another(&app, &seen, *product, *seq)) {
                    app.live.tell_missed();
                }
                seen = now;
            }
            Err(failure) => tracing::warn!(%failure, "the sequences could not be read"),
        }
    }
}

/// Whether a product has moved on without this process having said so.
fn by_another(app: &App, seen: &HashMap<ProductId, i64>, product: ProductId, seq: i64) -> bool {
    let known = seen.get(&product).copied();
    known.is_some_and(|known| seq > known.max(app.live.announced(product.into())))
}

async fn sequences(app: &App) -> Result<HashMap<ProductId, i64>> {
    let mut tx = app.db.read().await?;
    let mut sequences: HashMap<ProductId, i64> = products::store::sequences(&mut tx).await?.into_iter().collect();
    // Sessions end in the workspace, which has the nil id.
    sequences.insert(ProductId::default(), store::workspace_seq(&mut tx).await?);
    Ok(sequences)
}
