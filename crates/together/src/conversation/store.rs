//! The tables of the conversation.

use ground::clock::Ts;
use ground::db::{Tx, cut, ids};
use ground::web::Result;
use ground::{args, row, sql};
use uuid::Uuid;

use crate::journal::Act;
use crate::people::PersonId;
use crate::thread::ThingId;

row! {
    /// A comment with its author.
    #[derive(Debug, Clone)]
    pub struct Comment {
        /// Its id.
        pub id: Uuid,
        /// The thing it is about.
        pub thing: ThingId,
        /// Who wrote it, or wrote it down.
        pub person: Option<PersonId>,
        /// Whose words they are, when a customer's contact said them.
        pub contact: Option<Uuid>,
        /// The author's name.
        pub name: Option<String>,
        /// `team` or `public`.
        pub audience: String,
        /// The words, as Markdown.
        pub body: String,
        /// When.
        pub at: Ts,
        /// When it was last changed.
        pub edited_at: Option<Ts>,
    }
}

/// So many comments stand on a page; how to the others, it says.
const PAGE: usize = 50;

/// A part of what was said about a thing.
#[derive(Debug)]
pub struct Part {
    /// What was said, the first first.
    pub comments: Vec<Comment>,
    /// How much there is in all.
    pub all: i64,
    /// Whether there is something before it.
    pub earlier: bool,
    /// Whether there is something after it.
    pub later: bool,
}

sql! {
    /// The last before one of them, the latest first.
    LATEST: Comment = "SELECT c.id, c.thing, c.person, c.contact, p.name, c.audience, c.body, c.at, c.edited_at FROM comment c LEFT JOIN person p ON p.id = c.person WHERE c.thing = $1 AND c.hidden_at IS NULL AND ($2 = 1 OR c.audience = 'public') AND (c.at, c.id) < ($3, $4) ORDER BY c.at DESC, c.id DESC LIMIT $5";
    COUNT: (i64,) = "SELECT COUNT(*) FROM comment WHERE thing = $1 AND hidden_at IS NULL AND ($2 = 1 OR audience = 'public')";
    BY_ID: Comment = "SELECT c.id, c.thing, c.person, c.contact, p.name, c.audience, c.body, c.at, c.edited_at FROM comment c LEFT JOIN person p ON p.id = c.person WHERE c.id = $1";
    /// Who has said something about which of these things; what a contact said was only written down.
    SPOKE: (ThingId, PersonId) = "SELECT DISTINCT thing, person FROM comment WHERE thing IN @ids($1) AND person IS NOT NULL AND contact IS NULL AND hidden_at IS NULL";
    INSERT: () = "INSERT INTO comment (id, product, thing, person, contact, audience, body, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    CHANGE: () = "UPDATE comment SET body = $2, edited_at = $3, hidden_at = NULL WHERE id = $1";
    HIDE: () = "UPDATE comment SET hidden_at = $2 WHERE id = $1";
    WATCH: () = "INSERT INTO watch (thing, person) VALUES ($1, $2) ON CONFLICT (thing, person) DO NOTHING";
    UNWATCH: () = "DELETE FROM watch WHERE thing = $1 AND person = $2";
    WATCHERS: (ThingId, PersonId) = "SELECT thing, person FROM watch WHERE thing IN @ids($1) ORDER BY thing, person";
    WATCHES: (i64,) = "SELECT COUNT(*) FROM watch WHERE thing = $1 AND person = $2";

    /// For a product that is forgotten.
    pub(crate) FORGET_WATCHES: () = "DELETE FROM watch WHERE thing IN (SELECT id FROM thing WHERE product = $1)";
    pub(crate) FORGET: () = "DELETE FROM comment WHERE product = $1";
}

/// What is stored of a new comment.
pub(super) struct New<'a> {
    pub(super) id: Uuid,
    pub(super) thing: ThingId,
    pub(super) contact: Option<Uuid>,
    pub(super) body: &'a str,
    pub(super) public: bool,
}

pub(super) async fn insert(act: &mut Act<'_>, new: New<'_>) -> Result<()> {
    let audience = if new.public { "public" } else { "team" };
    let values = args![new.id, act.scope(), new.thing, act.actor.person, new.contact, audience, new.body, act.now];
    act.tx.run(INSERT, values).await?;
    Ok(())
}

/// Writes new words, or hides the comment for none.
pub(super) async fn change(act: &mut Act<'_>, comment: Uuid, body: Option<&str>) -> Result<()> {
    let now = act.now;
    match body {
        Some(body) => act.tx.run(CHANGE, args![comment, body, now]).await?,
        None => act.tx.run(HIDE, args![comment, now]).await?,
    };
    Ok(())
}

/// A comment, hidden or not.
pub(super) async fn by_id(tx: &mut Tx, comment: Uuid) -> Result<Option<Comment>> {
    Ok(tx.first(BY_ID, args![comment]).await?)
}

/// The last things said about a thing before a comment, or the last of all where it is not one about it. Others than
/// members see what is public.
pub async fn part(tx: &mut Tx, thing: ThingId, member: bool, before: Option<Uuid>) -> Result<Part> {
    let before = match before {
        Some(comment) => by_id(tx, comment).await?.filter(|comment| comment.thing == thing),
        None => None,
    };
    let (at, id) = before.as_ref().map_or((Ts(i64::MAX), Uuid::max()), |comment| (comment.at, comment.id));
    let (all,) = tx.one(COUNT, args![thing, i64::from(member)]).await?;
    let limit = PAGE + 1;
    let mut comments =
        tx.all(LATEST, args![thing, i64::from(member), at, id, i64::try_from(limit).unwrap_or(i64::MAX)]).await?;
    let earlier = cut(&mut comments, PAGE);
    comments.reverse();
    Ok(Part { comments, all, earlier, later: before.is_some() })
}

/// Who has said something about which of these things.
pub(crate) async fn spoke(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<(ThingId, PersonId)>> {
    Ok(tx.all(SPOKE, args![ids(things)]).await?)
}

/// Watches a thing, or stops.
pub(crate) async fn watch(tx: &mut Tx, thing: ThingId, person: PersonId, watch: bool) -> Result<()> {
    tx.run(if watch { WATCH } else { UNWATCH }, args![thing, person]).await?;
    Ok(())
}

/// Who watches which of these things.
pub(crate) async fn watchers(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<(ThingId, PersonId)>> {
    Ok(tx.all(WATCHERS, args![ids(things)]).await?)
}

/// Whether a person watches a thing.
pub async fn watches(tx: &mut Tx, thing: ThingId, person: PersonId) -> Result<bool> {
    Ok(tx.one(WATCHES, args![thing, person]).await?.0 > 0)
}
