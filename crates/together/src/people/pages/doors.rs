//! Links that open a door once: an invitation, a new password. Their secrets stand in the query, which no log keeps.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use ground::clock::Ts;
use ground::ui;
use ground::web::{Caller, Failure, FormPairs, Refusal, Result};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Calling, GatePage, listed, posted};
use crate::app::App;
use crate::journal::{Actor, AnyAction, Via};
use crate::people::actions::account::{SetPassword, link_closed};
use crate::people::actions::accounts::Join;
use crate::people::actions::gate::SignIn;
use crate::people::actions::{Step, perform};
use crate::people::rules::{self, Door, STAY, Sealed};
use crate::people::sessions::NewSession;
use crate::people::store::doors::{self, Link};
use crate::people::store::{self, Person};
use crate::people::tries::{self, Proof};
use crate::people::{PersonId, passwords};
use crate::products;
use crate::roles::members::actions::Give;
use crate::roles::rules::Role;
use crate::visit::{go_to, token_hash};

/// What the address of a door says.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    link: String,
}

/// `GET /invitation?link=…`.
pub(super) async fn invitation(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Response> {
    let form = FormPairs::from_pairs(vec![("link".to_owned(), asked.link)]);
    invitation_page(&app, &form, None).await
}

/// `POST /invitation`.
pub(super) async fn join(
    State(app): State<App>,
    Calling(caller): Calling,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = posted(&app, &headers, &body)?;
    let now = app.clock.now();
    match joined(&app, &form, caller, now).await {
        Err(Failure::Refused(refusal)) => invitation_page(&app, &form, Some(&refusal)).await,
        done => done,
    }
}

/// `GET /reset?link=…`.
pub(super) async fn reset(State(app): State<App>, Query(asked): Query<Asked>) -> Result<Response> {
    let form = FormPairs::from_pairs(vec![("link".to_owned(), asked.link)]);
    reset_page(&app, &form, None).await
}

/// `POST /reset`.
pub(super) async fn renew(
    State(app): State<App>,
    Calling(caller): Calling,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = posted(&app, &headers, &body)?;
    match renewed(&app, &form, caller).await {
        Err(Failure::Refused(refusal)) => reset_page(&app, &form, Some(&refusal)).await,
        done => done,
    }
}

/// `GET /password`: there is no mail yet, so a person has to ask a person.
pub(super) async fn forgotten(State(app): State<App>) -> Result<Response> {
    let administrators = store::administrators(&mut app.db.read().await?).await?;
    let names = listed(&administrators.into_iter().map(|(_, name)| name).collect::<Vec<_>>());
    let lead = html! { "An administrator gives you a link with which you set a new one. It works once, for a day." };
    let body = html! {
        @if !names.is_empty() { p { "Here that is " (names) "." } }
        p.note { "Whoever runs the server can make one as well: " span.secret { "tandem person reset NAME" } }
        p { (ui::link_button("Sign in", "/sign-in").icon("back")) }
    };
    GatePage { title: "Forgotten your password?", lead, body, ..GatePage::default() }.draw(&app).await
}

/// An invitation that can still be followed: the link, the product's name, and who has the account it is for.
struct Asking {
    link: Link,
    email: String,
    product: products::Product,
    roles: Vec<Role>,
    by: Option<Person>,
    account: Option<Person>,
}

impl Asking {
    async fn load(app: &App, form: &FormPairs) -> Result<Option<Self>> {
        let hash = hash_in(form);
        let mut tx = app.db.read().await?;
        let Some(link) = doors::find(&mut tx, &hash.0, Door::Invitation, app.clock.now()).await? else {
            return Ok(None);
        };
        let (Some(email), Some(product)) = (link.email.clone(), link.product) else { return Ok(None) };
        let Some(product) = products::store::by_id(&mut tx, product).await? else { return Ok(None) };
        let account = store::by_email(&mut tx, &email).await?.filter(|person| person.ended_at.is_none());
        let by = match link.made_by {
            Some(person) => store::by_id(&mut tx, person).await?,
            None => None,
        };
        let roles = link.roles.split(',').filter_map(Role::of_code).collect();
        Ok(Some(Self { link, email, product, roles, by, account }))
    }

    /// In one sentence: “Ada Byrne asks you into Shelf as product owner.”
    fn sentence(&self) -> String {
        let by = self.by.as_ref().map_or("An administrator", |person| person.name.as_str());
        let roles: Vec<_> = self.roles.iter().map(|role| role.label().to_lowercase()).collect();
        format!("{by} asks you into {} as {}.", self.product.name, roles.join(" and "))
    }
}

async fn joined(app: &App, form: &FormPairs, caller: Caller, now: Ts) -> Result<Response> {
    let asking = Asking::load(app, form).await?.ok_or_else(link_closed)?;
    let given = form.get("password").unwrap_or_default();
    let name = form.get("name").unwrap_or_default().to_owned();
    let (person, password) = match &asking.account {
        Some(account) => {
            must_fit(app, account, given, &caller, now).await?;
            (account.id, None)
        }
        None => {
            rules::name(&name)?;
            rules::password(given)?;
            let ended = store::by_email(&mut app.db.read().await?, &asking.email).await?;
            let id = ended.map_or_else(|| PersonId::from(app.ids.next()), |person| person.id);
            (id, Some(passwords::hash(app, given).await?))
        }
    };
    let session = NewSession::new(app, person, caller, now, STAY);
    let cookie = session.cookie(app);
    let join = Join { person, name, password, link: hash_in(form) };
    let themselves = |administrator| Actor::person(person, administrator, Via::Web, "");
    let administrator = asking.account.as_ref().is_some_and(|account| account.administrator);
    let give = |role: &Role| Box::new(Give { person, role: *role, team: 0 }) as Box<dyn AnyAction>;
    // Whoever asked them in gives the roles, now that there is somebody to give them to.
    let giver =
        asking.link.made_by.map_or_else(|| Actor::program(Via::Web), |by| Actor::person(by, true, Via::Web, ""));
    let steps = vec![
        Step::workspace(themselves(administrator), join),
        Step::workspace(themselves(administrator), SignIn { session: Some(session), instead_of: None }),
        Step { actor: giver, scope: asking.product.id, actions: asking.roles.iter().map(give).collect() },
    ];
    perform(app, steps).await?;
    let member = asking.roles.iter().any(|role| role.is_member());
    let to = if member { format!("/{}", asking.product.key) } else { "/".to_owned() };
    entered(app, &to, cookie)
}

/// Somebody who has an account follows an invitation with the password of that account.
async fn must_fit(app: &App, account: &Person, password: &str, caller: &Caller, now: Ts) -> Result<()> {
    let proof = Proof { person: account.id, email: &account.email, password };
    if tries::holds(app, proof, caller.address, now).await? {
        return Ok(());
    }
    Err(Refusal::new("password-wrong", "This is not the password of your account.").at("password").into())
}

async fn renewed(app: &App, form: &FormPairs, caller: Caller) -> Result<Response> {
    let given = form.get("password").unwrap_or_default();
    rules::password(given)?;
    let (link, now) = (hash_in(form), app.clock.now());
    let found = doors::find(&mut app.db.read().await?, &link.0, Door::Reset, now).await?;
    let person = found.and_then(|link| link.person).ok_or_else(link_closed)?;
    let password = passwords::hash(app, given).await?;
    let session = NewSession::new(app, person, caller, now, STAY);
    let cookie = session.cookie(app);
    let action = SetPassword { person, password, link: Some(link), session: Some(session) };
    perform(app, vec![Step::workspace(Actor::person(person, false, Via::Web, ""), action)]).await?;
    entered(app, "/", cookie)
}

fn entered(app: &App, to: &str, cookie: HeaderValue) -> Result<Response> {
    let mut response = go_to(app, to, None);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

fn hash_in(form: &FormPairs) -> Sealed {
    Sealed(token_hash(form.get("link").unwrap_or_default()))
}

async fn invitation_page(app: &App, form: &FormPairs, refusal: Option<&Refusal>) -> Result<Response> {
    let Some(asking) = Asking::load(app, form).await? else { return closed(app).await };
    let error = |name: &str| error(refusal, name);
    let name = ui::field("name", "Name").value(form.get("name").unwrap_or_default()).error(error("name"));
    let password = password(error("password"), asking.account.is_some());
    let body = html! {
        form #join method="post" action="/invitation" {
            input type="hidden" name="link" value=(form.get("link").unwrap_or_default());
            (ui::field("email", "E-mail").kind("email").value(&asking.email).attr("readonly", "").attr("autocomplete", "username"))
            @if asking.account.is_none() { (name.attr("autocomplete", "name").required()) }
            (password)
            (ui::button("Join").main().icon("arrow"))
        }
        @if asking.account.is_some() { p.note { "You have an account already; its password shows that it is you." } }
    };
    let title = format!("Join {}", asking.product.name);
    let lead = html! { (asking.sentence()) };
    GatePage { status: status(refusal), title: &title, lead, body, ..GatePage::default() }.draw(app).await
}

async fn reset_page(app: &App, form: &FormPairs, refusal: Option<&Refusal>) -> Result<Response> {
    let now = app.clock.now();
    let mut tx = app.db.read().await?;
    let found = doors::find(&mut tx, &hash_in(form).0, Door::Reset, now).await?;
    let person = match found.and_then(|link| link.person) {
        Some(person) => store::by_id(&mut tx, person).await?,
        None => None,
    };
    drop(tx);
    let Some(person) = person else { return closed(app).await };
    let body = html! {
        form #reset method="post" action="/reset" {
            input type="hidden" name="link" value=(form.get("link").unwrap_or_default());
            (ui::field("email", "E-mail").kind("email").value(&person.email).attr("readonly", "").attr("autocomplete", "username"))
            (password(error(refusal, "password"), false))
            (ui::button("Set it and sign in").main())
        }
    };
    let lead = html! { "For " (person.name) ". You are signed out everywhere else." };
    GatePage { status: status(refusal), title: "A new password", lead, body, ..GatePage::default() }.draw(app).await
}

fn password(error: Option<&str>, present: bool) -> Markup {
    let field = ui::field("password", "Password").kind("password").error(error).required();
    if present {
        return html! { (field.attr("autocomplete", "current-password")) };
    }
    html! { (field.attr("autocomplete", "new-password").hint("12 characters or more")) }
}

fn error<'a>(refusal: Option<&'a Refusal>, name: &str) -> Option<&'a str> {
    refusal.filter(|refusal| refusal.field.as_deref() == Some(name)).map(|refusal| refusal.message.as_str())
}

fn status(refusal: Option<&Refusal>) -> StatusCode {
    if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

/// Whether it was used, withdrawn, too old or never there: the answer is the same.
async fn closed(app: &App) -> Result<Response> {
    let closed = link_closed();
    let lead = html! { (closed.message) " " (closed.hint.unwrap_or_default()) };
    let body = html! { p { (ui::link_button("Sign in", "/sign-in")) } };
    GatePage { status: StatusCode::GONE, title: "This link opens nothing", lead, body, ..GatePage::default() }
        .draw(app)
        .await
}
