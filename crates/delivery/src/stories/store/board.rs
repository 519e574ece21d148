//! The stories of a sprint as cards of its board.

use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::thread::rules::Dots;
use together::thread::{Key, Kind, ThingId};

use crate::stories::rules::StoryType;

row! {
    /// A story on a board.
    #[derive(Debug, Clone)]
    pub struct Card {
        /// The id of its thing.
        pub thing: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// What its thread has.
        pub thread: Dots,
        /// What it is.
        pub of_type: StoryType,
        /// Its estimate.
        pub points: Option<i64>,
        /// Why it cannot go on, where it cannot.
        pub blocked: Option<String>,
        /// Since when.
        pub blocked_at: Option<Ts>,
        /// Questions on it that wait for an answer.
        pub questions: i64,
        /// Who has it in hand.
        pub owner: Option<PersonId>,
        /// Their name.
        pub owner_name: Option<String>,
    }
}

impl Card {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Story, self.number)
    }
}

sql! {
    /// In the order of the backlog, and then those that have left it.
    OF_SPRINT: Card = "SELECT t.id AS thing, t.number, t.title, t.state, t.thread, s.type AS of_type, s.points, s.blocked, s.blocked_at, (SELECT COUNT(*) FROM question q JOIN thing o ON o.id = q.thing WHERE q.story = s.thing AND o.stage = 'open' AND o.hidden_at IS NULL) AS questions, t.owner, p.name AS owner_name FROM story s JOIN thing t ON t.id = s.thing LEFT JOIN person p ON p.id = t.owner WHERE s.sprint = $1 AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY s.rank IS NULL AND s.stood IS NULL, s.rank IS NOT NULL, s.stood, s.rank, t.number LIMIT $2";
    BLOCKED: (ThingId,) = "SELECT thing FROM story WHERE thing IN @ids($1) AND blocked IS NOT NULL ORDER BY thing";
}

/// The first cards of a sprint.
pub async fn of_sprint(tx: &mut Tx, sprint: ThingId, limit: i64) -> Result<Vec<Card>> {
    Ok(tx.all(OF_SPRINT, args![sprint, limit]).await?)
}

/// Those of some stories that cannot go on.
pub(crate) async fn blocked(tx: &mut Tx, stories: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(BLOCKED, args![ids(stories)]).await?.into_iter().map(|(story,)| story).collect())
}
