//! What desks show of stories: each found by an index, whatever the backlog holds.

use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::products::ProductId;
use together::thread::ThingId;
use together::thread::rules::Dots;

row! {
    /// A story that waits to be accepted.
    #[derive(Debug, Clone)]
    pub struct Finished {
        /// The id of its thing.
        pub thing: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its estimate.
        pub points: Option<i64>,
        /// Who finished it.
        pub owner: Option<PersonId>,
        /// Their name.
        pub owner_name: Option<String>,
    }

    /// A story at the top of the backlog, or in somebody's hands.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// Its estimate.
        pub points: Option<i64>,
        /// What keeps it from being ready, as its table keeps it.
        pub missing: String,
    }

    /// A story whose thread is broken above it.
    #[derive(Debug, Clone)]
    pub struct Broken {
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// What its thread has.
        pub thread: Dots,
    }
}

sql! {
    FINISHED: Finished = "SELECT t.id AS thing, t.number, t.title, s.points, t.owner, p.name AS owner_name FROM thing t JOIN story s ON s.thing = t.id LEFT JOIN person p ON p.id = t.owner WHERE t.product = $1 AND t.kind = 'story' AND t.state = 'waiting for acceptance' AND t.hidden_at IS NULL ORDER BY t.number LIMIT $2";
    /// How many stories wait to be accepted, and their points; counting stops at 500.
    COUNT_FINISHED: (i64, i64) = "SELECT COUNT(*), CAST(COALESCE(SUM(points), 0) AS BIGINT) FROM (SELECT s.points FROM thing t JOIN story s ON s.thing = t.id WHERE t.product = $1 AND t.kind = 'story' AND t.state = 'waiting for acceptance' AND t.hidden_at IS NULL LIMIT 500) AS waiting";
    TOP: Line = "SELECT t.number, t.title, t.state, s.points, s.missing FROM story s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND s.rank IS NOT NULL ORDER BY s.rank LIMIT $2";
    IN_HANDS: Line = "SELECT t.number, t.title, t.state, s.points, s.missing FROM thing t JOIN story s ON s.thing = t.id WHERE t.owner = $2 AND t.product = $1 AND t.stage IN ('open', 'active') AND t.hidden_at IS NULL ORDER BY t.stage, t.number LIMIT $3";
    BROKEN: Broken = "SELECT t.number, t.title, t.thread FROM story s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND s.rank IS NOT NULL AND s.gap = 1 ORDER BY s.rank LIMIT $2";
}

/// Stories that wait to be accepted, in the order of their numbers.
pub async fn finished(tx: &mut Tx, product: ProductId, limit: i64) -> Result<Vec<Finished>> {
    Ok(tx.all(FINISHED, args![product, limit]).await?)
}

/// How many wait to be accepted, and their points; counting stops at 500.
pub async fn count_finished(tx: &mut Tx, product: ProductId) -> Result<(i64, i64)> {
    Ok(tx.one(COUNT_FINISHED, args![product]).await?)
}

/// The first stories of the backlog, in order.
pub async fn top(tx: &mut Tx, product: ProductId, limit: i64) -> Result<Vec<Line>> {
    Ok(tx.all(TOP, args![product, limit]).await?)
}

/// The stories somebody looks after, those in work first.
pub async fn in_hands(tx: &mut Tx, product: ProductId, person: PersonId, limit: i64) -> Result<Vec<Line>> {
    Ok(tx.all(IN_HANDS, args![product, person, limit]).await?)
}

/// The first stories of the backlog whose thread is broken above them.
pub async fn broken(tx: &mut Tx, product: ProductId, limit: i64) -> Result<Vec<Broken>> {
    Ok(tx.all(BROKEN, args![product, limit]).await?)
}
