//! The inbox: requests by state, paged by key, and what reads like one.

use ground::clock::Ts;
use ground::db::{Select, Tx, ids, words};
use ground::web::Result;
use ground::{args, row, sql};
use together::products::ProductId;
use together::thread::rules::Dots;
use together::thread::{Key, Kind, ThingId};

use super::Short;

row! {
    /// A request in the inbox.
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
        /// When it was asked.
        pub asked_at: Ts,
        /// How important it is to who asks.
        pub importance: i64,
        /// Until when it sleeps.
        pub snoozed_until: Option<Ts>,
        /// Who asked.
        pub contact: Option<String>,
    }

    /// A thing that a request might hang on, with what is asked of it.
    #[derive(Debug, Clone)]
    pub struct Likely {
        /// Its id.
        pub id: ThingId,
        /// Its kind.
        pub kind: Kind,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// What its thread has.
        pub thread: Dots,
        /// How many people ask for it.
        pub people: i64,
    }

    /// Where a page of the inbox goes on.
    pub struct Cursor {
        asked_at: Ts,
        importance: i64,
        thing: ThingId,
    }
}

impl Line {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Request, self.number)
    }
}

impl Likely {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }
}

sql! {
    INBOX: Line = "SELECT r.thing AS id, t.number, t.title, t.state, r.asked_at, r.importance, r.snoozed_until, k.name AS contact FROM request r JOIN thing t ON t.id = r.thing LEFT JOIN contact k ON k.id = r.contact WHERE r.product = $1{and}{order}";
    CURSOR: Cursor = "SELECT r.asked_at, r.importance, r.thing FROM request r JOIN thing t ON t.id = r.thing WHERE t.product = $1 AND t.kind = 'request' AND t.number = $2";
    NEW: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 FROM request r WHERE r.product = $1 AND r.tab = 'new' AND (r.snoozed_until IS NULL OR r.snoozed_until <= $2) LIMIT 100) AS capped";
    ANY: (i64,) = "SELECT 1 FROM request WHERE product = $1 AND tab <> '' LIMIT 1";
    PLACED: (ThingId, Kind, i64) = "SELECT l.from_thing, t.kind, t.number FROM link l JOIN thing t ON t.id = l.to_thing WHERE l.from_thing IN @ids($1) AND l.kind IN ('asks for', 'duplicate of') AND t.hidden_at IS NULL ORDER BY l.kind, t.kind, t.number";
    /// Things of these words that a request may hang on. Of words that many texts have the first few hundred texts are enough,
    /// so that looking for them never takes long.
    LIKELY: Likely = "SELECT t.id, t.kind, t.number, t.title, t.thread, COALESCE(d.people, 0) AS people FROM (SELECT search.thing, search.kind FROM search WHERE search.product = $2 AND @words($1) LIMIT 300) AS s JOIN thing t ON t.id = s.thing LEFT JOIN demand d ON d.thing = t.id WHERE s.kind IN ('need', 'feature', 'story') AND t.hidden_at IS NULL AND t.stage <> 'dropped' LIMIT 30";
    ALIKE: Short = "SELECT t.id, t.number, t.title, t.state, k.name AS contact, CAST(NULL AS TEXT) AS quote FROM (SELECT search.thing FROM search WHERE search.product = $2 AND @words($1) AND search.kind = 'request' LIMIT 60) AS s JOIN thing t ON t.id = s.thing JOIN request r ON r.thing = t.id LEFT JOIN contact k ON k.id = r.contact WHERE t.hidden_at IS NULL AND r.canonical <> $3 AND r.canonical = r.thing LIMIT 30";
    LIKELY_ONE: Likely = "SELECT t.id, t.kind, t.number, t.title, t.thread, COALESCE(d.people, 0) AS people FROM thing t LEFT JOIN demand d ON d.thing = t.id WHERE t.id IN @ids($1)";
}

/// How the inbox is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Asked last first.
    #[default]
    Newest,
    /// Asked first first.
    Oldest,
    /// Most important to who asks first, then asked last.
    Importance,
}

