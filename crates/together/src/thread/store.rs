//! The tables of the thread.

use ground::clock::Ts;
use ground::db::{Insert, Tx, ids};
use ground::sql;
use ground::web::Result;
use ground::{args, row};

use super::rules::Dots;
use super::{Key, Kind, LinkKind, ThingId};
use crate::people::PersonId;
use crate::products::ProductId;

row! {
    /// What all things share.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Thing {
        /// Its id.
        pub id: ThingId,
        /// The product it belongs to.
        pub product: ProductId,
        /// Its kind, as stored; see [`Thing::key`].
        pub kind: Kind,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state, one of its kind's.
        pub state: String,
        /// `open`, `active`, `done` or `dropped`.
        pub stage: String,
        /// Who looks after it.
        pub owner: Option<PersonId>,
        /// Customers may see it.
        pub public: bool,
        /// What its thread has.
        pub thread: Dots,
        /// When it was made.
        pub created_at: Ts,
        /// When it last changed.
        pub updated_at: Ts,
        /// The sequence of its last change.
        pub seq: i64,
        /// Since when it is hidden; hidden things are found by undo alone.
        pub hidden_at: Option<Ts>,
    }
}

impl Thing {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }
}

row! {
    /// A thing at the other end of a link.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Linked {
        /// Its id.
        pub id: ThingId,
        /// Its kind.
        pub kind: Kind,
        /// Its number.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// Its stage.
        pub stage: String,
        /// What its thread has.
        pub thread: Dots,
        /// The link's kind.
        pub link: String,
        /// How much of it counts, in per cent, where that was said.
        pub share: Option<i64>,
        /// The words it rests on.
        pub quote: Option<String>,
        /// The sequence since which the upstream end has moved on, until somebody looks.
        pub suspect_seq: Option<i64>,
    }
}

row! {
    /// One step along the thread.
    #[derive(Debug, Clone)]
    pub(super) struct Step {
        pub(super) near: ThingId,
        pub(super) id: ThingId,
        pub(super) kind: Kind,
        pub(super) number: i64,
        pub(super) title: String,
    }
}

impl Linked {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }
}

