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
pub use pages::{Calling, again, posted, routes, shown_once, to_copy};
pub use tries::knock;

use ground::web::{Failure, Refusal, Result};

use crate::app::App;
use crate::journal::{Actor, AnyAction, Via};
use crate::roles::members::{self, actions::Take};
use crate::visit::token_hash;
use actions::accounts::{End, MakeReset};
use actions::{Step, perform};
use rules::{Door, Reach, Sealed};

ground::id! {
    /// The id of a person.
    pub struct PersonId;
    /// The id of a token of a program.
    pub struct TokenId;
}

/// Whom a token lets in, and how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bearer {
    /// The person it acts for.
    pub person: PersonId,
    /// Whether they administer the workspace.
    pub administrator: bool,
    /// It may only read.
    pub read_only: bool,
}

/// Whom a bearer token lets in now, if anybody. That it was used is noted beside the request, every few minutes.
///
/// # Errors
/// When the database cannot be asked.
pub async fn bearer(app: &App, token: &str) -> Result<Option<Bearer>> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let found = store::tokens::let_in(&mut tx, &token_hash(token), now).await?;
    drop(tx);
    let Some(found) = found else { return Ok(None) };
    if found.used_at.is_none_or(|used| now.since(used) > rules::NOTED) {
        sessions::note_token_used(app, found.token, now);
    }
    let read_only = found.reach != Reach::Full.code();
    Ok(Some(Bearer { person: found.person, administrator: found.administrator, read_only }))
}

/// Makes a link for a new password that works once within a day, and returns its path. Earlier ones open nothing any more.
///
/// # Errors
/// When the actor may not, or the person has no account.
pub async fn reset(app: &App, actor: Actor, person: PersonId) -> Result<String> {
    let secret = app.ids.secret();
    let link = Sealed(token_hash(&secret));
    perform(app, vec![Step::workspace(actor, MakeReset { person, link })]).await?;
    Ok(format!("/reset?link={secret}"))
}

/// The same on the command line, for somebody called by e-mail or by the whole name.
///
/// # Errors
/// When nobody, or more than one, is called so.
pub async fn reset_named(app: &App, called: &str) -> Result<String> {
    let found = store::called(&mut app.db.read().await?, called.trim()).await?;
    match found.as_slice() {
        [] => Err(Failure::refused("no-such-person", format!("Nobody with an account is called “{called}”."))),
        [person] => reset(app, Actor::program(Via::Cli), person.id).await,
        several => {
            let emails: Vec<_> = several.iter().map(|person| person.email.as_str()).collect();
            let message = format!("Several people are called “{called}”: {}.", emails.join(", "));
            Err(Refusal::new("several-people", message).hint("Name one by e-mail.").into())
        }
    }
}

/// Ends an account: its sessions, tokens and open links end, and its roles in every product are taken.
///
/// # Errors
/// When the actor may not, or nobody would be left to administer.
pub async fn end(app: &App, actor: &Actor, person: PersonId) -> Result<()> {
    let held = members::store::of_person(&mut app.db.read().await?, person).await?;
    let mut steps = vec![Step::workspace(actor.clone(), End { person })];
    for (scope, role, team) in held {
        let take: Box<dyn AnyAction> = Box::new(Take { person, role, team });
        match steps.last_mut().filter(|step| step.scope == scope) {
            Some(step) => step.actions.push(take),
            None => steps.push(Step { actor: actor.clone(), scope, actions: vec![take] }),
        }
    }
    perform(app, steps).await
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
