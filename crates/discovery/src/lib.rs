//! Discovery, where manager and owner meet: customers, their requests, their needs, who has
//! them, what research found, and what people say in surveys.

pub mod customers;
pub mod demand;
pub mod experience;
pub mod insights;
pub mod needs;
pub mod personas;
mod pieces;
pub mod requests;
pub mod surveys;
#[cfg(test)]
mod testing;

use axum::Router;
use ground::db::{Sql, Text};
use together::app::{App, Badge, Begins, Floor, Place};
use together::checks::Check;

/// What this floor hands in.
pub const FLOOR: Floor = Floor {
    actions: &[
        requests::actions::ACTIONS,
        customers::actions::ACTIONS,
        needs::actions::ACTIONS,
        personas::actions::ACTIONS,
        insights::actions::ACTIONS,
        experience::actions::ACTIONS,
        surveys::actions::ACTIONS,
    ],
    kinds: &[&requests::KIND, &customers::KIND, &personas::KIND, &needs::KIND, &insights::KIND, &surveys::KIND],
    after_action: &[requests::actions::follow, demand::actions::follow],
    restorers: &[
        ("contact", customers::actions::restore),
        ("ranking", needs::actions::restore),
        ("experience", experience::actions::restore),
    ],
    coming_and_going: &[],
    places: &[
        Place {
            group: "Discovery",
            name: "Requests",
            path: "requests",
            icon: "request",
            letter: "r",
            on_phone: true,
            begins: Some(Begins { label: "Record a request", key: "r" }),
            in_sprints: false,
        },
        Place {
            group: "Discovery",
            name: "Customers",
            path: "customers",
            icon: "customers",
            letter: "c",
            on_phone: false,
            begins: None,
            in_sprints: false,
        },
        Place {
            group: "Discovery",
            name: "Needs",
            path: "needs",
            icon: "need",
            letter: "n",
            on_phone: false,
            begins: None,
            in_sprints: false,
        },
    ],
    badges: &[Badge { path: "requests", count: requests::pages::waiting }],
    asked_of: Some(demand::asked_of),
    forget: FORGET,
    sql: SQL,
    routes,
};

/// What takes everything of a product out of the tables of this floor.
const FORGET: &[Sql] = &[
    demand::store::FORGET_ALL,
    requests::store::FORGET,
    customers::store::FORGET_CONTACTS,
    customers::store::FORGET,
    experience::store::FORGET,
    insights::store::FORGET,
    personas::store::FORGET,
    needs::store::FORGET,
    surveys::store::answers::FORGET,
    surveys::store::answers::FORGET_REPLIES,
    surveys::store::answers::FORGET_TALLIES,
    surveys::store::FORGET_LINKS,
    surveys::store::FORGET,
];

/// Every statement of this floor, for the test that prepares them all.
pub const SQL: &[&[Text]] = &[
    customers::store::TEXTS,
    demand::store::TEXTS,
    demand::store::share::TEXTS,
    demand::store::whole::TEXTS,
    experience::store::TEXTS,
    insights::store::TEXTS,
    needs::store::TEXTS,
    personas::store::TEXTS,
    requests::store::TEXTS,
    requests::store::follow::TEXTS,
    requests::store::inbox::TEXTS,
    requests::store::telling::TEXTS,
    surveys::store::TEXTS,
    surveys::store::answers::TEXTS,
];

/// What the doctor asks of this floor.
pub const CHECKS: &[Check] =
    &[Check { about: "demand", mends: true, look: |tx, _, mend| Box::pin(demand::examine(tx, mend)) }];

fn routes() -> Router<App> {
    requests::pages::routes()
        .merge(customers::pages::routes())
        .merge(needs::pages::routes())
        .merge(personas::pages::routes())
        .merge(insights::pages::routes())
        .merge(surveys::pages::routes())
}
