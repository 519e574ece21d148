//! The example product “Shelf”: a city library's lending app, loaded from the program's own files through the same
//! functions as everything else, with the people who made it as actors and their days as times.
//!
//! Also here: moments, part.

mod data;
mod load;
mod moments;
mod part;

pub use load::{load, remove};
