//! The table of answers.

use ground::args;
use ground::clock::Ts;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;

use crate::journal::answered::Answer;
use crate::people::PersonId;

sql! {
    /// Whoever comes second with a key waits here until the first has committed.
    CLAIM: () = "INSERT INTO answered (person, idempotency_key, body_hash, status, answer, at) VALUES ($1, $2, $3, 0, '', $4) ON CONFLICT (person, idempotency_key) DO NOTHING";
    FIND: (String, u16, String) = "SELECT body_hash, status, answer FROM answered WHERE person = $1 AND idempotency_key = $2";
    KEEP: () = "UPDATE answered SET status = $3, answer = $4 WHERE person = $1 AND idempotency_key = $2";
    FORGET: () = "DELETE FROM answered WHERE at < $1";
}

/// Claims a key; says whether it was free.
pub(crate) async fn claim(tx: &mut Tx, person: PersonId, key: &str, body_hash: &str, now: Ts) -> Result<bool> {
    Ok(tx.run(CLAIM, args![person, key, body_hash, now]).await? > 0)
}

/// What was asked with a key, and what was answered.
pub(crate) async fn find(tx: &mut Tx, person: PersonId, key: &str) -> Result<(String, Answer)> {
    let (hash, status, body) = tx.one(FIND, args![person, key]).await?;
    Ok((hash, Answer { status, body }))
}

/// Keeps the answer to a claimed key.
pub async fn keep(tx: &mut Tx, person: PersonId, key: &str, answer: &Answer) -> Result<()> {
    tx.run(KEEP, args![person, key, answer.status, answer.body.as_str()]).await?;
    Ok(())
}

/// Forgets answers from before a moment.
pub async fn forget(tx: &mut Tx, before: Ts) -> Result<u64> {
    Ok(tx.run(FORGET, args![before]).await?)
}
