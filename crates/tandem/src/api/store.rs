//! What the interface reads. Every list of things here goes through [`visible_to`].

use ground::args;
use ground::clock::Ts;
use ground::db::{Select, Tx, Value, Wide};
use ground::web::Result;
use ground::{row, sql};
use together::app::KindOf;
use together::journal::history::{Changed, Entry};
use together::people::PersonId;
use together::products::ProductId;
use together::thread::rules::Dots;
use together::thread::{Key, Kind, ThingId, search};

use super::asker::Sight;
use super::rules::{Filter, Owner};

row! {
    /// A thing in a list, before the columns of its kind.
    #[derive(Debug, Clone)]
    pub struct Line {
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
        /// Its stage.
        pub stage: String,
        /// Who looks after it.
        pub owner: Option<PersonId>,
        /// Their name.
        pub owner_name: Option<String>,
        /// Customers may see it.
        pub public: bool,
        /// What its thread has.
        pub thread: Dots,
        /// When it was made.
        pub created_at: Ts,
        /// When it last changed.
        pub updated_at: Ts,
        /// The sequence of its last change.
        pub seq: i64,
    }

    /// A thing at the other end of a link.
    #[derive(Debug, Clone)]
    pub struct Linked {
        /// Its kind.
        pub kind: Kind,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// Its state.
        pub state: String,
        /// Its stage.
        pub stage: String,
        /// The link's kind.
        pub link: String,
        /// How much of it counts, in per cent.
        pub share: Option<i64>,
        /// The words it rests on.
        pub quote: Option<String>,
        /// The sequence since which the upper end has moved on.
        pub suspect_seq: Option<i64>,
    }

    /// A product with the roles of whoever asks.
    #[derive(Debug, Clone)]
    pub struct Belongs {
        /// Its key.
        pub key: String,
        /// Its name.
        pub name: String,
        /// How it is delivered.
        pub mode: String,
        /// Where it is in its life.
        pub phase: String,
        /// Its sequence.
        pub seq: i64,
        /// The roles, by code.
        pub roles: Option<String>,
    }
}

impl Line {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(self.kind, self.number)
    }
}

sql! {
    /// Things of one kind; the tables of the kind join them. A draft of a story that lacks nothing is ready, here as on pages.
    THINGS: Line = "SELECT t.id, t.kind, t.number, t.title, CASE WHEN t.state = 'draft' AND EXISTS (SELECT 1 FROM story s WHERE s.thing = t.id AND s.missing = '') THEN 'ready' ELSE t.state END AS state, t.stage, t.owner, p.name AS owner_name, t.public, t.thread, t.created_at, t.updated_at, t.seq{columns} FROM thing t LEFT JOIN person p ON p.id = t.owner{joins} WHERE t.product = $1 AND t.kind = $2 AND t.hidden_at IS NULL{and}{order}";
    /// What a thing links to.
    UP: Linked = "SELECT t.kind, t.number, t.title, CASE WHEN t.state = 'draft' AND EXISTS (SELECT 1 FROM story s WHERE s.thing = t.id AND s.missing = '') THEN 'ready' ELSE t.state END AS state, t.stage, l.kind AS link, l.share, l.quote, l.suspect_seq FROM link l JOIN thing t ON t.id = l.to_thing WHERE l.from_thing = $1 AND t.hidden_at IS NULL{and}{order}";
    /// What links to a thing.
    DOWN: Linked = "SELECT t.kind, t.number, t.title, CASE WHEN t.state = 'draft' AND EXISTS (SELECT 1 FROM story s WHERE s.thing = t.id AND s.missing = '') THEN 'ready' ELSE t.state END AS state, t.stage, l.kind AS link, l.share, l.quote, l.suspect_seq FROM link l JOIN thing t ON t.id = l.from_thing WHERE l.to_thing = $1 AND t.hidden_at IS NULL{and}{order}";
    /// Products somebody belongs to, and for an administrator the others as well.
    PRODUCTS: Belongs = "SELECT t.key, t.name, t.mode, t.phase, t.seq, (SELECT @joined(m.role, ',' ORDER BY m.role) FROM membership m WHERE m.product = t.id AND m.person = $1) AS roles FROM product t WHERE t.hidden_at IS NULL AND ($2 = 1 OR t.id IN (SELECT product FROM membership WHERE person = $1)) ORDER BY t.name, t.key";
    WORKSPACE_SEQ: (i64,) = "SELECT seq FROM workspace WHERE id = 1";
    /// The sequence of a product, which nobody moves on until this transaction ends.
    HELD_SEQ: (i64,) = "SELECT seq FROM product WHERE id = $1 @for_update";
    /// Entries after one, oldest first.
    ENTRIES: Entry = "SELECT j.seq, j.at, j.actor, p.name AS actor_name, j.role, j.action, j.decision_right, j.reason, j.via, j.undoes, j.undone_by FROM journal j LEFT JOIN person p ON p.id = j.actor WHERE j.product = $1 AND j.seq > $2 ORDER BY j.seq LIMIT $3";
    CHANGES: Changed = "SELECT c.seq, c.thing, t.kind, c.field, c.before, c.after FROM change c LEFT JOIN thing t ON t.id = c.thing WHERE c.product = $1 AND c.seq >= $2 AND c.seq <= $3 ORDER BY c.seq, c.n";
}

