//! The tables of surveys and their links.

pub mod answers;

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;
use ground::{args, row, sql};
use together::people::PersonId;
use together::products::ProductId;
use together::thread::{Key, Kind, Thing, ThingId};

use super::rules::{self, About};

together::fields! {
    /// The fields of a survey besides the title.
    pub FIELDS of "survey" by "thing" {
        ABOUT: Text "about" = "about", "asks about";
        TEXT: Text "text" = "text", "text", searched;
        THINGS: Text "things" = "things", "asked about";
        SEGMENTS: Text "segments" = "segments", "who may answer";
    }
}

row! {
    /// A survey.
    #[derive(Debug, Clone)]
    pub struct Survey {
        /// The id of its thing.
        pub id: ThingId,
        /// Its product.
        pub product: ProductId,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// The sequence of its last change.
        pub seq: i64,
        /// What it asks about.
        pub about: About,
        /// What whoever answers reads first.
        pub text: String,
        /// The keys of what it asks about.
        pub things: String,
        /// Who may answer, a line each.
        pub segments: String,
        /// How many have answered.
        pub answers: i64,
        /// When the first of them did.
        pub first_at: Option<Ts>,
        /// When the last.
        pub last_at: Option<Ts>,
    }

    /// A link, as a list shows it.
    #[derive(Debug, Clone)]
    pub struct Link {
        /// The beginning of its hash, which names it on pages.
        pub name: String,
        /// For whom; empty where it is for whoever has it.
        pub for_whom: String,
        /// When it was made.
        pub made_at: Ts,
        /// Whether whoever it is for has answered.
        pub answered: bool,
    }

    /// A link that somebody follows.
    #[derive(Debug, Clone)]
    pub struct Followed {
        /// The survey it opens.
        pub survey: ThingId,
        /// Its product.
        pub product: ProductId,
        /// For whom; empty where it is for whoever has it.
        pub for_whom: String,
    }
}

impl Survey {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Survey, self.number)
    }

    /// The keys of what it asks about.
    pub fn keys(&self) -> Vec<Key> {
        rules::read(&self.things)
    }

    /// Who may answer.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.segments.lines().filter(|line| !line.is_empty())
    }
}

sql! {
    /// The words search finds a survey by.
    pub WORDS: (ThingId, String) = "SELECT t.id, t.title || ' ' || s.text FROM survey s JOIN thing t ON t.id = s.thing WHERE t.id IN @ids($1)";
    ONE: Survey = "SELECT t.id, t.product, t.number, t.title, t.state, t.seq, s.about, s.text, s.things, s.segments, s.answers, s.first_at, s.last_at FROM survey s JOIN thing t ON t.id = s.thing WHERE s.thing = $1";
    /// Those of a product behind one of them, the last made first.
    LIST: Survey = "SELECT t.id, t.product, t.number, t.title, t.state, t.seq, s.about, s.text, s.things, s.segments, s.answers, s.first_at, s.last_at FROM survey s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND s.thing < $2 AND t.hidden_at IS NULL ORDER BY s.thing DESC LIMIT $3";
    NEWEST: Survey = "SELECT t.id, t.product, t.number, t.title, t.state, t.seq, s.about, s.text, s.things, s.segments, s.answers, s.first_at, s.last_at FROM survey s JOIN thing t ON t.id = s.thing WHERE s.product = $1 AND t.hidden_at IS NULL ORDER BY s.thing DESC LIMIT $2";
    INSERT: () = "INSERT INTO survey (thing, product, about, text, things, segments, answers) VALUES ($1, $2, $3, $4, $5, $6, 0)";
    MAKE_LINK: () = "INSERT INTO survey_link (token_hash, product, survey, for_whom, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)";
    FOLLOW: Followed = "SELECT survey, product, for_whom FROM survey_link WHERE token_hash = $1 AND closed_at IS NULL";
    LINKS: Link = "SELECT substr(l.token_hash, 1, 16) AS name, l.for_whom, l.made_at, EXISTS (SELECT 1 FROM survey_answer a WHERE a.survey = l.survey AND a.by_hash = l.token_hash) AS answered FROM survey_link l WHERE l.survey = $1 AND l.closed_at IS NULL ORDER BY l.made_at DESC, l.token_hash LIMIT 100";
    CLOSE_LINK: () = "UPDATE survey_link SET closed_at = $3 WHERE survey = $1 AND substr(token_hash, 1, 16) = $2 AND closed_at IS NULL";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM survey WHERE product = $1";
    pub(crate) FORGET_LINKS: () = "DELETE FROM survey_link WHERE product = $1";
}

/// What is written of a new survey.
pub(super) struct Row<'a> {
    pub(super) about: About,
    pub(super) text: &'a str,
    pub(super) things: &'a str,
    pub(super) segments: &'a str,
}

pub(super) async fn insert(tx: &mut Tx, survey: &Thing, row: Row<'_>) -> Result<()> {
    let Row { about, text, things, segments } = row;
    tx.run(INSERT, args![survey.id, survey.product, about, text, things, segments]).await?;
    Ok(())
}

/// One survey.
pub async fn one(tx: &mut Tx, survey: ThingId) -> Result<Option<Survey>> {
    Ok(tx.first(ONE, args![survey]).await?)
}

/// Surveys of a product, the last made first, behind one of them.
pub async fn list(tx: &mut Tx, product: ProductId, after: Option<ThingId>, limit: i64) -> Result<Vec<Survey>> {
    Ok(match after {
        Some(after) => tx.all(LIST, args![product, after, limit]).await?,
        None => tx.all(NEWEST, args![product, limit]).await?,
    })
}

/// The last surveys on needs, which say where scores come from.
pub(crate) async fn newest(tx: &mut Tx, product: ProductId) -> Result<Vec<Survey>> {
    let mut surveys = list(tx, product, None, RECENT).await?;
    surveys.retain(|survey| survey.about == About::Needs);
    Ok(surveys)
}

/// So many surveys are looked at.
const RECENT: i64 = 20;

/// A link to be made.
pub(super) struct NewLink<'a> {
    pub(super) hash: &'a str,
    pub(super) for_whom: &'a str,
    pub(super) made_by: Option<PersonId>,
}

pub(super) async fn make_link(tx: &mut Tx, survey: &Thing, link: NewLink<'_>, now: Ts) -> Result<()> {
    let NewLink { hash, for_whom, made_by } = link;
    tx.run(MAKE_LINK, args![hash, survey.product, survey.id, for_whom, made_by, now]).await?;
    Ok(())
}

/// What the link with this hash opens, unless it was closed.
pub async fn follow(tx: &mut Tx, hash: &str) -> Result<Option<Followed>> {
    Ok(tx.first(FOLLOW, args![hash]).await?)
}

/// The links of a survey that open it, the last made first; the first 100.
pub async fn links(tx: &mut Tx, survey: ThingId) -> Result<Vec<Link>> {
    Ok(tx.all(LINKS, args![survey]).await?)
}

/// Closes a link by its name; says whether it was open.
pub(super) async fn close_link(tx: &mut Tx, survey: ThingId, name: &str, now: Ts) -> Result<bool> {
    Ok(tx.run(CLOSE_LINK, args![survey, name, now]).await? > 0)
}
