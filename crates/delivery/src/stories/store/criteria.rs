//! The table of acceptance criteria.

use ground::clock::Ts;
use ground::db::{Insert, Tx};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::thread::ThingId;

use crate::stories::CriterionId;

row! {
    /// An acceptance criterion.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Criterion {
        /// Its id.
        pub id: CriterionId,
        /// The story it belongs to.
        pub story: ThingId,
        /// Its place among the story’s, counted from 1.
        pub place: i64,
        /// What is so before; may be empty.
        pub given: String,
        /// What happens; may be empty.
        pub when: String,
        /// What is so afterwards.
        pub then: String,
        /// Whether it is agreed.
        pub agreed: bool,
        /// The sequence of its last change.
        pub seq: i64,
        /// Since when it is removed.
        pub hidden_at: Option<Ts>,
    }
}

sql! {
    OF_STORY: Criterion = "SELECT id, story, place, given_text AS given, when_text AS \"when\", then_text AS \"then\", agreed, seq, hidden_at FROM criterion WHERE story = $1 AND hidden_at IS NULL ORDER BY place, id";
    BY_ID: Criterion = "SELECT id, story, place, given_text AS given, when_text AS \"when\", then_text AS \"then\", agreed, seq, hidden_at FROM criterion WHERE id = $1";
    UPDATE: () = "UPDATE criterion SET place = $2, given_text = $3, when_text = $4, then_text = $5, agreed = $6, seq = $7, hidden_at = $8 WHERE id = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM criterion WHERE story IN (SELECT thing FROM story WHERE product = $1)";
}

/// The criteria of a story, in order.
pub async fn of_story(tx: &mut Tx, story: ThingId) -> Result<Vec<Criterion>> {
    Ok(tx.all(OF_STORY, args![story]).await?)
}

/// A criterion, removed or not.
pub(crate) async fn by_id(tx: &mut Tx, id: CriterionId) -> Result<Option<Criterion>> {
    Ok(tx.first(BY_ID, args![id]).await?)
}

/// Writes a criterion that is there.
pub(crate) async fn update(tx: &mut Tx, criterion: &Criterion) -> Result<()> {
    let Criterion { id, place, given, when, then, agreed, seq, hidden_at, .. } = criterion;
    tx.run(UPDATE, args![*id, *place, given, when, then, *agreed, *seq, *hidden_at]).await?;
    Ok(())
}

/// Writes new criteria.
pub(crate) async fn insert(tx: &mut Tx, criteria: &[Criterion]) -> Result<()> {
    let rows = criteria.iter().map(|criterion| {
        args![
            criterion.id,
            criterion.story,
            criterion.place,
            &criterion.given,
            &criterion.when,
            &criterion.then,
            criterion.agreed,
            criterion.seq
        ]
    });
    tx.insert_many(&ROWS, rows.collect()).await?;
    Ok(())
}

const ROWS: Insert = Insert {
    table: "criterion",
    columns: &["id", "story", "place", "given_text", "when_text", "then_text", "agreed", "seq"],
    end: "",
};
