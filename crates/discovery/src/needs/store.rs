//! The table of needs.

use ground::db::{Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};
use together::journal::Act;
use together::order::Ranked;
use together::products::ProductId;
use together::thread::rules::Dots;
use together::thread::{Key, Kind, Thing, ThingId};

use crate::demand::Demand;
use crate::surveys::rules::ENOUGH_ASKED;
use crate::surveys::rules::results::Counted;

together::fields! {
    /// The fields of a need besides the title.
    pub FIELDS of "need" by "thing" {
        TEXT: Text "text" = "text", "text", searched, defining;
        SITUATION: Text "situation" = "situation", "when", searched, defining;
        WISH: Text "wish" = "wish", "what they want to", searched, defining;
        ENDING: Text "ending" = "ending", "so that", searched, defining;
        PERSONA: Text "persona" = "persona", "for whom", listed, searched;
        IMPORTANCE: Real "importance" = "importance", "importance", listed;
        SATISFACTION: Real "satisfaction" = "satisfaction", "satisfaction", listed;
        ASKED: Whole "asked" = "asked", "people asked";
        IMPORTANT: Whole "important" = "important", "people it is important to";
        SATISFIED: Whole "satisfied" = "satisfied", "people who are satisfied";
        SURVEY: Id "survey" = "survey", "survey it comes from";
    }
}

row! {
    /// A need in a list, with what is asked of it.
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
        /// What its thread has.
        pub thread: Dots,
        /// Its place, as a text that sorts.
        pub rank: String,
        /// For whom it is, in words.
        pub persona: String,
        /// The first persona it is for.
        pub whose: Option<String>,
        /// How much it matters, out of ten.
        pub importance: Option<f64>,
        /// How well it is met, out of ten.
        pub satisfaction: Option<f64>,
        /// How many people both come from; nothing where somebody entered them.
        pub asked: Option<i64>,
        /// To how many of them it is important.
        pub important: Option<i64>,
        /// How many of them are satisfied.
        pub satisfied: Option<i64>,
        /// The survey they were asked in.
        pub survey: Option<ThingId>,
        /// Requests that ask for it.
        pub requests: i64,
        /// People who ask for it.
        pub people: i64,
        /// Those of them who said how important it is.
        pub voices: i64,
        /// The sum of how important it is to them.
        pub asked_importance: i64,
        /// What their customers are worth.
        pub value: i64,
    }
}

row! {
    /// Something that hangs on something.
    #[derive(Debug, Clone)]
    pub struct Beneath {
        /// On what.
        pub near: ThingId,
        /// Its id.
        pub id: ThingId,
        /// Its kind.
        pub kind: Kind,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// How many stories are part of it.
        pub parts: i64,
    }
}

row! {
    /// What is written about a need: the text, and the job that is to be done.
    #[derive(Debug, Clone)]
    pub struct Told {
        /// What there is to know of it.
        pub text: String,
        /// When it comes up.
        pub situation: String,
        /// What they want to do then.
        pub wish: String,
        /// What that is for.
        pub ending: String,
    }
}

impl Told {
    /// The job as a sentence: “When …, I want to …, so I can ….”
    pub fn job(&self) -> String {
        super::rules::job(&self.situation, &self.wish, &self.ending)
    }
}

impl Beneath {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }
}

impl Line {
    /// What is asked of it.
    pub fn demand(&self) -> Demand {
        let Self { id: thing, requests, people, voices, asked_importance: importance, value, .. } = *self;
        Demand { thing, requests, people, voices, importance, value }
    }

    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Need, self.number)
    }

    /// For whom it is: the first persona, or what was said in words.
    pub fn whom(&self) -> Option<&str> {
        self.whose.as_deref().or(Some(&self.persona).filter(|words| !words.is_empty()).map(String::as_str))
    }

    /// What people said of it, where its numbers come from a survey.
    pub fn counted(&self) -> Option<Counted> {
        let (asked, important) = self.asked.zip(self.important)?;
        Some(Counted { asked, important, satisfied: self.satisfied? })
    }

    /// Whether so few were asked that its score is a guess; entered numbers come from nobody.
    pub fn is_a_guess(&self) -> bool {
        self.asked.unwrap_or_default() < ENOUGH_ASKED
    }
}

