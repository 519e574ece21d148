//! Tokens: lists of them, making one, and showing it once.

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use ground::clock::Ts;
use ground::ui;
use ground::web::{FormPairs, Refusal, Result};
use maud::{Markup, html};

use super::{account, again, shown_once, to_copy};
use crate::people::actions::tokens::MakeToken;
use crate::people::actions::{Step, perform};
use crate::people::rules::{Reach, Sealed};
use crate::people::store::tokens::Token;
use crate::visit::{Signed, open, token_hash};
use crate::words;

/// How many letters of a token stay readable.
const READABLE: usize = 8;

const DAY: i64 = 24 * 60 * 60 * 1_000_000;

/// `POST /account/tokens`.
pub(super) async fn make(signed: Signed, headers: HeaderMap, body: Bytes) -> Result<Response> {
    let form = open(&signed, &headers, &body)?;
    let secret = format!("tdm_{}", signed.app.ids.secret());
    let done = async {
        let action = asked(&form, &secret)?;
        perform(&signed.app, vec![Step::workspace(signed.actor(), action)]).await
    };
    match done.await {
        Ok(()) => Ok(shown(&signed, &secret)),
        Err(failure) => account::page(&again(signed, "token.make", form, failure)?).await,
    }
}

fn asked(form: &FormPairs, secret: &str) -> Result<MakeToken, Refusal> {
    let reach = if form.get("reach") == Some(Reach::Full.code()) { Reach::Full } else { Reach::Read };
    Ok(MakeToken {
        name: form.get("name").unwrap_or_default().to_owned(),
        reach,
        days: form.get("days").and_then(|days| days.parse().ok()).unwrap_or(0),
        begins: secret[..READABLE].to_owned(),
        hash: Sealed(token_hash(secret)),
    })
}

fn shown(signed: &Signed, secret: &str) -> Response {
    let body = html! {
        (to_copy("token", "token", "Token", secret))
        p.note { "Send it as " span.secret { "Authorization: Bearer tdm_…" } "." }
        p { (ui::link_button("Back to your account", "/account#tokens").icon("back")) }
    };
    let lead = html! { "It is shown this once. Tandem keeps only what it needs to recognise it." };
    shown_once(signed.gate("Copy the token now", lead, false, body))
}

/// The form that makes one. It is answered with the token itself, so the browser loads that page whole.
pub(super) fn form(signed: &Signed) -> Markup {
    let kept = signed.kept("token.make");
    let value = |name: &str| kept.and_then(|kept| kept.value(name)).unwrap_or_default();
    let error = |name: &str| kept.and_then(|kept| kept.error(name));
    let reaches = [ui::choice("read", "Reads"), ui::choice("full", "Reads and acts")];
    let days = [ui::choice("30", "30 days"), ui::choice("90", "90 days"), ui::choice("365", "A year")];
    let or = |value: &'static str, given: &str| if given.is_empty() { value.to_owned() } else { given.to_owned() };
    let name = ui::field("name", "For").id("token-name").value(value("name")).error(error("name")).required();
    html! {
        form #make-token method="post" action="/account/tokens" data-turbo="false" {
            (signed.hidden_fields())
            .two {
                (name.attr("placeholder", "Loan statistics").attr("autocomplete", "off"))
                (ui::field("days", "Ends after").id("token-days").select(&days).value(&or("90", value("days"))).error(error("days")))
            }
            div { (ui::seg("reach", "What it may do", &reaches, &or("read", value("reach")))) }
            div { (ui::button("New token").icon("plus")) }
            p.note { "A program that sends it acts as you, and never does more than you may." }
        }
    }
}

/// The tokens that hold, each with its end.
pub(super) fn list(signed: &Signed, tokens: &[Token]) -> Markup {
    if tokens.is_empty() {
        return html! {};
    }
    html! {
        table.table.words {
            colgroup { col; col.w-l; col.w-xl; col.w-m; col.w-s; }
            thead {
                tr {
                    th scope="col" { "For" }
                    th scope="col" { "Begins with" }
                    th scope="col" { "May" }
                    th.num scope="col" { "Ends" }
                    td {}
                }
            }
            tbody { @for token in tokens { (row(signed, token)) } }
        }
    }
}

fn row(signed: &Signed, token: &Token) -> Markup {
    let own = token.person == signed.who.id;
    let used = token.used_at.map_or("Not used yet".to_owned(), |at| format!("Used {}", words::ago(at, signed.now)));
    html! {
        tr id={ "token-" (token.id) } {
            th scope="row" { (token.name) div.small.faint { (used) } }
            td { span.secret { (token.begins) "…" } }
            td.small.dim { (may(token, own)) }
            td.num.small.(if is_soon(token, signed.now) { "late" } else { "faint" }) data-l="ends" { (ends(token, signed.now)) }
            td.num {
                @if own || signed.who.administrator {
                    form method="post" action="/do/token.revoke" {
                        (signed.hidden_fields())
                        input type="hidden" name="token" value=(token.id);
                        (ui::button("End").small().quiet())
                    }
                }
            }
        }
    }
}

fn may(token: &Token, own: bool) -> String {
    let first = token.person_name.split(' ').next().unwrap_or_default();
    let whose = if own { "you" } else { first };
    match (token.reach == Reach::Full.code(), own) {
        (true, _) => format!("full, never more than {whose}"),
        (false, true) => "read only, what you see".to_owned(),
        (false, false) => format!("read only, what {whose} sees"),
    }
}

fn ends(token: &Token, now: Ts) -> String {
    match token.expires_at {
        Some(at) if is_soon(token, now) => match (at.0 - now.0) / DAY {
            0 => "today".to_owned(),
            1 => "in 1 day".to_owned(),
            days => format!("in {days} days"),
        },
        Some(at) => words::date(at, now),
        None => "never".to_owned(),
    }
}

/// Whether it ends within a week, which is time to make another.
pub(super) fn is_soon(token: &Token, now: Ts) -> bool {
    token.expires_at.is_some_and(|at| at.0 - now.0 < 7 * DAY)
}

/// What the settings say at their head of the tokens below.
pub(super) fn finding(tokens: &[Token], now: Ts) -> String {
    let soon: Vec<_> = tokens.iter().filter(|token| is_soon(token, now)).collect();
    match soon.as_slice() {
        [] => "All quiet.".to_owned(),
        [one] => format!("All quiet. One token ends {}.", ends(one, now)),
        several => format!("All quiet. {} tokens end within a week.", several.len()),
    }
}
