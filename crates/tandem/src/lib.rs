//! Tandem: the program that joins the floors, and what stands on all of them.

pub mod cli;
pub mod server;
pub mod socket;

use together::app::Floor;

/// Every floor, lowest first.
pub const FLOORS: &[Floor] = &[together::FLOOR, strategy::FLOOR, discovery::FLOOR, delivery::FLOOR];
