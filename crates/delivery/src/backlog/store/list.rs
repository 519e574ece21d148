//! The rows of the backlog’s page, in each of its arrangements.

use ground::db::{Select, Tx, Value, ids};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::products::ProductId;
use together::thread::rules::Dots;
use together::thread::{Kind, ThingId, search};

use super::sums;
use crate::backlog::rules::view::{Cursor, View};
use crate::backlog::rules::waterline::Above;

/// Rows on a page.
pub const PAGE: usize = 200;

row! {
    /// One story of the list.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// Its thread.
        pub thread: Dots,
        /// Its rank.
        pub rank: String,
        /// Its estimate.
        pub points: Option<i64>,
        /// What it lacks.
        pub missing: String,
        /// The title of its feature.
        pub feature: Option<String>,
        /// People who asked for it.
        pub people: Option<i64>,
        /// Those of them who said how important it is.
        pub voices: Option<i64>,
        /// The sum of how important it is to them.
        pub importance: Option<i64>,
        /// What their customers are worth.
        pub value: Option<i64>,
        /// How many stand before it in its block; 0 where rows follow one another.
        pub within: i64,
    }

    /// One story of the list by feature.
    #[derive(Debug, Clone)]
    pub struct Grouped {
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// Its thread.
        pub thread: Dots,
        /// Its rank.
        pub rank: String,
        /// Its estimate.
        pub points: Option<i64>,
        /// What it lacks.
        pub missing: String,
        /// Where it ships: the name of its sprint, else of its release.
        pub ships: Option<String>,
        /// People who asked for it.
        pub people: Option<i64>,
        /// Those of them who said how important it is.
        pub voices: Option<i64>,
        /// The sum of how important it is to them.
        pub importance: Option<i64>,
        /// What their customers are worth.
        pub value: Option<i64>,
        /// The feature it is part of.
        pub group: Option<ThingId>,
        /// The rank of its feature on the roadmap; empty for those without.
        pub group_rank: String,
        /// How many stand before it in its block of the backlog.
        pub within: i64,
    }
}

