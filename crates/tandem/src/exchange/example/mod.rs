//! The example product “Shelf”: a city library's lending app, told from the program's own files through the same actions as
//! everything else, with the people who made it as actors and their days as times.
//!
//! A file of `fixtures/shelf` is read and told by the module of its name: each says who did what and when. The whole is then
//! put in the order of time and performed in one transaction, so that a load that fails leaves nothing.
//!
//! Also here: acceptance, chronicle, comments, customers, decisions, definitions, features, goals, load, moments, needs, part, people, proposals, questions, releases, requests, research, sprints, stories, surveys, vision.

mod acceptance;
mod chronicle;
mod comments;
mod customers;
mod decisions;
mod definitions;
mod features;
mod goals;
mod load;
mod moments;
mod needs;
mod part;
mod people;
mod proposals;
mod questions;
mod releases;
mod requests;
mod research;
mod sprints;
mod stories;
mod surveys;
mod vision;

pub use load::Load;

use together::journal::{Registered, registered};

/// What can be done with it; it is removed as `product.forget`.
pub const ACTIONS: &[Registered] = &[registered::<Load>()];
