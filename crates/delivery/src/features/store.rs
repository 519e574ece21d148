//! The table of features.

use ground::db::{Insert, Tx};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::order::Ranked;
use together::products::ProductId;
use together::thread::rules::Dots;
use together::thread::{Key, Kind, Thing, ThingId};

/// The fields of a feature.
pub mod fields {
    together::fields! {
        /// What a feature says beside its title.
        pub FEATURE of "feature" by "thing" {
            TEXT: Text "text" = "text", "text", searched, defining;
        }
    }
}

row! {
    /// A feature in its list.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// The id of its thing.
        pub thing: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// Its thread.
        pub thread: Dots,
        /// Its stories that are in a backlog or done.
        pub stories: i64,
        /// Those that are done.
        pub done: i64,
        /// Those under way.
        pub begun: i64,
        /// The points of those that are not done.
        pub points: i64,
    }
}

impl Line {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Feature, self.number)
    }
}

sql! {
    /// Features in the order of the roadmap.
    LIST: Line = "SELECT t.id AS thing, t.number, t.title, t.state, t.thread, COALESCE(c.stories, 0) AS stories, COALESCE(c.done, 0) AS done, COALESCE(c.begun, 0) AS begun, COALESCE(c.points - c.points_done, 0) AS points FROM feature f JOIN thing t ON t.id = f.thing LEFT JOIN scope c ON c.thing = f.thing WHERE f.product = $1 AND f.rank > $2 AND t.hidden_at IS NULL ORDER BY f.rank LIMIT $3";
    /// A story of a feature that somebody asks for.
    ASKED_PART: (ThingId,) = "SELECT l.from_thing FROM link l JOIN demand x ON x.thing = l.from_thing WHERE l.to_thing = $1 AND l.kind = 'part of' LIMIT 1";
    /// Every rank, in order.
    ORDER: (ThingId, String) = "SELECT f.thing, f.rank FROM feature f JOIN thing t ON t.id = f.thing WHERE f.product = $1 AND t.hidden_at IS NULL ORDER BY f.rank, f.thing";
    RANK: (String,) = "SELECT rank FROM feature WHERE thing = $1";
    LAST: (Option<String>,) = "SELECT MAX(rank) FROM feature WHERE product = $1";
    TEXT: (String,) = "SELECT text FROM feature WHERE thing = $1";
    /// The words search finds a feature by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || f.text FROM feature f JOIN thing t ON t.id = f.thing WHERE f.thing IN @ids($1)";
    SET_RANK: () = "UPDATE feature SET rank = $2 WHERE thing = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM feature WHERE product = $1";
}

/// The order of the roadmap.
pub(crate) const ROADMAP: Ranked =
    Ranked { kind: Kind::Feature, field: "roadmap: place", order: ORDER, last: LAST, set: SET_RANK };

/// Features in the order of the roadmap, behind one of them, each with what is beneath it.
pub async fn list(tx: &mut Tx, product: ProductId, after: Option<&Thing>, limit: i64) -> Result<Vec<Line>> {
    let after = match after {
        Some(last) => tx.one(RANK, args![last.id]).await?.0,
        None => String::new(),
    };
    Ok(tx.all(LIST, args![product, after, limit]).await?)
}

/// Whether somebody asks for a story of a feature.
pub async fn is_asked_in_parts(tx: &mut Tx, feature: ThingId) -> Result<bool> {
    Ok(tx.first(ASKED_PART, args![feature]).await?.is_some())
}

/// What a feature says beside its title.
pub async fn text(tx: &mut Tx, feature: ThingId) -> Result<String> {
    Ok(tx.one(TEXT, args![feature]).await?.0)
}

/// Writes the rows of new features, each with its text and rank.
pub(crate) async fn insert(tx: &mut Tx, rows: Vec<(&Thing, String, String)>) -> Result<()> {
    let values = rows.into_iter().map(|(thing, text, rank)| args![thing.id, thing.product, text, rank]);
    tx.insert_many(&ROWS, values.collect()).await?;
    Ok(())
}

const ROWS: Insert = Insert { table: "feature", columns: &["thing", "product", "text", "rank"], end: "" };
