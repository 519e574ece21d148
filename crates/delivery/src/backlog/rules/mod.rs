//! The rules of the backlog’s page: what a view shows, and where what fits ends.

pub mod view;
pub mod waterline;
