//! The table of people, and the workspace's name.

pub mod doors;
pub mod knocks;
pub mod members;
pub mod sessions;
pub mod tokens;

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
    CALLED: Person = "SELECT id, name, email, administrator, ended_at FROM person WHERE ended_at IS NULL AND (email = lower($1) OR lower(name) = lower($1)) ORDER BY email LIMIT 10";
    PASSWORD: (Option<String>,) = "SELECT password FROM person WHERE id = $1 AND ended_at IS NULL";
    RENAME: () = "UPDATE person SET name = $2 WHERE id = $1";
    READDRESS: () = "UPDATE person SET email = $2 WHERE id = $1";
    SET_PASSWORD: () = "UPDATE person SET password = $2 WHERE id = $1";
    SET_ADMINISTRATOR: () = "UPDATE person SET administrator = $2 WHERE id = $1";
    PREFERENCES: (String,) = "SELECT preferences FROM person WHERE id = $1";
    PREFER: () = "UPDATE person SET preferences = $2, seq = seq + 1 WHERE id = $1";
    END: () = "UPDATE person SET ended_at = $2, administrator = 0, password = NULL WHERE id = $1";
    /// Those of these people who never could sign in, belong to no product and are named by nothing that stays.
    UNUSED: (PersonId,) = "SELECT p.id FROM person p WHERE p.id IN @ids($1) AND p.password IS NULL AND p.administrator = 0 AND p.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM membership m WHERE m.person = p.id) AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.actor = p.id) AND NOT EXISTS (SELECT 1 FROM thing t WHERE t.owner = p.id) AND NOT EXISTS (SELECT 1 FROM session s WHERE s.person = p.id)";
    FORGET: () = "DELETE FROM person WHERE id IN @ids($1)";
    BEGIN_AGAIN: () = "UPDATE person SET ended_at = NULL, name = $2, password = $3 WHERE id = $1";
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

/// Those with an account who have this e-mail or name.
pub(crate) async fn called(tx: &mut Tx, called: &str) -> Result<Vec<Person>> {
    Ok(tx.all(CALLED, args![called]).await?)
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
    pub(crate) password: Option<&'a Sealed>,
    pub(crate) administrator: bool,
}

/// Makes an account.
pub(crate) async fn make(tx: &mut Tx, new: NewPerson<'_>, now: Ts) -> Result<()> {
    let NewPerson { id, name, email, password, administrator } = new;
    tx.run(MAKE, args![id, name, email, password.map(|hash| hash.0.clone()), administrator, now]).await?;
    Ok(())
}

/// Gives a person another name.
pub(crate) async fn rename(tx: &mut Tx, person: PersonId, name: &str) -> Result<()> {
    tx.run(RENAME, args![person, name]).await?;
    Ok(())
}

/// Gives a person another e-mail.
pub(crate) async fn readdress(tx: &mut Tx, person: PersonId, email: &str) -> Result<()> {
    tx.run(READDRESS, args![person, email]).await?;
    Ok(())
}

/// Keeps the hash of a new password.
pub(crate) async fn set_password(tx: &mut Tx, person: PersonId, hash: &Sealed) -> Result<()> {
    tx.run(SET_PASSWORD, args![person, hash.0.as_str()]).await?;
    Ok(())
}

/// Says whether a person administers the workspace.
pub(crate) async fn set_administrator(tx: &mut Tx, person: PersonId, administrator: bool) -> Result<()> {
    tx.run(SET_ADMINISTRATOR, args![person, administrator]).await?;
    Ok(())
}

/// Keeps one thing a person prefers; their pages are drawn anew.
pub(crate) async fn prefer(tx: &mut Tx, person: PersonId, name: &str, value: &str) -> Result<()> {
    let kept = tx.one(PREFERENCES, args![person]).await?.0;
    let mut kept: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&kept)?;
    kept.insert(name.to_owned(), value.into());
    tx.run(PREFER, args![person, serde_json::to_string(&kept)?]).await?;
    Ok(())
}

/// Ends an account; what it did stays.
pub(crate) async fn end(tx: &mut Tx, person: PersonId, now: Ts) -> Result<()> {
    tx.run(END, args![person, now]).await?;
    Ok(())
}

/// Lets an ended account stand again.
pub(crate) async fn begin_again(tx: &mut Tx, person: PersonId, name: &str, hash: &Sealed) -> Result<()> {
    tx.run(BEGIN_AGAIN, args![person, name, hash.0.as_str()]).await?;
    Ok(())
}

/// Takes away the accounts of these people that nobody ever used: those of the example.
pub(crate) async fn forget_unused(tx: &mut Tx, people: &[PersonId]) -> Result<()> {
    let unused: Vec<PersonId> = tx.all(UNUSED, args![ids(people)]).await?.into_iter().map(|(id,)| id).collect();
    doors::forget_for(tx, &unused).await?;
    tx.run(FORGET, args![ids(&unused)]).await?;
    Ok(())
}
