//! What product managers and product owners share: people, products, who decides what, the thread, the journal, and the
//! talk about it all.

pub mod app;
pub mod checks;
pub mod conversation;
pub mod decisions;
pub mod form;
pub mod journal;
pub mod notices;
pub mod order;
pub mod people;
pub mod presence;
pub mod products;
pub mod roles;
pub mod schema;
pub mod testing;
pub mod thread;
pub mod views;
pub mod visit;
pub mod words;

use app::{App, Badge, Begins, Floor, KindOf, Place};
use axum::Router;
use axum::routing::post;
use ground::db::{Sql, Text};
use journal::Need;
use thread::{Kind, Stage};

/// What this floor hands in.
pub const FLOOR: Floor = Floor {
    actions: &[
        conversation::actions::ACTIONS,
        decisions::ACTIONS,
        journal::proposals::actions::ACTIONS,
        journal::undo::ACTIONS,
        notices::ACTIONS,
        people::ACTIONS,
        products::ACTIONS,
        roles::ACTIONS,
        roles::members::ACTIONS,
        thread::actions::ACTIONS,
        views::actions::ACTIONS,
    ],
    kinds: &[&PROPOSAL, &decisions::KIND],
    after_action: &[roles::actions::judge],
    restorers: &[
        ("advice", roles::actions::restore_advice),
        ("comment", conversation::actions::restore),
        ("follows", thread::actions::restore_followed),
        ("looked at", thread::actions::restore_review),
        ("needs no", thread::actions::restore_spared),
        ("matrix", roles::actions::restore),
        ("member", roles::members::actions::restore),
        ("product", products::actions::restore),
        ("view", views::actions::restore),
    ],
    coming_and_going: &[],
    places: &[
        Place {
            group: "Together",
            name: "Decisions",
            path: "decisions",
            icon: "decision",
            letter: "x",
            on_phone: false,
            begins: Some(Begins { label: "Write down a decision", key: "d" }),
            in_sprints: false,
        },
        Place {
            group: "Together",
            name: "Roles",
            path: "roles",
            icon: "roles",
            letter: "o",
            on_phone: false,
            begins: None,
            in_sprints: false,
        },
        Place {
            group: "Together",
            name: "Journal",
            path: "journal",
            icon: "clock",
            letter: "j",
            on_phone: false,
            begins: None,
            in_sprints: false,
        },
    ],
    badges: &[Badge { path: "decisions", count: journal::proposals::pages::waiting }],
    asked_of: None,
    forget: FORGET,
    sql: SQL,
    routes,
};

/// What takes everything of a product out of the tables of this floor.
const FORGET: &[Sql] = &[
    notices::store::FORGET,
    views::store::FORGET,
    conversation::store::FORGET_WATCHES,
    conversation::store::FORGET,
    decisions::store::FORGET,
    journal::proposals::store::FORGET,
    journal::store::FORGET_VERSIONS,
    journal::store::FORGET_CHANGES,
    journal::store::FORGET,
    thread::store::search::FORGET,
    thread::store::links::FORGET_SPARED,
    thread::store::links::FORGET,
    thread::store::progress::FORGET,
    thread::store::FORGET,
    roles::store::FORGET_CELLS,
    roles::store::FORGET_OWN,
    roles::store::FORGET_ADVICE,
    roles::members::store::FORGET,
    people::store::doors::FORGET,
    products::store::FORGET_TEAMS,
    products::store::FORGET_COUNTERS,
    products::store::FORGET,
];

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
    presence::store::TEXTS,
    products::store::TEXTS,
    roles::members::store::TEXTS,
    roles::store::TEXTS,
    thread::store::TEXTS,
    thread::store::dots::TEXTS,
    thread::store::links::TEXTS,
    thread::store::progress::TEXTS,
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

fn routes() -> Router<App> {
    Router::new()
        .merge(decisions::routes())
        .merge(journal::pages::routes())
        .merge(journal::proposals::pages::routes())
        .merge(notices::routes())
        .merge(people::routes())
        .merge(products::routes())
        .merge(roles::routes())
        .route("/do/{action}", post(visit::do_in_workspace))
        .route("/{product}/do/{action}", post(visit::do_in_product))
}
