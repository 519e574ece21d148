//! Somebody of the world with a browser: enough to open pages and send their forms.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header, request};
use axum::{Router, middleware};
use ground::args;
use ground::db::Insert;
use ground::web::{FailurePage, encoded, speak};
use tower::ServiceExt;

use super::World;
use crate::app::{App, Floor};
use crate::visit::{failure_page, token_hash};

/// What a browser keeps between requests.
pub struct Browser {
    router: Router,
    cookie: String,
    /// The site whose pages its forms are on.
    origin: String,
}

/// An answer, read.
pub struct Answer {
    /// How it went.
    pub status: StatusCode,
    /// The page, or what else was answered.
    pub text: String,
    /// The seconds after which it may be tried again, where that is said.
    pub again_in: Option<String>,
    to: String,
    /// The cookie it sets.
    cookie: Option<String>,
}

impl Answer {
    /// Where it leads.
    pub fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        &self.to
    }

    /// Whether the page says this.
    pub fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }
}

impl Browser {
    /// A person of the world, by first name, signed in.
    pub async fn of(world: &World, name: &str) -> Self {
        let secret = world.app.ids.secret();
        let now = world.app.clock.now();
        let until = now.plus(Duration::from_secs(3_600));
        let row = args![token_hash(&secret), world.person(name), CSRF, "", "127.0.0.1", now, now, until];
        let mut tx = world.app.db.write().await.expect("the database takes it");
        tx.insert_many(&SESSION, vec![row]).await.expect("a session fits");
        tx.commit().await.expect("the session is kept");
        let origin = "http://tandem.test".to_owned();
        Self { router: world.pages.clone(), cookie: format!("session={secret}"), origin }
    }

    /// Somebody who is not signed in, with a browser of their own.
    pub fn of_nobody(world: &World) -> Self {
        Self { router: world.pages.clone(), cookie: String::new(), origin: "http://tandem.test".to_owned() }
    }

    /// The same on a page of another site.
    #[must_use]
    pub fn from(self, origin: &str) -> Self {
        Self { origin: origin.to_owned(), ..self }
    }

    /// Opens an address.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path), Body::empty()).await
    }

    /// The text of a page that is there.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
        answer.text
    }

    /// Sends the form of an action from a page.
    pub async fn send(&self, page: &str, action: &str, form: &[(&str, &str)]) -> Answer {
        let form = form.iter().copied().chain([("csrf", CSRF), ("back", page)]);
        let request = Request::post(format!("/shelf/do/{action}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, &self.origin);
        self.ask(request, Body::from(url_encoded(form))).await
    }

    /// Sends a form to an address, and keeps the cookie that is set.
    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, &self.origin);
        let form = form.iter().copied().chain([("csrf", CSRF)]);
        let answer = self.ask(request, Body::from(url_encoded(form))).await;
        if let Some(set) = answer.cookie.as_deref().and_then(|set| set.split(';').next()) {
            self.cookie = if self.cookie.is_empty() { set.to_owned() } else { format!("{}; {set}", self.cookie) };
        }
        answer
    }

    async fn ask(&self, request: request::Builder, body: Body) -> Answer {
        let request = request.header(header::HOST, "tandem.test").header(header::COOKIE, &self.cookie);
        let request = request.body(body).expect("it can be sent");
        let Ok(response) = self.router.clone().oneshot(request).await;
        let (parts, body) = response.into_parts();
        let header = |name| parts.headers.get(name).map(|value| value.to_str().expect("it is text").to_owned());
        let (to, again_in) = (header(header::LOCATION).unwrap_or_default(), header(header::RETRY_AFTER));
        let cookie = header(header::SET_COOKIE);
        let text = to_bytes(body, usize::MAX).await.expect("the answer ends");
        Answer { status: parts.status, to, cookie, again_in, text: String::from_utf8_lossy(&text).into_owned() }
    }
}

/// Every id of a page is there once: a page with two of one cannot be drawn over by the next.
pub fn assert_ids_are_unique(page: &str) {
    let mut ids = BTreeMap::new();
    for id in page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        *ids.entry(id).or_insert(0) += 1;
    }
    let twice: Vec<_> = ids.into_iter().filter(|(_, count)| *count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// The pages of these floors, with what stands around them in the program.
pub(super) fn pages(app: &App, floors: &[Floor]) -> Router {
    let pages = floors.iter().fold(Router::new(), |router, floor| router.merge((floor.routes)()));
    let pages = pages.merge(ground::assets::routes()).with_state(app.clone());
    let _ = app.pages.set(pages.clone());
    let page: FailurePage = Arc::new(failure_page);
    pages.layer(middleware::from_fn_with_state(page, speak))
}

const CSRF: &str = "test-token";

const SESSION: Insert = Insert {
    table: "session",
    columns: &["token_hash", "person", "csrf", "agent", "address", "created_at", "seen_at", "expires_at"],
    end: "",
};

/// The pairs of a form as a browser posts them.
pub fn url_encoded<'a>(form: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let pairs = form.into_iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}
