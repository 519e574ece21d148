//! A person with a browser, or a program with a token, before all routes.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use ground::db::{Args, Sql};
use serde_json::{Value, json};
use tandem::FLOORS;
use together::journal::{Actor, Via};
use together::people;
use together::roles::rules::Role;
use together::testing::{World, url_encoded};
use tower::ServiceExt;

const HOST: &str = "tandem.test";
const PASSWORD: &str = "correct horse battery";

/// The world with all floors, and its doors.
pub(crate) struct House {
    pub(crate) world: World,
    router: Router,
}

/// Somebody before the doors.
#[derive(Clone)]
pub(crate) struct Person {
    router: Router,
    cookie: Option<String>,
    csrf: String,
    token: Option<String>,
    /// The last part of the address they come from.
    address: u8,
}

/// An answer, read.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl House {
    /// Everybody, and nothing in the product yet.
    pub(crate) async fn new() -> Self {
        let world = World::new(FLOORS).await;
        let router = tandem::server::router(&world.app);
        Self { world, router }
    }

    /// With a thing of every kind in Shelf, a proposal, and a product of somebody else's.
    pub(crate) async fn furnished() -> Self {
        let house = Self::new().await;
        let ines = house.person("Ines").await;
        for (action, fields) in [
            ("vision.set", json!({ "title": "Every library lends without a queue" })),
            ("goal.choose", json!({ "title": "More residents borrow", "starts": "2026-07-01", "ends": "2026-12-31" })),
            (
                "key_result.add",
                json!({ "goal": "G-1", "title": "Borrowers", "unit": "people", "start": 18_400.0, "target": 24_000.0 }),
            ),
            ("release.plan", json!({ "title": "4.2 Autumn", "day": "2026-11-13" })),
        ] {
            ines.does(action, fields).await;
        }
        let tomas = house.person("Tomas").await;
        for (action, fields) in [
            ("need.write", json!({ "title": "Know when a book comes back", "serves": "G-1" })),
            ("feature.define", json!({ "title": "Holds", "serves": "N-1", "text": "Queue for a book" })),
            ("story.write", json!({ "title": "Pause a hold", "feature": "F-1" })),
            ("persona.write", json!({ "title": "Dora, 34, commutes" })),
            ("insight.record", json!({ "text": "People plan by a date.", "source": "interview" })),
            ("survey.write", json!({ "title": "What matters to you?", "things": ["N-1"] })),
            ("customer.add", json!({ "title": "Port Ellery" })),
            (
                "request.record",
                json!({ "body": "Let me pause my holds over summer.", "contact": "Adele Fournier", "customer": "Port Ellery", "importance": 2 }),
            ),
            ("request.record", json!({ "body": "Tell me before a loan is due.", "contact": "Somebody Else" })),
        ] {
            tomas.does(action, fields).await;
        }
        house.person("Mei").await.does("sprint.plan", json!({ "starts": "2026-10-19", "ends": "2026-10-30" })).await;
        let priya = house.person("Priya").await;
        for title in ["Fewer late returns", "More late returns"] {
            let proposed = priya.asks("goal.choose", json!({ "title": title })).await;
            assert_eq!(proposed.status, StatusCode::ACCEPTED, "{}", proposed.text);
        }
        priya.does("question.ask", json!({ "story": "S-1", "question": "For how long?" })).await;
        tomas.does("question.answer", json!({ "question": "Q-1", "answer": "Ninety days." })).await;
        priya.does("question.clear", json!({ "question": "Q-1" })).await;
        ines.does("proposal.decline", json!({ "proposal": "P-2", "because": "Nobody wants that" })).await;
        house.run("UPDATE thing SET public = 1 WHERE kind IN ('feature', 'customer')", vec![]).await;
        let adele = house.world.person("Adele");
        house.run("UPDATE contact SET person = $1 WHERE name = 'Adele Fournier'", ground::args![adele]).await;
        house.found_loom().await;
        house
    }

    /// The product of another team, with Nobody Else as its only member.
    async fn found_loom(&self) {
        let ada = self.person("Ada").await;
        let made = ada
            .post("/api/actions/product.make", &json!({ "key": "loom", "name": "Loom", "preset": "manager-and-owner" }))
            .await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        let nobody = self.world.person("Nobody");
        let give = json!({ "product": "loom", "person": nobody, "role": Role::ProductManager });
        let given = ada.post("/api/actions/membership.give", &give).await;
        assert_eq!(given.status, StatusCode::OK, "{}", given.text);
    }

    /// Nobody in particular.
    pub(crate) fn stranger(&self) -> Person {
        Person { router: self.router.clone(), cookie: None, csrf: String::new(), token: None, address: 1 }
    }

    /// Somebody signed in, by first name.
    pub(crate) async fn person(&self, name: &str) -> Person {
        let mut person = self.stranger();
        let link = people::reset(&self.world.app, Actor::program(Via::Cli), self.world.person(name)).await.unwrap();
        let secret = link.split_once("link=").unwrap().1;
        let entered = person.post_form("/reset", &[("link", secret), ("password", PASSWORD)]).await;
        let cookie = entered.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        person.cookie = Some(cookie);
        person.csrf = person.get("/account").await.behind("name=\"csrf-token\" content=\"");
        person
    }

    /// A program with a token of somebody's: `read` or `full`.
    pub(crate) async fn program(&self, name: &str, reach: &str) -> Person {
        let owner = self.person(name).await;
        let made =
            owner.post_form("/account/tokens", &[("name", "Statistics"), ("reach", reach), ("days", "30")]).await;
        let token = format!("tdm_{}", made.behind("value=\"tdm_"));
        Person { token: Some(token), ..self.stranger() }
    }

    /// Changes the database behind the program's back.
    pub(crate) async fn run(&self, sql: &'static str, args: Args) {
        let mut tx = self.world.app.db.write().await.unwrap();
        tx.run(Sql::new(sql, sql), args).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// How many rows a query counts.
    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.world.app.db.read().await.unwrap().one(Sql::<(i64,)>::new(sql, sql), vec![]).await.unwrap().0
    }
}

