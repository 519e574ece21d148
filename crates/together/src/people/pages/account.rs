//! One's own account: name, e-mail, password, theme, sessions, tokens.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use ground::ui::{self, State as Mark};
use ground::web::{Caller, FormPairs, Refusal, Result};
use maud::{Markup, html};

use super::{Calling, again, tokens};
use crate::app::App;
use crate::people::actions::account::{Readdress, SetPassword};
use crate::people::actions::{Step, perform};
use crate::people::rules::{self, STAY, device};
use crate::people::sessions::NewSession;
use crate::people::store::sessions::{self, Session};
use crate::people::tries::{self, Proof};
use crate::people::{passwords, store};
use crate::visit::{Flash, Signed, go_to, open};
use crate::words;

/// `GET /account`.
pub(super) async fn show(signed: Signed) -> Result<Response> {
    page(&signed).await
}

/// `POST /account/email`: asks for the password, since the e-mail is what one signs in with.
pub(super) async fn readdress(
    signed: Signed,
    Calling(caller): Calling,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = open(&signed, &headers, &body)?;
    let email = form.get("email").unwrap_or_default().to_owned();
    let done = async {
        rules::email(&email)?;
        must_fit(&signed, &form, &caller).await?;
        perform(&signed.app, vec![Step::workspace(signed.actor(), Readdress { email })]).await
    };
    match done.await {
        Ok(()) => Ok(back(&signed, "Your e-mail is changed")),
        Err(failure) => page(&again(signed, "person.readdress", form, failure)?).await,
    }
}

/// `POST /account/password`: every session ends; this one goes on under a new secret.
pub(super) async fn change_password(
    signed: Signed,
    Calling(caller): Calling,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = open(&signed, &headers, &body)?;
    let session = NewSession::new(&signed.app, signed.who.id, caller.clone(), signed.now, STAY);
    let cookie = session.cookie(&signed.app);
    let done = async {
        let new = form.get("password").unwrap_or_default();
        rules::password(new)?;
        must_fit(&signed, &form, &caller).await?;
        let password = passwords::hash(&signed.app, new).await?;
        let action = SetPassword { person: signed.who.id, password, link: None, session: Some(session) };
        perform(&signed.app, vec![Step::workspace(signed.actor(), action)]).await
    };
    match done.await {
        Ok(()) => {
            let mut response = back(&signed, "Your password is changed, and you are signed out everywhere else");
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Err(failure) => page(&again(signed, "person.password", form, failure)?).await,
    }
}

/// `POST /account/theme`. A preference is nobody else's business: it is kept, not journaled.
pub(super) async fn prefer_theme(
    State(app): State<App>,
    signed: Signed,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response> {
    let form = open(&signed, &headers, &body)?;
    let theme = form.get("theme").filter(|theme| matches!(*theme, "light" | "dark")).unwrap_or_default();
    let mut tx = app.db.write().await?;
    store::prefer(&mut tx, signed.who.id, "theme", theme).await?;
    tx.commit().await?;
    Ok(back(&signed, "Kept"))
}

/// The present password, asked for before what a found or borrowed session must not do.
async fn must_fit(signed: &Signed, form: &FormPairs, caller: &Caller) -> Result<()> {
    let password = form.get("current").unwrap_or_default();
    let proof = Proof { person: signed.who.id, email: &signed.who.email, password };
    if tries::holds(&signed.app, proof, caller.address, signed.now).await? {
        return Ok(());
    }
    Err(Refusal::new("password-wrong", "This is not your present password.").at("current").into())
}

fn back(signed: &Signed, said: &str) -> Response {
    go_to(&signed.app, "/account", Some(Flash { said: said.to_owned(), undo: None }))
}

/// The page; drawn again after a refusal with what was written.
pub(super) async fn page(signed: &Signed) -> Result<Response> {
    let mut tx = signed.read().await?;
    let sessions = sessions::of_person(&mut tx, signed.who.id, signed.now).await?;
    let own_tokens = store::tokens::of_person(&mut tx, signed.who.id, signed.now).await?;
    drop(tx);
    let body = html! {
        section #you aria-labelledby="you-h" { (ui::sec_head("You").id("you-h")) (name(signed)) }
        section #email-address aria-labelledby="email-h" { (ui::sec_head("E-mail").id("email-h")) (email(signed)) }
        section #password-of-mine aria-labelledby="password-h" { (ui::sec_head("Password").id("password-h")) (password(signed)) }
        section #look aria-labelledby="look-h" { (ui::sec_head("Look").id("look-h")) (theme(signed)) }
        section #sessions aria-labelledby="sessions-h" {
            (ui::sec_head("Where you are signed in").id("sessions-h").count(sessions.len()))
            .stack-s { (session_rows(signed, &sessions)) }
        }
        section #tokens aria-labelledby="tokens-h" {
            (ui::sec_head("Tokens").id("tokens-h").count(own_tokens.len()))
            .stack-s { (tokens::list(signed, &own_tokens)) (tokens::form(signed)) }
        }
        form method="post" action="/sign-out" {
            (signed.hidden_fields())
            .line.wrap {
                (ui::link_button("To your desk", "/").icon("back"))
                (ui::button("Sign out").quiet())
            }
        }
    };
    Ok(signed.gate(
        "Your account",
        html! { (signed.who.email) @if signed.who.administrator { ", administrator" } },
        true,
        body,
    ))
}

