//! Signing in and out.

use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use ground::clock::Ts;
use ground::ui;
use ground::web::{Caller, FormPairs, Result, cookie};
use maud::{Markup, html};
use serde::Deserialize;

use super::{Calling, GatePage, listed, posted};
use crate::app::App;
use crate::journal::{Actor, Via};
use crate::people::actions::gate::{Hold, SignIn, SignOut};
use crate::people::actions::{Step, perform};
use crate::people::passwords;
use crate::people::rules::{self, STAY, VISIT};
use crate::people::sessions::{NewSession, no_cookie};
use crate::people::store::knocks::Knocked;
use crate::people::store::{self, Person};
use crate::people::tries;
use crate::thread::Key;
use crate::visit::{SESSION_COOKIE, Signed, go_to, is_local, open, token_hash};

/// What the address of the sign-in page says.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    back: String,
}

/// `GET /sign-in`.
pub(super) async fn show(
    State(app): State<App>,
    signed: Option<Signed>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    let entry = Entry { email: String::new(), password: String::new(), stay: true, back: local(&asked.back) };
    if signed.is_some() {
        return Ok(go_to(&app, &entry.back, None));
    }
    page(&app, &entry, None, StatusCode::OK).await
}

/// `POST /sign-in`.
pub(super) async fn enter(
    State(app): State<App>,
    Calling(caller): Calling,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let entry = Entry::read(&posted(&app, &headers, &body)?);
    let now = app.clock.now();
    match admit(&app, &caller, &entry, now).await? {
        Admission::In(person) => begin(&app, caller, &headers, &entry, &person, now).await,
        Admission::Wrong(error) => page(&app, &entry, Some(&error), StatusCode::UNPROCESSABLE_ENTITY).await,
        Admission::Wait(seconds) => {
            let error = format!("There were too many tries. The next one is possible in {}.", minutes(seconds));
            let mut response = page(&app, &entry, Some(&error), StatusCode::TOO_MANY_REQUESTS).await?;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            Ok(response)
        }
    }
}

/// `POST /sign-out`.
pub(super) async fn leave(signed: Signed, headers: HeaderMap, body: Bytes) -> Result<Response> {
    open(&signed, &headers, &body)?;
    perform(&signed.app, vec![Step::workspace(signed.actor(), SignOut { session: signed.who.session.clone() })])
        .await?;
    let mut response = go_to(&signed.app, "/sign-in", None);
    response.headers_mut().append(header::SET_COOKIE, no_cookie(&signed.app));
    Ok(response)
}

/// What was written into the form.
struct Entry {
    email: String,
    password: String,
    stay: bool,
    back: String,
}

impl Entry {
    fn read(form: &FormPairs) -> Self {
        let text = |name: &str| form.get(name).unwrap_or_default().to_owned();
        Self {
            email: text("email"),
            password: text("password"),
            stay: form.get("stay").is_some(),
            back: local(&text("back")),
        }
    }
}

enum Admission {
    In(Person),
    Wrong(String),
    Wait(i64),
}

/// Counts the try, then compares. Every step is taken for e-mails nobody has, too.
async fn admit(app: &App, caller: &Caller, entry: &Entry, now: Ts) -> Result<Admission> {
    let email = entry.email.trim().to_lowercase();
    let left = match tries::count(app, &email, caller.address, now).await? {
        Knocked::Left(left) => left,
        Knocked::Wait(seconds) => {
            tracing::warn!(address = %caller.address, "too many tries to sign in");
            return Ok(Admission::Wait(seconds));
        }
    };
    let mut tx = app.db.read().await?;
    let person = store::by_email(&mut tx, &email).await?;
    let kept = match &person {
        Some(person) => store::password(&mut tx, person.id).await?,
        None => None,
    };
    drop(tx);
    let fits = passwords::fits(app, &entry.password, kept).await?;
    match person {
        Some(person) if fits => return Ok(Admission::In(person)),
        Some(person) if left == 0 => {
            perform(app, vec![Step::workspace(Actor::program(Via::Web), Hold { person: person.id })]).await?;
        }
        _ => {}
    }
    Ok(Admission::Wrong(wrong(left)))
}

fn wrong(left: i64) -> String {
    let wait = minutes(i64::try_from(rules::WAIT.as_secs()).unwrap_or(0));
    match left {
        0 => format!("E-mail and password do not fit. Wait {wait} before you try again."),
        1 => format!("E-mail and password do not fit. 1 try is left, then wait {wait}."),
        _ => format!("E-mail and password do not fit. {left} tries are left, then wait {wait}."),
    }
}

fn minutes(seconds: i64) -> String {
    match (seconds + 59) / 60 {
        1 => "1 minute".to_owned(),
        minutes => format!("{minutes} minutes"),
    }
}

async fn begin(
    app: &App,
    caller: Caller,
    headers: &HeaderMap,
    entry: &Entry,
    person: &Person,
    now: Ts,
) -> Result<Response> {
    tries::forget(app, &person.email, caller.address, now).await?;
    let lasts = if entry.stay { STAY } else { VISIT };
    let session = NewSession::new(app, person.id, caller, now, lasts);
    let own_cookie = session.cookie(app);
    let old = cookie(headers, SESSION_COOKIE, app.settings.https()).map(token_hash);
    let actor = Actor::person(person.id, person.administrator, Via::Web, "");
    perform(app, vec![Step::workspace(actor, SignIn { session: Some(session), instead_of: old })]).await?;
    let mut response = go_to(app, &entry.back, None);
    response.headers_mut().append(header::SET_COOKIE, own_cookie);
    Ok(response)
}

async fn page(app: &App, entry: &Entry, error: Option<&str>, status: StatusCode) -> Result<Response> {
    let mut tx = app.db.read().await?;
    let administrators = store::administrators(&mut tx).await?.into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    drop(tx);
    let body = html! {
        (form(entry, error))
        p.note { (forgotten(&administrators)) }
    };
    GatePage { status, title: "Sign in", lead: html! { (lead(&entry.back)) }, body, ..GatePage::default() }
        .draw(app)
        .await
}

fn form(entry: &Entry, error: Option<&str>) -> Markup {
    let email =
        ui::field("email", "E-mail").kind("email").value(&entry.email).attr("autocomplete", "username").required();
    let password = ui::field("password", "Password").kind("password").error(error).required();
    let password = password.attr("autocomplete", "current-password");
    html! {
        form #sign-in method="post" action="/sign-in" {
            input type="hidden" name="back" value=(entry.back);
            (email)
            (password)
            (ui::checkbox("stay", "Stay signed in on this device for 30 days").on(entry.stay))
            (ui::button("Sign in").main())
        }
    }
}

/// Where one is led back to.
fn lead(back: &str) -> String {
    let last = back.split('?').next().and_then(|path| path.rsplit('/').next()).unwrap_or_default();
    match last.parse::<Key>() {
        Ok(key) => format!("You were on {key}, and come back to it."),
        Err(_) if back != "/" => "You come back to the page you were on.".to_owned(),
        Err(_) => String::new(),
    }
}

fn forgotten(administrators: &[String]) -> Markup {
    let names = listed(administrators);
    if names.is_empty() {
        return html! { "Nobody has an account yet. Tandem printed a link to make the first one when it started." };
    }
    html! {
        a.link href="/password" { "Forgotten it?" }
        " An administrator gives you a link that works once. Here that is " (names) "."
    }
}

fn local(back: &str) -> String {
    if is_local(back) { back.to_owned() } else { "/".to_owned() }
}