/// A need with what is asked of it; which of them follows.
macro_rules! line {
    ($where:literal) => {
        concat!(
            "SELECT t.id, t.number, t.title, t.state, t.thread, n.rank, n.persona, \
             (SELECT MIN(x.title) FROM link f JOIN thing x ON x.id = f.to_thing WHERE f.from_thing = n.thing AND f.kind = 'for' AND x.hidden_at IS NULL) AS whose, \
             n.importance, n.satisfaction, n.asked, n.important, n.satisfied, n.survey, COALESCE(d.requests, 0) AS requests, COALESCE(d.people, 0) AS people, \
             COALESCE(d.voices, 0) AS voices, COALESCE(d.importance, 0) AS asked_importance, COALESCE(d.value, 0) AS value \
             FROM need n JOIN thing t ON t.id = n.thing LEFT JOIN demand d ON d.thing = n.thing WHERE ",
            $where
        )
    };
}

sql! {
    /// The words search finds a need by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || n.text || ' ' || n.persona || ' ' || n.situation || ' ' || n.wish || ' ' || n.ending FROM need n JOIN thing t ON t.id = n.thing WHERE t.id IN @ids($1)";
    INSERT: () = "INSERT INTO need (thing, product, text, persona, importance, satisfaction, rank, situation, wish, ending) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    /// The owner's ranking from a rank on; dropped needs are left out.
    LIST: Line = line!("n.product = $1 AND n.rank > $2 AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY n.rank LIMIT $3");
    ONE: Line = line!("n.thing = $1");
    /// Needs whose importance and satisfaction are known, by opportunity.
    SCORED: Line = line!("n.product = $1 AND n.importance IS NOT NULL AND n.satisfaction IS NOT NULL AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY n.importance + @greatest(n.importance - n.satisfaction, 0.0) DESC, n.thing DESC LIMIT 60");
    PLACE: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 FROM need n JOIN thing t ON t.id = n.thing WHERE n.product = $1 AND n.rank < $2 AND t.hidden_at IS NULL AND t.stage <> 'dropped' LIMIT $3) AS capped";
    /// The needs or features that serve these.
    SERVING: Beneath = "SELECT l.to_thing AS near, t.id, t.kind, t.number, t.title, t.state, COALESCE(p.open + p.active + p.done, 0) AS parts FROM link l JOIN thing t ON t.id = l.from_thing LEFT JOIN progress p ON p.thing = t.id WHERE l.to_thing IN @ids($1) AND l.kind = 'serves' AND l.from_kind = $2 AND t.hidden_at IS NULL AND t.stage <> 'dropped' ORDER BY t.number LIMIT 300";
    /// How many of the features that serve each of these are not done and have no story.
    BARE: (ThingId, i64) = "SELECT l.to_thing, SUM(CASE WHEN t.stage <> 'done' AND COALESCE(p.open + p.active + p.done, 0) = 0 THEN 1 ELSE 0 END) FROM link l JOIN thing t ON t.id = l.from_thing LEFT JOIN progress p ON p.thing = t.id WHERE l.to_thing IN @ids($1) AND l.kind = 'serves' AND l.from_kind = 'feature' AND t.hidden_at IS NULL AND t.stage <> 'dropped' GROUP BY l.to_thing";
    /// The newest stories of each of these, in the order they were made, which ids have and an index follows: of thousands only
    /// so many are read.
    STORIES: Beneath = "SELECT f.id AS near, t.id, t.kind, t.number, t.title, t.state, CAST(0 AS BIGINT) AS parts FROM @ids($1) AS f JOIN thing t ON t.id IN (SELECT l.from_thing FROM link l JOIN thing s ON s.id = l.from_thing WHERE l.to_thing = f.id AND l.kind = 'part of' AND s.hidden_at IS NULL AND s.stage <> 'dropped' ORDER BY l.from_thing DESC LIMIT $2) ORDER BY t.number";
    TOLD: Told = "SELECT text, situation, wish, ending FROM need WHERE thing = $1";
    /// The order of all needs, dropped ones too: they keep their place.
    ORDER: (ThingId, String) = "SELECT n.thing, n.rank FROM need n JOIN thing t ON t.id = n.thing WHERE n.product = $1 AND t.hidden_at IS NULL ORDER BY n.rank";
    LAST: (Option<String>,) = "SELECT MAX(rank) FROM need WHERE product = $1";
    SET_RANK: () = "UPDATE need SET rank = $2 WHERE thing = $1";
    /// Each persona once, found from one to the next rather than among all needs.
    PERSONAS: (Option<String>,) = "WITH RECURSIVE each(persona) AS (SELECT MIN(persona) FROM need WHERE product = $1 AND persona > '' UNION ALL SELECT (SELECT MIN(n.persona) FROM need n WHERE n.product = $1 AND n.persona > e.persona) FROM each e WHERE e.persona IS NOT NULL) SELECT persona FROM each WHERE persona IS NOT NULL LIMIT 100";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM need WHERE product = $1";
}

