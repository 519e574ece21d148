//! What product managers and product owners share: people, products, who decides what, the thread, the journal, and the
//! talk about it all.

pub mod app;
pub mod checks;
pub mod conversation;
pub mod decisions;
pub mod journal;
pub mod notices;
pub mod order;
pub mod people;
pub mod products;
pub mod roles;
pub mod schema;
pub mod testing;
pub mod thread;
pub mod views;
pub mod visit;
pub mod words;

use app::{App, Floor, KindOf};
use axum::Router;
use axum::routing::post;
use ground::db::Text;
use journal::Need;
use thread::{Kind, Stage};

/// What this floor hands in.
pub const FLOOR: Floor = Floor {
    actions: &[
        conversation::actions::ACTIONS,
        journal::proposals::actions::ACTIONS,
        journal::undo::ACTIONS,
        people::ACTIONS,
        products::ACTIONS,
        roles::members::ACTIONS,
        thread::actions::ACTIONS,
        views::actions::ACTIONS,
    ],
    kinds: &[&PROPOSAL, &DECISION],
    after_action: &[],
    restorers: &[
        ("comment", conversation::actions::restore),
        ("follows", thread::actions::restore_followed),
        ("member", roles::members::actions::restore),
        ("product", products::actions::restore),
        ("view", views::actions::restore),
    ],
    places: &[],
    badges: &[],
    sql: SQL,
    routes,
};

/// Every statement of this floor, for the test that prepares them all.
pub const SQL: &[&[Text]] = &[
    checks::store::TEXTS,
    conversation::store::TEXTS,
    decisions::store::TEXTS,
    journal::store::answered::TEXTS,
    journal::store::history::TEXTS,
    journal::proposals::store::TEXTS,
    journal::store::TEXTS,
    journal::store::undone::TEXTS,
    notices::store::TEXTS,
    people::store::TEXTS,
    people::store::doors::TEXTS,
    people::store::knocks::TEXTS,
    people::store::members::TEXTS,
    people::store::sessions::TEXTS,
    people::store::tokens::TEXTS,
    products::store::TEXTS,
    roles::members::store::TEXTS,
    roles::store::TEXTS,
    thread::store::TEXTS,
    thread::store::dots::TEXTS,
    thread::store::links::TEXTS,
    thread::store::search::TEXTS,
    views::store::TEXTS,
    visit::store::TEXTS,
];

/// Proposals as things.
const PROPOSAL: KindOf = KindOf {
    kind: Kind::Proposal,
    states: &[
        ("waiting", Stage::Open),
        ("taken", Stage::Done),
        ("declined", Stage::Dropped),
        ("withdrawn", Stage::Dropped),
        ("overtaken", Stage::Dropped),
    ],
    fields: &[],
    words: None,
    need: Need::Administrator,
};

/// Decisions as things.
const DECISION: KindOf = KindOf {
    kind: Kind::Decision,
    states: &[("open", Stage::Open), ("decided", Stage::Done), ("superseded", Stage::Dropped)],
    fields: &[],
    words: None,
    need: Need::Administrator,
};

fn routes() -> Router<App> {
    Router::new()
        .merge(journal::pages::routes())
        .merge(people::routes())
        .merge(products::routes())
        .route("/do/{action}", post(visit::do_in_workspace))
        .route("/{product}/do/{action}", post(visit::do_in_product))
}
