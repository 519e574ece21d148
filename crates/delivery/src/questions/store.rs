//! The tables of questions, and of how soon they are answered.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::sql;
use ground::web::Result;
use ground::{args, row};
use together::people::PersonId;
use together::products::ProductId;
use together::roles::rules::Right;
use together::thread::rules::words_of;
use together::thread::store::search;
use together::thread::{Key, Kind, Thing, ThingId};

use super::rules::hours;
use crate::stories::CriterionId;

/// The fields of a question.
pub mod fields {
    together::fields! {
        /// What a question says beside its title.
        pub QUESTION of "question" by "thing" {
            TEXT: Text "text" = "text", "text", searched;
            RIGHT: Text "right" = "decision_right", "what the answer decides";
            BLOCKS: Whole "blocks" = "blocks", "blocks work";
            DUE: Time "due" = "due_at", "answer due";
            ANSWER: Text "answer" = "answer", "answer", searched;
            ANSWERED_BY: Id "answered by" = "answered_by", "answered by";
            ANSWERED: Time "answered" = "answered_at", "answered";
            FIRST_ANSWERED: Time "first answered" = "first_answered_at", "first answered";
            CLEARED: Time "clear" = "cleared_at", "found clear";
            REMINDED: Time "reminded" = "reminded_at", "reminded";
        }
    }
}

row! {
    /// A question with what its lists and pages show of it.
    #[derive(Debug, Clone)]
    pub struct Question {
        /// The id of its thing.
        pub thing: ThingId,
        /// The number of its key.
        pub number: i64,
        /// The question.
        pub title: String,
        /// Its state.
        pub state: String,
        /// The sequence of its last change.
        pub seq: i64,
        /// The story it is about.
        pub story: ThingId,
        /// The number of that story.
        pub story_number: i64,
        /// The title of that story.
        pub story_title: String,
        /// The criterion it is about, where it is about one.
        pub criterion: Option<CriterionId>,
        /// Who asked.
        pub asker: Option<PersonId>,
        /// Their name.
        pub asker_name: Option<String>,
        /// What else is to be known of it.
        pub text: String,
        /// What its answer decides.
        pub right: Right,
        /// Work on the story waits for it.
        pub blocks: bool,
        /// When it was asked.
        pub asked_at: Ts,
        /// Until when it is to be answered.
        pub due_at: Ts,
        /// The answer; empty before there is one.
        pub answer: String,
        /// Who gave it.
        pub answered_by: Option<PersonId>,
        /// Their name.
        pub answerer_name: Option<String>,
        /// When.
        pub answered_at: Option<Ts>,
        /// When it was answered for the first time.
        pub first_answered_at: Option<Ts>,
        /// When the asker found the answer clear.
        pub cleared_at: Option<Ts>,
        /// When whoever answers was last reminded of it.
        pub reminded_at: Option<Ts>,
        /// The place of the criterion among those of the story, while it is there.
        pub criterion_place: Option<i64>,
        /// What that criterion says is so afterwards.
        pub criterion_then: Option<String>,
        /// An answer is proposed and waits to be decided.
        pub proposed: bool,
    }
}

impl Question {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Question, self.number)
    }

    /// The key of its story.
    pub fn story_key(&self) -> Key {
        Key::new(Kind::Story, self.story_number)
    }

    /// Whether it waits for an answer.
    pub fn waits(&self) -> bool {
        super::rules::waits(&self.state)
    }

    /// Whether it has waited longer than was agreed.
    pub fn is_late(&self, now: Ts) -> bool {
        self.waits() && self.due_at < now
    }
}

