//! What was answered, and how many answered the same.

use ground::clock::Ts;
use ground::db::{Insert, Tx};
use ground::web::Result;
use ground::{args, row, sql};
use together::thread::ThingId;

use super::Survey;
use crate::surveys::rules::results::Tally;

row! {
    /// What somebody answered before.
    #[derive(Debug, Clone)]
    pub struct Before {
        /// Who they say they are.
        pub segment: String,
        /// What they wrote besides.
        pub words: String,
        /// When they answered last.
        pub at: Ts,
    }

    /// Their answers on one thing.
    #[derive(Debug, Clone)]
    pub struct Replied {
        /// Of what.
        pub thing: ThingId,
        /// To the first question.
        pub first: i64,
        /// To the second.
        pub second: i64,
    }

    /// What somebody wrote besides.
    #[derive(Debug, Clone)]
    pub struct Words {
        /// Who they say they are.
        pub segment: String,
        /// What they wrote.
        pub words: String,
        /// When.
        pub at: Ts,
    }

    struct Counted {
        thing: ThingId,
        segment: String,
        first: i64,
        second: i64,
        people: i64,
    }
}

sql! {
    BEFORE: Before = "SELECT segment, words, at FROM survey_answer WHERE survey = $1 AND by_hash = $2";
    REPLIES: Replied = "SELECT thing, first, second FROM survey_reply WHERE survey = $1 AND by_hash = $2";
    PUT: () = "INSERT INTO survey_answer (survey, by_hash, product, segment, words, at, times) VALUES ($1, $2, $3, $4, $5, $6, 1) ON CONFLICT (survey, by_hash) DO UPDATE SET segment = excluded.segment, words = excluded.words, at = excluded.at, times = survey_answer.times + 1";
    TAKE_BACK: () = "DELETE FROM survey_reply WHERE survey = $1 AND by_hash = $2";
    COUNT_IN: () = "UPDATE survey SET answers = answers + $2, first_at = COALESCE(first_at, $3), last_at = $3 WHERE thing = $1";
    TALLIES: Counted = "SELECT thing, segment, first, second, people FROM survey_tally WHERE survey = $1 AND people > 0 ORDER BY thing, segment, first, second";
    WORDS: Words = "SELECT segment, words, at FROM survey_answer WHERE survey = $1 AND words <> '' ORDER BY at DESC, by_hash LIMIT $2";
    /// How many wrote something; counting stops at a thousand.
    WROTE: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 FROM survey_answer WHERE survey = $1 AND words <> '' LIMIT 1000) AS capped";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM survey_answer WHERE product = $1";
    pub(crate) FORGET_REPLIES: () = "DELETE FROM survey_reply WHERE product = $1";
    pub(crate) FORGET_TALLIES: () = "DELETE FROM survey_tally WHERE product = $1";
}

const REPLY: Insert =
    Insert { table: "survey_reply", columns: &["survey", "by_hash", "thing", "product", "first", "second"], end: "" };

/// A tally grows by what is written, or shrinks.
const TALLY: Insert = Insert {
    table: "survey_tally",
    columns: &["survey", "thing", "segment", "first", "second", "product", "people"],
    end: " ON CONFLICT (survey, thing, segment, first, second) DO UPDATE SET people = survey_tally.people + excluded.people",
};

/// All that somebody answers.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// The hash that tells them from others.
    pub by: String,
    /// Who they say they are; empty where they do not.
    pub segment: String,
    /// What they wrote besides.
    pub words: String,
    /// Their answers to both questions, by thing.
    pub replies: Vec<(ThingId, i64, i64)>,
}

/// What somebody answered before.
pub async fn before(tx: &mut Tx, survey: ThingId, by: &str) -> Result<Option<Before>> {
    Ok(tx.first(BEFORE, args![survey, by]).await?)
}

/// Their answers on each thing.
pub async fn replies(tx: &mut Tx, survey: ThingId, by: &str) -> Result<Vec<Replied>> {
    Ok(tx.all(REPLIES, args![survey, by]).await?)
}

/// Writes an answer down, in place of an earlier one by the same. Says whether there was one.
pub(in crate::surveys) async fn put(tx: &mut Tx, survey: &Survey, given: &Given, now: Ts) -> Result<bool> {
    let earlier = before(tx, survey.id, &given.by).await?;
    if let Some(earlier) = &earlier {
        let replies = replies(tx, survey.id, &given.by).await?;
        let replies: Vec<_> = replies.iter().map(|reply| (reply.thing, reply.first, reply.second)).collect();
        tally(tx, survey, &earlier.segment, &replies, -1).await?;
        tx.run(TAKE_BACK, args![survey.id, given.by.as_str()]).await?;
    }
    let Given { by, segment, words, replies } = given;
    tx.run(PUT, args![survey.id, by.as_str(), survey.product, segment.as_str(), words.as_str(), now]).await?;
    let rows = replies
        .iter()
        .map(|(thing, first, second)| args![survey.id, by.as_str(), *thing, survey.product, *first, *second]);
    tx.insert_many(&REPLY, rows.collect()).await?;
    tally(tx, survey, segment, replies, 1).await?;
    tx.run(COUNT_IN, args![survey.id, i64::from(earlier.is_none()), now]).await?;
    Ok(earlier.is_some())
}

async fn tally(tx: &mut Tx, survey: &Survey, segment: &str, of: &[(ThingId, i64, i64)], people: i64) -> Result<()> {
    let row = |(thing, first, second): &(ThingId, i64, i64)| {
        args![survey.id, *thing, segment, *first, *second, survey.product, people]
    };
    tx.insert_many(&TALLY, of.iter().map(row).collect()).await?;
    Ok(())
}

/// How many replied the same, of each thing and segment.
pub async fn tallies(tx: &mut Tx, survey: ThingId) -> Result<Vec<Tally>> {
    let rows = tx.all(TALLIES, args![survey]).await?;
    let told = |Counted { thing, segment, first, second, people }| Tally { thing, segment, first, second, people };
    Ok(rows.into_iter().map(told).collect())
}

/// What was written besides, the last first, and how many wrote something.
pub async fn words(tx: &mut Tx, survey: ThingId, limit: i64) -> Result<(Vec<Words>, i64)> {
    let words = tx.all(WORDS, args![survey, limit]).await?;
    Ok((words, tx.one(WROTE, args![survey]).await?.0))
}
