//! The one address every form posts to: the action's name says what is done, the form's fields are the action's.

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, Request, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use ground::web::{Cookie, Failure, FormPairs, Refusal, Result, Written, same_origin};
use tower::ServiceExt;

use super::page::written;
use super::{Flash, Kept, Signed, Visit, flash, without};
use crate::app::App;
use crate::journal::{Change, Manner, Outcome, act, undo};
use crate::products::ProductId;

/// `POST /{product}/do/{action}`: performs or proposes, then goes back to the page the form was on.
pub async fn do_in_product(
    State(app): State<App>,
    visit: Result<Visit, Response>,
    Path((_, action)): Path<(String, String)>,
    (uri, headers): (Uri, HeaderMap),
    body: Bytes,
) -> Response {
    let done = match visit {
        Ok(visit) => answer(visit.signed, visit.product.id, &action, &headers, &body).await,
        Err(failure) => failure,
    };
    kept_with(done, &app, &uri, &headers, &body)
}

/// `POST /do/{action}`: the same for actions of the workspace.
pub async fn do_in_workspace(
    State(app): State<App>,
    signed: Result<Signed, Response>,
    Path(action): Path<String>,
    (uri, headers): (Uri, HeaderMap),
    body: Bytes,
) -> Response {
    let done = match signed {
        Ok(signed) => answer(signed, ProductId::default(), &action, &headers, &body).await,
        Err(failure) => failure,
    };
    kept_with(done, &app, &uri, &headers, &body)
}

/// Where no page shows the form again, because none could be read or nobody is signed in any more, what was written goes along
/// with the failure; to a page of ours alone, as no other may put words into one.
fn kept_with(mut response: Response, app: &App, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Response {
    let failed = response.extensions().get::<Failure>().is_some();
    if failed
        && same_origin(headers, app.settings.base_url.as_deref())
        && let Ok(pairs) = FormPairs::parse(body)
        && written(&pairs).next().is_some()
    {
        response.extensions_mut().insert(Written { to: uri.path().to_owned(), pairs });
    }
    response
}

async fn answer(signed: Signed, product: ProductId, action: &str, headers: &HeaderMap, body: &[u8]) -> Response {
    let mut form = match open(&signed, headers, body) {
        Ok(form) => form,
        Err(failure) => return failure.into_response(),
    };
    let back = form.take("back").filter(|back| is_local(back)).unwrap_or_else(|| "/".to_owned());
    let next = form.take("next").filter(|next| is_local(next));
    // What is shown again after a refusal is everything that was written, the reason too.
    let written = form.clone();
    match perform(&signed, product, action, &mut form).await {
        // What the dialog that the address opened was for is done.
        Ok(outcome) => go_on(&signed, outcome, &next.unwrap_or_else(|| without(&back, "do"))),
        Err(failure @ (Failure::Refused(_) | Failure::Conflict(_) | Failure::Busy)) => {
            show_again(&signed, &back, headers, Kept { action: action.to_owned(), pairs: written, failure }).await
        }
        Err(failure) => failure.into_response(),
    }
}

/// Reads a posted form of a signed-in person and checks that it is one of ours.
pub fn open(signed: &Signed, headers: &HeaderMap, body: &[u8]) -> Result<FormPairs> {
    let mut form = FormPairs::parse(body)?;
    let token = form.take("csrf");
    let header = headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    let ours = same_origin(headers, signed.app.settings.base_url.as_deref());
    if !ours || token.as_deref().or(header) != Some(signed.who.csrf.as_str()) {
        let message = "This form did not come from a page of yours, or the page is from before you signed in. Nothing was changed.";
        return Err(Failure::Forbidden(Refusal::new("form-not-ours", message).hint("Reload the page and try again.")));
    }
    Ok(form)
}

async fn perform(signed: &Signed, product: ProductId, action: &str, form: &mut FormPairs) -> Result<Outcome> {
    let registered = signed.app.registry.find(action).ok_or(Failure::NotFound)?;
    let reason = form.take("reason").filter(|reason| !reason.trim().is_empty());
    let propose = form.take("propose").is_some();
    let action = (registered.read)(form)?;
    let manner = Manner { reason, propose, ..Manner::default() };
    act(&signed.app, &signed.actor(), product, vec![action], manner).await
}

fn go_on(signed: &Signed, outcome: Outcome, next: &str) -> Response {
    let (flash, answer) = match outcome {
        Outcome::Done(done) => {
            let undo = can_be_undone(&signed.app, &done.changes).then_some(done.seq);
            let answer = done.answers.into_iter().next().and_then(|answer| answer.as_str().map(str::to_owned));
            (done.said.map(|said| Flash { said, undo }), answer)
        }
        Outcome::Proposed(proposed) => {
            (Some(Flash { said: proposed.said, undo: None }), Some(proposed.key.to_string()))
        }
    };
    let next = next.replace("{key}", answer.as_deref().unwrap_or_default());
    go_to(&signed.app, &next, flash)
}

/// Undo is offered where it can be done: changes of things, and of rooms that know the way back.
fn can_be_undone(app: &App, changes: &[Change]) -> bool {
    !changes.is_empty()
        && changes.iter().all(|change| undo::has_a_way_back(app, change.key.map(|key| key.kind), &change.field))
}

/// Leads on after a good form, with what is to be said once.
pub(crate) fn go_to(app: &App, next: &str, flash: Option<Flash>) -> Response {
    let mut response = (StatusCode::SEE_OTHER, [(header::LOCATION, next.to_owned())]).into_response();
    if let Some(flash) = flash {
        let value = flash.encode();
        let cookie = Cookie { name: flash::COOKIE, value: &value, max_age: 60, secure: app.settings.https() };
        response.headers_mut().append(header::SET_COOKIE, cookie.header());
    }
    response
}

/// Draws the page of the form again, with what was written and what is wrong with it.
async fn show_again(signed: &Signed, back: &str, headers: &HeaderMap, kept: Kept) -> Response {
    let (Some(pages), Ok(uri)) = (signed.app.pages.get(), back.parse::<Uri>()) else {
        return kept.failure.into_response();
    };
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = uri;
    for name in [header::COOKIE, header::HOST, header::USER_AGENT] {
        if let Some(value) = headers.get(&name) {
            request.headers_mut().insert(name, value.clone());
        }
    }
    let status = kept.failure.status();
    request.extensions_mut().insert(kept.clone());
    match pages.clone().oneshot(request).await {
        Ok(mut page) if page.status().is_success() || page.status() == status => {
            *page.status_mut() = status;
            page
        }
        _ => kept.failure.into_response(),
    }
}

/// Only addresses of our own pages are gone back to.
pub(crate) fn is_local(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains(['\\', '\r', '\n'])
}
