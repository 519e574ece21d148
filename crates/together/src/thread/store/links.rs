//! The links of the thread, and those that are missing on purpose.

use ground::clock::Ts;
use ground::db::{Insert, Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};

use super::Thing;
use crate::people::PersonId;
use crate::thread::rules::Dots;
use crate::thread::{Key, Kind, LinkKind, ThingId};

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

impl Linked {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }
}

row! {
    /// A link that somebody wants to make.
    pub(crate) struct Known {
        /// Whether such things may be joined so.
        pub(crate) allowed: bool,
        /// Whether they are.
        pub(crate) there: bool,
        /// Its share.
        pub(crate) share: Option<i64>,
        /// Its quote.
        pub(crate) quote: Option<String>,
    }

    /// One step along the thread.
    #[derive(Debug, Clone)]
    pub(crate) struct Step {
        pub(crate) near: ThingId,
        pub(crate) id: ThingId,
        pub(crate) kind: Kind,
        pub(crate) number: i64,
        pub(crate) title: String,
    }
}

sql! {

    UP: Linked = "SELECT t.id, t.kind, t.number, t.title, t.state, t.stage, t.thread, l.kind AS link, l.share, l.quote, l.suspect_seq FROM link l JOIN thing t ON t.id = l.to_thing WHERE l.from_thing = $1 AND t.hidden_at IS NULL ORDER BY l.kind, t.number";
    DOWN: Linked = "SELECT t.id, t.kind, t.number, t.title, t.state, t.stage, t.thread, l.kind AS link, l.share, l.quote, l.suspect_seq FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing = $1 AND t.hidden_at IS NULL ORDER BY l.kind, t.number";
    /// In the order they were made, which ids have and an index follows: of thousands only so many are read.
    DOWN_OF: Linked = "SELECT t.id, t.kind, t.number, t.title, t.state, t.stage, t.thread, l.kind AS link, l.share, l.quote, l.suspect_seq FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing = $1 AND l.kind = $2 AND t.kind = $3 AND t.hidden_at IS NULL ORDER BY l.from_thing LIMIT $4";

    COUNT_DOWN_OF: (i64,) = "SELECT COUNT(*) FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing = $1 AND l.kind = $2 AND t.kind = $3 AND t.hidden_at IS NULL";

    /// Where the thread goes on from any of these: upwards along *serves* and *part of*, and to the release.
    UPWARDS: Step = "SELECT l.from_thing AS near, t.id, t.kind, t.number, t.title FROM link l JOIN thing t ON t.id = l.to_thing WHERE l.from_thing IN @ids($1) AND l.kind IN ('serves', 'part of', 'ships in') AND t.hidden_at IS NULL ORDER BY l.created_at, t.number";
    /// And downwards; of a thing with thousands beneath it the first that were made will do.
    DOWNWARDS: Step = "SELECT l.to_thing AS near, t.id, t.kind, t.number, t.title FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing IN @ids($1) AND l.kind IN ('serves', 'part of') AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY l.to_thing, l.kind, l.from_thing LIMIT 101";
    /// What ships in a release; of thousands the first that were made will do.
    SHIPPING: Step = "SELECT l.to_thing AS near, t.id, t.kind, t.number, t.title FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing = $1 AND l.kind = 'ships in' AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY l.from_thing LIMIT 101";
    /// Whether a link may be, and what it is where it is there.
    KNOWN: Known = "SELECT EXISTS (SELECT 1 FROM link_rule WHERE from_kind = $2 AND kind = $3 AND to_kind = $5) AS allowed, l.from_thing IS NOT NULL AS there, l.share, l.quote FROM (SELECT 1 AS one) AS o LEFT JOIN link l ON l.from_thing = $1 AND l.kind = $3 AND l.to_thing = $4";
    LINK_OF: (Option<i64>, Option<String>) = "SELECT share, quote FROM link WHERE from_thing = $1 AND kind = $2 AND to_thing = $3";
    TARGETS: (ThingId,) = "SELECT to_thing FROM link WHERE from_thing = $1 AND kind = $2";
    /// Everything that can be reached along one kind of link.
    REACHES: (i64,) = "WITH RECURSIVE ahead(id) AS (SELECT to_thing FROM link WHERE from_thing = $1 AND kind = $2 UNION SELECT l.to_thing FROM link l JOIN ahead a ON l.from_thing = a.id WHERE l.kind = $2) SELECT COUNT(*) FROM ahead WHERE id = $3";

    FROM_KIND: (i64,) = "SELECT 1 FROM link_rule WHERE from_kind = $1 AND kind = $2 LIMIT 1";
    TO_KIND: (i64,) = "SELECT 1 FROM link_rule WHERE to_kind = $1 AND kind = $2 LIMIT 1";
    ALLOWED: (i64,) = "SELECT 1 FROM link_rule WHERE from_kind = $1 AND kind = $2 AND to_kind = $3";
    UNLINK: () = "DELETE FROM link WHERE from_thing = $1 AND kind = $2 AND to_thing = $3";
    SUSPECT_SINCE: (Option<i64>,) = "SELECT suspect_seq FROM link WHERE from_thing = $1 AND kind = $2 AND to_thing = $3";
    REVIEWED: () = "UPDATE link SET suspect_seq = $5, reviewer = $4 WHERE from_thing = $1 AND kind = $2 AND to_thing = $3";
    SUSPECT: () = "UPDATE link SET suspect_seq = $2 WHERE to_thing = $1 AND suspect_seq IS NULL AND kind IN ('serves', 'part of', 'decided by')";
    SPARE: () = "INSERT INTO spared_link (thing, kind, because, by_person, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (thing, kind) DO UPDATE SET because = excluded.because, by_person = excluded.by_person, at = excluded.at";
    UNSPARE: () = "DELETE FROM spared_link WHERE thing = $1 AND kind = $2";
    SPARED: (String, String) = "SELECT kind, because FROM spared_link WHERE thing = $1";

    /// For a product that is forgotten.
    pub(crate) FORGET_SPARED: () = "DELETE FROM spared_link WHERE thing IN (SELECT id FROM thing WHERE product = $1)";
    pub(crate) FORGET: () = "DELETE FROM link WHERE from_thing IN (SELECT id FROM thing WHERE product = $1)";
}

