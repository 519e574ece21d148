//! Who asks: a program with a token, or a page of ours with its session.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ground::db::Tx;
use ground::web::{Failure, Refusal, Result, same_origin};
use serde::Serialize;
use sha2::{Digest, Sha256};
use together::app::App;
use together::journal::{Actor, Via};
use together::people::{self, PersonId};
use together::products::{self, Product};
use together::roles;
use together::roles::rules::Role;
use together::visit::Signed;

use super::store;

/// Somebody who is let in.
#[derive(Clone)]
pub struct Asker {
    /// The program.
    pub app: App,
    /// Whom they act for.
    pub person: PersonId,
    /// As one who acts.
    pub actor: Actor,
}

/// Somebody at a product they may look into.
#[derive(Clone)]
pub struct Guest {
    /// Who asks.
    pub asker: Asker,
    /// The product.
    pub product: Product,
    /// How much of it they see.
    pub sight: Sight,
    /// The validator of answers that are made of the journal alone.
    etag: Option<String>,
    /// The validator of the answer they have.
    theirs: String,
}

/// How much of a product somebody sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// Everything: members, and administrators.
    Everything,
    /// What is public, and what is this person's own: customers.
    OwnOf(PersonId),
}

impl<S> FromRequestParts<S> for Asker
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let app = App::from_ref(state);
        let writes = !parts.method.is_safe();
        match parts.headers.get(header::AUTHORIZATION).cloned() {
            Some(shown) => with_token(app, &parts.headers, &shown, writes).await.map_err(IntoResponse::into_response),
            None => {
                let signed = <Signed as FromRequestParts<S>>::from_request_parts(parts, state).await?;
                with_session(&signed, &parts.headers, writes).map_err(IntoResponse::into_response)
            }
        }
    }
}

impl<S> FromRequestParts<S> for Guest
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let asker = <Asker as FromRequestParts<S>>::from_request_parts(parts, state).await?;
        let key = parts.uri.path().split('/').nth(2).unwrap_or_default().to_owned();
        let theirs = parts.headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let guest = Self::at(asker, &key, theirs.to_owned()).await.map_err(IntoResponse::into_response)?;
        match &guest.etag {
            Some(etag) if *etag == guest.theirs => Err(unchanged(etag)),
            _ => Ok(guest),
        }
    }
}

impl Guest {
    async fn at(asker: Asker, key: &str, theirs: String) -> Result<Self> {
        let mut tx = asker.app.db.read().await?;
        let product = products::store::by_key(&mut tx, key).await?.ok_or(Failure::NotFound)?;
        let sight = sight(&mut tx, &asker, &product).await?.ok_or(Failure::NotFound)?;
        let workspace = store::workspace_seq(&mut tx).await?;
        drop(tx);
        let made_of = format!("{}.{}.{}.{workspace}", asker.app.settings.build, asker.person, product.seq);
        // A customer's answer does not tell how much else happens in the product, not even by its validator.
        let etag = (sight == Sight::Everything).then(|| format!("W/\"api.{made_of}\""));
        Ok(Self { asker, product, sight, etag, theirs })
    }

    /// A snapshot of the database to answer from.
    pub async fn read(&self) -> Result<Tx> {
        Ok(self.asker.app.db.read().await?)
    }

    /// Whether they see all of the product; what only members see is not there for others.
    pub fn members_only(&self) -> Result<()> {
        if self.sight == Sight::Everything { Ok(()) } else { Err(Failure::NotFound) }
    }

    /// The answer, with its validator, or that it is unchanged; `next` is the address of the rest.
    pub fn answer(&self, body: &impl Serialize, next: Option<&str>) -> Result<Response> {
        let text = serde_json::to_vec(body)?;
        let etag = self.etag.clone().unwrap_or_else(|| fingerprint(&text));
        if etag == self.theirs {
            return Ok(unchanged(&etag));
        }
        let mut response = json_text(StatusCode::OK, text);
        let headers = response.headers_mut();
        add(headers, header::ETAG, &etag);
        if let Some(next) = next {
            add(headers, header::LINK, &format!("<{next}>; rel=\"next\""));
        }
        Ok(response)
    }
}

/// How much somebody sees of a product; nothing for those who do not belong to it.
pub(super) async fn sight(tx: &mut Tx, asker: &Asker, product: &Product) -> Result<Option<Sight>> {
    let held = roles::store::roles_of(tx, product.id, asker.person).await?;
    let member = asker.actor.administrator || held.iter().any(|(role, _)| *role != Role::Customer);
    let customer = (!held.is_empty()).then_some(Sight::OwnOf(asker.person));
    Ok(if member { Some(Sight::Everything) } else { customer })
}

async fn with_token(app: App, headers: &HeaderMap, shown: &HeaderValue, writes: bool) -> Result<Asker> {
    let unknown = || Failure::SignIn { back: String::new() };
    let (scheme, token) = shown.to_str().ok().and_then(|shown| shown.split_once(' ')).ok_or_else(unknown)?;
    if !scheme.eq_ignore_ascii_case("bearer") {
        return Err(unknown());
    }
    let bearer = people::bearer(&app, token.trim()).await?.ok_or_else(unknown)?;
    if writes && bearer.read_only {
        let message = "This token only reads. Nothing was changed.";
        return Err(Failure::Forbidden(
            Refusal::new("token-only-reads", message).hint("Make one that reads and acts, on your account page."),
        ));
    }
    let request = text(headers, "x-request-id");
    Ok(Asker { app, person: bearer.person, actor: actor(bearer.person, bearer.administrator, &request) })
}

/// A session alone would let any page of the web act, so a change asks for what only our own pages know.
fn with_session(signed: &Signed, headers: &HeaderMap, writes: bool) -> Result<Asker> {
    let ours = same_origin(headers, signed.app.settings.base_url.as_deref());
    if writes && !(ours && text(headers, "x-csrf-token") == signed.who.csrf) {
        let message = "A session may only be used by pages of this Tandem. Nothing was changed.";
        return Err(Failure::Forbidden(
            Refusal::new("form-not-ours", message).hint("Send X-CSRF-Token, or use a token of your own."),
        ));
    }
    let actor = actor(signed.who.id, signed.who.administrator, &signed.request);
    Ok(Asker { app: signed.app.clone(), person: signed.who.id, actor })
}

fn actor(person: PersonId, administrator: bool, request: &str) -> Actor {
    Actor::person(person, administrator, Via::Api, request.chars().take(64).collect::<String>())
}

fn text(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

fn fingerprint(text: &[u8]) -> String {
    let hash: String = Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{hash}\"")
}

fn unchanged(etag: &str) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    add(response.headers_mut(), header::ETAG, etag);
    response
}

/// An answer in JSON that belongs to one person.
pub(super) fn json_text(status: StatusCode, text: Vec<u8>) -> Response {
    let mut response = (status, text).into_response();
    add(response.headers_mut(), header::CONTENT_TYPE, "application/json");
    add(response.headers_mut(), header::CACHE_CONTROL, "private, no-cache");
    response
}

pub(super) fn add(headers: &mut HeaderMap, name: header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
