//! What was changed of the words of a story, as the journal has it.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::journal::CREATED;
use together::thread::ThingId;

row! {
    /// One change of the words of a story, with the entry it is of.
    #[derive(Debug, Clone)]
    pub struct Worded {
        /// The sequence of the entry.
        pub seq: i64,
        /// When.
        pub at: Ts,
        /// Who; nobody for the program itself.
        pub actor_name: Option<String>,
        /// In which role, by code.
        pub role: Option<String>,
        /// Why.
        pub reason: Option<String>,
        /// The field.
        pub field: String,
        /// JSON before.
        pub before: Option<String>,
        /// JSON after.
        pub after: Option<String>,
    }
}

sql! {
    /// The last first; of one entry in the order they were made. Why a proposal was taken stands with the proposal.
    OF_STORY: Worded = "SELECT c.seq, j.at, p.name AS actor_name, j.role, COALESCE(j.reason, (SELECT w.decided_because FROM change d JOIN proposal w ON w.thing = d.thing WHERE d.product = c.product AND d.seq = c.seq AND d.field = 'state' LIMIT 1)) AS reason, c.field, c.before, c.after FROM change c JOIN journal j ON j.product = c.product AND j.seq = c.seq LEFT JOIN person p ON p.id = j.actor WHERE c.thing = $1 AND (c.field IN ('title', 'type', 'role', 'means', 'end', 'text', $2) OR c.field LIKE 'criterion: %') ORDER BY c.seq DESC, c.n LIMIT $3";
    ANY: (i64,) = "SELECT 1 FROM change c WHERE c.thing = $1 AND (c.field IN ('title', 'type', 'role', 'means', 'end', 'text') OR c.field LIKE 'criterion: %') LIMIT 1";
}

/// What was changed of the words of a story, the last first, its making among it; at most so many changes.
pub async fn worded(tx: &mut Tx, story: ThingId, limit: i64) -> Result<Vec<Worded>> {
    Ok(tx.all(OF_STORY, args![story, CREATED, limit]).await?)
}

/// Whether any of its words were changed.
pub async fn any(tx: &mut Tx, story: ThingId) -> Result<bool> {
    Ok(tx.first(ANY, args![story]).await?.is_some())
}
