//! The settings of a product: its people, tokens, and itself.

pub(super) mod invite;
pub(super) mod people;
pub(super) mod product;
pub(super) mod roles;

use axum::extract::Query;
use axum::response::Response;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;

use super::tokens;
use crate::app::Offered;
use crate::people::PersonId;
use crate::people::store::tokens::Token;
use crate::people::store::{doors, members, tokens as kept_tokens};
use crate::roles::marks::Marks;
use crate::roles::rules::Right;
use crate::visit::{Page, Visit};

/// Which people of a long list.
#[derive(Deserialize)]
pub(in crate::people) struct Asked {
    #[serde(default)]
    after: Option<PersonId>,
}

/// `GET /{product}/settings`.
pub(in crate::people) async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let (administrator, now) = (visit.who().administrator, visit.signed.now);
    let mut tx = visit.read().await?;
    let mut listed = members::of_product(&mut tx, visit.product.id, asked.after).await?;
    let all = members::count_of_product(&mut tx, visit.product.id).await?;
    // All of them on one page stand by what they are, the customers last; by name where they do not fit.
    if i64::try_from(listed.len()).is_ok_and(|shown| shown == all) {
        listed.sort_by_key(|person| people::held(person).first().copied());
    }
    let mut waiting = Vec::new();
    if administrator {
        waiting = doors::waiting(&mut tx, visit.product.id, now).await?;
    }
    let own_tokens = match administrator {
        true => kept_tokens::of_product(&mut tx, visit.product.id, now).await?,
        false => kept_tokens::of_person(&mut tx, visit.who().id, now).await?,
    };
    let marks = Marks::load(&mut tx, &visit, &[Right::PlanSprint, Right::ScopeRelease, Right::MovePhase]).await?;
    drop(tx);
    let body = html! {
        .page {
            .paged {
                (contents(&visit))
                .stack {
                    (head(&visit, &own_tokens))
                    (people::section(&visit, &people::People { listed: &listed, all, waiting: &waiting }))
                    (token_section(&visit, &own_tokens))
                    (product::section(&visit, &marks))
                }
            }
        }
    };
    let topics = vec!["member".to_owned(), "product".to_owned()];
    visit.page(Page { title: "Settings", place: "-", topics, body, ..Page::default() }).await
}

fn contents(visit: &Visit) -> Markup {
    let roles = visit.app().places.iter().any(|place| place.path == "roles");
    html! {
        nav.contents aria-label="Settings" {
            small { (visit.product.name) }
            ul {
                li { a href="#people" aria-current="true" { "People" } }
                li { a href="#tokens" { "Tokens" } }
                li { a href="#product" { "Product" } }
                @for offer in visit.app().offers(Offered::Settings) { li { a href=(visit.at(offer.address)) { (offer.label) } } }
                @if roles { li { a href=(visit.at("roles")) { "Who decides what" } } }
                @if visit.who().administrator { li { a href="/workspace" { "Workspace" } } }
            }
        }
    }
}

fn head(visit: &Visit, held: &[Token]) -> Markup {
    let invite = visit.at("settings/invite");
    let actions = html! {
        @if visit.who().administrator { (ui::link_button("Invite", &invite).main().icon("plus")) }
    };
    ui::page_head("Settings", tokens::finding(held, visit.signed.now), actions)
}

fn token_section(visit: &Visit, held: &[Token]) -> Markup {
    html! {
        section #tokens {
            (ui::sec_head("Tokens").count(held.len()).aside(ui::link_button("New token", "/account#tokens").small().icon("plus")))
            @if held.is_empty() {
                (ui::empty("No tokens", "A token lets a program read, or act, as you.", html! {}))
            }
            (tokens::list(&visit.signed, held))
        }
    }
}