sql! {
    IN_ORDER: Line = "SELECT t.number, t.title, t.state, t.thread, s.rank, s.points, s.missing, f.title AS feature, d.people, d.voices, d.importance, d.value, 0 AS within FROM story s JOIN thing t ON t.id = s.thing LEFT JOIN thing f ON f.id = s.feature LEFT JOIN demand d ON d.thing = s.thing WHERE s.product = $1 AND s.rank > $2{and} ORDER BY s.rank";
    /// Some of them, which do not follow one another.
    SOME_IN_ORDER: Line = "SELECT t.number, t.title, t.state, t.thread, s.rank, s.points, s.missing, f.title AS feature, d.people, d.voices, d.importance, d.value, (SELECT COUNT(*) FROM story a WHERE a.product = s.product AND a.rank >= s.block AND a.rank < s.rank) AS within FROM story s JOIN thing t ON t.id = s.thing LEFT JOIN thing f ON f.id = s.feature LEFT JOIN demand d ON d.thing = s.thing WHERE s.product = $1 AND s.rank > $2{and} ORDER BY s.rank";
    /// From what was asked for: stories nobody asked for are not among the most asked.
    BY_DEMAND: Line = "SELECT t.number, t.title, t.state, t.thread, s.rank, s.points, s.missing, f.title AS feature, d.people, d.voices, d.importance, d.value, (SELECT COUNT(*) FROM story a WHERE a.product = s.product AND a.rank >= s.block AND a.rank < s.rank) AS within FROM demand d JOIN story s ON s.thing = d.thing JOIN thing t ON t.id = s.thing LEFT JOIN thing f ON f.id = s.feature WHERE d.product = $1 AND d.people > 0 AND d.people <= $2 AND s.rank IS NOT NULL AND (d.people < $2 OR s.rank > $3){and} ORDER BY d.people DESC, s.rank";
    /// Feature by feature, as the roadmap orders them. Walks the features in order and, of each, its stories: `CROSS JOIN` keeps SQLite from sorting all stories first, or those of a feature because it looks the feature up in between.
    BY_FEATURE: Grouped = "SELECT t.number, t.title, t.state, t.thread, s.rank, s.points, s.missing, COALESCE(n.title, r.title) AS ships, d.people, d.voices, d.importance, d.value, o.thing AS \"group\", o.rank AS group_rank, (SELECT COUNT(*) FROM story a WHERE a.product = s.product AND a.rank >= s.block AND a.rank < s.rank) AS within FROM feature o CROSS JOIN story s CROSS JOIN thing g JOIN thing t ON t.id = s.thing LEFT JOIN thing n ON n.id = s.sprint LEFT JOIN thing r ON r.id = s.release LEFT JOIN demand d ON d.thing = s.thing WHERE o.product = $1 AND o.rank >= $2 AND s.product = $1 AND s.feature = o.thing AND g.id = o.thing AND s.rank IS NOT NULL AND g.hidden_at IS NULL AND (o.rank > $2 OR s.rank > $3){and} ORDER BY o.rank, o.thing, s.rank";
    /// The same where few stories are left: those are looked for first, and sorted.
    FEW_BY_FEATURE: Grouped = "SELECT t.number, t.title, t.state, t.thread, s.rank, s.points, s.missing, COALESCE(n.title, r.title) AS ships, d.people, d.voices, d.importance, d.value, o.thing AS \"group\", o.rank AS group_rank, (SELECT COUNT(*) FROM story a WHERE a.product = s.product AND a.rank >= s.block AND a.rank < s.rank) AS within FROM story s CROSS JOIN feature o JOIN thing t ON t.id = s.thing JOIN thing g ON g.id = o.thing LEFT JOIN thing n ON n.id = s.sprint LEFT JOIN thing r ON r.id = s.release LEFT JOIN demand d ON d.thing = s.thing WHERE o.product = $1 AND o.rank >= $2 AND s.product = $1 AND s.feature = o.thing AND s.rank IS NOT NULL AND g.hidden_at IS NULL AND (o.rank > $2 OR s.rank > $3){and} ORDER BY o.rank, o.thing, s.rank";
    WITHOUT_FEATURE: Grouped = "SELECT t.number, t.title, t.state, t.thread, s.rank, s.points, s.missing, COALESCE(n.title, r.title) AS ships, d.people, d.voices, d.importance, d.value, s.feature AS \"group\", '' AS group_rank, (SELECT COUNT(*) FROM story a WHERE a.product = s.product AND a.rank >= s.block AND a.rank < s.rank) AS within FROM story s JOIN thing t ON t.id = s.thing LEFT JOIN thing n ON n.id = s.sprint LEFT JOIN thing r ON r.id = s.release LEFT JOIN demand d ON d.thing = s.thing WHERE s.product = $1 AND s.feature IS NULL AND s.rank > $2{and} ORDER BY s.rank";
    /// How many stories each block holds, all in one row: rows cost more than what they say.
    BLOCKS: (Option<String>,) = "SELECT @joined(block || ' ' || CAST(stories AS TEXT), ',') FROM backlog_sum WHERE product = $1 AND block <> ''";
    /// Features with what is in the backlog beneath each: id, number, title, stories, points.
    GROUPS: (ThingId, i64, String, i64, i64) = "SELECT t.id, t.number, t.title, COUNT(s.rank), CAST(COALESCE(SUM(s.points), 0) AS BIGINT) FROM thing t LEFT JOIN story s ON s.product = $1 AND s.feature = t.id AND s.rank IS NOT NULL WHERE t.id IN @ids($2) GROUP BY t.id, t.number, t.title";
    /// The first blocks with what they hold.
    FIRST: (String, i64, i64, i64) = "SELECT block, stories, points, ready FROM backlog_sum WHERE product = $1 AND block <> '' ORDER BY block LIMIT 16";
    /// The block in which the points pass a number, with what stands before it.
    PASSES: (String, i64, i64, i64) = "SELECT block, stories_before, points_before, ready_before FROM (SELECT block, points, CAST(SUM(stories) OVER (ORDER BY block) - stories AS BIGINT) AS stories_before, CAST(SUM(points) OVER (ORDER BY block) - points AS BIGINT) AS points_before, CAST(SUM(ready) OVER (ORDER BY block) - ready AS BIGINT) AS ready_before FROM backlog_sum WHERE product = $1 AND block <> '') AS counted WHERE points_before + points > $2 ORDER BY block LIMIT 1";
    WEIGHTS: (String, i64, i64) = "SELECT rank, COALESCE(points, 0), CASE WHEN missing = '' THEN 1 ELSE 0 END FROM story WHERE product = $1 AND rank >= $2 AND rank < $3 ORDER BY rank";
    /// Features to filter by and to move into: number, title.
    FEATURES: (i64, String) = "SELECT t.number, t.title FROM feature f JOIN thing t ON t.id = f.thing WHERE f.product = $1 AND t.hidden_at IS NULL AND t.stage IN ('open', 'active') ORDER BY f.rank LIMIT $2";
    /// In how many texts words are; counting stops at a limit.
    SPREAD: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 FROM @found($1) AS f LIMIT $2) AS capped";
    /// Goals to filter by: number, title.
    GOALS: (i64, String) = "SELECT number, title FROM thing WHERE product = $1 AND kind = 'goal' AND hidden_at IS NULL AND stage IN ('open', 'active') ORDER BY number LIMIT $2";
}