/// The steps of the thread upwards from any of these.
pub(crate) async fn upwards(tx: &mut Tx, from: &[ThingId]) -> Result<Vec<Step>> {
    Ok(tx.all(UPWARDS, args![ids(from)]).await?)
}

/// The first steps of the thread downwards from any of these.
pub(crate) async fn downwards(tx: &mut Tx, from: &[ThingId]) -> Result<Vec<Step>> {
    Ok(tx.all(DOWNWARDS, args![ids(from)]).await?)
}

/// The first things that ship in a release.
pub(crate) async fn shipping(tx: &mut Tx, release: ThingId) -> Result<Vec<Step>> {
    Ok(tx.all(SHIPPING, args![release]).await?)
}

/// What a thing links to.
pub async fn links_up(tx: &mut Tx, thing: ThingId) -> Result<Vec<Linked>> {
    Ok(tx.all(UP, args![thing]).await?)
}

/// What links to a thing.
pub async fn links_down(tx: &mut Tx, thing: ThingId) -> Result<Vec<Linked>> {
    Ok(tx.all(DOWN, args![thing]).await?)
}

/// What links to a thing by one kind of link from one kind of thing, in the order it was made, at most `limit`.
pub async fn linked_from(tx: &mut Tx, thing: ThingId, link: LinkKind, from: Kind, limit: i64) -> Result<Vec<Linked>> {
    Ok(tx.all(DOWN_OF, args![thing, link.code(), from, limit]).await?)
}

/// How many there are of those in all.
pub async fn count_linked_from(tx: &mut Tx, thing: ThingId, link: LinkKind, from: Kind) -> Result<i64> {
    Ok(tx.one(COUNT_DOWN_OF, args![thing, link.code(), from]).await?.0)
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

/// What is known of a link before it is made.
pub(crate) async fn known(tx: &mut Tx, from: &Thing, kind: LinkKind, to: &Thing) -> Result<Known> {
    Ok(tx.one(KNOWN, args![from.id, from.kind, kind.code(), to.id, to.kind]).await?)
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
pub(crate) async fn delete_link(tx: &mut Tx, from: ThingId, kind: LinkKind, to: ThingId) -> Result<()> {
    tx.run(UNLINK, args![from, kind.code(), to]).await?;
    Ok(())
}

/// Since which sequence a link waits to be looked at; the outer nothing where there is no such link.
pub(crate) async fn suspect_since(
    tx: &mut Tx,
    from: ThingId,
    kind: LinkKind,
    to: ThingId,
) -> Result<Option<Option<i64>>> {
    Ok(tx.first(SUSPECT_SINCE, args![from, kind.code(), to]).await?.map(|(since,)| since))
}

/// Marks a link as looked at by somebody, or as waiting for that since a sequence.
pub(crate) async fn reviewed(
    tx: &mut Tx,
    from: ThingId,
    kind: LinkKind,
    to: ThingId,
    (by, since): (Option<PersonId>, Option<i64>),
) -> Result<()> {
    tx.run(REVIEWED, args![from, kind.code(), to, by, since]).await?;
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
    link: &str,
    because: Option<&str>,
    by: PersonId,
    at: Ts,
) -> Result<()> {
    match because {
        Some(because) => tx.run(SPARE, args![thing, link, because, by, at]).await?,
        None => tx.run(UNSPARE, args![thing, link]).await?,
    };
    Ok(())
}

/// Whether things of a kind have such a link: from them, or to them from beneath.
pub(crate) async fn can_have(tx: &mut Tx, thing: Kind, kind: LinkKind, beneath: bool) -> Result<bool> {
    let text = if beneath { TO_KIND } else { FROM_KIND };
    Ok(tx.first(text, args![thing, kind.code()]).await?.is_some())
}

/// Whether a link of this kind may join these kinds.
pub(crate) async fn allowed(tx: &mut Tx, from: Kind, kind: LinkKind, to: Kind) -> Result<bool> {
    Ok(tx.first(ALLOWED, args![from, kind.code(), to]).await?.is_some())
}
