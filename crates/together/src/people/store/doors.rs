//! Links that open one door once.

use ground::args;
use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::row;
use ground::sql;
use ground::web::Result;

use crate::people::PersonId;
use crate::people::rules::Door;
use crate::products::ProductId;

row! {
    /// What an unused link leads to.
    #[derive(Debug, Clone)]
    pub struct Link {
        /// For whom, if they have an account already.
        pub person: Option<PersonId>,
        /// For whom, if they have none.
        pub email: Option<String>,
        /// The product they are asked into.
        pub product: Option<ProductId>,
        /// The roles they get in it, by code, with commas.
        pub roles: String,
        /// Who made it.
        pub made_by: Option<PersonId>,
    }
}

row! {
    /// An invitation nobody has followed yet.
    #[derive(Debug, Clone)]
    pub struct Waiting {
        /// Whom it asks in.
        pub email: Option<String>,
        /// With which roles, by code, with commas.
        pub roles: String,
        /// Until when.
        pub expires_at: Ts,
        /// The beginning of its hash, which names it on pages.
        pub name: String,
    }
}

/// A link to be made.
#[derive(Debug, Default)]
pub struct NewLink {
    /// The hash of its secret.
    pub hash: String,
    /// What it opens.
    pub door: Door,
    /// For whom, if they have an account.
    pub person: Option<PersonId>,
    /// For whom, if they have none.
    pub email: Option<String>,
    /// The product they are asked into.
    pub product: Option<ProductId>,
    /// The roles they get in it, by code, with commas.
    pub roles: String,
    /// Who makes it.
    pub made_by: Option<PersonId>,
}

sql! {
    FIND: Link = "SELECT person, email, product, roles, made_by FROM door_link WHERE token_hash = $1 AND door = $2 AND used_at IS NULL AND expires_at > $3";
    USE: () = "UPDATE door_link SET used_at = $3 WHERE token_hash = $1 AND door = $2 AND used_at IS NULL AND expires_at > $3";
    CLOSE_FOR: () = "DELETE FROM door_link WHERE person = $1 AND used_at IS NULL";
    CLOSE_MADE_BY: () = "DELETE FROM door_link WHERE made_by = $1 AND used_at IS NULL";
    CLOSE_NAMED: () = "DELETE FROM door_link WHERE substr(token_hash, 1, 16) = $1 AND door = 'invitation' AND used_at IS NULL";
    WAITING: Waiting = "SELECT d.email, d.roles, d.expires_at, substr(d.token_hash, 1, 16) AS name FROM door_link d WHERE d.product = $1 AND d.door = 'invitation' AND d.email IS NOT NULL AND d.used_at IS NULL AND d.expires_at > $2 ORDER BY d.expires_at, d.token_hash LIMIT 100";
    MAKE: () = "INSERT INTO door_link (token_hash, door, person, email, product, roles, made_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FORGET_FOR: () = "DELETE FROM door_link WHERE person IN @ids($1)";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM door_link WHERE product = $1";
}

/// The link with this hash, unless it was used or is too old.
pub(crate) async fn find(tx: &mut Tx, hash: &str, door: Door, now: Ts) -> Result<Option<Link>> {
    Ok(tx.first(FIND, args![hash, door.code(), now]).await?)
}

/// Uses it up; says whether it could be.
pub(crate) async fn use_up(tx: &mut Tx, hash: &str, door: Door, now: Ts) -> Result<bool> {
    Ok(tx.run(USE, args![hash, door.code(), now]).await? == 1)
}

/// Makes a link that lasts as long as its door says.
pub(crate) async fn make(tx: &mut Tx, link: NewLink, now: Ts) -> Result<()> {
    let until = now.plus(link.door.lasts());
    let NewLink { hash, door, person, email, product, roles, made_by } = link;
    tx.run(MAKE, args![hash, door.code(), person, email, product, roles, made_by, now, until]).await?;
    Ok(())
}

/// Unused links for this person open nothing any more.
pub(crate) async fn close_for(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.run(CLOSE_FOR, args![person]).await?;
    Ok(())
}

/// Unused links by this person open nothing any more.
pub(crate) async fn close_made_by(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.run(CLOSE_MADE_BY, args![person]).await?;
    Ok(())
}

/// Closes an invitation by its name; says whether it was open.
pub(crate) async fn close_named(tx: &mut Tx, name: &str) -> Result<bool> {
    Ok(tx.run(CLOSE_NAMED, args![name]).await? > 0)
}

/// Invitations into a product that nobody has followed yet; the first 100.
pub(crate) async fn waiting(tx: &mut Tx, product: ProductId, now: Ts) -> Result<Vec<Waiting>> {
    Ok(tx.all(WAITING, args![product, now]).await?)
}

/// Takes away every link for these people.
pub(crate) async fn forget_for(tx: &mut Tx, people: &[PersonId]) -> Result<()> {
    tx.run(FORGET_FOR, args![ids(people)]).await?;
    Ok(())
}