/// Where more stories than these have some words, the backlog is walked through in its order until a page of them is found;
/// fewer are looked up one by one.
const MANY: i64 = 2_000;

/// The words a view filters by.
struct Sought {
    /// As the engine looks for them.
    found: Value,
    /// [`MANY`] stories have them.
    many: bool,
}

impl Sought {
    async fn of(tx: &mut Tx, product: ProductId, view: &View) -> Result<Option<Self>> {
        if view.words.is_empty() {
            return Ok(None);
        }
        let found = search::typed(tx, product, Kind::Story, &view.words).await?;
        let (texts,) = tx.one(SPREAD, args![found.clone(), MANY]).await?;
        Ok(Some(Self { found, many: texts >= MANY }))
    }
}

/// Ids of the things a view filters by, where they are there.
#[derive(Debug, Clone, Copy, Default)]
pub struct Resolved {
    /// The feature.
    pub feature: Option<ThingId>,
    /// The goal.
    pub goal: Option<ThingId>,
    /// The release.
    pub release: Option<ThingId>,
}

/// The features that serve a goal, themselves or through a need: asks for the goal twice.
macro_rules! features_for_goal {
    () => {
        "SELECT l.from_thing FROM link l WHERE l.kind = 'serves' AND (l.to_thing = ? OR l.to_thing IN (SELECT n.from_thing FROM link n WHERE n.kind = 'serves' AND n.to_thing = ?))"
    };
}

/// Rows in the order of the backlog, one more than fit a page where there is another page.
pub async fn in_order(
    tx: &mut Tx,
    product: ProductId,
    view: &View,
    found: Resolved,
    up_to: Option<&str>,
) -> Result<Vec<Line>> {
    let after = view.after.as_ref().map_or("", |after| after.rank.as_str());
    let base = if view.is_filtered() { SOME_IN_ORDER } else { IN_ORDER };
    let sought = Sought::of(tx, product, view).await?;
    let mut select = Select::of(base).with(args![product, after]).and_if("s.rank < ?", up_to);
    if view.goal.is_some() {
        // By rank, so that the order is walked through and nothing is sorted: thousands of stories may serve a goal.
        let goal = found.goal;
        select = select.and(
            concat!(
                "s.rank IN (SELECT o.rank FROM story o WHERE o.product = ? AND o.rank IS NOT NULL AND o.feature IN (",
                features_for_goal!(),
                "))"
            ),
            args![product, goal, goal],
        );
    }
    let view = &View { goal: None, ..view.clone() };
    Ok(tx.select(filtered(select, view, found, sought.as_ref()).limit(PAGE + 1)).await?)
}

/// Rows by how many asked for them.
pub async fn by_demand(tx: &mut Tx, product: ProductId, view: &View, found: Resolved) -> Result<Vec<Line>> {
    let (people, rank) = match &view.after {
        Some(Cursor { first, rank }) => (first.parse().unwrap_or(i64::MAX), rank.as_str()),
        None => (i64::MAX, ""),
    };
    let sought = Sought::of(tx, product, view).await?;
    let select = Select::of(BY_DEMAND).with(args![product, people, rank]);
    Ok(tx.select(filtered(select, view, found, sought.as_ref()).limit(PAGE + 1)).await?)
}

/// Rows feature by feature; those without one come last.
pub async fn by_feature(tx: &mut Tx, product: ProductId, view: &View, found: Resolved) -> Result<Vec<Grouped>> {
    /// Stands before the rank where the features are through.
    const WITHOUT: &str = "-";
    let (first, rank) = view.after.as_ref().map_or(("", ""), |after| (after.first.as_str(), after.rank.as_str()));
    let sought = Sought::of(tx, product, view).await?;
    let sought = sought.as_ref();
    let mut rows = Vec::new();
    if first != WITHOUT {
        let few = view.gaps || view.owner.is_some() || sought.is_some_and(|sought| !sought.many);
        let base = if few { FEW_BY_FEATURE } else { BY_FEATURE };
        let select = Select::of(base).with(args![product, first, rank]);
        rows = tx.select(filtered(select, view, found, sought).limit(PAGE + 1)).await?;
    }
    if rows.len() <= PAGE {
        let behind = if first == WITHOUT { rank } else { "" };
        let select = Select::of(WITHOUT_FEATURE).with(args![product, behind]);
        let left = PAGE + 1 - rows.len();
        rows.extend(tx.select(filtered(select, view, found, sought).limit(left)).await?);
    }
    Ok(rows)
}

