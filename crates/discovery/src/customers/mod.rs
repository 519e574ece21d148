//! Customers: who pays or uses, what they are worth to us, and the contacts there. A contact without a customer asks for
//! themselves.
//!
//! Tables: customer, contact.

pub mod actions;
pub mod pages;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;

use together::app::KindOf;
use together::journal::Need;
use together::thread::{Kind, Stage};

ground::id! {
    /// The id of a contact.
    pub struct ContactId;
}

/// Customers as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Customer,
    states: &[("with us", Stage::Active), ("gone", Stage::Dropped)],
    fields: store::FIELDS,
    words: Some(store::WORDS),
    need: Need::Member,
};
