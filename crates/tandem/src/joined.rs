//! What stands on all floors, as a floor of its own: the desks, search, imports, the address of every thing.

use axum::Router;
use together::app::{App, Badge, Floor, Offer, Offered, Place};

use crate::exchange::{example, importing};
use crate::{desks, search, things};

/// What this floor hands in.
pub const FLOOR: Floor = Floor {
    actions: &[example::ACTIONS, importing::actions::ACTIONS],
    kinds: &[],
    after_action: &[],
    restorers: &[],
    coming_and_going: &[],
    places: &[Place {
        group: "",
        name: "Desk",
        path: "",
        icon: "desk",
        letter: "d",
        on_phone: true,
        begins: None,
        in_sprints: false,
    }],
    badges: &[Badge { path: "", count: desks::waiting }],
    asked_of: None,
    sql: crate::SQL,
    forget: &[
        importing::store::rows::FORGET_ALL,
        importing::store::rows::FORGET_ALL_TALLIES,
        importing::store::origins::FORGET,
        importing::store::FORGET,
    ],
    routes,
};

/// What lower floors lead to without knowing it.
pub const OFFERS: &[Offer] = &[
    Offer { place: Offered::Beginning, label: "A file", address: "/{key}/import" },
    Offer { place: Offered::Instead, label: "Open the example", address: "/do/example.load" },
    Offer { place: Offered::Settings, label: "Ready and done", address: "definitions" },
    Offer { place: Offered::Settings, label: "Imports", address: "import" },
];

fn routes() -> Router<App> {
    Router::new()
        .merge(desks::routes())
        .merge(importing::pages::routes())
        .merge(search::routes())
        .merge(things::routes())
}
