//! The sums over the backlog: one row a block of the order, and one for the whole.

use std::collections::BTreeSet;

use ground::db::{Insert, Tx, texts};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::order::rank;
use together::products::ProductId;

row! {
    /// What is kept of a block, and what it really holds.
    struct Block {
        block: String,
        kept: Option<i64>,
        kept_points: Option<i64>,
        kept_ready: Option<i64>,
        kept_gaps: Option<i64>,
        stories: i64,
        points: i64,
        ready: i64,
        gaps: i64,
    }
}

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
    STORIES_BEFORE: (i64,) = "SELECT CAST(COALESCE((SELECT SUM(b.stories) FROM backlog_sum b WHERE b.product = $1 AND b.block <> '' AND b.block < $2), 0) AS BIGINT) + (SELECT COUNT(*) FROM story s WHERE s.product = $1 AND s.rank >= $2 AND s.rank < $3) AS stories";
    /// What blocks hold; a rank of a block begins with the block, and “{” is behind every digit.
    RECOUNTED: Block = "SELECT w.text AS block, k.stories AS kept, k.points AS kept_points, k.ready AS kept_ready, k.gaps AS kept_gaps, COUNT(s.rank) AS stories, CAST(COALESCE(SUM(s.points), 0) AS BIGINT) AS points, COUNT(CASE WHEN s.missing = '' THEN 1 END) AS ready, CAST(COALESCE(SUM(s.gap), 0) AS BIGINT) AS gaps FROM @texts($2) AS w LEFT JOIN backlog_sum k ON k.product = $1 AND k.block = w.text LEFT JOIN story s ON s.product = $1 AND s.rank >= w.text AND s.rank < w.text || '{' GROUP BY w.text, k.stories, k.points, k.ready, k.gaps";
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

/// How many stories stand before a rank.
pub(crate) async fn stories_before(tx: &mut Tx, product: ProductId, rank: &str) -> Result<i64> {
    Ok(tx.one(STORIES_BEFORE, args![product, rank::block(rank), rank]).await?.0)
}

/// The rank at a place, counted from 1.
pub(crate) async fn rank_at(tx: &mut Tx, product: ProductId, place: i64) -> Result<Option<String>> {
    let Some((block, before)) = tx.first(AT, args![product, place]).await? else { return Ok(None) };
    let found = tx.first(NTH, args![product, block, place - before - 1]).await?;
    Ok(found.map(|(rank,)| rank))
}

/// Counts some blocks anew and adds the difference to the whole.
pub(crate) async fn refresh(tx: &mut Tx, product: ProductId, blocks: &BTreeSet<String>) -> Result<()> {
    let blocks: Vec<&str> = blocks.iter().map(String::as_str).collect();
    let (mut difference, mut rows) = (Sum::default(), Vec::new());
    let row = |block: &str, sum: Sum| args![product, block, sum.stories, sum.points, sum.ready, sum.gaps];
    for block in tx.all(RECOUNTED, args![product, texts(&blocks)]).await? {
        let (was, now) = (block.was(), block.now());
        if now != was {
            rows.push(row(&block.block, now));
            difference = difference.and(now).without(was);
        }
    }
    if difference != Sum::default() {
        rows.push(row("", total(tx, product).await?.and(difference)));
    }
    tx.insert_many(&SUMS, rows).await?;
    Ok(())
}

const SUMS: Insert = Insert {
    table: "backlog_sum",
    columns: &["product", "block", "stories", "points", "ready", "gaps"],
    end: " ON CONFLICT (product, block) DO UPDATE SET stories = excluded.stories, points = excluded.points, ready = excluded.ready, gaps = excluded.gaps",
};

impl Block {
    fn was(&self) -> Sum {
        let kept = |kept: Option<i64>| kept.unwrap_or_default();
        let (points, ready) = (kept(self.kept_points), kept(self.kept_ready));
        Sum { stories: kept(self.kept), points, ready, gaps: kept(self.kept_gaps) }
    }

    fn now(&self) -> Sum {
        Sum { stories: self.stories, points: self.points, ready: self.ready, gaps: self.gaps }
    }
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
