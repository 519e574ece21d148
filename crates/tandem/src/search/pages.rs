//! The list under ⌘K, and the page of results.

use axum::Router;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::products;
use together::thread::search::{Found, Wanted, count, find};
use together::thread::{self, Key, Kind};
use together::visit::{Page, Signed, Visit};
use together::words::counted;

/// The routes of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/search/jump", get(jump)).route("/{product}/search", get(results))
}

/// What is looked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    product: String,
    /// Only this kind.
    kind: Option<Kind>,
}

/// In which order kinds are listed.
const ORDER: [Kind; 12] = [
    Kind::Story,
    Kind::Feature,
    Kind::Need,
    Kind::Goal,
    Kind::Vision,
    Kind::Request,
    Kind::Release,
    Kind::Sprint,
    Kind::Customer,
    Kind::Decision,
    Kind::Proposal,
    Kind::KeyResult,
];

/// `GET /search/jump`: the contents of the palette's list.
async fn jump(State(app): State<App>, signed: Signed, Query(asked): Query<Asked>) -> Result<Markup> {
    if !signed.still_valid(&asked.product).await? {
        return Err(Failure::NotFound);
    }
    let mut tx = app.db.read().await?;
    let product = products::store::by_key(&mut tx, &asked.product).await?.ok_or(Failure::NotFound)?;
    let by_key = by_key(&mut tx, &product, &asked.q).await?;
    let wanted = Wanted { product: product.id, typed: &asked.q, member: true, kind: None, limit: 40 };
    let found = find(&mut tx, &wanted).await?;
    drop(tx);
    let places: Vec<_> = app.places.iter().filter(|place| matches(place.name, &asked.q)).collect();
    let at = |path: &str| format!("/{}/{path}", product.key);
    Ok(html! {
        @if let Some(found) = &by_key { p.label { "This key" } (choice(&at(&found.key().to_string()), found, &asked.q)) }
        @for kind in ORDER {
            @let these: Vec<_> = found.iter().filter(|found| found.kind == kind).take(5).collect();
            @if !these.is_empty() {
                p.label { (kind.plural()) }
                @for found in these { (choice(&at(&found.key().to_string()), found, &asked.q)) }
            }
        }
        @if !places.is_empty() {
            p.label { "Go to" }
            @for place in places { a href=(at(place.path)) { (ui::icon(place.icon)) (place.name) } }
        }
        @if by_key.is_none() && found.is_empty() { p.label { "Nothing has these words" } }
        @else { hr; a href=(format!("{}?q={}", at("search"), query(&asked.q))) { (ui::icon("search")) "All results for “" (asked.q) "”" } }
    })
}

fn matches(name: &str, typed: &str) -> bool {
    name.to_lowercase().contains(typed.trim().to_lowercase().as_str())
}

fn query(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { (byte as char).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The thing whose key was typed: `S-214`, `s214`, `shelf/S-214`.
async fn by_key(tx: &mut Tx, product: &products::Product, typed: &str) -> Result<Option<Found>> {
    let typed = typed.trim();
    let typed = typed.split_once('/').map_or(typed, |(_, key)| key);
    let with_hyphen = typed
        .find(|c: char| c.is_ascii_digit())
        .map(|at| format!("{}-{}", typed[..at].trim_end_matches('-'), &typed[at..]));
    let Some(key) = with_hyphen.and_then(|text| text.parse::<Key>().ok()) else { return Ok(None) };
    let thing = thread::store::by_key(tx, product.id, key).await?;
    Ok(thing.map(|thing| Found {
        id: thing.id,
        kind: thing.kind,
        number: thing.number,
        title: thing.title,
        state: thing.state,
        thread: thing.thread,
    }))
}

fn choice(href: &str, found: &Found, typed: &str) -> Markup {
    html! {
        a href=(href) {
            (ui::icon(found.kind.icon()))
            span.clip { (found.key()) " " (marked(&found.title, typed)) }
            @if found.thread.0 != 0 { (thread::pages::dots(found.thread)) }
            span.push.small.faint { (found.state) }
        }
    }
}

/// The title with the typed words marked.
fn marked(title: &str, typed: &str) -> Markup {
    let words: Vec<String> =
        typed.split_whitespace().map(str::to_lowercase).filter(|word| word.chars().count() > 1).collect();
    let hit = |word: &str| words.iter().any(|typed| word.to_lowercase().starts_with(typed.as_str()));
    html! { @for (n, word) in title.split(' ').enumerate() { @if n > 0 { " " } @if hit(word) { mark { (word) } } @else { (word) } } }
}

/// `GET /{product}/search`.
async fn results(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    if let Some(found) = by_key(&mut tx, &visit.product, &asked.q).await? {
        return Ok(Redirect::to(&visit.at(found.key())).into_response());
    }
    let wanted = Wanted { product: visit.product.id, typed: &asked.q, member: true, kind: asked.kind, limit: 200 };
    let counts = count(&mut tx, &wanted).await?;
    let found = if asked.q.trim().is_empty() { Vec::new() } else { find(&mut tx, &wanted).await? };
    drop(tx);
    let total: i64 = counts.iter().map(|(_, count)| count).sum();
    let address = |kind: Option<Kind>| {
        let kind = kind.map_or_else(String::new, |kind| format!("&kind={}", kind.code()));
        format!("{}?q={}{kind}", visit.at("search"), query(&asked.q))
    };
    let title = if asked.q.trim().is_empty() {
        "Search".to_owned()
    } else {
        format!("{} for “{}”", counted(total, "result", "results"), asked.q.trim())
    };
    let body = html! {
        .page {
            (ui::page_head(&title, "", ""))
            form.line method="get" action=(visit.at("search")) {
                (ui::field("q", "Words or a key").kind("search").value(&asked.q))
                (ui::button("Search").icon("search"))
            }
            @if !counts.is_empty() {
                nav.tabs aria-label="Kinds" {
                    a href=(address(None)) aria-current=[asked.kind.is_none().then_some("true")] { "Everything " span.count { (total) } }
                    @for (kind, number) in &counts {
                        a href=(address(Some(*kind))) aria-current=[(asked.kind == Some(*kind)).then_some("true")] { (kind.plural()) " " span.count { (number) } }
                    }
                }
            }
            @if found.is_empty() && !asked.q.trim().is_empty() { (ui::empty("Nothing has these words", "Try fewer words, or the beginning of one.", "")) }
            ul.rows {
                @for found in &found {
                    li.row id=(found.key()) data-row {
                        a.clip.title href=(visit.at(found.key())) { span.id { (found.key()) } " " (marked(&found.title, &asked.q)) }
                        span.line { (thread::pages::dots(found.thread)) span.chip { (found.state) } }
                    }
                }
            }
        }
    };
    visit.page(Page { title: "Search", place: "-", body, ..Page::default() }).await
}