/// What is written of a new need.
pub(super) struct Row<'a> {
    pub(super) text: &'a str,
    pub(super) persona: &'a str,
    pub(super) job: [&'a str; 3],
    pub(super) importance: Option<f64>,
    pub(super) satisfaction: Option<f64>,
    pub(super) rank: &'a str,
}

pub(super) async fn insert(act: &mut Act<'_>, need: &Thing, row: Row<'_>) -> Result<()> {
    let Row { text, persona, job: [situation, wish, ending], importance, satisfaction, rank } = row;
    let values = args![need.id, need.product, text, persona, importance, satisfaction, rank, situation, wish, ending];
    act.tx.run(INSERT, values).await?;
    Ok(())
}

/// The needs of a product as the owner ranks them, after a rank.
pub async fn list(tx: &mut Tx, product: ProductId, after: &str, limit: i64) -> Result<Vec<Line>> {
    Ok(tx.all(LIST, args![product, after, limit]).await?)
}

/// One need.
pub async fn one(tx: &mut Tx, need: ThingId) -> Result<Line> {
    Ok(tx.one(ONE, args![need]).await?)
}

/// Needs whose importance and satisfaction are known, the greatest opportunity first; at most sixty.
pub async fn scored(tx: &mut Tx, product: ProductId) -> Result<Vec<Line>> {
    Ok(tx.all(SCORED, args![product]).await?)
}

/// The ranking of needs.
pub(super) const RANKING: Ranked =
    Ranked { kind: Kind::Need, field: "ranking", order: ORDER, last: LAST, set: SET_RANK };

/// No more needs than this are counted.
pub const MOST: i64 = 1000;

/// How many needs are ranked above one; counting stops at [`MOST`].
pub async fn place(tx: &mut Tx, product: ProductId, rank: &str) -> Result<i64> {
    Ok(tx.one(PLACE, args![product, rank, MOST]).await?.0)
}

/// The things of a kind, needs or features, that serve these.
pub async fn serving(tx: &mut Tx, these: &[ThingId], kind: Kind) -> Result<Vec<Beneath>> {
    Ok(tx.all(SERVING, args![ids(these), kind]).await?)
}

/// Of needs that features serve: how many of these are not done and have no story.
pub async fn unanswered(tx: &mut Tx, needs: &[ThingId]) -> Result<Vec<(ThingId, i64)>> {
    Ok(tx.all(BARE, args![ids(needs)]).await?)
}

/// The newest stories of each of these features.
pub async fn stories(tx: &mut Tx, features: &[ThingId], of_each: usize) -> Result<Vec<Beneath>> {
    Ok(tx.all(STORIES, args![ids(features), i64::try_from(of_each).unwrap_or(i64::MAX)]).await?)
}

/// What is written about a need.
pub async fn told(tx: &mut Tx, need: ThingId) -> Result<Told> {
    Ok(tx.one(TOLD, args![need]).await?)
}

/// For whom needs have been written so far.
pub async fn personas(tx: &mut Tx, product: ProductId) -> Result<Vec<String>> {
    Ok(tx.all(PERSONAS, args![product]).await?.into_iter().filter_map(|(persona,)| persona).collect())
}
