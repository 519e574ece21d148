//! Asking people in: several at once, each with a link that is shown this once.

use std::ops::RangeInclusive;

use axum::body::Bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use ground::ui;
use ground::web::{FormPairs, Refusal, Result};
use maud::{Markup, html};

use crate::journal::AnyAction;
use crate::people::actions::accounts::Invite;
use crate::people::actions::{Step, perform};
use crate::people::pages::{administrators_only, again, shown_once, to_copy};
use crate::people::rules::{self, Sealed};
use crate::people::store;
use crate::products::ProductId;
use crate::roles::members::actions::Give;
use crate::roles::rules::Role;
use crate::visit::{Page, Visit, open, token_hash};

/// Lines for people. Manager and owner are two, so as many stand open; the rest of a team is a step away.
const LINES: RangeInclusive<usize> = 1..=8;
const OPEN: usize = 2;

/// `GET /{product}/settings/invite`.
pub(in crate::people) async fn show(visit: Visit) -> Result<Response> {
    administrators_only(&visit.signed)?;
    page(&visit).await
}

/// `POST /{product}/settings/invite`.
pub(in crate::people) async fn send(mut visit: Visit, headers: HeaderMap, body: Bytes) -> Result<Response> {
    let form = open(&visit.signed, &headers, &body)?;
    administrators_only(&visit.signed)?;
    let done = async {
        let asked = Asked::all(&form)?;
        invite(&visit, asked).await
    };
    match done.await {
        Ok(invited) => shown(&visit, &invited, &visit.app().settings.address(&headers)).await,
        Err(failure) => {
            visit.signed = again(visit.signed, "person.invite", form, failure)?;
            page(&visit).await
        }
    }
}

/// Somebody to be asked in, as written.
struct Asked {
    email: String,
    roles: Vec<Role>,
}

/// Somebody who was.
struct Invited {
    email: String,
    /// The secret of the link; none for somebody who has an account and got the roles at once.
    link: Option<String>,
}

impl Asked {
    /// Everybody whose line is filled in; what is wrong is said at the line.
    fn all(form: &FormPairs) -> Result<Vec<Self>> {
        let mut all: Vec<Self> = Vec::new();
        for n in LINES {
            let (email_field, roles_field) = (format!("email-{n}"), format!("roles-{n}"));
            let email = form.get(&email_field).unwrap_or_default().trim();
            let roles: Vec<_> = form.all(&roles_field).filter_map(Role::of_code).collect();
            if email.is_empty() && roles.is_empty() {
                continue;
            }
            let email = rules::email(email).map_err(|refusal| refusal.at(email_field.clone()))?;
            if roles.is_empty() {
                return Err(Refusal::new("roles-missing", "Choose at least one role.").at(roles_field).into());
            }
            if all.iter().any(|other| other.email == email) {
                return Err(Refusal::new("email-twice", "This is the same person again.").at(email_field).into());
            }
            all.push(Self { email, roles });
        }
        match all.is_empty() {
            true => Err(Refusal::new("email-missing", "An e-mail address is missing.").at("email-1").into()),
            false => Ok(all),
        }
    }
}

/// Invites them all or none. Who has an account already needs no link, only the roles.
async fn invite(visit: &Visit, asked: Vec<Asked>) -> Result<Vec<Invited>> {
    let (app, product, actor) = (visit.app(), visit.product.id, visit.signed.actor());
    let mut invited = Vec::new();
    let mut invitations: Vec<Box<dyn AnyAction>> = Vec::new();
    let mut gifts: Vec<Box<dyn AnyAction>> = Vec::new();
    for Asked { email, roles } in asked {
        let account = store::by_email(&mut app.db.read().await?, &email).await?;
        if let Some(account) = account.filter(|account| account.ended_at.is_none()) {
            for role in roles {
                gifts.push(Box::new(Give { person: account.id, role, team: 0 }));
            }
            invited.push(Invited { email, link: None });
            continue;
        }
        let secret = app.ids.secret();
        let link = Sealed(token_hash(&secret));
        invitations.push(Box::new(Invite { email: email.clone(), product, roles, link }));
        invited.push(Invited { email, link: Some(secret) });
    }
    let in_workspace = Step { actor: actor.clone(), scope: ProductId::default(), actions: invitations };
    perform(app, vec![in_workspace, Step { actor, scope: product, actions: gifts }]).await?;
    Ok(invited)
}

