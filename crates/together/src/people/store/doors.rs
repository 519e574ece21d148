//! Links that open one door once.

use ground::args;
use ground::clock::Ts;
use ground::db::Tx;
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
    MAKE: () = "INSERT INTO door_link (token_hash, door, person, email, product, roles, made_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
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
