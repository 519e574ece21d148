//! Tandem: the program that joins the floors, and what stands on all of them.

pub mod cli;
pub mod desks;
pub mod exchange;
pub mod relay;
pub mod search;
pub mod server;
pub mod socket;
pub mod things;

use together::app::Floor;

/// Every floor, lowest first.
pub const FLOORS: &[Floor] = &[together::FLOOR, strategy::FLOOR, discovery::FLOOR, delivery::FLOOR, desks::FLOOR];