impl Person {
    /// The token of their forms.
    pub(crate) fn csrf(&self) -> &str {
        &self.csrf
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[]).await
    }

    pub(crate) async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.ask(Method::GET, path, headers, Body::empty()).await
    }

    /// The same from another place.
    pub(crate) fn at(self, address: u8) -> Self {
        Self { address, ..self }
    }

    /// What their browser remembers; nothing of somebody not signed in.
    pub(crate) fn cookie(&self) -> &str {
        self.cookie.as_deref().unwrap_or_default()
    }

    /// An e-mail of theirs, which nobody has an account with.
    pub(crate) fn mail(&self) -> String {
        format!("{}@elsewhere.example", self.address)
    }

    /// Posts JSON, as a program or a script of our pages would.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.post_with(path, body, &[]).await
    }

    pub(crate) async fn post_with(&self, path: &str, body: &Value, headers: &[(&str, &str)]) -> Answer {
        let mut headers = headers.to_vec();
        headers.push(("content-type", "application/json"));
        headers.push(("x-csrf-token", &self.csrf));
        self.ask(Method::POST, path, &headers, Body::from(body.to_string())).await
    }

    /// Posts a form, as a browser would.
    pub(crate) async fn post_form(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let body = url_encoded(form.iter().copied().chain([("csrf", self.csrf.as_str())]));
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        self.ask(Method::POST, path, &headers, Body::from(body)).await
    }

    /// Asks for an action in Shelf.
    pub(crate) async fn asks(&self, action: &str, fields: Value) -> Answer {
        let mut body = json!({ "product": "shelf" });
        body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        self.post(&format!("/api/actions/{action}"), &body).await
    }

    /// Asks for an action in Shelf and gets it.
    pub(crate) async fn does(&self, action: &str, fields: Value) -> Value {
        let answer = self.asks(action, fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{action}: {}", answer.text);
        answer.json()
    }

    pub(crate) async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Answer {
        let mut request = Request::builder().method(&method).uri(path).header(header::HOST, HOST);
        if method != Method::GET {
            request = request.header(header::ORIGIN, format!("http://{HOST}"));
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(body).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, self.address], 1))));
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let bytes = axum::body::to_bytes(body, 16_000_000).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
    }
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The name of the rule that said no.
    pub(crate) fn refusal(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{} {}", self.status, self.text);
        self.json()["type"].as_str().unwrap().trim_start_matches("tandem:").to_owned()
    }

    /// What stands behind a text, up to a quote.
    pub(crate) fn behind(&self, before: &str) -> String {
        let rest = self.text.split_once(before).unwrap_or_else(|| panic!("no {before} in {}", self.text)).1;
        rest.split('"').next().unwrap().to_owned()
    }
}
