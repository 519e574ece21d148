//! A person with a browser, before the real routes.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use axum::middleware;
use ground::clock::Clock;
use ground::db::Sql;
use ground::ids::Ids;
use ground::testing::TestDb;
use ground::web::{FailurePage, speak};
use tower::ServiceExt;

use crate::FLOOR;
use crate::app::{App, Foundation, Settings};
use crate::people::PersonId;
use crate::schema::MIGRATIONS;
use crate::testing::{TODAY, url_encoded};
use crate::visit::failure_page;

pub(super) const PASSWORD: &str = "correct horse battery";

/// An empty workspace with its routes.
pub(super) struct House {
    pub(super) app: App,
    router: Router,
    _db: TestDb,
}

impl House {
    pub(super) async fn new() -> Self {
        Self::at(None).await
    }

    /// Reached at this address.
    pub(super) async fn at(base_url: Option<&str>) -> Self {
        let db = TestDb::new(MIGRATIONS).await;
        let clock = Clock::fixed(TODAY);
        let settings = Settings {
            build: "test".into(),
            cheap_passwords: true,
            base_url: base_url.map(str::to_owned),
            ..Settings::default()
        };
        let foundation = Foundation { db: db.clone(), ids: Ids::seeded(clock.clone(), 3), clock, settings };
        let app = App::new(foundation, &[FLOOR]);
        let pages = (FLOOR.routes)().with_state(app.clone());
        let _ = app.pages.set(pages.clone());
        let page: FailurePage = Arc::new(failure_page);
        Self { app, router: pages.layer(middleware::from_fn_with_state(page, speak)), _db: db }
    }

    /// One with an administrator, Ada, and the product `shelf`, whose manager she is.
    pub(super) async fn with_ada() -> (Self, Browser) {
        let house = Self::new().await;
        let mut ada = house.browser();
        let path = crate::people::begin(&house.app).await.unwrap().unwrap();
        let code = path.rsplit('/').next().unwrap().to_owned();
        let made = ada
            .post(
                "/set-up",
                &[("name", "Ada Byrne"), ("email", "ada@x.example"), ("password", PASSWORD), ("code", &code)],
            )
            .await;
        assert_eq!(made.to(), "/products/new");
        let form = [
            ("name", "Shelf"),
            ("key", "shelf"),
            ("preset", "manager-and-owner"),
            ("mode", "scrum"),
            ("roles", "product-manager"),
            ("next", "/{key}"),
        ];
        assert_eq!(ada.send("/products/new", "/do/product.make", &form).await.to(), "/shelf");
        (house, ada)
    }

    pub(super) fn browser(&self) -> Browser {
        Browser {
            router: self.router.clone(),
            host: "tandem.test".into(),
            origin: Some("http://tandem.test".into()),
            address: "192.0.2.1:1".parse().unwrap(),
            cookies: BTreeMap::new(),
        }
    }

    /// A browser at another address.
    pub(super) fn browser_at(&self, address: &str) -> Browser {
        Browser { address: format!("{address}:1").parse().unwrap(), ..self.browser() }
    }

    /// How many rows a query counts.
    pub(super) async fn count(&self, sql: &'static str) -> i64 {
        let sql = Sql::<(i64,)>::new("count", sql);
        self.app.db.read().await.unwrap().one(sql, vec![]).await.unwrap().0
    }

    /// The text a query answers with.
    pub(super) async fn text(&self, sql: &'static str) -> String {
        let sql = Sql::<(String,)>::new("text", sql);
        self.app.db.read().await.unwrap().one(sql, vec![]).await.unwrap().0
    }

    /// Who has this e-mail.
    pub(super) async fn person(&self, email: &str) -> PersonId {
        let mut tx = self.app.db.read().await.unwrap();
        crate::people::store::by_email(&mut tx, email).await.unwrap().unwrap().id
    }

    /// The roles of somebody, as `role:team` with commas, in every product.
    pub(super) async fn roles(&self, email: &str) -> String {
        let mut tx = self.app.db.read().await.unwrap();
        let Some(person) = crate::people::store::by_email(&mut tx, email).await.unwrap() else { return String::new() };
        let held = crate::roles::members::store::of_person(&mut tx, person.id).await.unwrap();
        held.iter().map(|(_, role, team)| format!("{role}:{team}")).collect::<Vec<_>>().join(",")
    }