/// A question with its names; what is chosen of them follows.
macro_rules! question {
    ($where:literal) => {
        concat!(
            "SELECT q.thing, t.number, t.title, t.state, t.seq, q.story, s.number AS story_number, s.title AS story_title, \
             q.criterion, q.asker, a.name AS asker_name, q.text, q.decision_right AS \"right\", q.blocks, q.asked_at, q.due_at, \
             q.answer, q.answered_by, p.name AS answerer_name, q.answered_at, q.first_answered_at, q.cleared_at, q.reminded_at, \
             c.place AS criterion_place, c.then_text AS criterion_then, \
             EXISTS (SELECT 1 FROM proposal w JOIN thing x ON x.id = w.thing WHERE w.about = q.thing AND x.state = 'waiting') AS proposed \
             FROM question q JOIN thing t ON t.id = q.thing JOIN thing s ON s.id = q.story \
             LEFT JOIN person a ON a.id = q.asker LEFT JOIN person p ON p.id = q.answered_by \
             LEFT JOIN criterion c ON c.id = q.criterion AND c.hidden_at IS NULL \
             WHERE t.hidden_at IS NULL AND s.hidden_at IS NULL AND ",
            $where
        )
    };
}

sql! {
    BY_THING: Question = question!("q.thing = $1");
    OF_STORY: Question = question!("q.story = $1 ORDER BY q.asked_at DESC, q.thing DESC");
    /// Those that wait longest come first: what blocks work before what does not. What is over waits for nothing.
    OPEN: Question = question!("t.product = $1 AND t.kind = 'question' AND t.state IN ('open', 'reopened') AND s.stage IN ('open', 'active') ORDER BY q.blocks DESC, q.due_at, q.thing LIMIT $2");
    COUNT_OPEN: (i64, i64) = "SELECT COUNT(*), CAST(COALESCE(SUM(blocks), 0) AS BIGINT) FROM (SELECT q.blocks FROM thing t JOIN question q ON q.thing = t.id JOIN thing s ON s.id = q.story WHERE t.product = $1 AND t.kind = 'question' AND t.state IN ('open', 'reopened') AND t.hidden_at IS NULL AND s.hidden_at IS NULL AND s.stage IN ('open', 'active') LIMIT 100) AS found";
    /// What somebody asked: first answers that were not found clear, then what waits longest.
    ASKED_BY: Question = question!("q.asker = $1 AND q.product = $2 AND (t.stage = 'open' AND s.stage IN ('open', 'active') OR t.stage = 'done' AND q.cleared_at IS NULL AND q.answered_at >= $3) ORDER BY CASE WHEN t.stage = 'done' THEN 0 ELSE 1 END, q.asked_at, q.thing LIMIT $4");
    /// All of a product, the last first.
    LIST: Question = question!("q.product = $1 AND ($2 = '' OR t.stage = $2) AND (q.asked_at < $3 OR (q.asked_at = $3 AND q.thing < $4)) ORDER BY q.asked_at DESC, q.thing DESC LIMIT $5");
    BY_IDS: Question = question!("q.thing IN @ids($1)");
    /// The words search finds a question by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || q.text || ' ' || q.answer FROM question q JOIN thing t ON t.id = q.thing WHERE q.thing IN @ids($1)";
    INSERT: () = "INSERT INTO question (thing, product, story, criterion, asker, text, decision_right, blocks, asked_at, due_at, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '')";
    AGREED: (i64,) = "SELECT hours FROM answer_time WHERE product = $1";
    AGREE: () = "INSERT INTO answer_time (product, hours) VALUES ($1, $2) ON CONFLICT (product) DO UPDATE SET hours = excluded.hours";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM question WHERE product = $1";
    pub(crate) FORGET_TIME: () = "DELETE FROM answer_time WHERE product = $1";
}

/// A question by the id of its thing.
pub async fn by_thing(tx: &mut Tx, question: ThingId) -> Result<Option<Question>> {
    Ok(tx.first(BY_THING, args![question]).await?)
}

/// The questions about a story, the last first.
pub async fn of_story(tx: &mut Tx, story: ThingId) -> Result<Vec<Question>> {
    Ok(tx.all(OF_STORY, args![story]).await?)
}

/// Questions that wait for an answer, the most pressing first.
pub async fn open(tx: &mut Tx, product: ProductId, limit: usize) -> Result<Vec<Question>> {
    Ok(tx.all(OPEN, args![product, i64::try_from(limit).unwrap_or(i64::MAX)]).await?)
}