/// Which part of the inbox.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The product.
    pub product: ProductId,
    /// The tab: a state, or nothing for all of them.
    pub tab: &'a str,
    /// The order.
    pub sort: Sort,
    /// Now: what sleeps longer is left out of the tabs that wait for somebody.
    pub now: Ts,
    /// At most so many.
    pub limit: usize,
}

/// A page of the inbox from a request on, which comes first when `with` is set.
pub async fn page(tx: &mut Tx, wanted: Wanted<'_>, from: Option<Cursor>, with: bool) -> Result<Vec<Line>> {
    let Wanted { product, tab, sort, now, limit } = wanted;
    let mut select = Select::of(INBOX).with(args![product]);
    select = if tab.is_empty() { select.and("r.tab <> ''", args![]) } else { select.and("r.tab = ?", args![tab]) };
    if matches!(tab, "new" | "open") {
        select = select.and("r.snoozed_until IS NULL OR r.snoozed_until <= ?", args![now]);
    }
    if let Some(Cursor { asked_at, importance, thing }) = from {
        select = match (sort, with) {
            (Sort::Newest, false) => select.and("(r.asked_at, r.thing) < (?, ?)", args![asked_at, thing]),
            (Sort::Newest, true) => select.and("(r.asked_at, r.thing) <= (?, ?)", args![asked_at, thing]),
            (Sort::Oldest, false) => select.and("(r.asked_at, r.thing) > (?, ?)", args![asked_at, thing]),
            (Sort::Oldest, true) => select.and("(r.asked_at, r.thing) >= (?, ?)", args![asked_at, thing]),
            (Sort::Importance, false) => {
                select.and("(r.importance, r.asked_at, r.thing) < (?, ?, ?)", args![importance, asked_at, thing])
            }
            (Sort::Importance, true) => {
                select.and("(r.importance, r.asked_at, r.thing) <= (?, ?, ?)", args![importance, asked_at, thing])
            }
        };
    }
    let select = match sort {
        Sort::Newest => select.order("r.asked_at DESC").order("r.thing DESC"),
        Sort::Oldest => select.order("r.asked_at").order("r.thing"),
        Sort::Importance => select.order("r.importance DESC").order("r.asked_at DESC").order("r.thing DESC"),
    };
    Ok(tx.select(select.limit(limit)).await?)
}

/// The place of a request in the inbox, also of one that is on another tab or hidden by now.
pub async fn cursor(tx: &mut Tx, product: ProductId, request: Key) -> Result<Option<Cursor>> {
    Ok(tx.first(CURSOR, args![product, request.number]).await?)
}

/// How many new requests wait; counting stops at a hundred.
pub async fn new(tx: &mut Tx, product: ProductId, now: Ts) -> Result<i64> {
    Ok(tx.one(NEW, args![product, now]).await?.0)
}

/// Whether there is any request.
pub async fn any(tx: &mut Tx, product: ProductId) -> Result<bool> {
    Ok(tx.first(ANY, args![product]).await?.is_some())
}

/// What requests hang on or repeat.
pub async fn placed(tx: &mut Tx, requests: &[ThingId]) -> Result<Vec<(ThingId, Key)>> {
    let placed = tx.all(PLACED, args![ids(requests)]).await?;
    Ok(placed.into_iter().map(|(request, kind, number)| (request, Key::new(kind, number))).collect())
}

/// Needs, features and stories that have all of these words.
pub async fn likely(tx: &mut Tx, product: ProductId, typed: &str) -> Result<Vec<Likely>> {
    let query = words(tx.engine(), typed, true);
    Ok(tx.all(LIKELY, args![query, product]).await?)
}

/// These things, as suggestions.
pub async fn likely_ones(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<Likely>> {
    Ok(tx.all(LIKELY_ONE, args![ids(things)]).await?)
}

/// Requests outside of a group that have all of these words, each standing for its own group.
pub async fn alike(tx: &mut Tx, product: ProductId, typed: &str, group: ThingId) -> Result<Vec<Short>> {
    let query = words(tx.engine(), typed, true);
    Ok(tx.all(ALIKE, args![query, product, group]).await?)
}
