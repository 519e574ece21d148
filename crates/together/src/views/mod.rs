//! Saved views of lists: a name for the state of a list as its address holds it, a person’s own or shared with the product.
//!
//! A view keeps the query of the page alone, so whatever a list can show can be saved, and opening a view is opening an
//! address.
//!
//! Tables: saved_view.

pub mod actions;
pub mod store;

#[cfg(test)]
mod tests;

ground::id! {
    /// The id of a saved view.
    pub struct ViewId;
}
