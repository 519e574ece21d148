//! The column that holds the order of the backlog.

use ground::db::{Json, Tx, ids};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use serde_json::Value;
use together::order::rank;
use together::people::PersonId;
use together::products::ProductId;
use together::thread::ThingId;

row! {
    /// A story in the backlog, with its place.
    #[derive(Debug, Clone)]
    pub(crate) struct Standing {
        pub(crate) thing: ThingId,
        pub(crate) rank: Option<String>,
        pub(crate) place: i64,
    }
}

sql! {
    /// Where stories stand: the stories of all blocks before, and those before them in their own.
    STANDING: Standing = "SELECT s.thing, s.rank, CAST((SELECT COALESCE(SUM(b.stories), 0) FROM backlog_sum b WHERE b.product = s.product AND b.block <> '' AND b.block < s.block) AS BIGINT) + (SELECT COUNT(*) FROM story o WHERE o.product = s.product AND o.rank >= s.block AND o.rank < s.rank) + 1 AS place FROM story s WHERE s.thing IN @ids($1)";
    /// The same of many: the sums before every block are taken once.
    STANDING_MANY: Standing = "SELECT s.thing, s.rank, b.before + (SELECT COUNT(*) FROM story o WHERE o.product = s.product AND o.rank >= s.block AND o.rank < s.rank) + 1 AS place FROM story s JOIN (SELECT product, block, CAST(SUM(stories) OVER (PARTITION BY product ORDER BY block) - stories AS BIGINT) AS before FROM backlog_sum WHERE block <> '' AND product IN (SELECT product FROM story WHERE thing IN @ids($1))) b ON b.product = s.product AND b.block = s.block WHERE s.thing IN @ids($1)";
    RANK_OF: (Option<String>,) = "SELECT rank FROM story WHERE thing = $1";
    STANDS_OR_STOOD: (Option<String>,) = "SELECT COALESCE(rank, stood) FROM story WHERE thing = $1";
    TAKEN: (ThingId,) = "SELECT thing FROM story WHERE product = $1 AND rank = $2";
    /// The next rank above or below one, past some stories that are on their way elsewhere.
    NEXT: (String,) = "SELECT rank FROM story WHERE product = $1 AND rank > $2 AND thing NOT IN @ids($3) ORDER BY rank LIMIT 1";
    PREVIOUS: (String,) = "SELECT rank FROM story WHERE product = $1 AND rank < $2 AND thing NOT IN @ids($3) ORDER BY rank DESC LIMIT 1";
    BELOW: (ThingId, String) = "SELECT thing, rank FROM story WHERE product = $1 AND rank > $2 ORDER BY rank LIMIT $3";
    ABOVE: (ThingId, String) = "SELECT thing, rank FROM story WHERE product = $1 AND rank <= $2 ORDER BY rank DESC LIMIT $3";
    /// The last move of these stories after a sequence by anybody but this person: the story, who moved it, to where.
    MOVED_SINCE: (ThingId, String, Option<Json<Value>>) = "SELECT c.thing, COALESCE(p.name, ''), c.after FROM change c JOIN journal j ON j.product = c.product AND j.seq = c.seq LEFT JOIN person p ON p.id = j.actor WHERE c.thing IN @ids($1) AND c.seq > $2 AND c.field = $4 AND (j.actor IS NULL OR j.actor <> $3) ORDER BY c.seq DESC LIMIT 1";
    SET_RANK: () = "UPDATE story SET rank = $2, block = $3 WHERE thing = $1";
    SET_STOOD: () = "UPDATE story SET stood = $2 WHERE thing = $1";
    UNRANK: () = "UPDATE story SET rank = NULL, block = NULL WHERE thing IN @ids($1)";
}

/// Where stories stand in the backlog, as of the last action.
pub(crate) async fn standing(tx: &mut Tx, stories: &[ThingId]) -> Result<Vec<Standing>> {
    let sql = if stories.len() > 20 { STANDING_MANY } else { STANDING };
    Ok(tx.all(sql, args![ids(stories)]).await?)
}

/// The rank of a story, if it is in the backlog.
pub(crate) async fn rank_of(tx: &mut Tx, story: ThingId) -> Result<Option<String>> {
    Ok(tx.one(RANK_OF, args![story]).await?.0)
}

/// The rank of a story, or the one it had when the running sprint took it; empty where that is not known.
pub(crate) async fn stands_or_stood(tx: &mut Tx, story: ThingId) -> Result<Option<String>> {
    Ok(tx.one(STANDS_OR_STOOD, args![story]).await?.0)
}

/// Whether a rank is somebody's.
pub(crate) async fn is_taken(tx: &mut Tx, product: ProductId, rank: &str) -> Result<bool> {
    Ok(tx.first(TAKEN, args![product, rank]).await?.is_some())
}

/// The next rank below another in the list, past these stories; the first of all after the empty one.
pub(crate) async fn next(tx: &mut Tx, product: ProductId, rank: &str, past: &[ThingId]) -> Result<Option<String>> {
    Ok(tx.first(NEXT, args![product, rank, ids(past)]).await?.map(|(rank,)| rank))
}

/// The next rank above another in the list, past these stories.
pub(crate) async fn previous(tx: &mut Tx, product: ProductId, rank: &str, past: &[ThingId]) -> Result<Option<String>> {
    Ok(tx.first(PREVIOUS, args![product, rank, ids(past)]).await?.map(|(rank,)| rank))
}

/// Who changed a field of one of these stories after a sequence, other than this person, and to what; the last change counts.
pub(crate) async fn moved_since(
    tx: &mut Tx,
    stories: &[ThingId],
    seen: i64,
    but: Option<PersonId>,
    field: &str,
) -> Result<Option<(ThingId, String, Option<Json<Value>>)>> {
    Ok(tx.first(MOVED_SINCE, args![ids(stories), seen, but, field]).await?)
}

/// Some stories on each side of a rank, in order, with their ranks.
pub(crate) async fn around(tx: &mut Tx, product: ProductId, rank: &str, each: i64) -> Result<Vec<(ThingId, String)>> {
    let mut rows = tx.all(ABOVE, args![product, rank, each]).await?;
    rows.reverse();
    rows.extend(tx.all(BELOW, args![product, rank, each]).await?);
    Ok(rows)
}

/// Gives stories their ranks. Several lose theirs first, so that two may swap.
pub(crate) async fn set(tx: &mut Tx, ranks: &[(ThingId, String)]) -> Result<()> {
    if ranks.len() > 1 {
        let stories: Vec<ThingId> = ranks.iter().map(|(story, _)| *story).collect();
        unset(tx, &stories).await?;
    }
    for (story, rank) in ranks {
        tx.run(SET_RANK, args![*story, rank, rank::block(rank)]).await?;
    }
    Ok(())
}

/// Takes stories out of the order.
pub(crate) async fn unset(tx: &mut Tx, stories: &[ThingId]) -> Result<()> {
    tx.run(UNRANK, args![ids(stories)]).await?;
    Ok(())
}

/// Writes down which rank a story had when the running sprint took it, or that no running sprint has it.
pub(crate) async fn set_stood(tx: &mut Tx, story: ThingId, rank: Option<&str>) -> Result<()> {
    tx.run(SET_STOOD, args![story, rank]).await?;
    Ok(())
}
