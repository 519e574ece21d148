//! Search and jump: over everything a person may see, by words and by key, imported keys too. The palette under ⌘K asks for
//! a short list, the page of results pages by key; a key that is typed leads straight to its thing.

pub mod pages;
mod rules;

pub use pages::routes;
