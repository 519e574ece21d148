//! Somebody of the world with a browser: enough to open pages and send their forms.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use ground::args;
use ground::db::Sql;
use tower::ServiceExt;

use crate::FLOOR;
use crate::testing::World;
use crate::visit::token_hash;

pub(crate) struct Browser {
    router: Router,
    cookie: String,
}

/// An answer, read.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) to: String,
    pub(crate) text: String,
}

impl Browser {
    /// A person of the world, signed in.
    pub(crate) async fn of(world: &World, name: &str) -> Self {
        let secret = world.app.ids.secret();
        let now = world.app.clock.now();
        let until = now.plus(Duration::from_secs(3_600));
        let values = args![token_hash(&secret), world.person(name), CSRF, "", "127.0.0.1", now, now, until];
        let mut tx = world.app.db.write().await.unwrap();
        tx.run(SESSION, values).await.unwrap();
        tx.commit().await.unwrap();
        let router = (FLOOR.routes)().with_state(world.app.clone());
        let _ = world.app.pages.set(router.clone());
        Self { router, cookie: format!("session={secret}") }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path), Body::empty()).await
    }

    /// The text of a page that is there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.text
    }

    /// Sends a form from a page.
    pub(crate) async fn send(&self, page: &str, action: &str, form: &[(&str, &str)]) -> Answer {
        let form: Vec<_> = form.iter().copied().chain([("csrf", CSRF), ("back", page)]).collect();
        let request = Request::post(format!("/shelf/do/{action}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, "http://tandem.test");
        self.ask(request, Body::from(url_encoded(&form))).await
    }

    async fn ask(&self, request: axum::http::request::Builder, body: Body) -> Answer {
        let request = request.header(header::HOST, "tandem.test").header(header::COOKIE, &self.cookie);
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let to = parts.headers.get(header::LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
        let text = axum::body::to_bytes(body, 4_000_000).await.unwrap();
        Answer { status: parts.status, to, text: String::from_utf8(text.to_vec()).unwrap() }
    }
}

const CSRF: &str = "test-token";

const SESSION: Sql = Sql::new(
    "session",
    "INSERT INTO session (token_hash, person, csrf, agent, address, created_at, seen_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);

fn url_encoded(form: &[(&str, &str)]) -> String {
    let coded = |text: &str| text.bytes().map(|byte| format!("%{byte:02x}")).collect::<String>();
    form.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect::<Vec<_>>().join("&")
}

/// Every id of a page is there once: a page with two of one cannot be drawn over by the next.
pub(crate) fn assert_ids_are_unique(page: &str) {
    let mut ids = BTreeMap::new();
    for id in page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        *ids.entry(id).or_insert(0) += 1;
    }
    let twice: Vec<_> = ids.into_iter().filter(|(_, count)| *count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}
