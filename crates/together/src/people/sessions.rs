//! Sessions: a secret in the browser, its hash in the database.

use std::time::Duration;

use axum::http::HeaderValue;
use ground::clock::Ts;
use ground::web::{Caller, Cookie, Failure};

use super::rules::Sealed;
use super::store::tokens;
use super::{PersonId, TokenId};
use crate::app::App;
use crate::visit::{SESSION_COOKIE, token_hash};

/// A session about to begin: what its row says, and the secret its cookie carries.
pub(crate) struct NewSession {
    /// Goes to the browser and nowhere else.
    pub(crate) secret: Sealed,
    /// Whose it is.
    pub(crate) person: PersonId,
    /// What its forms carry.
    pub(crate) csrf: String,
    /// Where from.
    pub(crate) caller: Caller,
    /// Since when.
    pub(crate) at: Ts,
    /// For how long.
    pub(crate) lasts: Duration,
}

impl NewSession {
    /// A session with a secret nobody had before.
    pub(crate) fn new(app: &App, person: PersonId, caller: Caller, at: Ts, lasts: Duration) -> Self {
        Self { secret: Sealed(app.ids.secret()), person, csrf: app.ids.secret(), caller, at, lasts }
    }

    /// Its name in the database.
    pub(crate) fn hash(&self) -> String {
        token_hash(&self.secret.0)
    }

    /// The cookie that begins it.
    pub(crate) fn cookie(&self, app: &App) -> HeaderValue {
        let seconds = i64::try_from(self.lasts.as_secs()).unwrap_or(i64::MAX);
        cookie(app, &self.secret.0, seconds)
    }
}

/// The cookie that ends a session.
pub(crate) fn no_cookie(app: &App) -> HeaderValue {
    cookie(app, "", 0)
}

/// Written beside the request, which does not wait for it.
pub(crate) fn note_token_used(app: &App, token: TokenId, now: Ts) {
    let app = app.clone();
    tokio::spawn(async move {
        let noted = async {
            let mut tx = app.db.write().await?;
            tokens::used(&mut tx, token, now).await?;
            tx.commit().await?;
            Ok::<_, Failure>(())
        };
        if let Err(failure) = noted.await {
            tracing::warn!(%failure, "the use of a token was not noted");
        }
    });
}

fn cookie(app: &App, value: &str, max_age: i64) -> HeaderValue {
    Cookie { name: SESSION_COOKIE, value, max_age, secure: app.settings.https() }.header()
}
