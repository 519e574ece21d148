//! Hashing passwords: argon2id, beside the request threads, a few at a time, never under a lock of the database.

use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordVerifier, Version};
use ground::web::{Failure, Result};
use tokio::sync::Semaphore;

use super::rules::Sealed;
use crate::app::App;

/// Each hash takes 19 MiB; more at once would only wait for the same cores.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// The hash of a new password, with its salt and costs.
pub(crate) async fn hash(app: &App, password: &str) -> Result<Sealed> {
    let (password, salt, cheap) = (password.to_owned(), salt(app), app.settings.cheap_passwords);
    apart(move || hashed(&password, &salt, cheap)).await.map(Sealed)
}

/// Whether a password fits what is kept. Where nothing is kept it costs the same time, so that nobody can tell from the
/// time an answer takes whether an account exists.
pub(crate) async fn fits(app: &App, password: &str, kept: Option<String>) -> Result<bool> {
    let (password, salt, cheap) = (password.to_owned(), salt(app), app.settings.cheap_passwords);
    apart(move || match kept {
        Some(kept) => {
            let kept = PasswordHash::new(&kept).map_err(broken)?;
            Ok(Argon2::default().verify_password(password.as_bytes(), &kept).is_ok())
        }
        None => hashed(&password, &salt, cheap).map(|_| false),
    })
    .await
}

fn hashed(password: &str, salt: &str, cheap: bool) -> Result<String> {
    let params = if cheap { Params::new(8, 1, 1, None).map_err(broken)? } else { Params::DEFAULT };
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hash = argon.hash_password_with_salt(password.as_bytes(), salt.as_bytes()).map_err(broken)?;
    Ok(hash.to_string())
}

fn salt(app: &App) -> String {
    app.ids.secret()[..22].to_owned()
}

async fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    let _turn = AT_ONCE.acquire().await.map_err(broken)?;
    tokio::task::spawn_blocking(work).await.map_err(broken)?
}

fn broken(error: impl std::fmt::Display) -> Failure {
    Failure::Broken(format!("passwords: {error}"))
}
