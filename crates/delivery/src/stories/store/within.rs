//! The stories of a release or of a sprint as their pages list them, and what all of them come to, those of a feature too.

use ground::db::Tx;
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
        /// Those somebody works on.
        pub begun: i64,
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
    /// Kept by triggers on stories, so that whatever writes these keeps it, in the same transaction and without counting.
    SCOPE: Scope = "SELECT stories, done, begun, points, points_done, unready FROM scope WHERE thing = $1";

    /// Things of which something else is kept than is there.
    WRONG: (i64,) = "SELECT COUNT(*) FROM (SELECT thing FROM (SELECT thing, stories, done, begun, points, points_done, unready FROM scope UNION ALL SELECT s.thing, -1, CASE WHEN s.done_at IS NULL THEN 0 ELSE -1 END, -s.begun, -COALESCE(s.points, 0), CASE WHEN s.done_at IS NULL THEN 0 ELSE -COALESCE(s.points, 0) END, CASE WHEN s.done_at IS NULL AND s.missing <> '' THEN -1 ELSE 0 END FROM (SELECT feature AS thing, rank, stood, done_at, begun, points, missing FROM story UNION ALL SELECT release, rank, stood, done_at, begun, points, missing FROM story UNION ALL SELECT sprint, rank, stood, done_at, begun, points, missing FROM story) AS s WHERE s.thing IS NOT NULL AND (s.rank IS NOT NULL OR s.stood IS NOT NULL OR s.done_at IS NOT NULL)) AS compared GROUP BY thing HAVING SUM(stories) <> 0 OR SUM(done) <> 0 OR SUM(begun) <> 0 OR SUM(points) <> 0 OR SUM(points_done) <> 0 OR SUM(unready) <> 0) AS wrong";
    CLEAR: () = "DELETE FROM scope";
    COUNT: () = "INSERT INTO scope (thing, stories, done, begun, points, points_done, unready) SELECT s.thing, COUNT(*), COUNT(s.done_at), SUM(s.begun), SUM(COALESCE(s.points, 0)), SUM(CASE WHEN s.done_at IS NOT NULL THEN COALESCE(s.points, 0) ELSE 0 END), SUM(CASE WHEN s.done_at IS NULL AND s.missing <> '' THEN 1 ELSE 0 END) FROM (SELECT feature AS thing, rank, stood, done_at, begun, points, missing FROM story UNION ALL SELECT release, rank, stood, done_at, begun, points, missing FROM story UNION ALL SELECT sprint, rank, stood, done_at, begun, points, missing FROM story) AS s WHERE s.thing IS NOT NULL AND (s.rank IS NOT NULL OR s.stood IS NOT NULL OR s.done_at IS NOT NULL) GROUP BY s.thing";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM scope WHERE thing IN (SELECT id FROM thing WHERE product = $1)";
}

/// Some stories of a release, and what all of them come to.
pub async fn of_release(tx: &mut Tx, release: ThingId, limit: i64) -> Result<(Vec<Within>, Scope)> {
    Ok((tx.all(OF_RELEASE, args![release, limit]).await?, scope(tx, release).await?))
}

/// Some stories of a sprint, and what all of them come to.
pub async fn of_sprint(tx: &mut Tx, sprint: ThingId, limit: i64) -> Result<(Vec<Within>, Scope)> {
    Ok((tx.all(OF_SPRINT, args![sprint, limit]).await?, scope(tx, sprint).await?))
}

/// What the stories of a feature, a release or a sprint come to.
pub async fn scope(tx: &mut Tx, of: ThingId) -> Result<Scope> {
    Ok(tx.first(SCOPE, args![of]).await?.unwrap_or_default())
}

/// Of how many things something else is kept than is there.
pub(crate) async fn wrong(tx: &mut Tx) -> Result<i64> {
    Ok(tx.one(WRONG, args![]).await?.0)
}

/// Counts all of it anew.
pub(crate) async fn count_anew(tx: &mut Tx) -> Result<()> {
    tx.run(CLEAR, args![]).await?;
    tx.run(COUNT, args![]).await?;
    Ok(())
}
