//! People: who signs in, how, and what they may be told of one another.
//!
//! An account is made at the first start through the set-up link, later through invitations. A session is a row that a
//! cookie's secret names; passwords, links and tokens are kept as hashes only. What carries such a secret is an action like
//! any other, performed and journaled through `act`, but not registered: it can be neither posted by name nor proposed,
//! so no secret is ever written into a proposal, a journal or an answer that is kept.
//!
//! Also here: passwords, sessions, tries.
//!
//! Tables: workspace, person, session, door_link, api_token, knock.

pub mod actions;
pub mod pages;
pub mod passwords;
pub mod rules;
mod sessions;
pub mod store;
#[cfg(test)]
mod tests;
mod tries;

pub use actions::ACTIONS;
pub use pages::routes;

use ground::web::Result;

use crate::app::App;
use crate::visit::token_hash;
use rules::Door;

ground::id! {
    /// The id of a person.
    pub struct PersonId;
}

/// At a start with nobody to administer the workspace: makes a set-up link that works once, and returns its path.
///
/// # Errors
/// When the database cannot be asked.
pub async fn begin(app: &App) -> Result<Option<String>> {
    let mut tx = app.db.write().await?;
    if store::is_administered(&mut tx).await? {
        return Ok(None);
    }
    let (code, now) = (app.ids.code(), app.clock.now());
    let link = store::doors::NewLink { hash: token_hash(&code), door: Door::SetUp, ..Default::default() };
    store::doors::make(&mut tx, link, now).await?;
    tx.commit().await?;
    Ok(Some(format!("/set-up/{code}")))
}
