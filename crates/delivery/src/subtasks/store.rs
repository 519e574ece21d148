//! The table of subtasks.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::thread::ThingId;

use super::SubtaskId;

row! {
    /// A subtask of a story.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Subtask {
        /// Its id.
        pub id: SubtaskId,
        /// The story it is work on.
        pub story: ThingId,
        /// Its place among the story’s, counted from 1.
        pub place: i64,
        /// What is to be done.
        pub title: String,
        /// Who does it, where somebody has taken it.
        pub person: Option<PersonId>,
        /// Their name.
        pub person_name: Option<String>,
        /// Whether it is done.
        pub done: bool,
        /// Since when it is removed.
        pub hidden_at: Option<Ts>,
    }
}

sql! {
    OF_STORY: Subtask = "SELECT s.id, s.story, s.place, s.title, s.person, p.name AS person_name, s.done, s.hidden_at FROM subtask s LEFT JOIN person p ON p.id = s.person WHERE s.story = $1 AND s.hidden_at IS NULL ORDER BY s.place, s.id";
    BY_ID: Subtask = "SELECT s.id, s.story, s.place, s.title, s.person, p.name AS person_name, s.done, s.hidden_at FROM subtask s LEFT JOIN person p ON p.id = s.person WHERE s.id = $1";
    INSERT: () = "INSERT INTO subtask (id, story, place, title, person, done) VALUES ($1, $2, $3, $4, $5, $6)";
    UPDATE: () = "UPDATE subtask SET place = $2, title = $3, person = $4, done = $5, hidden_at = $6 WHERE id = $1";
    PLACE: () = "UPDATE subtask SET place = $2 WHERE id = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM subtask WHERE story IN (SELECT thing FROM story WHERE product = $1)";
}

/// The subtasks of a story, in order.
pub async fn of_story(tx: &mut Tx, story: ThingId) -> Result<Vec<Subtask>> {
    Ok(tx.all(OF_STORY, args![story]).await?)
}

/// A subtask, removed or not.
pub(super) async fn by_id(tx: &mut Tx, id: SubtaskId) -> Result<Option<Subtask>> {
    Ok(tx.first(BY_ID, args![id]).await?)
}

/// Writes a new subtask.
pub(super) async fn insert(tx: &mut Tx, subtask: &Subtask) -> Result<()> {
    let Subtask { id, story, place, title, person, done, .. } = subtask;
    tx.run(INSERT, args![*id, *story, *place, title, *person, *done]).await?;
    Ok(())
}

/// Writes a subtask that is there.
pub(super) async fn update(tx: &mut Tx, subtask: &Subtask) -> Result<()> {
    let Subtask { id, place, title, person, done, hidden_at, .. } = subtask;
    tx.run(UPDATE, args![*id, *place, title, *person, *done, *hidden_at]).await?;
    Ok(())
}

/// Puts subtasks at the places they have in this list.
pub(super) async fn arrange(tx: &mut Tx, subtasks: &[SubtaskId]) -> Result<()> {
    for (place, id) in (1..).zip(subtasks) {
        tx.run(PLACE, args![*id, i64::from(place)]).await?;
    }
    Ok(())
}
