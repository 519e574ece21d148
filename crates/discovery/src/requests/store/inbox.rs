//! The inbox: requests by state, paged by key, and what reads like one.

use std::borrow::Cow;
use std::cmp::Ordering;

use ground::clock::Ts;
use ground::db::{Select, Sought, Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};
use together::products::ProductId;
use together::thread::rules::Dots;
use together::thread::{Key, Kind, ThingId};
use together::words::counted;

use super::Short;
use crate::demand::Demand;
use crate::requests::rules::MOST_IMPORTANT;
use crate::requests::rules::wording::Word;

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
        /// How many others want it too.
        pub votes: i64,
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
        /// Requests that ask for it.
        pub requests: i64,
        /// People who ask for it.
        pub people: i64,
        /// Those of them who said how important it is.
        pub voices: i64,
        /// The sum of how important it is to them.
        pub importance: i64,
        /// What their customers are worth.
        pub value: i64,
    }

    /// Where a page of the inbox goes on.
    pub struct Cursor {
        asked_at: Ts,
        importance: i64,
        thing: ThingId,
    }
}

impl Line {
    /// Whether it stands above another in an order.
    pub fn before(&self, other: &Self, sort: Sort) -> bool {
        sort.compare(&self.place(), &other.place()).is_lt()
    }

    fn place(&self) -> Cursor {
        Cursor { asked_at: self.asked_at, importance: self.importance, thing: self.id }
    }

    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Request, self.number)
    }

    /// Who asks; where nobody is named, how many do.
    pub fn asked_by(&self) -> Cow<'_, str> {
        match (&self.contact, self.votes) {
            (Some(name), _) => name.into(),
            (None, 0) => "Somebody".into(),
            (None, others) => counted(others + 1, "person", "people").into(),
        }
    }
}

impl Likely {
    /// What is asked of it.
    pub fn demand(&self) -> Demand {
        let Self { id: thing, requests, people, voices, importance, value, .. } = *self;
        Demand { thing, requests, people, voices, importance, value }
    }

    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }
}

sql! {
    /// The requests of a tab that are of one importance, by when they were asked: all of it stands in one index.
    OF_TAB: Cursor = "SELECT r.asked_at, r.importance, r.thing FROM request r WHERE r.product = $1 AND r.tab = $2 AND r.importance = $3{and}{order}";
    LINES: Line = "SELECT r.thing AS id, t.number, t.title, t.state, r.asked_at, r.importance, r.snoozed_until, k.name AS contact, r.votes FROM request r JOIN thing t ON t.id = r.thing LEFT JOIN contact k ON k.id = r.contact WHERE r.thing IN @ids($1)";
    CURSOR: Cursor = "SELECT r.asked_at, r.importance, r.thing FROM request r JOIN thing t ON t.id = r.thing WHERE t.product = $1 AND t.kind = 'request' AND t.number = $2";
    NEW: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 FROM request r WHERE r.product = $1 AND r.tab = 'new' AND (r.snoozed_until IS NULL OR r.snoozed_until <= $2) LIMIT 100) AS capped";
    ANY: (i64,) = "SELECT 1 FROM request WHERE product = $1 AND tab <> '' LIMIT 1";
    PLACED: (ThingId, Kind, i64) = "SELECT l.from_thing, t.kind, t.number FROM link l JOIN thing t ON t.id = l.to_thing WHERE l.from_thing IN @ids($1) AND l.kind IN ('asks for', 'duplicate of') AND t.hidden_at IS NULL ORDER BY l.kind, t.kind, t.number";
    /// In how many texts a word is; counting stops there, so that looking for words never takes long.
    SPREAD: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 FROM @found($1) AS f LIMIT $2) AS capped";
    /// What has some words, and in which product.
    HITS: (ThingId, Kind, ProductId) = "SELECT s.thing, s.kind, s.product FROM @found($1) AS f JOIN search s ON s.n = f.n LIMIT $2";
    LIKELY: Likely = "SELECT t.id, t.kind, t.number, t.title, t.thread, COALESCE(d.requests, 0) AS requests, COALESCE(d.people, 0) AS people, COALESCE(d.voices, 0) AS voices, COALESCE(d.importance, 0) AS importance, COALESCE(d.value, 0) AS value FROM thing t LEFT JOIN demand d ON d.thing = t.id WHERE t.id IN @ids($1) AND t.hidden_at IS NULL AND t.stage <> 'dropped'";
    /// Of these requests those that stand for a group of their own.
    ALIKE: Short = "SELECT t.id, t.number, t.title, t.state, k.name AS contact, CAST(NULL AS TEXT) AS quote FROM thing t JOIN request r ON r.thing = t.id LEFT JOIN contact k ON k.id = r.contact WHERE t.id IN @ids($1) AND t.hidden_at IS NULL AND r.canonical <> $2 AND r.canonical = r.thing";
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

impl Sort {
    /// How two requests stand to each other.
    fn compare(self, one: &Cursor, other: &Cursor) -> Ordering {
        let by_time = (one.asked_at, one.thing).cmp(&(other.asked_at, other.thing));
        match self {
            Self::Newest => by_time.reverse(),
            Self::Oldest => by_time,
            Self::Importance => other.importance.cmp(&one.importance).then(by_time.reverse()),
        }
    }
}