/// What somebody may see: members everything; a customer what is public, and requests of their own. Other customers they
/// never see, public or not. The condition is on a thing called `t`.
pub fn visible_to<T: ground::db::FromRow>(select: Select<T>, sight: Sight) -> Select<T> {
    match sight {
        Sight::Everything => select,
        Sight::OwnOf(person) => select.and(
            "t.kind <> 'customer' AND (t.public = 1 OR t.id IN (SELECT r.thing FROM request r JOIN contact c ON c.id = r.contact WHERE c.person = ?))",
            args![person],
        ),
    }
}

/// What things are looked for, and by whom.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// In which product.
    pub product: ProductId,
    /// Of which kind.
    pub of: &'a KindOf,
    /// Who asks.
    pub person: PersonId,
    /// How much they see.
    pub sight: Sight,
}

impl Wanted<'_> {
    /// The list of all of them, with the columns of their kind.
    fn select(&self) -> Select<Line> {
        visible_to(Select::of(THINGS).with(args![self.product, self.of.kind]), self.sight)
    }

    fn widened(&self, select: Select<Line>) -> Wide<Line> {
        self.of.fields.iter().fold(Wide::of(select), |wide, field| {
            let column = field.column;
            wide.join(column.table, column.by, "t.id").column(column.table, column.name, field.holds.kind())
        })
    }
}

/// Things of a kind with what their kind says, one more than the page holds if there are more.
pub async fn list(
    tx: &mut Tx,
    wanted: Wanted<'_>,
    filter: &Filter,
    linked_to: Option<ThingId>,
) -> Result<Vec<(Line, Vec<Value>)>> {
    let mut select = page_of(wanted.select(), wanted.product, filter)
        .and_if("t.stage = ?", filter.stage.as_deref())
        .and_if("t.updated_at >= ?", filter.updated_since);
    select = in_state(select, wanted.of.kind, filter.state.as_deref());
    select = match filter.owner {
        Some(Owner::Me) => select.and("t.owner = ?", args![wanted.person]),
        Some(Owner::Person(person)) => select.and("t.owner = ?", args![person]),
        Some(Owner::Nobody) => select.and("t.owner IS NULL", args![]),
        None => select,
    };
    if let Some(typed) = &filter.words {
        let query = search::typed(tx, wanted.product, wanted.of.kind, typed).await?;
        select = select.and("t.id IN (SELECT search.thing FROM search WHERE @words(?))", vec![query]);
    }
    if let Some(other) = linked_to {
        select = select.and(
            "t.id IN (SELECT from_thing FROM link WHERE to_thing = ? UNION SELECT to_thing FROM link WHERE from_thing = ?)",
            args![other, other],
        );
    }
    Ok(tx.wide(wanted.widened(select.limit(filter.page.limit + 1))).await?)
}

