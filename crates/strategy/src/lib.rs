//! Strategy, the product manager's end of the thread: the vision and the goals that serve it.

pub mod goals;
pub mod vision;

use axum::Router;
use ground::db::{Sql, Text};
use together::app::{App, Floor, Place};

/// What this floor hands in.
pub const FLOOR: Floor = Floor {
    actions: &[vision::actions::ACTIONS, goals::actions::ACTIONS],
    kinds: &[&vision::KIND, &goals::GOAL, &goals::KEY_RESULT],
    after_action: &[],
    restorers: &[("check-in", goals::actions::restore)],
    coming_and_going: &[],
    places: &[
        Place {
            group: "Strategy",
            name: "Vision",
            path: "vision",
            icon: "vision",
            letter: "v",
            on_phone: false,
            begins: None,
            in_sprints: false,
        },
        Place {
            group: "Strategy",
            name: "Goals",
            path: "goals",
            icon: "goal",
            letter: "g",
            on_phone: false,
            begins: None,
            in_sprints: false,
        },
    ],
    badges: &[],
    asked_of: None,
    forget: FORGET,
    sql: SQL,
    routes,
};

/// What takes everything of a product out of the tables of this floor.
const FORGET: &[Sql] = &[
    goals::store::FORGET_CHECK_INS,
    goals::store::FORGET_KEY_RESULTS,
    goals::store::FORGET_GOALS,
    vision::store::FORGET,
];

/// Every statement of this floor, for the test that prepares them all.
pub const SQL: &[&[Text]] = &[vision::store::TEXTS, goals::store::TEXTS];

fn routes() -> Router<App> {
    vision::pages::routes().merge(goals::pages::routes())
}
