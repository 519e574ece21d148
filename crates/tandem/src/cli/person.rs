//! Looking after people.

use clap::Subcommand;
use ground::web::Result;
use together::people;

use super::{Global, say};

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Make a link with which somebody sets a new password, once, within a day
    Reset {
        /// Their e-mail, or their whole name
        person: String,
    },
}

/// Does it.
pub(super) async fn look_after(global: &Global, verb: &Verb) -> Result<()> {
    let Verb::Reset { person } = verb;
    let app = global.open().await?;
    let path = people::reset_named(&app, person).await?;
    app.db.close().await;
    say(&format!("{}{path}", global.base()));
    Ok(())
}
