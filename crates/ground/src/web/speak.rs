//! Turns a failure into a page or a JSON problem, whichever the caller reads.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use maud::Markup;
use serde_json::json;

use super::{Failure, FormPairs};

/// Draws the page of a failure; handed in by the program, which knows how its pages look.
pub type FailurePage = Arc<dyn Fn(&Failure, Option<&Written>) -> Markup + Send + Sync>;

/// A form whose own page cannot be shown again. Put beside the failure in the answer, what was written into it stands on the
/// page of the failure.
#[derive(Debug, Clone)]
pub struct Written {
    /// The address it was sent to.
    pub to: String,
    /// What was in it.
    pub pairs: FormPairs,
}

/// Whether the caller reads JSON rather than pages.
pub fn wants_json(request: &Request) -> bool {
    let path = request.uri().path();
    path == "/api" || path.starts_with("/api/")
}

/// Middleware: gives every bodiless failure its words.
pub async fn speak(State(page): State<FailurePage>, request: Request, next: Next) -> Response {
    let json = wants_json(&request);
    let is_get = request.method() == Method::GET;
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let Some(failure) = response.extensions_mut().remove::<Failure>() else { return response };
    let written = response.extensions_mut().remove::<Written>();
    if let Failure::Broken(why) = &failure {
        tracing::error!(%path, %why, "broken");
    }
    if matches!(failure, Failure::Busy) {
        tracing::warn!(%path, "the database is busy");
    }
    let mut spoken = match &failure {
        _ if json => problem(&failure),
        Failure::SignIn { back } if written.is_none() => to_sign_in(if is_get { back } else { "" }),
        _ => (failure.status(), page(&failure, written.as_ref())).into_response(),
    };
    if let Some(seconds) = failure.try_again_in() {
        spoken.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    // Cookies that the handler set before it failed are kept, and the methods an address takes.
    for name in [header::SET_COOKIE, header::ALLOW] {
        for value in response.headers().get_all(&name) {
            spoken.headers_mut().append(&name, value.clone());
        }
    }
    spoken
}

fn to_sign_in(back: &str) -> Response {
    let query = serde_urlencoded::to_string([("back", back)]).unwrap_or_default();
    let to = if back.is_empty() || back == "/" { "/sign-in".to_owned() } else { format!("/sign-in?{query}") };
    Redirect::to(&to).into_response()
}

/// RFC 9457 problem details.
fn problem(failure: &Failure) -> Response {
    let status = failure.status();
    let mut body = json!({
        "type": format!("tandem:{}", failure.name()),
        "title": failure.message(),
        "status": status.as_u16(),
    });
    if let Some(refusal) = failure.refusal() {
        body["field"] = json!(refusal.field);
        body["hint"] = json!(refusal.hint);
    }
    if let Failure::Conflict(conflict) = failure {
        body["stored"] = conflict.stored.clone();
        body["sent"] = conflict.sent.clone();
    }
    let mut response = (status, axum::Json(body)).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if status == StatusCode::UNAUTHORIZED {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}
