//! Desks: what waits for a person, by role, and what a product without anything in it begins with. A desk is a queue: it
//! opens with the number of things that wait and says why they matter.
//!
//! Also here: first, manager, owner, pieces.

mod first;
mod manager;
mod owner;
mod pages;
mod pieces;
pub mod store;

pub use pages::routes;

use together::app::{Floor, Place};

/// The desk's place in the side bar.
pub const FLOOR: Floor = Floor {
    actions: &[],
    kinds: &[],
    after_action: &[],
    restorers: &[],
    places: &[Place { group: "", name: "Desk", path: "", icon: "desk", letter: "d", on_phone: true }],
    badges: &[],
    sql: &[store::TEXTS],
    routes,
};
