//! The table of releases.

use ground::clock::Ts;
use ground::db::Tx;
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::products::ProductId;
use together::thread::{Key, Kind, Thing, ThingId};

/// The fields of a release.
pub mod fields {
    together::fields! {
        /// What a release says beside its name.
        pub RELEASE of "release" by "thing" {
            TEXT: Text "text" = "text", "text", searched;
            SHIPS_AT: Time "day" = "ships_at", "day", listed;
        }
    }
}

row! {
    /// A release in its list.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// The number of its key.
        pub number: i64,
        /// Its name.
        pub title: String,
        /// Its state.
        pub state: String,
        /// The day it ships.
        pub ships_at: Option<Ts>,
        /// Stories that ship in it, in a backlog or done.
        pub stories: i64,
        /// Those that are done.
        pub done: i64,
        /// The points of all of them.
        pub points: i64,
    }

    /// A release that has not shipped.
    #[derive(Debug, Clone)]
    pub struct Ahead {
        /// The id of its thing.
        pub thing: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its name.
        pub title: String,
        /// The day it ships.
        pub ships_at: Option<Ts>,
        /// Whether a story of the product backlog ships in it.
        pub awaited: bool,
    }
}

impl Line {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Release, self.number)
    }
}

impl Ahead {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Release, self.number)
    }
}

sql! {
    /// Releases that have not shipped with what ships in each, the next first.
    LIST: Line = "SELECT t.number, t.title, t.state, r.ships_at, COALESCE(c.stories, 0) AS stories, COALESCE(c.done, 0) AS done, COALESCE(c.points, 0) AS points FROM release r JOIN thing t ON t.id = r.thing LEFT JOIN scope c ON c.thing = r.thing WHERE r.product = $1 AND t.hidden_at IS NULL AND t.stage IN ('open', 'active') ORDER BY r.ships_at IS NULL, r.ships_at, t.number LIMIT 200";
    /// Those that are over, the last first; one that was cancelled without a day goes behind all others.
    PAST: Line = "SELECT t.number, t.title, t.state, r.ships_at, COALESCE(c.stories, 0) AS stories, COALESCE(c.done, 0) AS done, COALESCE(c.points, 0) AS points FROM release r JOIN thing t ON t.id = r.thing LEFT JOIN scope c ON c.thing = r.thing WHERE r.product = $1 AND t.hidden_at IS NULL AND t.stage NOT IN ('open', 'active') AND (COALESCE(r.ships_at, 0) < $2 OR (COALESCE(r.ships_at, 0) = $2 AND t.number < $3)) ORDER BY COALESCE(r.ships_at, 0) DESC, t.number DESC LIMIT $4";
    COUNT_PAST: (i64,) = "SELECT COUNT(*) FROM release r JOIN thing t ON t.id = r.thing WHERE r.product = $1 AND t.hidden_at IS NULL AND t.stage NOT IN ('open', 'active')";
    INSERT: () = "INSERT INTO release (thing, product, text) VALUES ($1, $2, $3)";
    BY_THING: (String, Option<Ts>) = "SELECT text, ships_at FROM release WHERE thing = $1";
    /// Releases that have not shipped, the next first.
    AHEAD: Ahead = "SELECT r.thing, t.number, t.title, r.ships_at, EXISTS (SELECT 1 FROM story s WHERE s.release = r.thing AND s.rank IS NOT NULL) AS awaited FROM release r JOIN thing t ON t.id = r.thing WHERE r.product = $1 AND t.hidden_at IS NULL AND t.stage IN ('open', 'active') ORDER BY r.ships_at IS NULL, r.ships_at, t.number LIMIT 50";
    /// The words search finds a release by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || r.text FROM release r JOIN thing t ON t.id = r.thing WHERE r.thing IN @ids($1)";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM release WHERE product = $1";
}

/// Writes the row of a new release, which has no day yet.
pub(crate) async fn insert(tx: &mut Tx, thing: ThingId, product: ProductId, text: &str) -> Result<()> {
    tx.run(INSERT, args![thing, product, text]).await?;
    Ok(())
}

/// Text and day of a release.
pub async fn by_thing(tx: &mut Tx, release: ThingId) -> Result<(String, Option<Ts>)> {
    Ok(tx.one(BY_THING, args![release]).await?)
}

/// Releases that have not shipped with what ships in each, the next first; 200 at most.
pub async fn list(tx: &mut Tx, product: ProductId) -> Result<Vec<Line>> {
    Ok(tx.all(LIST, args![product]).await?)
}

/// Releases that are over with what shipped in each, the last first, behind one of them.
pub async fn past(tx: &mut Tx, product: ProductId, after: Option<&Thing>, limit: i64) -> Result<Vec<Line>> {
    let (day, number) = match after {
        Some(last) => (by_thing(tx, last.id).await?.1.map_or(0, |day| day.0), last.number),
        None => (i64::MAX, 0),
    };
    Ok(tx.all(PAST, args![product, day, number, limit]).await?)
}

/// How many releases are over.
pub async fn count_past(tx: &mut Tx, product: ProductId) -> Result<i64> {
    Ok(tx.one(COUNT_PAST, args![product]).await?.0)
}

/// The release that is being filled, which what fits a release is meant for: the first that stories of the backlog ship in,
/// since one whose stories are all in a sprint has its scope; else the next.
pub fn filling(ahead: &[Ahead]) -> Option<&Ahead> {
    ahead.iter().find(|release| release.awaited).or_else(|| ahead.first())
}

/// Releases that have not shipped, the next first: number, name, day.
pub async fn ahead(tx: &mut Tx, product: ProductId) -> Result<Vec<(i64, String, Option<Ts>)>> {
    let ahead = ahead_with_ids(tx, product).await?;
    Ok(ahead.into_iter().map(|release| (release.number, release.title, release.ships_at)).collect())
}

/// The same with their ids.
pub async fn ahead_with_ids(tx: &mut Tx, product: ProductId) -> Result<Vec<Ahead>> {
    Ok(tx.all(AHEAD, args![product]).await?)
}
