//! People: who signs in, how, and what they see of one another.
//!
//! Tables: workspace, person, session, door_link, api_token, knock.

pub mod store;

ground::id! {
    /// The id of a person.
    pub struct PersonId;
}
