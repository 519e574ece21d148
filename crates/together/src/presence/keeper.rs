//! Keeps the table and what open pages are told of it.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use std::time::Duration;

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;

use super::{Here, Place, Present, store};
use crate::app::App;
use crate::products::ProductId;

/// The channel on which processes tell one another that somebody came or went.
const CHANNEL: &str = "tandem_presence";
/// How often a process says that its people are still here: a few times while a row holds.
const BEAT: Duration = Duration::from_secs(20);
/// Whoever loads a page anew has gone and come within this time, and nobody needs to hear of it.
const PAUSE: Duration = Duration::from_millis(400);

/// What this process has said so far.
#[derive(Default)]
pub(super) struct Said {
    places: BTreeSet<Place>,
    at: Ts,
}

/// Keeps presence beside the server, for as long as the program runs.
pub async fn keep(app: &App) -> Result<()> {
    if let Some(mut others) = app.db.listen(CHANNEL).await? {
        let app = app.clone();
        tokio::spawn(async move {
            loop {
                others.recv().await;
                app.presence.moved.notify_one();
            }
        });
    }
    let app = app.clone();
    tokio::spawn(async move {
        let mut said = Said::default();
        let mut beat = tokio::time::interval(BEAT);
        loop {
            tokio::select! {
                () = app.presence.moved.notified() => tokio::time::sleep(PAUSE).await,
                _ = beat.tick() => {}
            }
            if let Err(failure) = look(&app, &mut said).await {
                tracing::warn!(%failure, "who is here could not be kept");
            }
        }
    });
    Ok(())
}

/// The process ends, and its people go with it.
///
/// # Errors
/// When the database does not take it.
pub async fn leave_all(app: &App) -> Result<()> {
    let mut tx = app.db.write().await?;
    store::leave_all(&mut tx, app.presence.process).await?;
    tx.notify(CHANNEL, "").await?;
    Ok(tx.commit().await?)
}

/// Writes down who came and went in this process, and reads who is here in any.
pub(super) async fn look(app: &App, said: &mut Said) -> Result<()> {
    let (now, places) = (app.clock.now(), app.presence.places());
    if places.is_empty() && said.places.is_empty() {
        return Ok(());
    }
    if places != said.places || now.since(said.at) >= BEAT {
        say(app, said, &places, now).await?;
        *said = Said { places: places.clone(), at: now };
    }
    let mut products: Vec<ProductId> = places.iter().map(|(product, _)| *product).collect();
    products.dedup();
    let here = read(&mut app.db.read().await?, &products, now).await?;
    app.presence.here.send_if_modified(|known| {
        let other = **known != here;
        *known = Arc::new(here);
        other
    });
    Ok(())
}

async fn say(app: &App, said: &Said, places: &BTreeSet<Place>, now: Ts) -> Result<()> {
    let process = app.presence.process;
    let come: Vec<&Place> = places.difference(&said.places).collect();
    let mut tx = app.db.write().await?;
    store::still(&mut tx, process, now).await?;
    for gone in said.places.difference(places) {
        store::leave(&mut tx, process, *gone).await?;
    }
    store::enter(&mut tx, process, &come, now).await?;
    if *places != said.places {
        tx.notify(CHANNEL, "").await?;
    }
    Ok(tx.commit().await?)
}

/// In the order of the roles, as everywhere.
async fn read(tx: &mut Tx, products: &[ProductId], now: Ts) -> Result<Here> {
    let mut found: HashMap<ProductId, Vec<(usize, Present)>> = HashMap::new();
    for row in store::here(tx, products, now).await? {
        found.entry(row.product).or_default().push(Present::of(row));
    }
    let ordered = found.into_iter().map(|(product, mut people)| {
        people.sort_by_key(|(place, _)| *place);
        (product, people.into_iter().map(|(_, present)| present).collect())
    });
    Ok(ordered.collect())
}
