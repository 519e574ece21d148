//! Loading the example product, and removing it.

use clap::Args;
use ground::web::{Failure, Refusal, Result};
use together::app::App;
use together::journal::{Actor, AnyAction, Manner, Outcome, Via, act};
use together::people::PersonId;
use together::products::{Forget, ProductId, store};

use super::{Global, say};
use crate::exchange::example::Load;

/// What is done with it.
#[derive(Debug, Args)]
pub(super) struct Example {
    /// Remove it, with everything in it
    #[arg(long)]
    remove: bool,
}

/// Loads it, or removes it.
pub(super) async fn example(global: &Global, wanted: &Example) -> Result<()> {
    let app = global.open().await?;
    let done = if wanted.remove { remove(&app).await } else { load(global, &app).await };
    app.db.close().await;
    done
}

async fn load(global: &Global, app: &App) -> Result<()> {
    say("Loading Shelf, a city library's lending app …");
    let key = perform(app, Load {}).await?;
    let key = key.as_str().unwrap_or_default();
    say(&format!("It is there: start the server (tandem) and open {}/{key}", global.base()));
    say(
        "An administrator sees all of it. To be one of its people, make a link for them: tandem person reset \"Ines Okafor\"",
    );
    say("Ines is its product manager, Tomas Lindqvist its owner, Priya Raman a developer, Ruth Delgado its leader.");
    say("To remove it: tandem example --remove");
    Ok(())
}

async fn remove(app: &App) -> Result<()> {
    let all = store::of_person(&mut app.db.read().await?, PersonId::default(), true).await?;
    let there = all.into_iter().find(|product| product.example);
    let there = there.ok_or_else(|| Refusal::new("no-example", "There is no example here."))?;
    perform(app, Forget { example: there.id }).await?;
    say(&format!("{} is gone, with everything in it.", there.name));
    Ok(())
}

/// As whoever owns the machine.
async fn perform(app: &App, action: impl AnyAction + 'static) -> Result<serde_json::Value> {
    let actions: Vec<Box<dyn AnyAction>> = vec![Box::new(action)];
    match act(app, &Actor::program(Via::Cli), ProductId::default(), actions, Manner::default()).await? {
        Outcome::Done(mut done) => Ok(done.answers.pop().unwrap_or_default()),
        Outcome::Proposed(proposed) => Err(Failure::Broken(proposed.said)),
    }
}
