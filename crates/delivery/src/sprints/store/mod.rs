//! The table of sprints; the limits of work are in `limits`.

pub mod limits;

use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::products::ProductId;
use together::thread::{Key, Kind, ThingId};

/// The fields of a sprint.
pub mod fields {
    together::fields! {
        /// What a sprint says beside its name.
        pub SPRINT of "sprint" by "thing" {
            GOAL: Text "goal" = "goal", "sprint goal", listed, searched;
            STARTS_AT: Time "starts" = "starts_at", "first day", listed;
            ENDS_AT: Time "ends" = "ends_at", "last day", listed;
            CAPACITY: Whole "capacity" = "capacity", "points that fit", listed;
        }
    }
}

row! {
    /// A sprint.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Sprint {
        /// The id of its thing.
        pub thing: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its name.
        pub title: String,
        /// planned, running, closed or cancelled.
        pub state: String,
        /// What it is for.
        pub goal: String,
        /// Its first day.
        pub starts_at: Ts,
        /// Its last day.
        pub ends_at: Ts,
        /// Points that fit.
        pub capacity: Option<i64>,
    }

    /// The sprint that runs, or one that is planned.
    #[derive(Debug, Clone)]
    struct Ahead {
        thing: ThingId,
        number: i64,
        title: String,
        state: String,
        goal: String,
        starts_at: Ts,
        ends_at: Ts,
        capacity: Option<i64>,
        left: i64,
    }

    /// One story of a sprint, as its work is counted.
    #[derive(Debug, Clone, Copy)]
    pub struct Work {
        /// Its estimate.
        pub points: Option<i64>,
        /// When it was done.
        pub done_at: Option<Ts>,
        /// It waits to be accepted.
        pub finished: bool,
    }
}

impl Sprint {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Sprint, self.number)
    }
}

sql! {
    INSERT: () = "INSERT INTO sprint (thing, product, goal, starts_at, ends_at, capacity) VALUES ($1, $2, $3, $4, $5, $6)";
    BY_THING: Sprint = "SELECT s.thing, t.number, t.title, t.state, s.goal, s.starts_at, s.ends_at, s.capacity FROM sprint s JOIN thing t ON t.id = s.thing WHERE s.thing = $1";
    /// The first sprint in a state.
    FIRST_IN: Sprint = "SELECT s.thing, t.number, t.title, t.state, s.goal, s.starts_at, s.ends_at, s.capacity FROM sprint s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND t.state = $2 AND t.hidden_at IS NULL ORDER BY s.starts_at, t.number LIMIT 1";
    LIST: Sprint = "SELECT s.thing, t.number, t.title, t.state, s.goal, s.starts_at, s.ends_at, s.capacity FROM sprint s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND t.hidden_at IS NULL AND t.number < $2 ORDER BY t.number DESC LIMIT $3";
    /// The sprint that runs, with how many of its stories are left, and the planned ones that come first.
    NOW_AND_NEXT: Ahead = "SELECT s.thing, t.number, t.title, t.state, s.goal, s.starts_at, s.ends_at, s.capacity, (SELECT COUNT(*) FROM story y WHERE y.sprint = s.thing AND y.stood IS NOT NULL) AS \"left\" FROM sprint s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND t.state IN ('planned', 'running') AND t.hidden_at IS NULL ORDER BY t.state = 'planned', s.starts_at, t.number LIMIT 2";
    STATES_OF: (String,) = "SELECT DISTINCT t.state FROM story s JOIN thing t ON t.id = s.sprint WHERE s.thing IN @ids($1) AND t.hidden_at IS NULL";
    IN_RUNNING: (ThingId,) = "SELECT s.thing FROM story s JOIN thing t ON t.id = s.sprint WHERE s.thing IN @ids($1) AND t.state = 'running' AND t.hidden_at IS NULL";
    BEGUN: (ThingId,) = "SELECT id FROM thing WHERE id IN @ids($1) AND kind = 'sprint' AND state <> 'planned'";
    /// What was chosen for a sprint: points, when it was done, whether it waits for acceptance.
    WORK: Work = "SELECT s.points, s.done_at, t.state = 'waiting for acceptance' AS finished FROM story s JOIN thing t ON t.id = s.thing WHERE s.sprint = $1 AND t.hidden_at IS NULL AND t.stage <> 'dropped'";
    /// The words search finds a sprint by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || s.goal FROM sprint s JOIN thing t ON t.id = s.thing WHERE s.thing IN @ids($1)";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM sprint WHERE product = $1";
}

