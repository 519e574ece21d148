//! Tries at a password: counted for the account and for the address before anything is compared.
//!
//! A try counts until it turns out to be right, so that many at once are counted like many in turn. Whoever tries at an
//! account that does not exist is counted the same. That somebody can keep another from signing in for a while by guessing
//! at their account is the price; a link from an administrator opens it at once.

use std::net::IpAddr;

use ground::clock::Ts;
use ground::web::{Failure, Result};

use super::rules::{TRIES_OF_ACCOUNT, TRIES_OF_ADDRESS};
use super::store::knocks::{self, Knocked, Knocker};
use super::{PersonId, passwords, store};
use crate::app::App;
use crate::visit::token_hash;

/// What the knocks of this door are counted under.
pub(super) const DOOR: &str = "sign-in";

/// Counts a try.
pub(super) async fn count(app: &App, email: &str, address: IpAddr, now: Ts) -> Result<Knocked> {
    let knockers = [
        Knocker { who: account(email), most: TRIES_OF_ACCOUNT },
        Knocker { who: neighbourhood(address), most: TRIES_OF_ADDRESS },
    ];
    let mut tx = app.db.write().await?;
    let knocked = knocks::knock(&mut tx, DOOR, &knockers, now).await?;
    tx.commit().await?;
    Ok(knocked)
}

/// Counts a try at something that is no account, such as the code of the first one.
pub(super) async fn count_at(app: &App, door: &str, most: i64, address: IpAddr, now: Ts) -> Result<Knocked> {
    let mut tx = app.db.write().await?;
    let knocked = knocks::knock(&mut tx, door, &[Knocker { who: neighbourhood(address), most }], now).await?;
    tx.commit().await?;
    Ok(knocked)
}

/// Counts a knock at a door of another room, which no password opens; too many from one address have to wait.
///
/// # Errors
/// When there were too many, or the database cannot be asked.
pub async fn knock(app: &App, door: &str, most: i64, address: IpAddr, now: Ts) -> Result<()> {
    match count_at(app, door, most, address, now).await? {
        Knocked::Left(_) => Ok(()),
        Knocked::Wait(seconds) => Err(Failure::TooMany { seconds }),
    }
}

/// Somebody who says they are this person, and the password that is to prove it.
pub(super) struct Proof<'a> {
    pub(super) person: PersonId,
    pub(super) email: &'a str,
    pub(super) password: &'a str,
}

/// Whether the password is the person's; counted like a sign-in.
pub(super) async fn holds(app: &App, proof: Proof<'_>, address: IpAddr, now: Ts) -> Result<bool> {
    if let Knocked::Wait(seconds) = count(app, proof.email, address, now).await? {
        return Err(Failure::TooMany { seconds });
    }
    let kept = store::password(&mut app.db.read().await?, proof.person).await?;
    if !passwords::fits(app, proof.password, kept).await? {
        return Ok(false);
    }
    forget(app, proof.email, address, now).await?;
    Ok(true)
}

/// The try of that moment was right: the account's count begins anew.
pub(super) async fn forget(app: &App, email: &str, address: IpAddr, at: Ts) -> Result<()> {
    let mut tx = app.db.write().await?;
    knocks::forget(&mut tx, DOOR, &account(email)).await?;
    knocks::forget_one(&mut tx, DOOR, &neighbourhood(address), at).await?;
    Ok(tx.commit().await?)
}

/// The name under which tries at an account are counted: a password typed into the wrong field is not kept.
pub(super) fn account(email: &str) -> String {
    token_hash(&format!("account {email}"))
}

/// One household has one IPv4 address or one IPv6 network of 64 bits.
fn neighbourhood(address: IpAddr) -> String {
    let network = match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x?}", &address.segments()[..4]),
    };
    token_hash(&format!("address {network}"))
}
