//! Sessions: who is signed in, from where, until when.

use ground::args;
use ground::clock::Ts;
use ground::db::{DbError, Tx};
use ground::row;
use ground::sql;
use ground::web::Result;

use crate::people::PersonId;
use crate::people::sessions::NewSession;

row! {
    /// A session, as its person sees it.
    #[derive(Debug, Clone)]
    pub struct Session {
        /// The beginning of its secret's hash, which names it on pages.
        pub name: String,
        /// The program it runs in.
        pub agent: String,
        /// Where it came from at sign-in.
        pub address: String,
        /// Since when.
        pub created_at: Ts,
        /// When it was last used, to a few minutes.
        pub seen_at: Ts,
    }
}

sql! {
    BEGIN: () = "INSERT INTO session (token_hash, person, csrf, agent, address, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $6, $7)";
    OF_PERSON: Session = "SELECT substr(token_hash, 1, 16) AS name, agent, address, created_at, seen_at FROM session WHERE person = $1 AND expires_at > $2 ORDER BY seen_at DESC, token_hash";
    END: () = "DELETE FROM session WHERE token_hash = $1";
    END_ALL: () = "DELETE FROM session WHERE person = $1";
    END_NAMED: () = "DELETE FROM session WHERE person = $1 AND substr(token_hash, 1, 16) = $2";
    END_ALL_BUT_NAMED: () = "DELETE FROM session WHERE person = $1 AND substr(token_hash, 1, 16) <> $2";
    SEEN: () = "UPDATE session SET seen_at = $2 WHERE token_hash = $1";
    SWEEP: () = "DELETE FROM session WHERE expires_at <= $1";
}

/// Begins a session; those whose time is over go on this occasion.
pub(crate) async fn begin(tx: &mut Tx, session: &NewSession) -> Result<()> {
    tx.run(SWEEP, args![session.at]).await?;
    let until = session.at.plus(session.lasts);
    let NewSession { person, csrf, caller, at, .. } = session;
    let address = caller.address.to_string();
    tx.run(BEGIN, args![session.hash(), *person, csrf, caller.agent.as_str(), address, *at, until]).await?;
    Ok(())
}

/// The sessions of a person, the last used first.
pub(crate) async fn of_person(tx: &mut Tx, person: PersonId, now: Ts) -> Result<Vec<Session>> {
    Ok(tx.all(OF_PERSON, args![person, now]).await?)
}

/// Ends one by the hash of its secret; says whether it was there.
pub(crate) async fn end(tx: &mut Tx, hash: &str) -> Result<bool> {
    Ok(tx.run(END, args![hash]).await? > 0)
}

/// Ends all of a person.
pub(crate) async fn end_all(tx: &mut Tx, person: PersonId) -> Result<()> {
    tx.run(END_ALL, args![person]).await?;
    Ok(())
}

/// Ends one of a person by its name; says whether it was there.
pub(crate) async fn end_named(tx: &mut Tx, person: PersonId, name: &str) -> Result<bool> {
    Ok(tx.run(END_NAMED, args![person, name]).await? > 0)
}

/// Ends all of a person but the one of this name; says how many there were.
pub(crate) async fn end_all_but_named(tx: &mut Tx, person: PersonId, name: &str) -> Result<u64> {
    Ok(tx.run(END_ALL_BUT_NAMED, args![person, name]).await?)
}

/// Notes that a session is alive.
pub(crate) async fn seen(tx: &mut Tx, hash: &str, now: Ts) -> Result<(), DbError> {
    tx.run(SEEN, args![hash, now]).await?;
    Ok(())
}
