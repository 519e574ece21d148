//! The thread: every thing that hangs on it, what joins them, and where it is broken.
//!
//! A *thing* has a key, a title, a state and an owner here; its room keeps the rest in a table of its own. A *link* joins
//! two things. From the links each thing knows which of vision, goal, need, feature, story and release its thread has.
//!
//! Tables: thing, link, link_rule, spared_link, progress, search, search_words, search_vocabulary.
//! Also here: edits, field, follow, kind, link, make.

pub mod actions;
mod edits;
mod field;
mod follow;
mod kind;
mod link;
mod make;
pub mod pages;
pub mod rules;
pub mod store;

pub use edits::Edits;
pub use field::{Column, Field, Holds, Read};
pub use follow::follow;
pub use kind::{Key, Kind, Stage};
pub use link::{LinkKind, beneath, need_to_link};
pub use make::{keep_free, make};
pub use store::{Thing, search};

ground::id! {
    /// The id of a thing.
    pub struct ThingId;
}

/// How several things of one kind are called: the key of one, the number of many.
pub fn named(things: &[Thing]) -> String {
    match things {
        [] => "nothing".to_owned(),
        [one] => one.key().to_string(),
        [first, ..] => format!("{} {}", things.len(), first.kind.plural().to_lowercase()),
    }
}
