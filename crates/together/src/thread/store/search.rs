//! The words of every thing, kept in the same transaction as the thing itself.

use ground::args;
use ground::db::{Engine, FromRow, Insert, Select, Sql, Tx, ids, index_words, words};
use ground::sql;
use ground::web::Result;

use crate::journal::Act;
use crate::products::ProductId;
use crate::thread::rules::Dots;
use crate::thread::{Kind, ThingId};

ground::row! {
    /// A thing that search found.
    #[derive(Debug, Clone)]
    pub struct Found {
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
        /// What its thread has.
        pub thread: Dots,
    }
}

impl Found {
    /// Its key.
    pub fn key(&self) -> crate::thread::Key {
        crate::thread::Key::new(self.kind, self.number)
    }
}

sql! {
    TITLES: (ThingId, String) = "SELECT id, title FROM thing WHERE id IN @ids($1)";
    /// What was found, the things made last first.
    FIND: Found = "SELECT t.id, t.kind, t.number, t.title, t.state, t.thread FROM search JOIN thing t ON t.id = search.thing WHERE search.product = $2 AND @words($1) AND t.hidden_at IS NULL AND ($3 = 1 OR t.public = 1){and} ORDER BY search.thing DESC";
    /// The same, at most so many of each kind, so that few goals are not lost among thousands of requests.
    OF_EACH: Found = "SELECT t.id, t.kind, t.number, t.title, t.state, t.thread FROM (SELECT search.thing, ROW_NUMBER() OVER (PARTITION BY search.kind ORDER BY search.thing DESC) AS place FROM search WHERE search.product = $2 AND @words($1)) AS s JOIN thing t ON t.id = s.thing WHERE s.place <= $4 AND t.hidden_at IS NULL AND ($3 = 1 OR t.public = 1) ORDER BY s.thing DESC";
    /// Things of a kind with a word. Of a word that many texts have the first few hundred texts are enough.
    ALIKE: (ThingId,) = "SELECT s.thing FROM (SELECT search.thing, search.kind FROM search WHERE search.product = $2 AND @words($1) LIMIT 300) AS s WHERE s.kind = $3 LIMIT 20";
    COUNT: (Kind, i64) = "SELECT t.kind, COUNT(*) FROM search JOIN thing t ON t.id = search.thing WHERE search.product = $2 AND @words($1) AND t.hidden_at IS NULL AND ($3 = 1 OR t.public = 1){and} GROUP BY t.kind";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM search WHERE product = $1";
}

/// What to look for, and who looks.
pub struct Wanted<'a> {
    /// The product.
    pub product: ProductId,
    /// What was typed.
    pub typed: &'a str,
    /// Members see everything, others what is public.
    pub member: bool,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only what is done or dropped, or only what is not.
    pub over: Option<bool>,
    /// Only what was made before this thing: the next page.
    pub before: Option<ThingId>,
    /// At most so many.
    pub limit: usize,
}

impl<'a> Wanted<'a> {
    /// Everything a member finds by these words.
    pub fn member(product: ProductId, typed: &'a str, limit: usize) -> Self {
        Self { product, typed, member: true, kind: None, over: None, before: None, limit }
    }

    fn within<T: FromRow>(&self, select: Select<T>, engine: Engine) -> Select<T> {
        let query = words(engine, self.typed, true);
        let select = select.with(args![query, self.product, i64::from(self.member)]);
        match self.over {
            Some(true) => select.and("t.stage IN ('done', 'dropped')", args![]),
            Some(false) => select.and("t.stage IN ('open', 'active')", args![]),
            None => select,
        }
    }
}

/// Finds things by their words, those made last first; the last word counts as a beginning.
pub async fn find(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Found>> {
    let select = wanted.within(Select::of(FIND), tx.engine());
    let select = select.and_if("search.kind = ?", wanted.kind).and_if("search.thing < ?", wanted.before);
    Ok(tx.select(select.limit(wanted.limit)).await?)
}

/// The first few of each kind.
pub async fn of_each(tx: &mut Tx, product: ProductId, typed: &str, most: i64) -> Result<Vec<Found>> {
    let query = words(tx.engine(), typed, true);
    Ok(tx.all(OF_EACH, args![query, product, 1, most]).await?)
}

/// Some things of a kind that have a word.
pub(crate) async fn alike(tx: &mut Tx, product: ProductId, kind: Kind, word: &str) -> Result<Vec<ThingId>> {
    let query = words(tx.engine(), word, true);
    Ok(tx.all(ALIKE, args![query, product, kind]).await?.into_iter().map(|(id,)| id).collect())
}

/// How many of each kind there are.
pub async fn count(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<(Kind, i64)>> {
    Ok(tx.select(wanted.within(Select::of(COUNT), tx.engine())).await?)
}

/// Writes down the words of things of a kind, by the statement that tells them.
pub(crate) async fn write(
    act: &mut Act<'_>,
    kind: Kind,
    things: &[ThingId],
    texts: Option<Sql<(ThingId, String)>>,
) -> Result<()> {
    let texts = texts.unwrap_or(TITLES);
    let product = act.product()?.id;
    let texts = act.tx.all(texts, args![ids(things)]).await?;
    let rows = texts.into_iter().map(|(thing, text)| args![thing, product, kind, index_words(&text)]).collect();
    act.tx.insert_many(&SEARCH, rows).await?;
    Ok(())
}

/// The words of things of a kind as search should know them, by the statement that tells them.
pub(crate) async fn told(
    tx: &mut Tx,
    things: &[ThingId],
    texts: Option<Sql<(ThingId, String)>>,
) -> Result<Vec<(ThingId, String)>> {
    let texts = tx.all(texts.unwrap_or(TITLES), args![ids(things)]).await?;
    Ok(texts.into_iter().map(|(thing, text)| (thing, index_words(&text))).collect())
}

/// Writes words that [`told`] told, outside of an action.
pub(crate) async fn put(tx: &mut Tx, kind: Kind, words: Vec<(ThingId, ProductId, String)>) -> Result<()> {
    let rows = words.into_iter().map(|(thing, product, words)| args![thing, product, kind, words]).collect();
    tx.insert_many(&SEARCH, rows).await?;
    Ok(())
}

const SEARCH: Insert = Insert {
    table: "search",
    columns: &["thing", "product", "kind", "words"],
    end: " ON CONFLICT (thing) DO UPDATE SET words = excluded.words",
};
