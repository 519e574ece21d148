//! What product managers and product owners share: people, products, who decides what, the thread, the journal, and the
//! talk about it all.

pub mod app;
pub mod conversation;
pub mod decisions;
pub mod journal;
pub mod notices;
pub mod people;
pub mod products;
pub mod roles;
pub mod thread;
pub mod visit;
