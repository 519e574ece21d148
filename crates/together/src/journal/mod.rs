//! One way to change anything, and the memory of every change.
//!
//! An [`Action`] is a plain struct. [`act()`] opens the transaction, locks the product, asks the matrix whose call it is,
//! performs the action or keeps it as a proposal, appends the journal, commits, and only then tells the open pages.
//! Undo, history, notices and “as of” read what is written here; nothing else records the past.
//!
//! Tables: journal, change, field_version, proposal, answered.
//! Also here: act, action, actor, answered, change, context, proposals, sorts, undo, weigh, words.

mod act;
mod action;
mod actor;
pub mod answered;
mod change;
mod context;
pub mod pages;
pub mod proposals;
mod sorts;
pub mod store;
#[cfg(test)]
mod tests;
pub mod undo;
mod weigh;
pub(crate) mod words;

pub(crate) use act::foretell;
pub use act::{Done, Manner, Outcome, Proposed, act, act_within, touched};
pub use action::{Action, AnyAction, Boxed, Need, Registered, Registry, registered, unnamed};
pub use actor::{Actor, Via};
pub use change::{CREATED, Change, HIDDEN, LINK};
pub use context::{Act, Beginning, NewThing, Said, Told};
pub use store::history;
pub use weigh::Ask;
pub(crate) use weigh::Verdict;
