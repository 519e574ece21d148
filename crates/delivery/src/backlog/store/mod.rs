//! What the backlog reads: its lists are in `list`.

pub mod list;
pub mod proposed;
pub mod sums;
