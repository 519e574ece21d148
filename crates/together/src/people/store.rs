//! The table of people, and the workspace's name.

pub mod doors;
pub mod knocks;
pub mod sessions;

use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::sql;
use ground::web::Result;
use ground::{args, row};

use super::PersonId;
use super::rules::Sealed;

row! {
    /// Somebody with an account.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct Person {
        /// Who.
        pub id: PersonId,
        /// Their name.
        pub name: String,
        /// With which they sign in.
        pub email: String,
        /// Administrator of the workspace.
        pub administrator: bool,
        /// When their account was ended.
        pub ended_at: Option<Ts>,
    }
}

sql! {
    TOUCH: () = "UPDATE person SET seq = seq + 1 WHERE id IN @ids($1)";
    /// Takes the next sequence and with it the lock: actions outside products run one after another.
    LOCK_WORKSPACE: (i64,) = "UPDATE workspace SET seq = seq + 1 WHERE id = 1 RETURNING seq";
    WORKSPACE: (String,) = "SELECT name FROM workspace WHERE id = 1";
    /// Who can let others in again, whatever happens.
    ADMINISTRATORS: (PersonId, String) = "SELECT id, name FROM person WHERE administrator = 1 AND password IS NOT NULL AND ended_at IS NULL ORDER BY name, id LIMIT 5";
    BY_ID: Person = "SELECT id, name, email, administrator, ended_at FROM person WHERE id = $1";
    BY_EMAIL: Person = "SELECT id, name, email, administrator, ended_at FROM person WHERE email = $1";
    PASSWORD: (Option<String>,) = "SELECT password FROM person WHERE id = $1 AND ended_at IS NULL";
    MAKE: () = "INSERT INTO person (id, name, email, password, administrator, seq, preferences, created_at) VALUES ($1, $2, $3, $4, $5, 0, '{}', $6)";
}

/// Counts that something only these people see has changed, so that their pages are drawn anew.
pub(crate) async fn touch(tx: &mut Tx, people: &[PersonId]) -> Result<()> {
    tx.run(TOUCH, args![ids(people)]).await?;
    Ok(())
}

/// Takes the workspace's next sequence and with it its lock, until the transaction ends.
pub(crate) async fn lock_workspace(tx: &mut Tx) -> Result<i64> {
    Ok(tx.one(LOCK_WORKSPACE, args![]).await?.0)
}

/// The name of the workspace.
pub(crate) async fn workspace(tx: &mut Tx) -> Result<String> {
    Ok(tx.one(WORKSPACE, args![]).await?.0)
}

/// Those who administer and can sign in; the first few.
pub(crate) async fn administrators(tx: &mut Tx) -> Result<Vec<(PersonId, String)>> {
    Ok(tx.all(ADMINISTRATORS, args![]).await?)
}

/// Whether anybody who administers can sign in. People of an example or an import have no password and do not count.
pub(crate) async fn is_administered(tx: &mut Tx) -> Result<bool> {
    Ok(!administrators(tx).await?.is_empty())
}

/// A person by id.
pub async fn by_id(tx: &mut Tx, person: PersonId) -> Result<Option<Person>> {
    Ok(tx.first(BY_ID, args![person]).await?)
}

/// A person by e-mail, written small; also one whose account was ended.
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Person>> {
    Ok(tx.first(BY_EMAIL, args![email]).await?)
}

/// The hash of a person's password, if they have one and their account stands.
pub(crate) async fn password(tx: &mut Tx, person: PersonId) -> Result<Option<String>> {
    Ok(tx.first(PASSWORD, args![person]).await?.and_then(|(hash,)| hash))
}

/// A person to be made.
pub(crate) struct NewPerson<'a> {
    pub(crate) id: PersonId,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
    pub(crate) password: &'a Sealed,
    pub(crate) administrator: bool,
}

/// Makes an account.
pub(crate) async fn make(tx: &mut Tx, new: NewPerson<'_>, now: Ts) -> Result<()> {
    let NewPerson { id, name, email, password, administrator } = new;
    tx.run(MAKE, args![id, name, email, password.0.as_str(), administrator, now]).await?;
    Ok(())
}
