//! Goals with their key results: a list, and the goal that is looked at beside it.

mod chart;
mod desk;
mod detail;
mod forms;
mod list;
mod spark;

use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use ground::db::Tx;
use ground::web::{Failure, Result};
use maud::html;
use serde::Deserialize;
use together::app::App;
use together::roles::marks::Marks;
use together::roles::rules::Right;
use together::thread::{self, Key, Thing};
use together::visit::{Page, Visit};

use super::store;
pub use desk::Running;
use list::Goals;
pub use list::verdict;

/// The pages of this room.
pub fn routes() -> Router<App> {
    Router::new().route("/{product}/goals", get(all))
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    /// Show the form for a new goal.
    new: Option<String>,
    /// What the goal is written for.
    r#for: Option<Key>,
}

/// `GET /{product}/goals`.
async fn all(visit: Visit, Query(asked): Query<Asked>) -> Result<Response> {
    let mut tx = visit.read().await?;
    let goals = Goals::load(&visit, &mut tx).await?;
    let writes = asked.new.is_some() || visit.kept("goal.choose").is_some() || goals.lines.is_empty();
    let first = match goals.lines.first().filter(|_| !writes) {
        Some(goal) => thread::store::by_key(&mut tx, visit.product.id, goal.key()).await?,
        None => None,
    };
    let wanted = match asked.r#for {
        Some(key) => thread::store::by_key(&mut tx, visit.product.id, key).await?,
        None => None,
    };
    draw(visit, tx, goals, Open { goal: first, wanted, at: if writes { "detail" } else { "list" } }).await
}

/// The page of one goal: the list with that goal beside it.
pub async fn show(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let goals = Goals::load(&visit, &mut tx).await?;
    let goal = thread::store::by_key(&mut tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    draw(visit, tx, goals, Open { goal: Some(goal), wanted: None, at: "detail" }).await
}

/// The page of a key result is its goal's.
pub async fn show_key_result(visit: Visit, key: Key) -> Result<Response> {
    let mut tx = visit.read().await?;
    let thing = thread::store::by_key(&mut tx, visit.product.id, key).await?.ok_or(Failure::NotFound)?;
    let goal = store::key_result(&mut tx, thing.id).await?.goal;
    let goals = Goals::load(&visit, &mut tx).await?;
    let goal =
        thread::store::by_id(&mut tx, goal).await?.filter(|goal| goal.hidden_at.is_none()).ok_or(Failure::NotFound)?;
    draw(visit, tx, goals, Open { goal: Some(goal), wanted: None, at: "detail" }).await
}

/// What stands beside the list: a goal, or the form for a new one.
struct Open {
    goal: Option<Thing>,
    /// What a new goal is written for.
    wanted: Option<Thing>,
    /// What a phone shows: the list or what is beside it.
    at: &'static str,
}

async fn draw(visit: Visit, mut tx: Tx, goals: Goals, open: Open) -> Result<Response> {
    let marks = Marks::load(&mut tx, &visit, &[Right::ChooseGoals]).await?;
    let detail = match &open.goal {
        Some(goal) => detail::draw(&visit, &mut tx, &marks, goal, &goals).await?,
        None => forms::choose(&visit, &marks, open.wanted.as_ref()),
    };
    drop(tx);
    let label =
        open.goal.as_ref().map_or_else(|| "New goal".to_owned(), |goal| format!("{} {}", goal.key(), goal.title));
    let body = html! {
        .inbox.inbox-two data-at=(open.at) {
            (goals.draw(&visit, open.goal.as_ref().map(|goal| goal.id)))
            section.detail aria-label=(label) { (detail) }
        }
    };
    let topics = vec!["goal".into(), "key-result".into()];
    visit.page(Page { title: "Goals", place: "goals", topics, body, ..Page::default() }).await
}

/// The word on a button of whoever decides, or of whoever proposes.
fn press(visit: &Visit, marks: &Marks, acts: &'static str, proposes: &'static str) -> &'static str {
    if marks.acts(visit, Right::ChooseGoals) { acts } else { proposes }
}
