//! The way in: where `/` leads, and the page that makes a product.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use ground::ui::{self, Choice};
use ground::web::{Failure, Refusal, Result};
use maud::{Markup, html};

use super::rules::Mode;
use super::{Product, store};
use crate::app::{App, Offered};
use crate::people;
use crate::roles::rules::{Preset, Role};
use crate::visit::{Kept, Signed};

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/", get(home)).route("/products/new", get(new))
}

/// `GET /`: to the desk, or to the choice of one.
async fn home(State(app): State<App>, signed: Option<Signed>) -> Result<Response> {
    let Some(signed) = signed else { return Ok(Redirect::to("/sign-in").into_response()) };
    let mut tx = app.db.read().await?;
    let products = store::of_person(&mut tx, signed.who.id, signed.who.administrator).await?;
    let as_customer = store::of_customer(&mut tx, signed.who.id).await?;
    drop(tx);
    let to = |address: &str| Redirect::to(address).into_response();
    let response = match products.as_slice() {
        [only] => to(&format!("/{}", only.key)),
        [] if signed.who.administrator => to("/products/new"),
        [] => nothing_here(&signed, &as_customer),
        several => choice(&signed, several),
    };
    Ok(private(response))
}

/// The answer depends on who asks and what they belong to, so no validator stands for it.
fn private(mut response: Response) -> Response {
    response.headers_mut().remove(header::ETAG);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    response
}

fn choice(signed: &Signed, products: &[Product]) -> Response {
    let rows = products.iter().map(|product| {
        let address = format!("/{}", product.key);
        ui::row(ui::row_text(html! { a href=(address) { (product.name) } }, html! { (product.key) })).icon("book")
    });
    let body = html! {
        (ui::rows(rows))
        @if signed.who.administrator { p { (ui::link_button("New product", "/products/new").icon("plus")) } }
        (people::pages::way_out(signed))
    };
    signed.gate("Which product?", html! {}, false, body)
}

/// Honest about what a customer, or somebody without a role, can do here today.
fn nothing_here(signed: &Signed, as_customer: &[String]) -> Response {
    let lead = if as_customer.is_empty() {
        html! { "You have an account, and no role in a product yet. An administrator can give you one." }
    } else {
        html! { "You are a customer of " (as_customer.join(", ")) ". There is no page for customers yet: your requests are kept, and the team answers them where you sent them." }
    };
    let title = if as_customer.is_empty() { "No product yet" } else { "Nothing to see yet" };
    signed.gate(title, lead, false, people::pages::way_out(signed))
}

/// `GET /products/new`.
async fn new(signed: Signed) -> Result<Response> {
    if !signed.who.administrator {
        let refusal = Refusal::new("administrators-only", "An administrator makes products.");
        return Err(Failure::Forbidden(refusal.hint("Ask one to make it and to give you a role in it.")));
    }
    let mut tx = signed.read().await?;
    let first = store::of_person(&mut tx, signed.who.id, true).await?.is_empty();
    drop(tx);
    let body = html! {
        @if first { (ui::steps(people::pages::set_up::STEPS, 1)) }
        section aria-labelledby="product-h" {
            @if first { (ui::sec_head("First product").id("product-h")) }
            (form(&signed, first))
            (instead(&signed))
        }
    };
    let (title, lead) = match first {
        true => ("Two steps, then your desk", people::pages::set_up::lead()),
        false => ("New product", html! { "All but the key can be changed later under Settings and Roles." }),
    };
    Ok(signed.gate(title, lead, true, body))
}

fn form(signed: &Signed, first: bool) -> Markup {
    let kept = signed.kept("product.make");
    let value = |name: &str| kept.and_then(|kept| kept.value(name)).unwrap_or_default();
    let error = |name: &str| kept.and_then(|kept| kept.error(name));
    let name = ui::field("name", "Name").id("product-name").value(value("name")).error(error("name")).required();
    let name = name.attr("data-key-for", "product-key");
    let key = ui::field("key", "Key, in every address").id("product-key").value(value("key")).error(error("key"));
    let key = key.required().attr("autocapitalize", "none").hint("shelf/S-214. Letters, never changed later");
    html! {
        form #product-make method="post" action="/do/product.make" aria-labelledby=[first.then_some("product-h")] {
            (signed.hidden_fields())
            .two { (name.attr("autocomplete", "off")) (key.attr("autocomplete", "off")) }
            .two {
                (ui::picks("Who decides what", "preset", &presets(), kept.map_or(Preset::ManagerAndOwner.code(), |_| value("preset"))))
                .stack-s {
                    (roles(kept))
                    (segments("How it is delivered", "mode", &modes(), kept.map_or("scrum", |_| value("mode"))))
                    (beginning(signed, value("next")))
                }
            }
            (ui::button("Make it and open my desk").main().icon("arrow"))
        }
    }
}

fn presets() -> Vec<Choice<'static>> {
    Preset::ALL.iter().map(|preset| ui::choice(preset.code(), preset.label()).note(preset.hint())).collect()
}

fn modes() -> Vec<Choice<'static>> {
    Mode::ALL.iter().map(|mode| ui::choice(mode.code(), mode.label())).collect()
}

fn roles(kept: Option<&Kept>) -> Markup {
    let chosen: Vec<&str> =
        kept.map_or_else(|| vec![Role::ProductManager.code()], |kept| kept.pairs.all("roles").collect());
    let pick = |role: &Role| {
        let on = chosen.contains(&role.code());
        let with = offered_with(*role);
        html! { label { (ui::checkbox("roles", role.label()).value(role.code()).on(on).bare().attr("data-with", &with)) (role.label()) } }
    };
    let (two, others) = Role::MEMBERS.split_at(2);
    let open = others.iter().any(|role| chosen.contains(&role.code()));
    ui::fieldset(
        "Your roles in it",
        html! {
            .picks { @for role in two { (pick(role)) } }
            details open[open] { summary.line { (ui::icon("right")) "Another, or none" } .picks { @for role in others { (pick(role)) } } }
        },
    )
}

/// The presets whose maker is offered this role.
fn offered_with(role: Role) -> String {
    let with = Preset::ALL.iter().filter(|preset| preset.offered().contains(&role));
    with.map(|preset| preset.code()).collect::<Vec<_>>().join(" ")
}

/// What can be begun with, where there is more than one way.
fn beginning(signed: &Signed, chosen: &str) -> Markup {
    let empty = ui::choice("/{key}", "An empty thread");
    let others = signed.app.offers(Offered::Beginning).map(|offer| ui::choice(offer.address, offer.label));
    let ways: Vec<_> = std::iter::once(empty).chain(others).collect();
    if ways.len() == 1 {
        return html! { input type="hidden" name="next" value="/{key}"; };
    }
    let chosen = if ways.iter().any(|way| way.value == chosen) { chosen } else { "/{key}" };
    segments("Begin with", "next", &ways, chosen)
}

/// A few choices side by side, no wider than they are.
fn segments(label: &str, name: &str, choices: &[Choice<'_>], chosen: &str) -> Markup {
    ui::fieldset(label, html! { div { (ui::seg(name, label, choices, chosen)) } })
}

/// Instead of a product of one's own: what the program has to show.
fn instead(signed: &Signed) -> Markup {
    html! {
        @for offer in signed.app.offers(Offered::Instead) {
            form method="post" action=(offer.address) {
                (signed.hidden_fields())
                input type="hidden" name="next" value="/{key}";
                (ui::button(offer.label).icon("book"))
            }
        }
    }
}