fn name(signed: &Signed) -> Markup {
    let kept = signed.kept("person.rename");
    let value = kept.and_then(|kept| kept.value("name")).unwrap_or(&signed.who.name);
    let error = kept.and_then(|kept| kept.error("name"));
    html! {
        form #rename method="post" action="/do/person.rename" {
            (signed.hidden_fields())
            (ui::field("name", "Name").id("own-name").value(value).error(error).attr("autocomplete", "name").required())
            div { (ui::button("Save the name")) }
        }
    }
}

fn email(signed: &Signed) -> Markup {
    let kept = signed.kept("person.readdress");
    let value = kept.and_then(|kept| kept.value("email")).unwrap_or(&signed.who.email);
    let error = |name: &str| kept.and_then(|kept| kept.error(name));
    let field =
        ui::field("email", "E-mail").id("own-email").kind("email").value(value).error(error("email")).required();
    html! {
        form #readdress method="post" action="/account/email" {
            (signed.hidden_fields())
            .two {
                (field.attr("autocomplete", "username"))
                (current("email-current", error("current")))
            }
            div { (ui::button("Change the e-mail")) }
        }
    }
}

fn password(signed: &Signed) -> Markup {
    let kept = signed.kept("person.password");
    let error = |name: &str| kept.and_then(|kept| kept.error(name));
    let new = ui::field("password", "New password").id("new-password").kind("password").error(error("password"));
    html! {
        form #change-password method="post" action="/account/password" {
            (signed.hidden_fields())
            // So that what keeps passwords knows whose this one is.
            input type="text" autocomplete="username" value=(signed.who.email) hidden;
            .two {
                (current("password-current", error("current")))
                (new.attr("autocomplete", "new-password").hint("12 characters or more").required())
            }
            div { (ui::button("Change the password")) }
            p.note { "You are signed out everywhere but here. Tokens stay; end them below." }
        }
    }
}

fn current<'a>(id: &'a str, error: Option<&'a str>) -> ui::Field<'a> {
    let field = ui::field("current", "Present password").id(id).kind("password").error(error).required();
    field.attr("autocomplete", "current-password")
}

fn theme(signed: &Signed) -> Markup {
    let choices = [ui::choice("", "As the system says"), ui::choice("light", "Light"), ui::choice("dark", "Dark")];
    html! {
        form #theme method="post" action="/account/theme" {
            (signed.hidden_fields())
            div { (ui::seg("theme", "Theme", &choices, &signed.who.theme)) }
            div { (ui::button("Keep it")) }
            p.note { "For every browser in which you have not pressed the switch at the top." }
        }
    }
}

fn session_rows(signed: &Signed, sessions: &[Session]) -> Markup {
    let here = session_name(signed);
    let rows = sessions.iter().map(|session| session_row(signed, session, session.name == here));
    html! {
        (ui::rows(rows))
        @if sessions.len() > 1 {
            form method="post" action="/do/person.sign_out" {
                (signed.hidden_fields())
                input type="hidden" name="person" value=(signed.who.id);
                input type="hidden" name="except" value=(here);
                div { (ui::button("Sign out everywhere else").icon("lock")) }
            }
        }
    }
}

fn session_row<'a>(signed: &Signed, session: &Session, is_here: bool) -> ui::Row<'a> {
    let seen = if is_here { "now".to_owned() } else { words::ago(session.seen_at, signed.now) };
    let sub =
        html! { (session.address) " · since " (words::date(session.created_at, signed.now)) " · last here " (seen) };
    let title = html! { (device(&session.agent)) @if is_here { " " (ui::chip("This one").state(Mark::GOOD)) } };
    let row = ui::row(ui::row_text(title, sub)).icon("user");
    if is_here {
        return row;
    }
    row.actions(html! {
        form method="post" action="/do/session.end" {
            (signed.hidden_fields())
            input type="hidden" name="session" value=(session.name);
            (ui::button("End").small().quiet())
        }
    })
}

/// What the account's page calls the session it is looked at through.
fn session_name(signed: &Signed) -> String {
    signed.who.session.chars().take(16).collect()
}
