//! Subtasks: the list by which those who build a story go through its work, each ticked when it is done.
//!
//! How a story is built is for who builds it to say, so any member writes, takes and ticks them; nothing is accepted by
//! them and nothing follows from them. A subtask is no thing of its own: its changes are changes of its story, under
//! `subtask: <id>`.
//!
//! Tables: subtask.

pub mod actions;
pub mod pages;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;

ground::id! {
    /// The id of a subtask.
    pub struct SubtaskId;
}
