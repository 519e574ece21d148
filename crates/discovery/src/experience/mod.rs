//! How it goes for those who use the product: whether they succeed, how satisfied they are, how much effort it costs them, for a
//! need and perhaps one persona, each as a series of what was measured, with its source.
//!
//! Tables: experience.

pub mod actions;
pub mod pages;
pub mod rules;
pub mod store;
#[cfg(test)]
mod tests;

ground::id! {
    /// The id of something that was measured.
    pub struct ExperienceId;
}
