//! The document that says what the interface has, in OpenAPI 3.1: written from the registry of actions, the fields of kinds
//! and the types of the answers, so that it cannot say anything else than what is there.
//!
//! Also here: paths, schemas.

mod paths;
mod schemas;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ground::web::Result;
use serde_json::{Value, json};
use together::app::App;

use super::asker::{add, json_text};

pub use schemas::{kind_name, schema_of};

/// `GET /api/openapi.json`: the same for everybody, whoever asks; it says nothing of what is in the workspace.
pub async fn show(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    let etag = format!("W/\"openapi.{}\"", app.settings.build);
    let theirs = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut response = if theirs == etag {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        json_text(StatusCode::OK, serde_json::to_vec_pretty(&document(&app))?)
    };
    add(response.headers_mut(), header::ETAG, &etag);
    Ok(response)
}

/// The whole document.
pub fn document(app: &App) -> Value {
    let mut components = schemas::Components::of_answers();
    components.add_kinds(&app.kinds);
    let actions: Vec<Value> = newest(app).map(|action| components.add_action(action)).collect();
    let mut paths = paths::of_kinds(&app.kinds);
    paths.extend(paths::of_reading());
    paths.extend(paths::of_lists());
    paths.extend(newest(app).zip(actions).map(|(action, schema)| paths::of_action(action, &schema)));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Tandem",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Every action by POST, every kind of thing by GET. Who does not decide proposes: the answer is then 202 with the key of the proposal.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" }
        },
        "servers": [{ "url": app.settings.base_url.clone().unwrap_or_else(|| "/".to_owned()) }],
        "security": [{ "token": [] }, { "session": [], "csrf": [] }],
        "paths": paths,
        "components": {
            "schemas": components.schemas,
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": "Made on one's account page. It acts as its person and never does more." },
                "session": { "type": "apiKey", "in": "cookie", "name": if app.settings.https() { "__Host-session" } else { "session" } },
                "csrf": { "type": "apiKey", "in": "header", "name": "X-CSRF-Token", "description": "Beside a session, whenever something is changed." }
            }
        }
    })
}

/// Every action in its newest version, by name.
pub fn newest(app: &App) -> impl Iterator<Item = &together::journal::Registered> {
    let all = app.registry.all();
    all.iter().enumerate().filter(|(n, action)| *n == 0 || all[n - 1].name != action.name).map(|(_, action)| action)
}
