//! Members: who has which role in a product, for the whole of it or for one team.
//!
//! Giving a role is the administrator's, whoever decides what; all members are told.

pub mod actions;
pub mod store;

pub use actions::ACTIONS;
