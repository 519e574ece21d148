//! The tables of goals.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::journal::Act;
use together::people::PersonId;
use together::products::ProductId;
use together::thread::{Key, Kind, Thing, ThingId};
use uuid::Uuid;

together::fields! {
    /// The fields of a goal.
    pub GOAL_FIELDS of "goal" by "thing" {
        TEXT: Text "text" = "text", "text", searched, defining;
        STARTS_AT: Time "starts" = "starts_at", "start", listed;
        ENDS_AT: Time "ends" = "ends_at", "end", listed;
        REACHED: Share "reached" = "reached", "reached", listed;
        CONFIDENCE: Whole "confidence" = "confidence", "confidence", listed;
    }
    /// The fields of a key result.
    pub KEY_RESULT_FIELDS of "key_result" by "thing" {
        UNIT: Text "unit" = "unit", "unit";
        START_VALUE: Real "start value" = "start_value", "start value";
        TARGET_VALUE: Real "target" = "target_value", "target", listed;
        CURRENT_VALUE: Real "value" = "current_value", "value", listed;
    }
}

row! {
    /// A goal in a list.
    #[derive(Debug, Clone)]
    pub struct Line {
        /// Its id.
        pub id: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// When its period begins.
        pub starts_at: Option<Ts>,
        /// When its period ends.
        pub ends_at: Option<Ts>,
        /// How much is reached, in thousandths.
        pub reached: Option<i64>,
        /// The last confidence, 0 to 10.
        pub confidence: Option<i64>,
    }

    /// A key result.
    #[derive(Debug, Clone)]
    pub struct KeyResult {
        /// Its id.
        pub id: ThingId,
        /// Its goal.
        pub goal: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// What it is measured in.
        pub unit: String,
        /// Where it began.
        pub start_value: f64,
        /// Where it should be.
        pub target_value: f64,
        /// Where it is.
        pub current_value: f64,
    }

    /// The features that serve a goal, by how far they are.
    #[derive(Debug, Clone)]
    pub struct Work {
        /// The goal.
        pub goal: ThingId,
        /// How many are done.
        pub done: i64,
        /// How many are in work.
        pub active: i64,
        /// How many are not begun.
        pub open: i64,
    }

    /// A feature that serves a goal, with its stories by how far they are.
    #[derive(Debug, Clone)]
    pub struct Output {
        /// Its id.
        pub id: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// How many stories are done.
        pub done: i64,
        /// How many are in work.
        pub active: i64,
        /// How many are not begun.
        pub open: i64,
    }

    /// One measurement.
    #[derive(Debug, Clone)]
    pub struct CheckIn {
        /// The key result.
        pub key_result: ThingId,
        /// When.
        pub at: Ts,
        /// The value.
        pub value: f64,
        /// How sure the measurer is of reaching the target, 0 to 10.
        pub confidence: Option<i64>,
        /// What there is to say.
        pub note: String,
        /// Who measured.
        pub person: Option<PersonId>,
        /// Their name.
        pub name: Option<String>,
    }
}

impl Line {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Goal, self.number)
    }
}

impl Output {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Feature, self.number)
    }
}

impl KeyResult {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::KeyResult, self.number)
    }
}