sql! {
    BY_KEY: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = $2 AND number = $3 AND hidden_at IS NULL";
    BY_ID: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE id = $1";
    BY_IDS: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE id IN @ids($1)";

    /// Things of a kind by title, for pickers.
    PICK: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = $2 AND hidden_at IS NULL AND stage <> 'dropped' ORDER BY number DESC LIMIT $3";
    /// Things of one kind in key order, after a number, for the API.
    PAGE: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = $2 AND number > $3 AND hidden_at IS NULL ORDER BY number LIMIT $4";

    UP: Linked = "SELECT t.id, t.kind, t.number, t.title, t.state, t.stage, t.thread, l.kind AS link, l.share, l.quote, l.suspect_seq FROM link l JOIN thing t ON t.id = l.to_thing WHERE l.from_thing = $1 AND t.hidden_at IS NULL ORDER BY l.kind, t.number";
    DOWN: Linked = "SELECT t.id, t.kind, t.number, t.title, t.state, t.stage, t.thread, l.kind AS link, l.share, l.quote, l.suspect_seq FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing = $1 AND t.hidden_at IS NULL ORDER BY l.kind, t.number";
    DOWN_OF: Linked = "SELECT t.id, t.kind, t.number, t.title, t.state, t.stage, t.thread, l.kind AS link, l.share, l.quote, l.suspect_seq FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing = $1 AND l.kind = $2 AND t.kind = $3 AND t.hidden_at IS NULL ORDER BY t.number LIMIT $4";

    /// Where the thread goes on from any of these: upwards along *serves* and *part of*, and to the release.
    UPWARDS: Step = "SELECT l.from_thing AS near, t.id, t.kind, t.number, t.title FROM link l JOIN thing t ON t.id = l.to_thing WHERE l.from_thing IN @ids($1) AND l.kind IN ('serves', 'part of', 'ships in') AND t.hidden_at IS NULL ORDER BY l.created_at, t.number";
    /// And downwards; of a thing with thousands beneath it the first will do.
    DOWNWARDS: Step = "SELECT l.to_thing AS near, t.id, t.kind, t.number, t.title FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing IN @ids($1) AND l.kind IN ('serves', 'part of') AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY l.created_at, t.number LIMIT 100";
    COUNT_BENEATH: (i64,) = "SELECT COUNT(*) FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing = $1 AND l.kind IN ('serves', 'part of') AND t.kind = $2 AND t.hidden_at IS NULL AND t.stage <> 'dropped'";
    VISION: Thing = "SELECT id, product, kind, number, title, state, stage, owner, public, thread, created_at, updated_at, seq, hidden_at FROM thing WHERE product = $1 AND kind = 'vision' AND hidden_at IS NULL ORDER BY number DESC LIMIT 1";
    LINK_OF: (Option<i64>, Option<String>) = "SELECT share, quote FROM link WHERE from_thing = $1 AND kind = $2 AND to_thing = $3";
    TARGETS: (ThingId,) = "SELECT to_thing FROM link WHERE from_thing = $1 AND kind = $2";
    SOURCES_IN: (ThingId,) = "SELECT DISTINCT from_thing FROM link WHERE to_thing IN @ids($1) AND kind IN ('serves', 'part of')";
    TARGETS_IN: (ThingId,) = "SELECT DISTINCT to_thing FROM link WHERE from_thing IN @ids($1) AND kind IN ('serves', 'part of')";
    /// Everything that can be reached along one kind of link.
    REACHES: (i64,) = "WITH RECURSIVE ahead(id) AS (SELECT to_thing FROM link WHERE from_thing = $1 AND kind = $2 UNION SELECT l.to_thing FROM link l JOIN ahead a ON l.from_thing = a.id WHERE l.kind = $2) SELECT COUNT(*) FROM ahead WHERE id = $3";

    ALLOWED: (i64,) = "SELECT 1 FROM link_rule WHERE from_kind = $1 AND kind = $2 AND to_kind = $3";
    UNLINK: () = "DELETE FROM link WHERE from_thing = $1 AND kind = $2 AND to_thing = $3";
    REVIEWED: () = "UPDATE link SET suspect_seq = NULL, reviewer = $4 WHERE from_thing = $1 AND kind = $2 AND to_thing = $3";
    SUSPECT: () = "UPDATE link SET suspect_seq = $2 WHERE to_thing = $1 AND suspect_seq IS NULL AND kind IN ('serves', 'part of', 'decided by')";
    SPARE: () = "INSERT INTO spared_link (thing, kind, because, by_person, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (thing, kind) DO UPDATE SET because = excluded.because, by_person = excluded.by_person, at = excluded.at";
    UNSPARE: () = "DELETE FROM spared_link WHERE thing = $1 AND kind = $2";
    SPARED: (String, String) = "SELECT kind, because FROM spared_link WHERE thing = $1";

    SET_STATE: () = "UPDATE thing SET state = $2, stage = $3 WHERE id = $1";
    SET_HIDDEN: () = "UPDATE thing SET hidden_at = $2 WHERE id = $1";
    DOTS: (ThingId, Kind, Dots) = "SELECT id, kind, thread FROM thing WHERE id IN @ids($1)";
    VISIONS: (i64,) = "SELECT COUNT(*) FROM thing WHERE product = $1 AND kind = 'vision' AND hidden_at IS NULL";

    /// What a thing inherits from above: of what it serves or is part of, that one's own bit and the bits above it; and
    /// the bit of the release it ships in.
    ABOVE: (ThingId, i64) = "SELECT l.from_thing, MAX(CASE WHEN u.kind IN ('goal', 'need', 'feature') THEN u.thread & 2 ELSE 0 END) + MAX(CASE WHEN u.kind IN ('need', 'feature') THEN u.thread & 4 ELSE 0 END) + MAX(CASE WHEN u.kind = 'feature' THEN 8 ELSE 0 END) + MAX(CASE WHEN l.kind = 'ships in' THEN 32 ELSE 0 END) FROM link l JOIN thing u ON u.id = l.to_thing WHERE l.from_thing IN @ids($1) AND l.kind IN ('serves', 'part of', 'ships in') AND u.hidden_at IS NULL GROUP BY l.from_thing";
    /// What hangs beneath a thing and is not dropped: of each its own bit and the bits beneath it.
    BENEATH: (ThingId, i64) = "SELECT l.to_thing, MAX(CASE WHEN d.kind = 'need' THEN 4 ELSE 0 END) + MAX(CASE WHEN d.kind IN ('need', 'feature') THEN d.thread & 8 ELSE 0 END) + MAX(CASE WHEN d.kind IN ('need', 'feature', 'story') THEN d.thread & 16 ELSE 0 END) + MAX(CASE WHEN d.kind IN ('need', 'feature', 'story') THEN d.thread & 32 ELSE 0 END) FROM link l JOIN thing d ON d.id = l.from_thing WHERE l.to_thing IN @ids($1) AND l.kind IN ('serves', 'part of') AND d.hidden_at IS NULL AND d.stage <> 'dropped' GROUP BY l.to_thing";
    SET_DOTS: () = "UPDATE thing SET thread = $2 WHERE id IN @ids($1)";
    DOTS_OF_PRODUCT: () = "UPDATE thing SET thread = CASE WHEN $2 = 1 THEN thread | 1 ELSE thread & 62 END WHERE product = $1";
}