    /// What somebody's account page calls their sessions.
    pub(super) async fn session_names(&self, email: &str) -> Vec<String> {
        let person = self.person(email).await;
        let mut tx = self.app.db.read().await.unwrap();
        let sessions = crate::people::store::sessions::of_person(&mut tx, person, TODAY).await.unwrap();
        sessions.into_iter().map(|session| session.name).collect()
    }

    /// An administrator makes an invitation into `shelf`; returns its secret.
    pub(super) async fn invite(&self, by: &mut Browser, email: &str, role: &str) -> String {
        let page = "/shelf/settings/invite";
        by.send(page, page, &[("email-1", email), ("roles-1", role)]).await.behind("/invitation?link=")
    }

    /// Somebody is invited into `shelf` and joins.
    pub(super) async fn join(&self, by: &mut Browser, email: &str, role: &str) -> Browser {
        let link = self.invite(by, email, role).await;
        let mut browser = self.browser();
        let form = [("link", link.as_str()), ("name", "Tomas Lindqvist"), ("password", PASSWORD)];
        let joined = browser.post("/invitation", &form).await;
        assert_eq!(joined.to(), if role == "customer" { "/" } else { "/shelf" });
        browser
    }
}

/// What a browser keeps between requests.
#[derive(Clone)]
pub(super) struct Browser {
    router: Router,
    pub(super) host: String,
    pub(super) origin: Option<String>,
    address: SocketAddr,
    pub(super) cookies: BTreeMap<String, String>,
}

/// An answer, read.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    /// Where it leads.
    pub(super) fn to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text);
        self.headers[header::LOCATION].to_str().unwrap()
    }

    /// The cookie of this name, as it was set.
    pub(super) fn cookie(&self, name: &str) -> &str {
        let all = self.headers.get_all(header::SET_COOKIE).iter().map(|value| value.to_str().unwrap());
        all.into_iter().find(|cookie| cookie.starts_with(&format!("{name}="))).unwrap()
    }

    /// The page says this.
    pub(super) fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// The value of a hidden field, or the address of a link shown once: what stands behind `before`, up to a quote or tag.
    pub(super) fn behind(&self, before: &str) -> String {
        let rest =
            self.text.split_once(before).unwrap_or_else(|| panic!("no {before} on a page of status {}", self.status)).1;
        rest.split(['"', '<']).next().unwrap().to_owned()
    }
}

impl Browser {
    pub(super) async fn get(&mut self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Posts a form as it stands.
    pub(super) async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = url_encoded(form.iter().copied());
        let request = Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(Body::from(body)).unwrap()).await
    }

    /// The same with texts of one's own.
    pub(super) async fn post_owned(&mut self, path: &str, form: &[(String, String)]) -> Answer {
        let form: Vec<_> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.post(path, &form).await
    }

    /// Opens a page and posts a form with what that page's forms carry.
    pub(super) async fn send(&mut self, page: &str, action: &str, form: &[(&str, &str)]) -> Answer {
        let csrf = self.get(page).await.behind("name=\"csrf\" value=\"");
        let mut form = form.to_vec();
        form.extend([("csrf", csrf.as_str()), ("back", page)]);
        self.post(action, &form).await
    }

    /// Signs in with the usual password.
    pub(super) async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.post("/sign-in", &[("email", email), ("password", password), ("stay", "on")]).await
    }

    async fn ask(&mut self, mut request: Request<Body>) -> Answer {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let headers = request.headers_mut();
        headers.insert(header::HOST, self.host.parse().unwrap());
        headers.insert(
            header::USER_AGENT,
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".parse().unwrap(),
        );
        if !cookies.is_empty() {
            headers.insert(header::COOKIE, cookies.join("; ").parse().unwrap());
        }
        if let Some(origin) = self.origin.as_ref().filter(|_| request.method() == "POST") {
            request.headers_mut().insert(header::ORIGIN, origin.parse().unwrap());
        }
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.keep_cookies(&response);
        let (parts, body) = response.into_parts();
        let text = axum::body::to_bytes(body, 4_000_000).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8(text.to_vec()).unwrap() }
    }

    fn keep_cookies(&mut self, response: &Response<Body>) {
        for cookie in response.headers().get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, rest) = cookie.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if cookie.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