sql! {
    /// The words search finds a goal by.
    pub GOAL_WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || g.text FROM goal g JOIN thing t ON t.id = g.thing WHERE t.id IN @ids($1)";
    LIST: Line = "SELECT t.id, t.number, t.title, t.state, g.starts_at, g.ends_at, g.reached, g.confidence FROM goal g JOIN thing t ON t.id = g.thing WHERE g.product = $1 AND t.hidden_at IS NULL ORDER BY CASE t.stage WHEN 'active' THEN 0 WHEN 'open' THEN 1 ELSE 2 END, t.number LIMIT 500";
    RUNNING: Line = "SELECT t.id, t.number, t.title, t.state, g.starts_at, g.ends_at, g.reached, g.confidence FROM thing t JOIN goal g ON g.thing = t.id WHERE t.product = $1 AND t.kind = 'goal' AND t.state = 'running' AND t.hidden_at IS NULL ORDER BY t.number LIMIT 50";
    ONE: Line = "SELECT t.id, t.number, t.title, t.state, g.starts_at, g.ends_at, g.reached, g.confidence FROM goal g JOIN thing t ON t.id = g.thing WHERE t.id = $1";
    TEXT_OF: (String,) = "SELECT text FROM goal WHERE thing = $1";
    INSERT_GOAL: () = "INSERT INTO goal (thing, product, text, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)";
    KEY_RESULTS: KeyResult = "SELECT t.id, k.goal, t.number, t.title, k.unit, k.start_value, k.target_value, k.current_value FROM key_result k JOIN thing t ON t.id = k.thing WHERE k.goal IN @ids($1) AND t.hidden_at IS NULL ORDER BY k.place, t.number";
    KEY_RESULT: KeyResult = "SELECT t.id, k.goal, t.number, t.title, k.unit, k.start_value, k.target_value, k.current_value FROM key_result k JOIN thing t ON t.id = k.thing WHERE k.thing = $1";
    /// Features serve a goal, or a need that does.
    WORK: Work = "SELECT x.goal, CAST(SUM(CASE WHEN f.stage = 'done' THEN 1 ELSE 0 END) AS BIGINT) AS done, CAST(SUM(CASE WHEN f.stage = 'active' THEN 1 ELSE 0 END) AS BIGINT) AS active, CAST(SUM(CASE WHEN f.stage = 'open' THEN 1 ELSE 0 END) AS BIGINT) AS open FROM (SELECT l.to_thing AS goal, l.from_thing AS feature FROM link l WHERE l.to_thing IN @ids($1) AND l.kind = 'serves' AND l.from_kind = 'feature' UNION SELECT n.to_thing AS goal, l.from_thing AS feature FROM link n JOIN link l ON l.to_thing = n.from_thing AND l.kind = 'serves' AND l.from_kind = 'feature' WHERE n.to_thing IN @ids($1) AND n.kind = 'serves' AND n.from_kind = 'need') AS x JOIN thing f ON f.id = x.feature WHERE f.hidden_at IS NULL AND f.stage <> 'dropped' GROUP BY x.goal";
    OUTPUT: Output = "SELECT f.id, f.number, f.title, f.state, COALESCE(p.done, 0) AS done, COALESCE(p.active, 0) AS active, COALESCE(p.open, 0) AS open FROM (SELECT l.to_thing AS goal, l.from_thing AS feature FROM link l WHERE l.to_thing = $1 AND l.kind = 'serves' AND l.from_kind = 'feature' UNION SELECT n.to_thing AS goal, l.from_thing AS feature FROM link n JOIN link l ON l.to_thing = n.from_thing AND l.kind = 'serves' AND l.from_kind = 'feature' WHERE n.to_thing = $1 AND n.kind = 'serves' AND n.from_kind = 'need') AS x JOIN thing f ON f.id = x.feature LEFT JOIN progress p ON p.thing = f.id WHERE f.hidden_at IS NULL AND f.stage <> 'dropped' ORDER BY f.number LIMIT 50";
    INSERT_KEY_RESULT: () = "INSERT INTO key_result (thing, product, goal, place, unit, start_value, target_value, current_value) VALUES ($1, $2, $3, (SELECT COUNT(*) FROM key_result WHERE goal = $3), $4, $5, $6, $5)";
    INSERT_CHECK_IN: () = "INSERT INTO check_in (id, key_result, person, at, value, confidence, note) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    HIDE_CHECK_IN: () = "UPDATE check_in SET hidden_at = $2 WHERE id = $1";
    CHECKED: () = "UPDATE goal SET checked_at = $2 WHERE thing = $1";
    CHECK_INS: CheckIn = "SELECT c.key_result, c.at, c.value, c.confidence, c.note, c.person, p.name FROM check_in c LEFT JOIN person p ON p.id = c.person JOIN key_result k ON k.thing = c.key_result WHERE k.goal = $1 AND c.hidden_at IS NULL ORDER BY c.at DESC LIMIT 500";
    CHECK_INS_OF: CheckIn = "SELECT c.key_result, c.at, c.value, c.confidence, c.note, c.person, p.name FROM check_in c LEFT JOIN person p ON p.id = c.person WHERE c.key_result IN @ids($1) AND c.hidden_at IS NULL ORDER BY c.at DESC LIMIT 2000";

    /// For a product that is forgotten.
    pub(crate) FORGET_CHECK_INS: () = "DELETE FROM check_in WHERE key_result IN (SELECT thing FROM key_result WHERE product = $1)";
    pub(crate) FORGET_KEY_RESULTS: () = "DELETE FROM key_result WHERE product = $1";
    pub(crate) FORGET_GOALS: () = "DELETE FROM goal WHERE product = $1";
}

