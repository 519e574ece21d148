//! Days as forms say them, and the states of a release.

mod days;
pub mod states;

pub use days::day;
