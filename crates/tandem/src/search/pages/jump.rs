//! The contents of the palette's list for what was typed into it.

use std::cmp::Reverse;

use axum::extract::{Query, State};
use ground::ui;
use ground::web::{Failure, Result, encoded};
use maud::{Markup, html};
use serde::Deserialize;
use together::app::{App, Place};
use together::products;
use together::thread::rules::THREAD;
use together::thread::search::{Found, of_each};
use together::thread::{self, Kind, Thing};
use together::visit::{Signed, Standing};

use super::super::rules::hits;
use super::{ORDER, by_key, title};

/// Things of a kind that are looked at, and shown.
const LOOKED_AT: usize = 20;
const SHOWN: usize = 3;

/// What is looked for, and where.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    product: String,
}

/// `GET /search/jump`.
pub(super) async fn list(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Markup> {
    let Standing::Holds(Some(_)) = signed.standing(&asked.product).await? else { return Err(Failure::NotFound) };
    let mut tx = app.db.read().await?;
    let product = products::store::by_key(&mut tx, &asked.product).await?.ok_or(Failure::NotFound)?;
    let typed = asked.q.trim();
    let keyed = by_key(&mut tx, product.id, typed).await?;
    let mut found = of_each(&mut tx, product.id, typed, LOOKED_AT).await?;
    drop(tx);
    found.retain(|found| keyed.as_ref().is_none_or(|keyed| keyed.id != found.id));
    // Those that say the words in their title come first, then those made last.
    found.sort_by_key(|found| Reverse(hits(&found.title, typed)));
    let at = |path: &str| format!("/{}/{path}", product.key);
    let places: Vec<_> = app.places_of(&product).filter(|place| is_called(place, typed)).collect();
    let nothing = keyed.is_none() && found.is_empty();
    Ok(html! {
        @if let Some(thing) = &keyed { p.label { "This key" } (keyed_choice(&at(&thing.key().to_string()), thing, typed)) }
        @for kind in ORDER {
            @let these: Vec<_> = found.iter().filter(|found| found.kind == kind).collect();
            @if !these.is_empty() {
                p.label { (kind.plural()) ", " (these.len()) @if these.len() + 1 >= LOOKED_AT { "+" } }
                @for found in these.into_iter().take(SHOWN) { (choice(&at(&found.key().to_string()), found, typed)) }
            }
        }
        @if nothing { p.label { "Nothing has these words" } }
        @if !places.is_empty() {
            p.label { "Go to" }
            @for place in places { a href=(at(place.path).trim_end_matches('/')) { (ui::icon(place.icon)) (place.name) } }
        }
        p.label { "Do" }
        @if !nothing { a href=(format!("{}?q={}", at("search"), encoded(typed))) { (ui::icon("search")) "All results for “" (typed) "”" } }
        a href=(format!("{}?q={}", at("backlog"), encoded(typed))) { (ui::icon("filter")) "Filter the backlog by “" (typed) "”" }
    })
}

fn is_called(place: &Place, typed: &str) -> bool {
    place.name.to_lowercase().contains(&typed.to_lowercase())
}

fn choice(href: &str, found: &Found, typed: &str) -> Markup {
    html! {
        a href=(href) {
            (ui::icon(found.kind.icon()))
            span.clip { (found.key()) " " (title(&found.title, typed)) }
            span.to { @if hangs(found.kind) { (thread::pages::dots(found.thread)) } (found.state) }
        }
    }
}

/// The thing of a typed key; of an imported one with what it is called there.
fn keyed_choice(href: &str, thing: &Thing, typed: &str) -> Markup {
    let own = thing.key().to_string();
    let elsewhere = !typed.to_uppercase().replace('-', "").ends_with(&own.replace('-', ""));
    html! {
        a href=(href) {
            (ui::icon(thing.kind.icon()))
            span.clip { (own) " " (thing.title) }
            span.to { @if elsewhere { "was " (typed.to_uppercase()) } (thing.state) }
        }
    }
}

/// Whether a kind has a place on the thread, so that its dots say something.
pub(super) fn hangs(kind: Kind) -> bool {
    THREAD.iter().any(|(of, _)| *of == kind)
}
