//! Performing an action as the program itself, for scripts of whoever runs the server.

use clap::Args;
use ground::web::{Failure, Refusal, Result};
use serde_json::{Value, json};
use together::app::App;
use together::journal::{Actor, Manner, Outcome, Via, act as perform};
use together::products::{self, ProductId};

use super::{Global, say};

/// What is done, and where.
#[derive(Debug, Args)]
pub(super) struct Act {
    /// The action, as goal.choose; /api lists them all
    name: String,
    /// Its fields, as '{"title": "More residents borrow"}'
    #[arg(default_value = "{}")]
    fields: String,
    /// The key of the product; none for actions of the workspace
    #[arg(long)]
    product: Option<String>,
    /// Why; it stands in the journal
    #[arg(long)]
    reason: Option<String>,
}

/// Does it, and prints what came of it as JSON.
pub(super) async fn act(global: &Global, wanted: &Act) -> Result<()> {
    let app = global.open().await?;
    let outcome = done(&app, wanted).await;
    app.db.close().await;
    match outcome? {
        Outcome::Done(done) => say(&json!({ "seq": done.seq, "answers": done.answers, "said": done.said }).to_string()),
        // The program decides everything, so nothing it does waits for anybody.
        Outcome::Proposed(proposed) => return Err(Failure::Broken(proposed.said)),
    }
    Ok(())
}

async fn done(app: &App, wanted: &Act) -> Result<Outcome> {
    let unknown = || Refusal::new("no-such-action", format!("There is no action “{}”.", wanted.name));
    let registered = app.registry.find(&wanted.name).ok_or_else(unknown)?;
    let unreadable = |error| Refusal::new("json-unreadable", format!("The fields are not JSON: {error}."));
    let fields: Value = serde_json::from_str(&wanted.fields).map_err(unreadable)?;
    let action = (registered.decode)(fields)?;
    let product = match &wanted.product {
        Some(key) => products::store::by_key(&mut app.db.read().await?, key).await?.map(|product| product.id),
        None => Some(ProductId::default()),
    };
    let product = product.ok_or_else(|| Refusal::new("no-such-product", "There is no product with this key."))?;
    let manner = Manner { reason: wanted.reason.clone(), ..Manner::default() };
    perform(app, &Actor::program(Via::Cli), product, vec![action], manner).await
}
