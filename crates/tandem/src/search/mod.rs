//! Search and jump: over everything a person may see, by words and by key.

pub mod pages;

pub use pages::routes;
