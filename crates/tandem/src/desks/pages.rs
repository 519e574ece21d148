//! Whose desk it is.

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::db::Tx;
use ground::ui;
use ground::web::Result;
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::roles::rules::Role;
use together::visit::{Page, Queue, Visit};

use super::desk::{Desk, waiting_as};
use super::{first, store, view};

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
        first::page(&visit, &mut tx).await?
    } else {
        let role = asked.role.filter(|role| visit.has(*role)).or_else(|| visit.main_role());
        let desk = Desk::load(&visit, &mut tx, role).await?;
        let switch = match role {
            Some(role) => switch(&visit, &mut tx, role).await?,
            None => html! {},
        };
        view::draw(&visit, &desk, &switch)
    };
    drop(tx);
    visit.page(Page { title: "Desk", place: "", topics: topics(&visit), body, ..Page::default() }).await
}

/// What a desk shows, so that it is drawn anew when that changes.
fn topics(visit: &Visit) -> Vec<String> {
    let kinds = [
        "story",
        "question",
        "request",
        "need",
        "feature",
        "goal",
        "key-result",
        "sprint",
        "release",
        "proposal",
        "decision",
    ];
    let mine = [format!("notices:{}", visit.who().id), "matrix".to_owned()];
    kinds.map(str::to_owned).into_iter().chain(mine).collect()
}

/// A person with both hats has two desks; the way to the other says how much waits there.
async fn switch(visit: &Visit, tx: &mut Tx, here: Role) -> Result<Markup> {
    let desks = [Role::ProductManager, Role::ProductOwner];
    if !desks.iter().all(|role| visit.has(*role)) {
        return Ok(html! {});
    }
    let addresses = desks.map(|role| format!("/{}?role={}", visit.product.key, role.code()));
    let mut tabs = Vec::new();
    for (role, address) in desks.into_iter().zip(&addresses) {
        let there = if role == here { 0 } else { waiting_as(tx, visit, Some(role)).await? };
        let tab = ui::tab(role.label(), address).current(role == here);
        tabs.push(if there > 0 { tab.count(Queue::said(there)) } else { tab });
    }
    Ok(ui::seg_links("Whose desk", &tabs))
}

/// `GET /{product}/places`: every place, for a phone.
async fn places(visit: Visit) -> Result<Response> {
    let body = html! {
        .page {
            (ui::page_head("Places", "", ""))
            ul.rows {
                @for place in visit.app().places_of(&visit.product) {
                    li.row.row-icon { (ui::icon(place.icon)) a href=(visit.at(place.path).trim_end_matches('/')) { (place.name) } }
                }
                li.row.row-icon { (ui::icon("user")) a href="/account" { "Your account" } }
            }
        }
    };
    visit.page(Page { title: "Places", place: "-", body, ..Page::default() }).await
}
