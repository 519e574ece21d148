//! The tables of stories: what a story says. Its place in the order is in `ranks`, its criteria in `criteria`, what follows
//! from its links in `derived`, the cards of a board in `board`, what waits for somebody in `desk`, the hints nobody heeds in
//! `hints`, where they stood and how long in `passages`, what its words were before in `versions`, the stories of a release or
//! sprint in `within`.

pub mod board;
pub mod criteria;
pub mod derived;
pub mod desk;
pub mod hints;
pub mod passages;
pub mod ranks;
pub mod versions;
pub mod within;

use ground::clock::Ts;
use ground::db::{Insert, Tx};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::thread::{Thing, ThingId};

use self::derived::Found;
use super::rules::StoryType;

/// The fields of a story.
pub mod fields {
    together::fields! {
        /// What a story says beside its title.
        pub STORY of "story" by "thing" {
            TYPE: Text "type" = "type", "type", listed;
            ROLE: Text "role" = "role", "as a", searched;
            MEANS: Text "means" = "means", "I want", searched;
            END: Text "end" = "ending", "so that", searched;
            TEXT: Text "text" = "text", "text", searched;
            POINTS: Whole "points" = "points", "points", listed;
            SPRINT: Id "sprint" = "sprint", "sprint", listed;
            SPLIT_FROM: Id "split from" = "split_from", "split from";
            BLOCKED: Text "blocked" = "blocked", "blocked because", listed;
            BLOCKED_AT: Time "blocked since" = "blocked_at", "blocked since";
        }
    }
}

row! {
    /// A story as its page shows it.
    #[derive(Debug, Clone)]
    pub struct Story {
        /// The id of its thing.
        pub thing: ThingId,
        /// What it is.
        pub of_type: StoryType,
        /// Who wants it.
        pub role: Option<String>,
        /// What they want.
        pub means: Option<String>,
        /// What for.
        pub ending: Option<String>,
        /// Everything else.
        pub text: String,
        /// Its estimate.
        pub points: Option<i64>,
        /// Its rank in the backlog.
        pub rank: Option<String>,
        /// The feature it is part of.
        pub feature: Option<ThingId>,
        /// The release it ships in.
        pub release: Option<ThingId>,
        /// The sprint it was chosen for.
        pub sprint: Option<ThingId>,
        /// The story it was split from.
        pub split_from: Option<ThingId>,
        /// What keeps it from being ready, as `rules::readiness::written` says it.
        pub missing: String,
        /// When it was done.
        pub done_at: Option<Ts>,
        /// Why it cannot go on, where it cannot.
        pub blocked: Option<String>,
        /// Since when.
        pub blocked_at: Option<Ts>,
        /// The name of who looks after it.
        pub owner_name: Option<String>,
    }

    /// A request that asks for a story or a feature.
    #[derive(Debug, Clone)]
    pub struct Asking {
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// How important it is to who asks, 0 to 3.
        pub importance: i64,
        /// How many people stand behind it.
        pub people: i64,
        /// Who asks.
        pub contact: Option<String>,
        /// The customer they are with.
        pub customer: Option<String>,
        /// What the customer is worth.
        pub value: Option<i64>,
    }
}

sql! {
    BY_THING: Story = "SELECT s.thing, s.type AS of_type, s.role, s.means, s.ending, s.text, s.points, s.rank, s.feature, s.release, s.sprint, s.split_from, s.missing, s.done_at, s.blocked, s.blocked_at, p.name AS owner_name FROM story s JOIN thing t ON t.id = s.thing LEFT JOIN person p ON p.id = t.owner WHERE s.thing = $1";
    /// The words search finds a story by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || COALESCE(s.role, '') || ' ' || COALESCE(s.means, '') || ' ' || COALESCE(s.ending, '') || ' ' || s.text FROM story s JOIN thing t ON t.id = s.thing WHERE s.thing IN @ids($1)";
    /// Requests that ask for a thing, the most important first.
    ASKING: Asking = "SELECT t.number, t.title, r.importance, r.votes + 1 AS people, c.name AS contact, k.title AS customer, v.value FROM link l JOIN thing t ON t.id = l.from_thing JOIN request r ON r.thing = t.id LEFT JOIN contact c ON c.id = r.contact LEFT JOIN thing k ON k.id = r.customer LEFT JOIN customer v ON v.thing = r.customer WHERE l.to_thing = $1 AND l.kind = 'asks for' AND t.hidden_at IS NULL ORDER BY r.importance DESC, r.votes DESC, t.number LIMIT $2";
    SPLIT_INTO: (ThingId,) = "SELECT s.thing FROM story s JOIN thing t ON t.id = s.thing WHERE s.split_from = $1 AND t.hidden_at IS NULL ORDER BY t.number";
    SPRINT_OF: (ThingId,) = "SELECT thing FROM story WHERE sprint = $1 ORDER BY thing";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM story WHERE product = $1";
}

/// A story by the id of its thing.
pub async fn by_thing(tx: &mut Tx, thing: ThingId) -> Result<Story> {
    Ok(tx.one(BY_THING, args![thing]).await?)
}

/// The requests that ask for a thing, the most important first.
pub async fn asking(tx: &mut Tx, thing: ThingId, limit: i64) -> Result<Vec<Asking>> {
    Ok(tx.all(ASKING, args![thing, limit]).await?)
}

/// The stories that were split off another.
pub async fn split_into(tx: &mut Tx, story: ThingId) -> Result<Vec<ThingId>> {
    Ok(tx.all(SPLIT_INTO, args![story]).await?.into_iter().map(|(thing,)| thing).collect())
}

/// A new story beside its thing.
pub(crate) struct NewRow {
    pub(crate) of_type: StoryType,
    pub(crate) role: String,
    pub(crate) means: String,
    pub(crate) end: String,
    pub(crate) text: String,
    pub(crate) points: Option<i64>,
    pub(crate) rank: Option<String>,
    pub(crate) feature: Option<ThingId>,
    pub(crate) found: Found,
    pub(crate) done_at: Option<Ts>,
}

/// Writes the rows of new stories.
pub(crate) async fn insert(tx: &mut Tx, rows: Vec<(&Thing, NewRow)>) -> Result<()> {
    let values = rows.into_iter().map(|(thing, row)| {
        let said = |part: String| (!part.is_empty()).then_some(part);
        let block = row.rank.as_deref().map(|rank| together::order::rank::block(rank).to_owned());
        args![
            thing.id,
            thing.product,
            row.of_type,
            said(row.role),
            said(row.means),
            said(row.end),
            row.text,
            row.points,
            row.rank,
            block,
            row.feature,
            row.found.missing,
            row.found.lacks,
            row.found.gap,
            row.found.begun,
            row.done_at
        ]
    });
    tx.insert_many(&ROWS, values.collect()).await?;
    Ok(())
}

const ROWS: Insert = Insert {
    table: "story",
    columns: &[
        "thing", "product", "type", "role", "means", "ending", "text", "points", "rank", "block", "feature", "missing",
        "lacks", "gap", "begun", "done_at",
    ],
    end: "",
};

/// The stories chosen for a sprint.
pub async fn of_sprint(tx: &mut Tx, sprint: ThingId) -> Result<Vec<ThingId>> {
    Ok(tx.all(SPRINT_OF, args![sprint]).await?.into_iter().map(|(thing,)| thing).collect())
}
