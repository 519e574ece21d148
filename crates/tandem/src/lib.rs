//! Tandem: the program that joins the floors, and what stands on all of them.

pub mod api;
pub mod cli;
pub mod desks;
pub mod exchange;
pub mod joined;
pub mod relay;
pub mod search;
pub mod server;
pub mod socket;
pub mod things;

use ground::db::Text;
use together::app::Floor;

/// Every floor, lowest first.
pub const FLOORS: &[Floor] = &[together::FLOOR, strategy::FLOOR, discovery::FLOOR, delivery::FLOOR, joined::FLOOR];

/// Every statement of what stands on all floors, for the test that prepares them all.
pub const SQL: &[&[Text]] = &[
    api::store::TEXTS,
    desks::store::TEXTS,
    exchange::importing::store::TEXTS,
    exchange::importing::store::origins::TEXTS,
    exchange::importing::store::rows::TEXTS,
    exchange::workspace::store::TEXTS,
];