fn filtered<T: ground::db::FromRow>(
    select: Select<T>,
    view: &View,
    found: Resolved,
    sought: Option<&Sought>,
) -> Select<T> {
    use crate::backlog::rules::view::Pick;
    let mut select = select
        .and_if("s.points <= ?", view.points)
        .and_if("s.type = ?", view.of_type)
        .and_if("s.thing IN (SELECT o.id FROM thing o WHERE o.owner = ?)", view.owner);
    select = match (view.feature, found.feature) {
        (Some(Pick::None), _) => select.and("s.feature IS NULL", args![]),
        (Some(Pick::Of(_)), feature) => select.and("s.feature = ?", args![feature]),
        (None, _) => select,
    };
    select = match (view.release, found.release) {
        (Some(Pick::None), _) => select.and("s.release IS NULL", args![]),
        (Some(Pick::Of(_)), release) => select.and("s.release = ?", args![release]),
        (None, _) => select,
    };
    select = match view.ready {
        Some(true) => select.and("s.missing = ''", args![]),
        Some(false) => select.and("s.missing <> ''", args![]),
        None => select,
    };
    if view.gaps {
        select = select.and("s.gap = 1", args![]);
    }
    if view.goal.is_some() {
        let goal = found.goal;
        select = select.and(concat!("s.feature IN (", features_for_goal!(), ")"), args![goal, goal]);
    }
    match sought {
        Some(Sought { found, many: true }) => select.and(
            "(SELECT w.n FROM search w WHERE w.thing = s.thing) IN (SELECT f.n FROM @found(?) AS f)",
            args![found.clone()],
        ),
        Some(Sought { found, many: false }) => select
            .and("s.thing IN (SELECT w.thing FROM @found(?) AS f JOIN search w ON w.n = f.n)", args![found.clone()]),
        None => select,
    }
}

/// How many stories stand before each block of the backlog, in order.
pub async fn before_blocks(tx: &mut Tx, product: ProductId) -> Result<Vec<(String, i64)>> {
    let (held,) = tx.one(BLOCKS, args![product]).await?;
    let held = held.unwrap_or_default();
    let block = |block: &str| {
        let (block, stories) = block.split_once(' ')?;
        Some((block.to_owned(), stories.parse::<i64>().ok()?))
    };
    let mut blocks: Vec<(String, i64)> = held.split(',').filter_map(block).collect();
    blocks.sort_unstable();
    let mut before = 0;
    for (_, stories) in &mut blocks {
        before += std::mem::replace(stories, before);
    }
    Ok(blocks)
}

/// What is in the backlog beneath features: id, number, title, stories, points.
pub async fn groups(
    tx: &mut Tx,
    product: ProductId,
    features: &[ThingId],
) -> Result<Vec<(ThingId, i64, String, i64, i64)>> {
    Ok(tx.all(GROUPS, args![product, ids(features)]).await?)
}

/// The first rank that does not fit so many points, and what stands above it; no rank when everything fits.
pub async fn waterline(tx: &mut Tx, product: ProductId, capacity: i64) -> Result<(Option<String>, Above)> {
    let Some((block, mut above)) = passes(tx, product, capacity).await? else {
        let all = sums::total(tx, product).await?;
        return Ok((None, Above { stories: all.stories, points: all.points, unready: all.stories - all.ready }));
    };
    let end = together::order::rank::end_of_block(&block);
    for (rank, points, ready) in tx.all(WEIGHTS, args![product, block, end]).await? {
        if above.points + points > capacity {
            return Ok((Some(rank), above));
        }
        above.stories += 1;
        above.points += points;
        above.unready += 1 - ready;
    }
    Ok((None, above))
}

/// The block in which the points pass a number, with what stands above it. It is among the first ones as a rule.
async fn passes(tx: &mut Tx, product: ProductId, capacity: i64) -> Result<Option<(String, Above)>> {
    let mut above = Above::default();
    for (block, stories, points, ready) in tx.all(FIRST, args![product]).await? {
        if above.points + points > capacity {
            return Ok(Some((block, above)));
        }
        above.stories += stories;
        above.points += points;
        above.unready += stories - ready;
    }
    let found = tx.first(PASSES, args![product, capacity]).await?;
    Ok(found.map(|(block, stories, points, ready)| (block, Above { stories, points, unready: stories - ready })))
}

/// Features that are not done, in the order of the roadmap: number, title.
pub async fn features(tx: &mut Tx, product: ProductId, limit: i64) -> Result<Vec<(i64, String)>> {
    Ok(tx.all(FEATURES, args![product, limit]).await?)
}

/// Goals that are not closed: number, title.
pub async fn goals(tx: &mut Tx, product: ProductId, limit: i64) -> Result<Vec<(i64, String)>> {
    Ok(tx.all(GOALS, args![product, limit]).await?)
}