/// The steps of the thread upwards from any of these.
pub(super) async fn upwards(tx: &mut Tx, from: &[ThingId]) -> Result<Vec<Step>> {
    Ok(tx.all(UPWARDS, args![ids(from)]).await?)
}

/// The first steps of the thread downwards from any of these.
pub(super) async fn downwards(tx: &mut Tx, from: &[ThingId]) -> Result<Vec<Step>> {
    Ok(tx.all(DOWNWARDS, args![ids(from)]).await?)
}

/// How many things of a kind hang on a thing.
pub(super) async fn count_beneath(tx: &mut Tx, thing: ThingId, kind: Kind) -> Result<i64> {
    Ok(tx.one(COUNT_BENEATH, args![thing, kind]).await?.0)
}

/// The vision of a product.
pub async fn vision(tx: &mut Tx, product: ProductId) -> Result<Option<Thing>> {
    Ok(tx.first(VISION, args![product]).await?)
}

/// A visible thing of a product, by key.
pub async fn by_key(tx: &mut Tx, product: ProductId, key: Key) -> Result<Option<Thing>> {
    Ok(tx.first(BY_KEY, args![product, key.kind, key.number]).await?)
}

/// A thing, hidden or not.
pub async fn by_id(tx: &mut Tx, id: ThingId) -> Result<Option<Thing>> {
    Ok(tx.first(BY_ID, args![id]).await?)
}

/// Things by their ids, in no order.
pub async fn by_ids(tx: &mut Tx, wanted: &[ThingId]) -> Result<Vec<Thing>> {
    Ok(tx.all(BY_IDS, args![ids(wanted)]).await?)
}

/// The newest things of a kind, for a picker.
pub async fn pick(tx: &mut Tx, product: ProductId, kind: Kind, limit: i64) -> Result<Vec<Thing>> {
    Ok(tx.all(PICK, args![product, kind, limit]).await?)
}

/// What a thing links to.
pub async fn links_up(tx: &mut Tx, thing: ThingId) -> Result<Vec<Linked>> {
    Ok(tx.all(UP, args![thing]).await?)
}