/// A page of the inbox, after a request. Requests stand in one index, by tab, importance and time; each further order would cost
/// whoever records them as much as all the rest. So an order by time is put together from those of each importance, and that of
/// all tabs from theirs.
pub async fn page(tx: &mut Tx, wanted: Wanted<'_>, from: Option<Cursor>) -> Result<Vec<Line>> {
    let tabs = if wanted.tab.is_empty() { &STATES[..] } else { std::slice::from_ref(&wanted.tab) };
    let mut places = Vec::new();
    for importance in (0..=MOST_IMPORTANT).rev() {
        for tab in tabs {
            places.extend(of_tab(tx, &wanted, tab, importance, from.as_ref()).await?);
        }
        if wanted.sort == Sort::Importance && places.len() >= wanted.limit {
            break;
        }
    }
    places.sort_unstable_by(|one, other| wanted.sort.compare(one, other));
    places.truncate(wanted.limit);
    let wanted_ids: Vec<ThingId> = places.iter().map(|place| place.thing).collect();
    let mut lines = tx.all(LINES, args![ids(&wanted_ids)]).await?;
    lines.sort_unstable_by(|one, other| wanted.sort.compare(&one.place(), &other.place()));
    Ok(lines)
}

/// Every tab that shows requests; what is removed is on none.
const STATES: [&str; 6] = ["new", "open", "planned", "done", "declined", "merged"];

/// The first requests of one importance on a tab, after a request.
async fn of_tab(
    tx: &mut Tx,
    wanted: &Wanted<'_>,
    tab: &str,
    importance: i64,
    from: Option<&Cursor>,
) -> Result<Vec<Cursor>> {
    let mut select = Select::of(OF_TAB).with(args![wanted.product, tab, importance]);
    if matches!(wanted.tab, "new" | "open") {
        select = select.and("r.snoozed_until IS NULL OR r.snoozed_until <= ?", args![wanted.now]);
    }
    if let Some(from) = from {
        let there = args![from.asked_at, from.thing];
        select = match wanted.sort {
            Sort::Importance if importance > from.importance => return Ok(Vec::new()),
            Sort::Importance if importance < from.importance => select,
            Sort::Newest | Sort::Importance => select.and("(r.asked_at, r.thing) < (?, ?)", there),
            Sort::Oldest => select.and("(r.asked_at, r.thing) > (?, ?)", there),
        };
    }
    let select = match wanted.sort {
        Sort::Newest | Sort::Importance => select.order("r.asked_at DESC").order("r.thing DESC"),
        Sort::Oldest => select.order("r.asked_at").order("r.thing"),
    };
    Ok(tx.select(select.limit(wanted.limit)).await?)
}

/// One request as the inbox shows it.
pub async fn line(tx: &mut Tx, request: ThingId) -> Result<Option<Line>> {
    Ok(tx.first(LINES, args![ids(&[request])]).await?)
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

/// A word that so many texts have is too common to look at each of them.
pub const MANY: i64 = 200;

/// What a request may hang on.
pub const PLACES: [&[Kind]; 1] = [&[Kind::Need, Kind::Feature, Kind::Story]];

/// The same, and beside it what it may repeat.
pub const PLACES_AND_REQUESTS: [&[Kind]; 2] = [PLACES[0], &[Kind::Request]];

/// Everything in a product that has a word in one of its forms; nothing when [`MANY`] texts have it. Each form is looked up for
/// itself, so it is first asked whether the one that was said is in as many.
pub async fn hits(tx: &mut Tx, product: ProductId, word: &Word) -> Result<Option<Vec<(ThingId, Kind)>>> {
    let said = Sought::forms(tx.engine(), [vec![word.said.clone()]]).anywhere();
    if tx.one(SPREAD, args![said, MANY]).await?.0 >= MANY {
        return Ok(None);
    }
    let forms = Sought::forms(tx.engine(), [word.forms()]).anywhere();
    let found = tx.all(HITS, args![forms, MANY]).await?;
    if i64::try_from(found.len()).is_ok_and(|found| found >= MANY) {
        return Ok(None);
    }
    let here = |(thing, kind, of): (ThingId, Kind, ProductId)| {
        let sought = PLACES_AND_REQUESTS.iter().any(|kinds| kinds.contains(&kind));
        (of == product && sought).then_some((thing, kind))
    };
    Ok(Some(found.into_iter().filter_map(here).collect()))
}

/// Some of what has all of these words: at most so many of each sort, those that were made first. Where enough has them as they
/// were said, their other forms are not looked for.
pub async fn having_all(
    tx: &mut Tx,
    product: ProductId,
    words: &[Word],
    sorts: &[&[Kind]],
    most: usize,
) -> Result<Vec<(ThingId, Kind)>> {
    let limit = i64::try_from(most).unwrap_or(MANY);
    let said = Sought::forms(tx.engine(), words.iter().map(|word| vec![word.said.clone()]));
    let forms = Sought::forms(tx.engine(), words.iter().map(Word::forms));
    let mut found = Vec::new();
    for kinds in sorts {
        let kinds: Vec<_> = kinds.iter().map(|kind| kind.code()).collect();
        let mut of_sort = tx.all(HITS, args![said.within(product, &kinds), limit]).await?;
        if of_sort.len() < most {
            of_sort = tx.all(HITS, args![forms.within(product, &kinds), limit]).await?;
        }
        found.extend(of_sort.into_iter().map(|(thing, kind, _)| (thing, kind)));
    }
    Ok(found)
}

/// Those of these things that are there, as suggestions.
pub async fn likely(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<Likely>> {
    Ok(tx.all(LIKELY, args![ids(things)]).await?)
}

/// Those of these requests that are outside of a group and stand for one of their own.
pub async fn alike(tx: &mut Tx, requests: &[ThingId], group: ThingId) -> Result<Vec<Short>> {
    Ok(tx.all(ALIKE, args![ids(requests), group]).await?)
}
