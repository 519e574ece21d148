//! The words of every thing, kept in the same transaction as the thing itself.

use std::cmp::Reverse;

use ground::args;
use ground::db::{FromRow, Select, Sought, Sql, Tx, Value, ids, index_words, texts_by_id};
use ground::sql;
use ground::web::Result;

use crate::app::App;
use crate::products::ProductId;
use crate::thread::rules::{Dots, forms, root};
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
    FIND: Found = "SELECT t.id, t.kind, t.number, t.title, t.state, t.thread FROM @found($1) AS f JOIN search s ON s.n = f.n JOIN thing t ON t.id = s.thing WHERE t.hidden_at IS NULL AND ($2 = 1 OR t.public = 1){and} ORDER BY f.n DESC";
    /// Things with a word, the first made first: of a word that many have it does not matter which.
    ALIKE: (ThingId,) = "SELECT s.thing FROM @found($1) AS f JOIN search s ON s.n = f.n LIMIT $2";
    /// How many there are; counting stops at a thousand.
    COUNT: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 FROM @found($1) AS f JOIN search s ON s.n = f.n JOIN thing t ON t.id = s.thing WHERE t.hidden_at IS NULL AND ($2 = 1 OR t.public = 1){and} LIMIT 1000) AS capped";

    /// All at once: SQLite writes its index of words down with every statement, however few words are new, and puts together later
    /// what it wrote.
    PUT: () = "INSERT INTO search (thing, product, kind, words) SELECT t.id, t.product, t.kind, w.text FROM @texts_by_id($1) AS w CROSS JOIN thing t WHERE t.id = w.id ON CONFLICT (thing) DO UPDATE SET words = excluded.words";

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

/// No more things than this are counted.
pub const MOST: i64 = 1_000;

impl<'a> Wanted<'a> {
    /// Everything a member finds by these words.
    pub fn member(product: ProductId, typed: &'a str, limit: usize) -> Self {
        Self { product, typed, member: true, kind: None, over: None, before: None, limit }
    }

    fn within<T: FromRow>(&self, text: Sql<T>, sought: &Sought, kind: Option<Kind>) -> Select<T> {
        let found = match kind {
            Some(kind) => sought.within(self.product, &[kind.code()]),
            None => sought.within(self.product, &[]),
        };
        let select = Select::of(text).with(args![found, i64::from(self.member)]);
        match self.over {
            Some(true) => select.and("t.stage IN ('done', 'dropped')", args![]),
            Some(false) => select.and("t.stage IN ('open', 'active')", args![]),
            None => select,
        }
    }
}

/// Finds things by their words, those made last first; the last word counts as a beginning.
pub async fn find(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<Found>> {
    let sought = Sought::typed(tx, wanted.typed).await?;
    let select = wanted.within(FIND, &sought, wanted.kind);
    let select = select.and_if("f.n < (SELECT b.n FROM search b WHERE b.thing = ?)", wanted.before);
    Ok(tx.select(select.limit(wanted.limit)).await?)
}

/// The first few of each kind, so that few goals are not lost among thousands of requests.
pub async fn of_each(tx: &mut Tx, product: ProductId, typed: &str, most: usize) -> Result<Vec<Found>> {
    let wanted = Wanted::member(product, typed, most);
    let sought = Sought::typed(tx, typed).await?;
    let mut found = Vec::new();
    for kind in Kind::ALL {
        found.extend(tx.select(wanted.within(FIND, &sought, Some(*kind)).limit(most)).await?);
    }
    found.sort_by_key(|found| Reverse(found.id));
    Ok(found)
}

/// Some things of a kind that have a word, in one of its forms.
pub async fn alike(tx: &mut Tx, product: ProductId, kind: Kind, word: &str) -> Result<Vec<ThingId>> {
    let found = Sought::forms(tx.engine(), [forms(root(word))]).within(product, &[kind.code()]);
    Ok(tx.all(ALIKE, args![found, FEW]).await?.into_iter().map(|(id,)| id).collect())
}

/// How many things with a word are looked at for a gap.
const FEW: i64 = 20;

/// How many of each kind there are; counting stops at [`MOST`].
pub async fn count(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Vec<(Kind, i64)>> {
    let sought = Sought::typed(tx, wanted.typed).await?;
    let mut counts = Vec::new();
    for kind in Kind::ALL {
        let counted = tx.select(wanted.within(COUNT, &sought, Some(*kind))).await?;
        counts.extend(counted.first().filter(|(count,)| *count > 0).map(|(count,)| (*kind, *count)));
    }
    Ok(counts)
}

/// The value of `@words($1)` for what somebody typed, in one kind of a product's things.
pub async fn typed(tx: &mut Tx, product: ProductId, kind: Kind, typed: &str) -> Result<Value> {
    Ok(Sought::typed(tx, typed).await?.within(product, &[kind.code()]))
}

/// Writes down the words of things of a kind, by the statement that tells them.
pub(crate) async fn write(tx: &mut Tx, things: &[ThingId], texts: Option<Sql<(ThingId, String)>>) -> Result<()> {
    let words = told(tx, things, texts).await?;
    put(tx, &words).await
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

/// What things of a kind say beside their titles, in full: where search found words that a title lacks.
pub async fn texts(tx: &mut Tx, app: &App, kind: Kind, things: &[&Found]) -> Result<Vec<(ThingId, String)>> {
    let Some(words) = app.kind(kind).and_then(|of| of.words) else { return Ok(Vec::new()) };
    let told: Vec<ThingId> = things.iter().map(|found| found.id).collect();
    let beside = |(id, text): (ThingId, String)| {
        let title = things.iter().find(|found| found.id == id).map_or("", |found| found.title.as_str());
        (id, text.strip_prefix(title).unwrap_or(&text).trim().to_owned())
    };
    Ok(tx.all(words, args![ids(&told)]).await?.into_iter().map(beside).collect())
}

/// Writes words that [`told`] told.
pub(crate) async fn put(tx: &mut Tx, words: &[(ThingId, String)]) -> Result<()> {
    tx.run(PUT, args![texts_by_id(words)]).await?;
    Ok(())
}
