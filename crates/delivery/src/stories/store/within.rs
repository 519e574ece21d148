//! The stories of a release or of a sprint, as their pages list them.

use ground::db::{Sql, Tx};
use ground::web::Result;
use ground::{args, row, sql};
use together::thread::ThingId;
use together::thread::rules::Dots;

row! {
    /// A story in the scope of something.
    #[derive(Debug, Clone)]
    pub struct Within {
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// What its thread has.
        pub thread: Dots,
        /// Its estimate.
        pub points: Option<i64>,
        /// What it lacks.
        pub missing: String,
    }
}

row! {
    /// What a scope holds.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub struct Scope {
        /// Its stories.
        pub stories: i64,
        /// Those that are done.
        pub done: i64,
        /// The points of all.
        pub points: i64,
        /// The points of those that are done.
        pub points_done: i64,
        /// Those that are neither done nor ready.
        pub unready: i64,
    }
}

sql! {
    /// What the running sprint has, the rest in the order of the backlog, and then those that have left it.
    OF_RELEASE: Within = "SELECT t.number, t.title, t.state, t.thread, s.points, s.missing FROM story s JOIN thing t ON t.id = s.thing WHERE s.release = $1 AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY s.rank IS NULL AND s.stood IS NULL, s.rank IS NOT NULL, s.stood, s.rank, t.number LIMIT $2";
    OF_SPRINT: Within = "SELECT t.number, t.title, t.state, t.thread, s.points, s.missing FROM story s JOIN thing t ON t.id = s.thing WHERE s.sprint = $1 AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY s.rank IS NULL AND s.stood IS NULL, s.rank IS NOT NULL, s.stood, s.rank, t.number LIMIT $2";
    SUM_OF_RELEASE: Scope = "SELECT COUNT(*) AS stories, COUNT(s.done_at) AS done, CAST(COALESCE(SUM(s.points), 0) AS BIGINT) AS points, CAST(COALESCE(SUM(CASE WHEN s.done_at IS NOT NULL THEN s.points END), 0) AS BIGINT) AS points_done, COUNT(CASE WHEN s.done_at IS NULL AND s.missing <> '' THEN 1 END) AS unready FROM story s WHERE s.release = $1 AND (s.rank IS NOT NULL OR s.stood IS NOT NULL OR s.done_at IS NOT NULL)";
    SUM_OF_SPRINT: Scope = "SELECT COUNT(*) AS stories, COUNT(s.done_at) AS done, CAST(COALESCE(SUM(s.points), 0) AS BIGINT) AS points, CAST(COALESCE(SUM(CASE WHEN s.done_at IS NOT NULL THEN s.points END), 0) AS BIGINT) AS points_done, COUNT(CASE WHEN s.done_at IS NULL AND s.missing <> '' THEN 1 END) AS unready FROM story s WHERE s.sprint = $1 AND (s.rank IS NOT NULL OR s.stood IS NOT NULL OR s.done_at IS NOT NULL)";
}

/// Some stories of a release, and what all of them come to.
pub async fn of_release(tx: &mut Tx, release: ThingId, limit: i64) -> Result<(Vec<Within>, Scope)> {
    of(tx, (OF_RELEASE, SUM_OF_RELEASE), release, limit).await
}

/// Some stories of a sprint, and what all of them come to.
pub async fn of_sprint(tx: &mut Tx, sprint: ThingId, limit: i64) -> Result<(Vec<Within>, Scope)> {
    of(tx, (OF_SPRINT, SUM_OF_SPRINT), sprint, limit).await
}

async fn of(
    tx: &mut Tx,
    (rows, sum): (Sql<Within>, Sql<Scope>),
    id: ThingId,
    limit: i64,
) -> Result<(Vec<Within>, Scope)> {
    Ok((tx.all(rows, args![id, limit]).await?, tx.one(sum, args![id]).await?))
}
