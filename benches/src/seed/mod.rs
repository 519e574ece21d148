//! A workspace to measure on: everything comes in through the program's own doors, the same each time.

pub(crate) mod bring;
mod rows;
mod things;
mod words;

pub(crate) use words::Dice;

use std::time::Instant;

use crate::person::Person;
use crate::server::Server;
use crate::table::short;
use crate::{Result, Wanted, note};

use bring::Brought;

/// What was learned while seeding.
pub(crate) struct Seeded {
    /// How the stories came in.
    pub(crate) stories: Brought,
    /// How the requests came in.
    pub(crate) requests: Brought,
}

/// Makes the workspace anew.
pub(crate) async fn seed(wanted: &Wanted) -> Result<Seeded> {
    clear(wanted)?;
    let server = Server::start(wanted, wanted.database()).await?;
    let person = Person::set_up(&server).await?;
    things::above(&person).await?;
    note(&format!("Importing {} stories", wanted.stories));
    let stories = bring::bring(&server, &person, "stories", wanted.stories, &rows::stories(wanted.stories)).await?;
    note(&format!("Importing {} requests", wanted.requests));
    let requests =
        bring::bring(&server, &person, "requests", wanted.requests, &rows::requests(wanted.requests)).await?;
    let began = Instant::now();
    let actions = things::below(&person, wanted.stories, wanted.requests).await?;
    note(&format!("Joined them with {actions} actions in {}", short(began.elapsed())));
    server.stop().await?;
    Ok(Seeded { stories, requests })
}

/// Takes away what an earlier run left.
fn clear(wanted: &Wanted) -> Result<()> {
    if wanted.database.is_some() {
        return Ok(());
    }
    for name in ["tandem.db", "tandem.db-wal", "tandem.db-shm"] {
        match std::fs::remove_file(wanted.folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}