/// What links to a thing.
pub async fn links_down(tx: &mut Tx, thing: ThingId) -> Result<Vec<Linked>> {
    Ok(tx.all(DOWN, args![thing]).await?)
}

/// What links to a thing by one kind of link from one kind of thing, at most `limit`.
pub async fn linked_from(tx: &mut Tx, thing: ThingId, link: LinkKind, from: Kind, limit: i64) -> Result<Vec<Linked>> {
    Ok(tx.all(DOWN_OF, args![thing, link.code(), from, limit]).await?)
}

/// Which missing links are missing on purpose, with the reason.
pub async fn spared(tx: &mut Tx, thing: ThingId) -> Result<Vec<(String, String)>> {
    Ok(tx.all(SPARED, args![thing]).await?)
}

/// The ids a thing links to by one kind of link.
pub async fn targets(tx: &mut Tx, from: ThingId, link: LinkKind) -> Result<Vec<ThingId>> {
    Ok(tx.all(TARGETS, args![from, link.code()]).await?.into_iter().map(|(id,)| id).collect())
}

/// Share and quote of a link, if it is there.
pub(crate) async fn link(
    tx: &mut Tx,
    from: ThingId,
    kind: LinkKind,
    to: ThingId,
) -> Result<Option<(Option<i64>, Option<String>)>> {
    Ok(tx.first(LINK_OF, args![from, kind.code(), to]).await?)
}

/// Whether `to` already leads to `from` along this kind of link.
pub(crate) async fn reaches(tx: &mut Tx, start: ThingId, kind: LinkKind, goal: ThingId) -> Result<bool> {
    Ok(tx.one(REACHES, args![start, kind.code(), goal]).await?.0 > 0)
}

/// A link to be written.
pub(crate) struct NewLink<'a> {
    pub(crate) from: &'a Thing,
    pub(crate) kind: LinkKind,
    pub(crate) to: &'a Thing,
    pub(crate) share: Option<i64>,
    pub(crate) quote: Option<String>,
}

