//! Products: what is managed, each with its key, its way of delivery, its members and its sequence.
//!
//! A product's `seq` counts its actions. Locking its row makes actions on one product run one after another.
//!
//! Tables: product, counter, team.
//! Also here: forget.

pub mod actions;
mod forget;
pub mod pages;
pub mod rules;
pub mod store;

pub use actions::ACTIONS;
pub use forget::Forget;
pub use pages::routes;
pub use store::Product;

ground::id! {
    /// The id of a product.
    pub struct ProductId;
}
