//! When a story is ready to be worked on, and when it is done: two lists a product agrees on.
//!
//! A *row* is checked by machine, or ticked by people on each story; each is *off*, *advisory* or *enforced*. A story that
//! does not meet an enforced row of the definition of ready is not ready; one that does not meet one of the definition of done
//! is not accepted. Advisory rows are said beside. Nobody who changes nothing sees other rows than the usual ones (`rules.rs`).
//!
//! Also here: measure.
//!
//! Tables: definition_row, definition_tick.

pub mod actions;
pub(crate) mod measure;
pub mod pages;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;

ground::id! {
    /// The id of a row that people tick.
    pub struct RowId;
}