/// Writes links; a link that is there keeps its place and takes share and quote.
pub(crate) async fn insert_links(
    tx: &mut Tx,
    links: &[NewLink<'_>],
    now: Ts,
    reviewer: Option<PersonId>,
) -> Result<()> {
    let rows = links.iter().map(|link| {
        args![
            link.from.id,
            link.from.kind,
            link.kind.code(),
            link.to.id,
            link.to.kind,
            link.share,
            link.quote.clone(),
            reviewer,
            now
        ]
    });
    tx.insert_many(&LINKS, rows.collect()).await?;
    Ok(())
}

const LINKS: Insert = Insert {
    table: "link",
    columns: &["from_thing", "from_kind", "kind", "to_thing", "to_kind", "share", "quote", "reviewer", "created_at"],
    end: " ON CONFLICT (from_thing, kind, to_thing) DO UPDATE SET share = excluded.share, quote = excluded.quote",
};

/// Takes a link away.
pub(crate) async fn delete_link(tx: &mut Tx, from: ThingId, kind: LinkKind, to: ThingId) -> Result<bool> {
    Ok(tx.run(UNLINK, args![from, kind.code(), to]).await? > 0)
}

/// Marks a link as looked at.
pub(crate) async fn reviewed(
    tx: &mut Tx,
    from: ThingId,
    kind: LinkKind,
    to: ThingId,
    by: Option<PersonId>,
) -> Result<()> {
    tx.run(REVIEWED, args![from, kind.code(), to, by]).await?;
    Ok(())
}

/// Marks what hangs on a thing as suspect since a sequence.
pub(crate) async fn suspect(tx: &mut Tx, upstream: ThingId, seq: i64) -> Result<()> {
    tx.run(SUSPECT, args![upstream, seq]).await?;
    Ok(())
}

/// Says that a missing link is missing on purpose; `because` of `None` takes that back.
pub(crate) async fn spare(
    tx: &mut Tx,
    thing: ThingId,
    kind: LinkKind,
    because: Option<&str>,
    by: PersonId,
    at: Ts,
) -> Result<()> {
    match because {
        Some(because) => tx.run(SPARE, args![thing, kind.code(), because, by, at]).await?,
        None => tx.run(UNSPARE, args![thing, kind.code()]).await?,
    };
    Ok(())
}

/// Writes state and stage.
pub(crate) async fn set_state(tx: &mut Tx, thing: ThingId, state: &str, stage: super::Stage) -> Result<()> {
    tx.run(SET_STATE, args![thing, state, stage.code()]).await?;
    Ok(())
}

/// Hides a thing, or shows it again.
pub(crate) async fn set_hidden(tx: &mut Tx, thing: ThingId, hidden_at: Option<Ts>) -> Result<()> {
    tx.run(SET_HIDDEN, args![thing, hidden_at]).await?;
    Ok(())
}

const THINGS: Insert = Insert {
    table: "thing",
    columns: &[
        "id",
        "product",
        "kind",
        "number",
        "title",
        "state",
        "stage",
        "owner",
        "public",
        "thread",
        "created_by",
        "created_at",
        "updated_at",
        "created_seq",
        "seq",
    ],
    end: "",
};

/// Writes new things.
pub(crate) async fn insert(tx: &mut Tx, things: &[Thing], by: Option<PersonId>) -> Result<()> {
    let rows = things.iter().map(|thing| {
        args![
            thing.id,
            thing.product,
            thing.kind,
            thing.number,
            thing.title.clone(),
            thing.state.clone(),
            thing.stage.clone(),
            thing.owner,
            i64::from(thing.public),
            thing.thread,
            by,
            thing.created_at,
            thing.updated_at,
            thing.seq,
            thing.seq
        ]
    });
    tx.insert_many(&THINGS, rows.collect()).await?;
    Ok(())
}

/// The dots of things as stored.
pub(crate) async fn dots(tx: &mut Tx, of: &[ThingId]) -> Result<Vec<(ThingId, Kind, Dots)>> {
    Ok(tx.all(DOTS, args![ids(of)]).await?)
}

/// The dots that things inherit from above and from beneath.
pub(crate) async fn dots_around(tx: &mut Tx, of: &[ThingId]) -> Result<Vec<(ThingId, i64)>> {
    let mut around = tx.all(ABOVE, args![ids(of)]).await?;
    around.extend(tx.all(BENEATH, args![ids(of)]).await?);
    Ok(around)
}

/// Writes the same dots to many things.
pub(crate) async fn set_dots(tx: &mut Tx, of: &[ThingId], dots: Dots) -> Result<()> {
    tx.run(SET_DOTS, args![ids(of), dots]).await?;
    Ok(())
}

/// Whether a product has a vision.
pub(crate) async fn has_vision(tx: &mut Tx, product: ProductId) -> Result<bool> {
    Ok(tx.one(VISIONS, args![product]).await?.0 > 0)
}

/// Gives or takes the vision's dot from everything in a product.
pub(crate) async fn set_vision_dot(tx: &mut Tx, product: ProductId, has: bool) -> Result<()> {
    tx.run(DOTS_OF_PRODUCT, args![product, i64::from(has)]).await?;
    Ok(())
}

/// What links to any of these along the thread.
pub(crate) async fn beneath(tx: &mut Tx, of: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(SOURCES_IN, args![ids(of)]).await?.into_iter().map(|(id,)| id).collect())
}

/// What any of these link to along the thread.
pub(crate) async fn above(tx: &mut Tx, of: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(TARGETS_IN, args![ids(of)]).await?.into_iter().map(|(id,)| id).collect())
}

/// Whether a link of this kind may join these kinds.
pub(crate) async fn allowed(tx: &mut Tx, from: Kind, kind: LinkKind, to: Kind) -> Result<bool> {
    Ok(tx.first(ALLOWED, args![from, kind.code(), to]).await?.is_some())
}
