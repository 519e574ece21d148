//! What a program may ask and how: the envelope of an action, the filters of a list.

mod filter;
mod order;

pub use filter::{Filter, LIMIT, MOST, Owner, Page, paging};
pub use order::{Asked, ENVELOPE, Envelope, Order, expected};
