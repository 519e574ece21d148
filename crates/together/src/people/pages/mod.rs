//! The pages before and around the desk: set-up, sign-in, the account, the people of a product.
//!
//! Forms of the gate come from people who have no session yet, so there is no token to ask back. Instead the browser's
//! `Origin` must name this server ([`same_origin`]), and the session's cookie is `SameSite=Lax`: a foreign page can neither
//! post a form here nor act in a session that began elsewhere.

mod account;
mod doors;
pub(crate) mod set_up;
mod settings;
mod sign_in;
mod tokens;
mod workspace;

use std::net::{IpAddr, SocketAddr};

use axum::Router;
use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use ground::ui::{self, Document, Gate, Theme};
use ground::web::{Caller, Failure, FormPairs, Refusal, Result, same_origin};
use maud::{Markup, html};

use super::store;
use crate::app::App;
use crate::visit::{Kept, Signed};

/// Every page of this room.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/set-up", get(set_up::empty).post(set_up::make))
        .route("/set-up/{code}", get(set_up::show))
        .route("/sign-in", get(sign_in::show).post(sign_in::enter))
        .route("/sign-out", post(sign_in::leave))
        .route("/password", get(doors::forgotten))
        .route("/invitation", get(doors::invitation).post(doors::join))
        .route("/reset", get(doors::reset).post(doors::renew))
        .route("/account", get(account::show))
        .route("/account/email", post(account::readdress))
        .route("/account/password", post(account::change_password))
        .route("/account/theme", post(account::prefer_theme))
        .route("/account/tokens", post(tokens::make))
        .route("/workspace", get(workspace::show))
        .route("/workspace/reset", post(workspace::reset))
        .route("/workspace/end", get(workspace::ask).post(workspace::end))
        .route("/{product}/settings", get(settings::show))
        .route("/{product}/settings/invite", get(settings::invite::show).post(settings::invite::send))
        .route("/{product}/settings/remove", get(settings::product::ask))
        .route("/{product}/settings/people/{person}", get(settings::roles::show).post(settings::roles::change))
        .route("/{product}/settings/leave", post(settings::roles::take_all))
}

/// A page before the gate.
struct GatePage<'a> {
    status: StatusCode,
    title: &'a str,
    lead: Markup,
    wide: bool,
    body: Markup,
}

impl Default for GatePage<'_> {
    fn default() -> Self {
        Self { status: StatusCode::OK, title: "", lead: Markup::default(), wide: false, body: Markup::default() }
    }
}

impl GatePage<'_> {
    /// Draws it. Nobody keeps a copy: it may carry a code.
    async fn draw(self, app: &App) -> Result<Response> {
        let workspace = store::workspace(&mut app.db.read().await?).await?;
        let gate = Gate { name: &workspace, title: self.title, lead: self.lead, wide: self.wide, body: self.body };
        let title = format!("{} · Tandem", self.title);
        let body = html! { (ui::gate(&gate)) (ui::toasts(html! {})) };
        let document = Document { title: &title, lang: "en", theme: Theme::System, head_meta: html! {}, body };
        let mut response = (self.status, ui::document(&document)).into_response();
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

/// Reads a form posted by somebody who is not signed in.
pub fn posted(app: &App, headers: &HeaderMap, body: &[u8]) -> Result<FormPairs> {
    if !same_origin(headers, app.settings.base_url.as_deref()) {
        let message = "This form did not come from a page of this Tandem. Nothing was changed.";
        let refusal = Refusal::new("form-not-ours", message);
        return Err(Failure::Forbidden(refusal.hint("Open the page again at the address Tandem is reached at.")));
    }
    Ok(FormPairs::parse(body)?)
}

/// The address and program of the one who calls.
pub struct Calling(pub Caller);

impl<S> FromRequestParts<S> for Calling
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
        // A request that came through no socket is counted as one address.
        let peer = peer.unwrap_or_else(|| SocketAddr::new(IpAddr::from([0, 0, 0, 0]), 0));
        Ok(Self(Caller::read(peer, &parts.headers, &App::from_ref(state).settings.trusted_proxy)))
    }
}

/// A name on a page, wherever one is asked for.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

/// The same person's page after a refusal, with what they wrote. What is no refusal is passed on.
pub fn again(mut signed: Signed, action: &str, pairs: FormPairs, failure: Failure) -> Result<Signed> {
    if !matches!(failure, Failure::Refused(_) | Failure::Conflict(_)) {
        return Err(failure);
    }
    signed.kept = Some(Kept { action: action.to_owned(), pairs, failure });
    signed.etag = None;
    Ok(signed)
}

/// A page that carries a secret: nobody keeps a copy, and no validator stands for it.
pub fn shown_once(mut response: Response) -> Response {
    response.headers_mut().remove(header::ETAG);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What is shown once, in a field of its own with a button that copies it.
pub fn to_copy(name: &str, id: &str, label: &str, secret: &str) -> Markup {
    let field = ui::field(name, label).id(id).value(secret).attr("readonly", "").attr("autocomplete", "off");
    html! {
        .field {
            label for=(id) { (label) }
            .line { (field.bare()) (ui::button("Copy").script().attr("data-copy", id).attr("aria-label", &format!("Copy: {label}"))) }
        }
    }
}

/// Refuses whoever does not administer the workspace.
fn administrators_only(signed: &Signed) -> Result<()> {
    if signed.who.administrator {
        return Ok(());
    }
    Err(Failure::Forbidden(Refusal::new("administrators-only", "Only an administrator can do this.")))
}

/// What a person can do on a page that leads nowhere else.
pub(crate) fn way_out(signed: &Signed) -> Markup {
    html! {
        form method="post" action="/sign-out" {
            (signed.hidden_fields())
            .line.wrap {
                (ui::link_button("Your account", "/account"))
                (ui::button("Sign out").quiet())
            }
        }
    }
}