/// How many wait for an answer, and how many of them block work; counting stops at a hundred.
pub async fn count_open(tx: &mut Tx, product: ProductId) -> Result<(i64, i64)> {
    Ok(tx.one(COUNT_OPEN, args![product]).await?)
}

/// What somebody asked: what waits, and what was answered since a moment and not found clear yet.
pub async fn asked_by(
    tx: &mut Tx,
    person: PersonId,
    product: ProductId,
    since: Ts,
    limit: i64,
) -> Result<Vec<Question>> {
    Ok(tx.all(ASKED_BY, args![person, product, since, limit]).await?)
}

/// Which questions a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those that wait.
    Open,
    /// Those with an answer.
    Answered,
    /// All of them.
    All,
}

/// Questions of a product, those asked last first, behind one of them.
pub async fn list(
    tx: &mut Tx,
    product: ProductId,
    which: Which,
    after: Option<&Question>,
    limit: usize,
) -> Result<Vec<Question>> {
    let stage = match which {
        Which::Open => "open",
        Which::Answered => "done",
        Which::All => "",
    };
    let (asked_at, thing) =
        after.map_or((Ts(i64::MAX), ThingId::default()), |question| (question.asked_at, question.thing));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(tx.all(LIST, args![product, stage, asked_at, thing, limit]).await?)
}

/// Several questions, in no order.
pub async fn by_ids(tx: &mut Tx, questions: &[ThingId]) -> Result<Vec<Question>> {
    Ok(tx.all(BY_IDS, args![ids(questions)]).await?)
}

/// Questions that share most words with what was typed, those with an answer before those without.
pub async fn alike(tx: &mut Tx, product: ProductId, typed: &str, most: usize) -> Result<Vec<Question>> {
    let mut words = words_of(typed);
    words.sort();
    words.dedup();
    words.sort_by_key(|word| Reverse(word.chars().count()));
    let mut shared: BTreeMap<ThingId, usize> = BTreeMap::new();
    for word in words.iter().take(WORDS_LOOKED_FOR) {
        for question in search::alike(tx, product, Kind::Question, word).await? {
            *shared.entry(question).or_default() += 1;
        }
    }
    let enough = if words.len() > 1 { 2 } else { 1 };
    shared.retain(|_, number| *number >= enough);
    let found: Vec<ThingId> = shared.keys().copied().collect();
    let mut questions = by_ids(tx, &found).await?;
    questions.sort_by_key(|question| (Reverse(shared[&question.thing]), question.waits(), Reverse(question.asked_at)));
    questions.truncate(most);
    Ok(questions)
}

/// So many words of a question are looked for, the longest first: those say most.
const WORDS_LOOKED_FOR: usize = 6;

/// A new question beside its thing.
pub(super) struct NewRow {
    pub(super) story: ThingId,
    pub(super) criterion: Option<CriterionId>,
    pub(super) asker: Option<PersonId>,
    pub(super) text: String,
    pub(super) right: Right,
    pub(super) blocks: bool,
    pub(super) asked_at: Ts,
    pub(super) due_at: Ts,
}

/// Writes the row of a new question.
pub(super) async fn insert(tx: &mut Tx, thing: &Thing, row: NewRow) -> Result<()> {
    let NewRow { story, criterion, asker, text, right, blocks, asked_at, due_at } = row;
    let values = args![
        thing.id,
        thing.product,
        story,
        criterion,
        asker,
        text,
        right.code(),
        i64::from(blocks),
        asked_at,
        due_at
    ];
    tx.run(INSERT, values).await?;
    Ok(())
}

/// In how many working hours a product answers.
pub async fn agreed(tx: &mut Tx, product: ProductId) -> Result<i64> {
    Ok(tx.first(AGREED, args![product]).await?.map_or(hours::USUAL, |(hours,)| hours))
}

/// Writes that down.
pub(super) async fn agree(tx: &mut Tx, product: ProductId, hours: i64) -> Result<()> {
    tx.run(AGREE, args![product, hours]).await?;
    Ok(())
}
