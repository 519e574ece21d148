//! Answers that are kept for a while, so that a program may ask twice and still act once.
//!
//! A program gives each of its requests a key. The first request with a key claims it inside the transaction that acts, so
//! key, action and answer are true together or not at all; whoever asks again gets the answer that was given.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::{Refusal, Result};

use super::store::answered as store;
pub use super::store::answered::{forget, keep};
use crate::people::PersonId;

/// An answer as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The JSON.
    pub body: String,
}

/// The longest key a program may give.
pub const KEY_LIMIT: usize = 200;

/// How long an answer is kept, in microseconds: a day.
pub const KEPT: i64 = 24 * 60 * 60 * 1_000_000;

/// Claims a key for a request with this body. The answer that was given, if the same request was made before.
///
/// # Errors
/// When the key is not usable, or was used for another request.
pub async fn claim(tx: &mut Tx, person: PersonId, key: &str, body_hash: &str, now: Ts) -> Result<Option<Answer>> {
    let long = key.chars().count();
    if long == 0 || long > KEY_LIMIT {
        let message = format!("An Idempotency-Key has 1 to {KEY_LIMIT} characters, this one has {long}.");
        return Err(Refusal::new("idempotency-key-unusable", message).into());
    }
    if store::claim(tx, person, key, body_hash, now).await? {
        return Ok(None);
    }
    let (hash, answer) = store::find(tx, person, key).await?;
    if hash != body_hash {
        let message = format!("The Idempotency-Key “{key}” was used for another request. Nothing was changed.");
        return Err(Refusal::new("idempotency-key-reused", message).hint("Give each request a key of its own.").into());
    }
    Ok(Some(answer))
}