/// Where a page begins and how it goes on: by keys, or as the backlog stands. A story that has left it stands where it was.
fn page_of(select: Select<Line>, product: ProductId, filter: &Filter) -> Select<Line> {
    let after = filter.page.after;
    if !filter.ranked {
        return select.and("t.number > ?", args![after]).order("t.number");
    }
    let select = select.and("story.product = ? AND story.rank IS NOT NULL", args![product]).order("story.rank");
    if after == 0 {
        return select;
    }
    select.and(
        "story.rank > (SELECT COALESCE(s.rank, s.stood) FROM story s JOIN thing x ON x.id = s.thing WHERE x.product = ? AND x.kind = 'story' AND x.number = ?)",
        args![product, after],
    )
}

/// Only things in a state, as it is told: whether a story is ready is found, and its draft is what lacks something.
fn in_state<T: ground::db::FromRow>(select: Select<T>, kind: Kind, state: Option<&str>) -> Select<T> {
    match (kind, state) {
        (Kind::Story, Some("ready")) => select.and(
            "t.state = 'draft' AND EXISTS (SELECT 1 FROM story s WHERE s.thing = t.id AND s.missing = '')",
            args![],
        ),
        (Kind::Story, Some("draft")) => select.and(
            "t.state = 'draft' AND NOT EXISTS (SELECT 1 FROM story s WHERE s.thing = t.id AND s.missing = '')",
            args![],
        ),
        _ => select.and_if("t.state = ?", state),
    }
}

/// One thing by number.
pub async fn one(tx: &mut Tx, wanted: Wanted<'_>, number: i64) -> Result<Option<(Line, Vec<Value>)>> {
    let select = wanted.select().and("t.number = ?", args![number]);
    Ok(tx.wide(wanted.widened(select)).await?.pop())
}

/// The most links an answer has in one direction.
const LINKS: usize = 200;

/// What a thing links to, as far as it may be seen.
pub async fn up(tx: &mut Tx, thing: ThingId, sight: Sight) -> Result<Vec<Linked>> {
    let select = visible_to(Select::of(UP).with(args![thing]), sight);
    Ok(tx.select(select.order("l.kind").order("t.kind").order("t.number").limit(LINKS)).await?)
}

/// What links to a thing, as far as it may be seen.
pub async fn down(tx: &mut Tx, thing: ThingId, sight: Sight) -> Result<Vec<Linked>> {
    let select = visible_to(Select::of(DOWN).with(args![thing]), sight);
    Ok(tx.select(select.order("l.kind").order("t.kind").order("t.number").limit(LINKS)).await?)
}

/// The products somebody belongs to; an administrator is told of all.
pub async fn products(tx: &mut Tx, person: PersonId, administrator: bool) -> Result<Vec<Belongs>> {
    Ok(tx.all(PRODUCTS, args![person, i64::from(administrator)]).await?)
}

/// The sequence of the workspace.
pub async fn workspace_seq(tx: &mut Tx) -> Result<i64> {
    Ok(tx.one(WORKSPACE_SEQ, args![]).await?.0)
}

/// The sequence of a product, held until the transaction ends.
pub async fn held_seq(tx: &mut Tx, product: ProductId) -> Result<i64> {
    Ok(tx.one(HELD_SEQ, args![product]).await?.0)
}

/// Entries of a product after one, oldest first, with their changes.
pub async fn entries(tx: &mut Tx, product: ProductId, after: i64, limit: usize) -> Result<Vec<(Entry, Vec<Changed>)>> {
    let entries = tx.all(ENTRIES, args![product, after, limit]).await?;
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(Vec::new()) };
    let mut changes = tx.all(CHANGES, args![product, first.seq, last.seq]).await?.into_iter().peekable();
    let mut with = Vec::with_capacity(entries.len());
    for entry in entries {
        let mut own = Vec::new();
        while let Some(change) = changes.next_if(|change| change.seq <= entry.seq) {
            own.push(change);
        }
        with.push((entry, own));
    }
    Ok(with)
}
