//! The sums over the backlog: one row a block of the order, and one for the whole.

use std::collections::BTreeSet;

use ground::db::Tx;
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::order::rank;
use together::products::ProductId;

row! {
    /// What some part of the backlog holds.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub struct Sum {
        /// Stories.
        pub stories: i64,
        /// Their points; those without an estimate count nothing.
        pub points: i64,
        /// Those that are ready.
        pub ready: i64,
        /// Those whose thread is broken above them.
        pub gaps: i64,
    }
}

sql! {
    /// What a block really holds.
    COUNTED: Sum = "SELECT COUNT(*) AS stories, CAST(COALESCE(SUM(points), 0) AS BIGINT) AS points, COALESCE(SUM(CASE WHEN missing = '' THEN 1 ELSE 0 END), 0) AS ready, CAST(COALESCE(SUM(gap), 0) AS BIGINT) AS gaps FROM story WHERE product = $1 AND rank >= $2 AND rank < $3";
    OF_BLOCK: Sum = "SELECT stories, points, ready, gaps FROM backlog_sum WHERE product = $1 AND block = $2";
    /// Everything in the blocks before one.
    BEFORE: Sum = "SELECT CAST(COALESCE(SUM(stories), 0) AS BIGINT) AS stories, CAST(COALESCE(SUM(points), 0) AS BIGINT) AS points, CAST(COALESCE(SUM(ready), 0) AS BIGINT) AS ready, CAST(COALESCE(SUM(gaps), 0) AS BIGINT) AS gaps FROM backlog_sum WHERE product = $1 AND block <> '' AND block < $2";
    SET: () = "INSERT INTO backlog_sum (product, block, stories, points, ready, gaps) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (product, block) DO UPDATE SET stories = excluded.stories, points = excluded.points, ready = excluded.ready, gaps = excluded.gaps";
    ADD: () = "INSERT INTO backlog_sum (product, block, stories, points, ready, gaps) VALUES ($1, '', $2, $3, $4, $5) ON CONFLICT (product, block) DO UPDATE SET stories = backlog_sum.stories + excluded.stories, points = backlog_sum.points + excluded.points, ready = backlog_sum.ready + excluded.ready, gaps = backlog_sum.gaps + excluded.gaps";
    /// The block in which the row at a place stands, and how many rows stand before the block.
    AT: (String, i64) = "SELECT block, before FROM (SELECT block, stories, CAST(SUM(stories) OVER (ORDER BY block) - stories AS BIGINT) AS before FROM backlog_sum WHERE product = $1 AND block <> '') AS counted WHERE before < $2 AND before + stories >= $2";
    NTH: (String,) = "SELECT rank FROM story WHERE product = $1 AND rank >= $2 ORDER BY rank LIMIT 1 OFFSET $3";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM backlog_sum WHERE product = $1";
}

/// What the whole backlog holds.
pub async fn total(tx: &mut Tx, product: ProductId) -> Result<Sum> {
    of_block(tx, product, "").await
}

/// What stands before a rank: in the blocks before its own, and in its own.
pub async fn before(tx: &mut Tx, product: ProductId, rank: &str) -> Result<Sum> {
    let block = rank::block(rank);
    let earlier = tx.one(BEFORE, args![product, block]).await?;
    let within = tx.one(COUNTED, args![product, block, rank]).await?;
    Ok(earlier.and(within))
}

/// The rank at a place, counted from 1.
pub(crate) async fn rank_at(tx: &mut Tx, product: ProductId, place: i64) -> Result<Option<String>> {
    let Some((block, before)) = tx.first(AT, args![product, place]).await? else { return Ok(None) };
    let found = tx.first(NTH, args![product, block, place - before - 1]).await?;
    Ok(found.map(|(rank,)| rank))
}

/// Counts some blocks anew and adds the difference to the whole.
pub(crate) async fn refresh(tx: &mut Tx, product: ProductId, blocks: &BTreeSet<String>) -> Result<()> {
    let mut difference = Sum::default();
    for block in blocks {
        let was = of_block(tx, product, block).await?;
        let now = tx.one(COUNTED, args![product, block, rank::end_of_block(block)]).await?;
        if now != was {
            tx.run(SET, args![product, block, now.stories, now.points, now.ready, now.gaps]).await?;
            difference = difference.and(now).without(was);
        }
    }
    if difference != Sum::default() {
        let Sum { stories, points, ready, gaps } = difference;
        tx.run(ADD, args![product, stories, points, ready, gaps]).await?;
    }
    Ok(())
}

async fn of_block(tx: &mut Tx, product: ProductId, block: &str) -> Result<Sum> {
    Ok(tx.first(OF_BLOCK, args![product, block]).await?.unwrap_or_default())
}

impl Sum {
    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            stories: self.stories + other.stories,
            points: self.points + other.points,
            ready: self.ready + other.ready,
            gaps: self.gaps + other.gaps,
        }
    }

    fn without(self, other: Self) -> Self {
        self.and(Self { stories: -other.stories, points: -other.points, ready: -other.ready, gaps: -other.gaps })
    }
}
