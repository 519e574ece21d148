//! Search and jump: over everything a person may see, by words and by key. The palette under ⌘K asks for a short list,
//! the page of results pages by kind; a key that is typed leads straight to its thing.

pub mod pages;

pub use pages::routes;