/// The goals that run.
pub async fn running(tx: &mut Tx, product: ProductId) -> Result<Vec<Line>> {
    Ok(tx.all(RUNNING, args![product]).await?)
}

/// The goals of a product, running ones first.
pub async fn list(tx: &mut Tx, product: ProductId) -> Result<Vec<Line>> {
    Ok(tx.all(LIST, args![product]).await?)
}

/// One goal.
pub async fn one(tx: &mut Tx, goal: ThingId) -> Result<Line> {
    Ok(tx.one(ONE, args![goal]).await?)
}

/// The text of a goal.
pub async fn text(tx: &mut Tx, goal: ThingId) -> Result<String> {
    Ok(tx.one(TEXT_OF, args![goal]).await?.0)
}

/// The key results of these goals, each goal's in order; the first is the leading one.
pub async fn key_results(tx: &mut Tx, goals: &[ThingId]) -> Result<Vec<KeyResult>> {
    Ok(tx.all(KEY_RESULTS, args![ground::db::ids(goals)]).await?)
}

/// The features that serve these goals, by how far they are.
pub async fn work(tx: &mut Tx, goals: &[ThingId]) -> Result<Vec<Work>> {
    Ok(tx.all(WORK, args![ground::db::ids(goals)]).await?)
}

/// The features that serve a goal, with their stories; at most fifty.
pub async fn output(tx: &mut Tx, goal: ThingId) -> Result<Vec<Output>> {
    Ok(tx.all(OUTPUT, args![goal]).await?)
}

/// One key result.
pub async fn key_result(tx: &mut Tx, id: ThingId) -> Result<KeyResult> {
    Ok(tx.one(KEY_RESULT, args![id]).await?)
}

/// The measurements of a goal's key results, newest first.
pub async fn check_ins(tx: &mut Tx, goal: ThingId) -> Result<Vec<CheckIn>> {
    Ok(tx.all(CHECK_INS, args![goal]).await?)
}

/// The measurements of these key results, newest first.
pub async fn check_ins_of(tx: &mut Tx, key_results: &[ThingId]) -> Result<Vec<CheckIn>> {
    Ok(tx.all(CHECK_INS_OF, args![ground::db::ids(key_results)]).await?)
}

pub(super) async fn insert_goal(
    act: &mut Act<'_>,
    goal: &Thing,
    text: &str,
    period: (Option<Ts>, Option<Ts>),
) -> Result<()> {
    act.tx.run(INSERT_GOAL, args![goal.id, goal.product, text, period.0, period.1]).await?;
    Ok(())
}

/// What a new key result measures.
pub(super) struct Way<'a> {
    pub(super) unit: &'a str,
    pub(super) start: f64,
    pub(super) target: f64,
}

pub(super) async fn insert_key_result(act: &mut Act<'_>, thing: &Thing, goal: ThingId, way: Way<'_>) -> Result<()> {
    act.tx.run(INSERT_KEY_RESULT, args![thing.id, thing.product, goal, way.unit, way.start, way.target]).await?;
    Ok(())
}

/// A new measurement.
pub(super) struct NewCheckIn<'a> {
    pub(super) id: Uuid,
    pub(super) key_result: ThingId,
    pub(super) value: f64,
    pub(super) confidence: Option<i64>,
    pub(super) note: &'a str,
}

pub(super) async fn insert_check_in(act: &mut Act<'_>, goal: ThingId, new: NewCheckIn<'_>) -> Result<()> {
    let (person, now) = (act.actor.person, act.now);
    let values = args![new.id, new.key_result, person, now, new.value, new.confidence, new.note];
    act.tx.run(INSERT_CHECK_IN, values).await?;
    act.tx.run(CHECKED, args![goal, now]).await?;
    Ok(())
}

pub(super) async fn show_check_in(act: &mut Act<'_>, id: Uuid, shown: bool) -> Result<()> {
    let hidden_at = (!shown).then_some(act.now);
    act.tx.run(HIDE_CHECK_IN, args![id, hidden_at]).await?;
    Ok(())
}
