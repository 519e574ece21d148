//! Finding out who visits what.

use axum::extract::{FromRef, FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ground::clock::Ts;
use ground::web::{Failure, cookie};
use sha2::{Digest, Sha256};

use super::{Flash, Kept, Signed, Visit, Who, flash, seen, store};
use crate::app::App;
use crate::products::Product;
use crate::roles::rules::Role;

/// The cookie that carries a session's token.
pub const SESSION_COOKIE: &str = "session";

/// Pages show waits in minutes, so a page older than this step is drawn anew even when nothing changed.
const CLOCK_STEP: i64 = 60_000_000;

/// What the database keeps of a secret token.
pub fn token_hash(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Somebody who need not be signed in: the request's cookies and time, for the gate.
pub struct Guest {
    /// The program.
    pub app: App,
    /// What the last action said, shown once.
    pub flash: Option<Flash>,
    /// A form that was refused, to be shown again.
    pub kept: Option<Kept>,
    /// When the request came.
    pub now: Ts,
}

impl<S> FromRequestParts<S> for Guest
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let app = App::from_ref(state);
        let secure = app.settings.https();
        let flash = cookie(&parts.headers, flash::COOKIE, secure).and_then(Flash::decode);
        let kept = parts.extensions.get::<Kept>().cloned();
        let now = app.clock.now();
        Ok(Self { app, flash, kept, now })
    }
}

impl<S> FromRequestParts<S> for Signed
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let (signed, _) = look(parts, App::from_ref(state), "").await.map_err(IntoResponse::into_response)?;
        if let Some(same) = unchanged(parts, &signed) {
            return Err(same);
        }
        Ok(signed)
    }
}

impl<S> OptionalFromRequestParts<S> for Signed
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Response> {
        match look(parts, App::from_ref(state), "").await {
            Ok((signed, _)) => Ok(Some(signed)),
            Err(Failure::SignIn { .. }) => Ok(None),
            Err(failure) => Err(failure.into_response()),
        }
    }
}

impl<S> FromRequestParts<S> for Visit
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let key = parts.uri.path().trim_start_matches('/').split('/').next().unwrap_or_default().to_owned();
        let (mut signed, found) = look(parts, App::from_ref(state), &key).await.map_err(IntoResponse::into_response)?;
        let (product, roles) = membership(found).ok_or_else(|| Failure::NotFound.into_response())?;
        let member = roles.iter().any(|(role, _)| *role != Role::Customer) || signed.who.administrator;
        if !member {
            return Err(Failure::NotFound.into_response());
        }
        signed.etag = signed.etag.map(|etag| format!("{etag}.{}", product.seq));
        if let Some(same) = unchanged(parts, &signed) {
            return Err(same);
        }
        Ok(Self { signed, product, roles })
    }
}

async fn look(parts: &Parts, app: App, product_key: &str) -> Result<(Signed, store::Found), Failure> {
    let back = parts.uri.path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
    let sign_in = || Failure::SignIn { back: back.clone() };
    let secure = app.settings.https();
    let token = cookie(&parts.headers, SESSION_COOKIE, secure).ok_or_else(sign_in)?;
    let session = token_hash(token);
    let now = app.clock.now();
    let found = store::find(&app.db, &session, product_key, now).await?.ok_or_else(sign_in)?;
    seen::note(&app, &session, found.seen_at, now);
    let flash = cookie(&parts.headers, flash::COOKIE, secure).and_then(Flash::decode);
    let kept = parts.extensions.get::<Kept>().cloned();
    let says_once = flash.is_some() || kept.is_some();
    let step = now.0 / CLOCK_STEP;
    let etag = (!says_once).then(|| {
        format!("{}.{}.{}.{}.{step}", app.settings.build, found.person, found.person_seq, found.workspace_seq)
    });
    let request = header_text(parts, "x-turbo-request-id");
    let signed = Signed {
        who: who(&found, session),
        flash,
        kept,
        etag,
        path: back,
        request,
        now,
        workspace_seq: found.workspace_seq,
        workspace: found.workspace.clone(),
        app,
    };
    Ok((signed, found))
}

fn who(found: &store::Found, session: String) -> Who {
    let preferences: serde_json::Value = serde_json::from_str(&found.preferences).unwrap_or_default();
    Who {
        id: found.person,
        name: found.name.clone(),
        email: found.email.clone(),
        administrator: found.administrator,
        seq: found.person_seq,
        csrf: found.csrf.clone(),
        session,
        theme: preferences["theme"].as_str().unwrap_or_default().to_owned(),
    }
}

fn membership(found: store::Found) -> Option<(Product, Vec<(Role, i64)>)> {
    let roles = found.roles.unwrap_or_default();
    let role = |text: &str| {
        let (role, team) = text.split_once(':')?;
        Some((Role::of_code(role)?, team.parse().ok()?))
    };
    let roles: Vec<_> = roles.split(',').filter_map(role).collect();
    if roles.is_empty() && !found.administrator {
        return None;
    }
    let product = Product {
        id: found.product?,
        key: found.product_key?,
        name: found.product_name?,
        mode: found.mode?,
        phase: found.phase?,
        preset: found.preset?,
        sprint_capacity: found.sprint_capacity,
        release_capacity: found.release_capacity,
        example: found.example? != 0,
        seq: found.product_seq?,
    };
    Some((product, roles))
}

/// Answers 304 when the caller has this very page already.
fn unchanged(parts: &Parts, signed: &Signed) -> Option<Response> {
    let etag = signed.etag.as_deref().filter(|_| parts.method == Method::GET)?;
    let theirs = parts.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if theirs.trim_start_matches("W/").trim_matches('"') != etag {
        return None;
    }
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("W/\"{etag}\"")) {
        response.headers_mut().insert(header::ETAG, value);
    }
    Some(response)
}

fn header_text(parts: &Parts, name: &str) -> String {
    parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().chars().take(64).collect()
}
