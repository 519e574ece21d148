//! Who asks: the person that made the workspace, with their session.

use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::Result;
use crate::http::{Answer, Client};
use crate::page::{between, form, written};
use crate::server::Server;

const NAME: &str = "Adele Bench";
const EMAIL: &str = "adele@example.com";
const PASSWORD: &str = "a long enough password";

/// The product that is measured.
pub(crate) const PRODUCT: &str = "bench";

/// Somebody signed in.
#[derive(Clone)]
pub(crate) struct Person {
    address: SocketAddr,
    origin: String,
    cookie: String,
    csrf: String,
}

impl Person {
    /// Makes the first account.
    pub(crate) async fn set_up(server: &Server) -> Result<Self> {
        let path = server.set_up.as_deref().ok_or("the workspace has an account already: give it an empty database")?;
        let code = path.rsplit('/').next().unwrap_or_default();
        Self::through(server, "/set-up", &[("name", NAME), ("email", EMAIL), ("password", PASSWORD), ("code", code)])
            .await
    }

    /// Signs in to the workspace that an earlier run made.
    pub(crate) async fn sign_in(server: &Server) -> Result<Self> {
        Self::through(server, "/sign-in", &[("email", EMAIL), ("password", PASSWORD)]).await
    }

    async fn through(server: &Server, gate: &str, pairs: &[(&str, &str)]) -> Result<Self> {
        let origin = format!("http://{}", server.address);
        let headers = [("origin", origin.as_str()), ("content-type", "application/x-www-form-urlencoded")];
        let request = written("POST", gate, server.address, &headers, &form(pairs));
        let answer = Client::new(server.address).send(&request).await?;
        let cookie = answer.header("set-cookie").and_then(|cookie| cookie.split(';').next());
        let cookie =
            cookie.ok_or_else(|| format!("{gate} answered {}: {}", answer.status, answer.trouble()))?.to_owned();
        let mut person = Self { address: server.address, origin, cookie, csrf: String::new() };
        let page = person.ask(&person.get("/account")).await?.text();
        person.csrf =
            between(&page, "name=\"csrf-token\" content=\"", "\"").ok_or("a page without a token")?.to_owned();
        Ok(person)
    }

    /// The request for a page.
    pub(crate) fn get(&self, path: &str) -> Vec<u8> {
        self.get_with(path, &[])
    }

    /// The request for a page, with further headers.
    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Vec<u8> {
        let headers: Vec<_> = [("cookie", self.cookie.as_str())].into_iter().chain(headers.iter().copied()).collect();
        written("GET", path, self.address, &headers, &[])
    }

    /// The headers a browser opens a socket with.
    pub(crate) fn socket_headers(&self) -> [(&'static str, &str); 2] {
        [("cookie", &self.cookie), ("origin", &self.origin)]
    }

    /// The form behind a button of the product.
    pub(crate) fn press(&self, action: &str, pairs: &[(&str, &str)]) -> Vec<u8> {
        let back = format!("/{PRODUCT}/backlog");
        let own = [("csrf", self.csrf.as_str()), ("back", &back)];
        let pairs: Vec<_> = own.into_iter().chain(pairs.iter().copied()).collect();
        self.post(&format!("/{PRODUCT}/do/{action}"), "application/x-www-form-urlencoded", &form(&pairs))
    }

    /// A file, or anything else, for an address.
    pub(crate) fn post(&self, path: &str, kind: &str, content: &[u8]) -> Vec<u8> {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("origin", &self.origin),
            ("x-csrf-token", &self.csrf),
            ("content-type", kind),
        ];
        written("POST", path, self.address, &headers, content)
    }

    /// Sends one request and waits for what comes back.
    pub(crate) async fn ask(&self, request: &[u8]) -> Result<Answer> {
        Client::new(self.address).send(request).await
    }

    /// Asks for a page that must be there.
    pub(crate) async fn page(&self, path: &str) -> Result<Answer> {
        let answer = self.ask(&self.get(path)).await?;
        if answer.status == 200 { Ok(answer) } else { Err(format!("{path} answered {}", answer.status).into()) }
    }

    /// A form of a page that answers by leading on; says where.
    pub(crate) async fn submit(&self, path: &str, pairs: &[(&str, &str)]) -> Result<String> {
        let pairs: Vec<_> = [("csrf", self.csrf.as_str())].into_iter().chain(pairs.iter().copied()).collect();
        self.led_on(&self.post(path, "application/x-www-form-urlencoded", &form(&pairs))).await
    }

    /// Sends a file as a form does; says where that leads.
    pub(crate) async fn upload(&self, path: &str, rows_as: &str, name: &str, file: &[u8]) -> Result<String> {
        const EDGE: &str = "the-edge-of-a-part";
        let part = |name: &str, more: &str| {
            format!("--{EDGE}\r\ncontent-disposition: form-data; name=\"{name}\"{more}\r\n\r\n").into_bytes()
        };
        let content = [
            part("csrf", "").as_slice(),
            self.csrf.as_bytes(),
            b"\r\n",
            &part("as", ""),
            rows_as.as_bytes(),
            b"\r\n",
            &part("file", &format!("; filename=\"{name}\"")),
            file,
            format!("\r\n--{EDGE}--\r\n").as_bytes(),
        ]
        .concat();
        self.led_on(&self.post(path, &format!("multipart/form-data; boundary={EDGE}"), &content)).await
    }

    async fn led_on(&self, request: &[u8]) -> Result<String> {
        let answer = self.ask(request).await?;
        let to = answer.header("location").map(str::to_owned);
        to.ok_or_else(|| format!("a form was answered {}: {}", answer.status, answer.trouble()).into())
    }

    /// Performs an action of the workspace or of the product; says what it answered.
    pub(crate) async fn act(&self, name: &str, body: &Value) -> Result<Value> {
        let request = self.post(&format!("/api/actions/{name}"), "application/json", body.to_string().as_bytes());
        let told = self.told(name, &request).await?;
        Ok(told["answers"][0].clone())
    }

    /// Performs a list of actions of the product, all or none.
    pub(crate) async fn act_all(&self, actions: &[Value]) -> Result<()> {
        let body = json!({ "product": PRODUCT, "actions": actions });
        self.told("a list", &self.post("/api/actions", "application/json", body.to_string().as_bytes())).await?;
        Ok(())
    }

    async fn told(&self, what: &str, request: &[u8]) -> Result<Value> {
        let answer = self.ask(request).await?;
        if answer.status != 200 {
            return Err(format!("{what} was answered {}: {}", answer.status, answer.trouble()).into());
        }
        Ok(serde_json::from_slice(&answer.body)?)
    }
}
