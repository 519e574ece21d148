//! Everything one can do with a story, as a plain page: what the menu of its row does without a script.

use axum::extract::Path;
use axum::response::Response;
use ground::web::{Failure, Result};
use maud::html;
use together::thread::{Key, Kind};
use together::visit::{Page, Visit};

use super::{Shown, forms};

/// `GET /{product}/{key}/more`.
pub(super) async fn show(visit: Visit, Path((_, key)): Path<(String, String)>) -> Result<Response> {
    let key: Key = key.parse().map_err(|_| Failure::NotFound)?;
    if key.kind == Kind::Feature {
        return crate::features::pages::more(visit, key).await;
    }
    let mut tx = visit.read().await?;
    let shown = Shown::load(&visit, &mut tx, key).await?;
    let all = forms::all(&visit, &mut tx, &shown).await?;
    drop(tx);
    let (title, backlog) = (format!("More for {key}"), visit.at("backlog"));
    let body = html! {
        .page {
            .page-head {
                div { h1 { (title) } p { a.link href=(visit.at(key)) { (shown.thing.title) } } }
                .actions { (forms::head(&visit, &shown)) }
            }
            .halves { section { (all) } }
            p.note {
                a.link href=(format!("{backlog}?add={key}")) { "Add a story below it" } " · "
                a.link href=(backlog) { "Back to the backlog" }
            }
        }
    };
    let crumbs = vec![("Backlog", visit.at("backlog"))];
    visit
        .page(Page { title: &title, place: "backlog", crumbs, topics: vec![key.to_string()], body, ..Page::default() })
        .await
}
