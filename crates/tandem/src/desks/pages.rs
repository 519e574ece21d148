//! Whose desk it is.

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::roles::rules::Role;
use together::visit::{Page, Visit};

use super::{first, manager, owner, store};

/// The routes of the desks.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}", get(desk)).route("/{product}/places", get(places))
}

/// Whose desk is looked at, for a person with several roles.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    role: Option<Role>,
}

/// `GET /{product}`.
async fn desk(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let body = if store::is_empty(&mut tx, visit.product.id).await? {
        first::page(&visit)
    } else {
        let role = asked.role.filter(|role| visit.has(*role)).or_else(|| visit.main_role());
        let other = if let Some(role) = role {
            switch(&visit, role)
        } else {
            html! {}
        };
        match role {
            Some(Role::ProductManager) => manager::page(&visit, &mut tx, other).await?,
            _ => owner::page(&visit, &mut tx, other).await?,
        }
    };
    drop(tx);
    let topics = ["story", "request", "need", "goal", "key-result", "proposal", "decision"].map(str::to_owned).to_vec();
    visit.page(Page { title: "Desk", place: "", topics, body, ..Page::default() }).await
}

/// A person with both hats has two desks.
fn switch(visit: &Visit, here: Role) -> Markup {
    let desks = [Role::ProductManager, Role::ProductOwner].map(|role| (role, visit.has(role)));
    if desks.iter().any(|(_, has)| !has) {
        return html! {};
    }
    html! {
        nav.seg aria-label="Whose desk" {
            @for (role, _) in desks {
                a href=(format!("/{}?role={}", visit.product.key, role.code())) aria-current=[(role == here).then_some("true")] { (role.label()) }
            }
        }
    }
}

/// `GET /{product}/places`: every place, for a phone.
async fn places(visit: Visit) -> Result<Response> {
    let body = html! {
        .page {
            (ui::page_head("Places", "", ""))
            ul.rows {
                @for place in &visit.app().places {
                    li.row.row-icon { (ui::icon(place.icon)) a href=(visit.at(place.path).trim_end_matches('/')) { (place.name) } }
                }
                li.row.row-icon { (ui::icon("user")) a href="/account" { "Your account" } }
            }
        }
    };
    visit.page(Page { title: "Places", place: "-", body, ..Page::default() }).await
}