async fn page(visit: &Visit) -> Result<Response> {
    let lead = html! { "Each gets a link that works once, within seven days. Tandem sends no mail yet: you pass the link on." };
    let back = visit.at("settings");
    let body = html! {
        .page.page-narrow {
            (ui::page_head("Invite", lead, html! {}))
            form.stack #invite method="post" action=(visit.at("settings/invite")) data-turbo="false" {
                (visit.signed.hidden_fields())
                @for n in 1..=OPEN { (line(visit, n)) }
                details open[written(visit)] {
                    summary.btn.btn-quiet { (ui::icon("plus")) "More people" }
                    .stack { @for n in OPEN + 1..=*LINES.end() { (line(visit, n)) } }
                }
                .line.wrap {
                    (ui::button("Make the links").main())
                    (ui::link_button("Back", &back).quiet())
                }
            }
        }
    };
    let crumbs = vec![("Settings", back.clone())];
    visit.page(Page { title: "Invite", place: "-", crumbs, body, ..Page::default() }).await
}

/// Whether a line of those further down was filled in before the form was refused.
fn written(visit: &Visit) -> bool {
    let kept = visit.kept("person.invite");
    let filled = |n: usize| [format!("email-{n}"), format!("roles-{n}")];
    kept.is_some_and(|kept| {
        LINES.skip(OPEN).flat_map(filled).any(|name| kept.value(&name).is_some_and(|value| !value.trim().is_empty()))
    })
}

fn line(visit: &Visit, n: usize) -> Markup {
    let kept = visit.kept("person.invite");
    let (email, roles) = (format!("email-{n}"), format!("roles-{n}"));
    let chosen: Vec<&str> = kept.map(|kept| kept.pairs.all(&roles).collect()).unwrap_or_default();
    let label = if n == 1 { "E-mail" } else { "E-mail of another, if you like" };
    let field =
        ui::field(&email, label).kind("email").value(kept.and_then(|kept| kept.value(&email)).unwrap_or_default());
    let error = kept.and_then(|kept| kept.error(&roles));
    html! {
        .stack-s {
            (field.error(kept.and_then(|kept| kept.error(&email))).attr("autocomplete", "off"))
            fieldset.field aria-describedby=[error.map(|_| format!("{roles}-e"))] {
                legend.label.strong { "Roles in " (visit.product.name) }
                .line.wrap {
                    @for role in Role::ALL {
                        (ui::checkbox(&roles, role.label()).value(role.code()).on(chosen.contains(&role.code())))
                    }
                }
                @if let Some(error) = error { span.error id={ (roles) "-e" } { (ui::icon("warn")) (error) } }
            }
        }
    }
}

async fn shown(visit: &Visit, invited: &[Invited], base: &str) -> Result<Response> {
    let back = visit.at("settings");
    let body = html! {
        .page.page-narrow {
            (ui::page_head("Copy the links now", "They are shown this once. Who has the link can join as the person it is for.", html! {}))
            .stack-s {
                @for (n, invited) in invited.iter().enumerate() { (link(visit, n, invited, base)) }
                div { (ui::link_button("Back to the settings", &back).icon("back")) }
            }
        }
    };
    let crumbs = vec![("Settings", back.clone())];
    Ok(shown_once(visit.page(Page { title: "Invite", place: "-", crumbs, body, ..Page::default() }).await?))
}

fn link(visit: &Visit, n: usize, invited: &Invited, base: &str) -> Markup {
    let Some(secret) = &invited.link else {
        return html! { p { (invited.email) " has an account already, and has the roles in " (visit.product.name) " now." } };
    };
    let (address, id) = (format!("{base}/invitation?link={secret}"), format!("link-{n}"));
    let label = format!("For {}", invited.email);
    to_copy("link", &id, &label, &address)
}
