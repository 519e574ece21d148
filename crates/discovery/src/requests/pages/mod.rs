//! The inbox: requests on the left, the conversation in the middle, on the right where it hangs and what it is worth.

mod desk;
mod forms;
mod list;
mod place;
mod talk;
mod telling;

use axum::Router;
use axum::extract::Query;
use axum::http::Uri;
use axum::response::Response;
use axum::routing::get;
use ground::db::Tx;
use ground::ui;
use ground::web::{Failure, Result};
use maud::{Markup, html};
use serde::Deserialize;
use together::app::App;
use together::journal::Boxed;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::{self, Key, Thing};
use together::visit::{Page, Visit};
use together::words::counted;

use super::store::inbox::Sort;
use super::store::{self, One};
pub use desk::{to_answer, to_place};
use list::{Inbox, Opened};
pub use telling::for_desk as to_tell;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/requests", get(inbox)).route("/{product}/requests/to-tell", get(telling::page))
}

/// How many new requests wait, for the side bar.
pub fn waiting<'a>(tx: &'a mut Tx, visit: &'a Visit) -> Boxed<'a, i64> {
    Box::pin(store::inbox::new(tx, visit.product.id, visit.signed.now))
}

/// What a page of requests is asked for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// The tab: a state, or `all`.
    tab: Option<String>,
    /// `oldest` or `importance`; newest first otherwise.
    sort: String,
    /// The last request of the page before.
    after: Option<Key>,
    /// Show the form that records a request.
    new: Option<String>,
    /// What the request is recorded for, or what is suggested first.
    r#for: Option<Key>,
    /// The dialog that is open without a script.
    r#do: String,
}

impl Asked {
    fn sort(&self) -> Sort {
        match self.sort.as_str() {
            "oldest" => Sort::Oldest,
            "importance" => Sort::Importance,
            _ => Sort::Newest,
        }
    }
}

/// `GET /{product}/requests`.
async fn inbox(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let marks = marks(&visit, &mut tx).await?;
    let mut inbox = Inbox::load(&visit, &mut tx, &asked, None).await?;
    let writes = asked.new.is_some() || visit.kept("request.record").is_some();
    let first = inbox.first().filter(|_| !writes);
    inbox.compare(&visit, &mut tx, first).await?;
    let body = match first {
        Some(first) => {
            let request = thread::store::by_key(&mut tx, visit.product.id, first).await?.ok_or(Failure::NotFound)?;
            let (detail, open) = detail(&visit, &mut tx, &marks, &asked, &request).await?;
            html! { (inbox.draw(&visit, Some(open))) (detail) }
        }
        None if writes => {
            let wanted = match asked.r#for {
                Some(key) => thread::store::by_key(&mut tx, visit.product.id, key).await?,
                None => None,
            };
            let form = forms::record(&visit, &marks, wanted.as_ref());
            html! { (inbox.draw(&visit, None)) (form) }
        }
        None => html! { (inbox.draw(&visit, None)) (nothing(&visit, &inbox)) },
    };
    drop(tx);
    draw(&visit, "Requests", if writes || !inbox.any { "detail" } else { "list" }, body, Vec::new()).await
}

/// The page of one request: the inbox with that request open.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let asked = asked_in(&visit);
    let mut tx = visit.read().await?;
    let request = thread::store::by_key(&mut tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    let marks = marks(&visit, &mut tx).await?;
    let mut inbox = Inbox::load(&visit, &mut tx, &asked, Some(&request)).await?;
    inbox.compare(&visit, &mut tx, Some(key)).await?;
    let (detail, open) = detail(&visit, &mut tx, &marks, &asked, &request).await?;
    drop(tx);
    let title = key.to_string();
    let body = html! { (inbox.draw(&visit, Some(open))) (detail) };
    draw(&visit, &title, "detail", body, vec![("Requests", visit.at("requests"))]).await
}

/// What the address of this page asks for, beside the key of the request.
fn asked_in(visit: &Visit) -> Asked {
    let query = visit.signed.path.parse::<Uri>().ok();
    query.and_then(|uri| Query::try_from_uri(&uri).ok()).map(|Query(asked)| asked).unwrap_or_default()
}

async fn marks(visit: &Visit, tx: &mut Tx) -> Result<Marks> {
    Marks::load(tx, visit, &[Right::PlaceRequest, Right::AnswerCustomer, Right::RateValue]).await
}

async fn draw(visit: &Visit, title: &str, at: &str, body: Markup, crumbs: Vec<(&str, String)>) -> Result<Response> {
    let body = html! {
        h1.vh { (title) }
        .inbox data-at=(at) { (body) }
    };
    visit
        .page(Page {
            title,
            place: "requests",
            crumbs,
            topics: vec!["request".into(), title.to_owned()],
            body,
            ..Page::default()
        })
        .await
}

/// Everything about one request that its panes show.
struct Open<'a> {
    thing: &'a Thing,
    one: One,
    /// The request it repeats, where it repeats one.
    repeats: Option<Thing>,
    /// The people of the product.
    names: Names,
}

impl Open<'_> {
    /// Who asked, by first name, or what to call them.
    fn who(&self) -> &str {
        self.one.contact_name.as_deref().map_or("them", together::words::first_name)
    }

    fn key(&self) -> Key {
        self.thing.key()
    }
}

async fn detail(visit: &Visit, tx: &mut Tx, marks: &Marks, asked: &Asked, thing: &Thing) -> Result<(Markup, Opened)> {
    let one = store::one(tx, thing.id).await?;
    let repeats = match one.canonical {
        end if end == thing.id => None,
        end => thread::store::by_id(tx, end).await?,
    };
    let names = Names::load(tx, visit.product.id).await?;
    let open = Open { thing, one, repeats, names };
    let (aside, likely) = place::draw(visit, tx, marks, asked, &open).await?;
    let talk = talk::draw(visit, tx, marks, asked, &open).await?;
    Ok((html! { (talk) (aside) }, Opened { key: open.key(), likely }))
}

/// The middle when there is nothing to open.
fn nothing(visit: &Visit, inbox: &Inbox) -> Markup {
    let record = visit.at("requests?new=1");
    html! {
        section.talk aria-label="Conversation" {
            @if inbox.any {
                (ui::empty("Nothing here", "No request is in this part of the inbox.", ui::link_button("All requests", &visit.at("requests?tab=all"))))
            } @else {
                (ui::empty(
                    "No requests yet",
                    "What customers ask for stands here, in their words, until it hangs on a need, a feature or a story.",
                    ui::link_button("Record a request", &record).main().icon("plus"),
                ))
            }
        }
    }
}

/// `3 people in 2 requests`.
fn group_in_words(people: i64, requests: i64) -> String {
    let people = counted(people, "person", "people");
    if requests > 1 { format!("{people} in {requests} requests") } else { people }
}