/// What is stored of a new sprint beside its thing.
pub(crate) struct NewSprint<'a> {
    pub(crate) goal: &'a str,
    pub(crate) starts_at: Ts,
    pub(crate) ends_at: Ts,
    pub(crate) capacity: Option<i64>,
}

/// Writes the row of a new sprint.
pub(crate) async fn insert(tx: &mut Tx, thing: ThingId, product: ProductId, new: NewSprint<'_>) -> Result<()> {
    tx.run(INSERT, args![thing, product, new.goal, new.starts_at, new.ends_at, new.capacity]).await?;
    Ok(())
}

/// A sprint by the id of its thing.
pub async fn by_thing(tx: &mut Tx, sprint: ThingId) -> Result<Sprint> {
    Ok(tx.one(BY_THING, args![sprint]).await?)
}

/// Sprints, the last planned first, before a number.
pub async fn list(tx: &mut Tx, product: ProductId, before: i64, limit: i64) -> Result<Vec<Sprint>> {
    Ok(tx.all(LIST, args![product, before, limit]).await?)
}

/// The planned sprint that comes first.
pub async fn next(tx: &mut Tx, product: ProductId) -> Result<Option<Sprint>> {
    Ok(tx.first(FIRST_IN, args![product, "planned"]).await?)
}

/// The sprint that runs, as the product backlog speaks of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The number of its key.
    pub number: i64,
    /// Its name.
    pub title: String,
    /// How many of its stories are not done.
    pub left: i64,
}

/// The sprint that runs, and the planned one that comes first.
pub async fn now_and_next(tx: &mut Tx, product: ProductId) -> Result<(Option<Running>, Option<Sprint>)> {
    let (mut now, mut next) = (None, None);
    for ahead in tx.all(NOW_AND_NEXT, args![product]).await? {
        let Ahead { thing, number, title, state, goal, starts_at, ends_at, capacity, left } = ahead;
        if state == "running" {
            now = Some(Running { number, title, left });
        } else if next.is_none() {
            next = Some(Sprint { thing, number, title, state, goal, starts_at, ends_at, capacity });
        }
    }
    Ok((now, next))
}

/// The states of the sprints that some stories were chosen for.
pub(crate) async fn states_of(tx: &mut Tx, stories: &[ThingId]) -> Result<Vec<String>> {
    Ok(tx.all(STATES_OF, args![ids(stories)]).await?.into_iter().map(|(state,)| state).collect())
}

/// Those of some stories that are in the sprint that runs.
pub async fn in_running(tx: &mut Tx, stories: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(IN_RUNNING, args![ids(stories)]).await?.into_iter().map(|(story,)| story).collect())
}

/// Whether any of them is.
pub(crate) async fn have_running(tx: &mut Tx, stories: &[ThingId]) -> Result<bool> {
    Ok(!in_running(tx, stories).await?.is_empty())
}

/// Whether any of these is a sprint that runs or is over.
pub(crate) async fn have_begun(tx: &mut Tx, things: &[ThingId]) -> Result<bool> {
    Ok(tx.first(BEGUN, args![ids(things)]).await?.is_some())
}

/// The sprint that runs.
pub async fn runs(tx: &mut Tx, product: ProductId) -> Result<Option<Sprint>> {
    Ok(tx.first(FIRST_IN, args![product, "running"]).await?)
}

/// What was chosen for a sprint.
pub async fn work(tx: &mut Tx, sprint: ThingId) -> Result<Vec<Work>> {
    Ok(tx.all(WORK, args![sprint]).await?)
}
