//! The table of notices.

use std::collections::BTreeMap;

use ground::args;
use ground::clock::Ts;
use ground::db::{Insert, Select, Tx, ids, texts};
use ground::sql;
use ground::web::Result;
use uuid::Uuid;

use super::rules::{NEEDS, WAITING, WHILE_IT_WAITS};
use crate::journal::Act;
use crate::people::PersonId;
use crate::products::ProductId;
use crate::roles::rules::Role;
use crate::thread::{Key, Kind, ThingId};

ground::row! {
    /// A notice with the entry of the journal it is about.
    #[derive(Debug, Clone)]
    pub struct Notice {
        /// Its id.
        pub id: Uuid,
        /// The sequence of the entry.
        pub seq: i64,
        /// Why one is told: a word of [`NEEDS`], what became of one's proposal, or the action's name.
        pub why: String,
        /// The thing.
        pub thing: Option<ThingId>,
        /// Its kind.
        pub kind: Option<Kind>,
        /// Its number.
        pub number: Option<i64>,
        /// Its title.
        pub title: Option<String>,
        /// Its state.
        pub state: Option<String>,
        /// How often it happened since the notice was last read.
        pub times: i64,
        /// When it last did.
        pub at: Ts,
        /// When it was read.
        pub read_at: Option<Ts>,
        /// Who acted.
        pub actor: Option<PersonId>,
        /// The actor's name.
        pub actor_name: Option<String>,
        /// In which role.
        pub role: Option<Role>,
        /// The action's name.
        pub action: Option<String>,
        /// The actor's reason.
        pub reason: Option<String>,
    }

    /// A change of the entry a notice is about.
    #[derive(Debug, Clone)]
    pub struct Part {
        /// The notice.
        pub notice: Uuid,
        /// The thing that changed.
        pub thing: Option<ThingId>,
        /// Its kind.
        pub kind: Option<Kind>,
        /// The field.
        pub field: String,
        /// JSON before.
        pub before: Option<String>,
        /// JSON after.
        pub after: Option<String>,
    }
}

impl Notice {
    /// The key of its thing.
    pub fn key(&self) -> Option<Key> {
        Some(Key::new(self.kind?, self.number?))
    }
}

sql! {
    /// Adds to unread notices about the same.
    AGAIN: (PersonId,) = "UPDATE notice SET times = times + 1, seq = $5, at = $6 WHERE person IN @ids($1) AND product = $2 AND thing = $3 AND why = $4 AND read_at IS NULL RETURNING person";
    UNREAD: (i64,) = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM notice WHERE person = $1 AND product = $2 AND read_at IS NULL LIMIT 100) AS first";
    UNREAD_NEEDING: (i64,) = "SELECT COUNT(*) FROM notice n LEFT JOIN thing t ON t.id = n.thing WHERE n.person = $1 AND n.product = $2 AND n.read_at IS NULL AND n.why IN @texts($3) AND (n.why NOT IN @texts($4) OR t.state IN @texts($5))";
    UNREAD_ALL: (i64,) = "SELECT COUNT(*) FROM notice WHERE person = $1 AND product = $2 AND read_at IS NULL";
    LIST: Notice = "SELECT n.id, n.seq, n.why, n.thing, t.kind, t.number, t.title, t.state, n.times, n.at, n.read_at, j.actor, p.name AS actor_name, j.role, j.action, j.reason FROM notice n LEFT JOIN thing t ON t.id = n.thing AND t.hidden_at IS NULL LEFT JOIN journal j ON j.product = n.product AND j.seq = n.seq LEFT JOIN person p ON p.id = j.actor WHERE n.person = $1 AND n.product = $2{and}{order}";
    AT: (Ts,) = "SELECT at FROM notice WHERE person = $1 AND product = $2 AND id = $3";
    /// What changed on the thing of each notice or, where it has none, at all.
    PARTS: Part = "SELECT n.id AS notice, c.thing, t.kind, c.field, c.before, c.after FROM notice n JOIN change c ON c.product = n.product AND c.seq = n.seq LEFT JOIN thing t ON t.id = c.thing WHERE n.id IN @ids($1) AND (n.thing IS NULL OR c.thing = n.thing) ORDER BY c.n LIMIT 1000";
    /// Who settles a proposal, or answers it, knows of it.
    SETTLED: () = "UPDATE notice SET read_at = $4 WHERE person = $1 AND product = $2 AND thing IN @ids($3) AND why IN @texts($5) AND read_at IS NULL";
    READ_ONE: () = "UPDATE notice SET read_at = $4 WHERE person = $1 AND product = $2 AND id = $3 AND read_at IS NULL";
    READ_ALL: () = "UPDATE notice SET read_at = $3 WHERE person = $1 AND product = $2 AND read_at IS NULL";

    /// For a product that is forgotten.
    pub(crate) FORGET: () = "DELETE FROM notice WHERE product = $1";
}

/// Puts notices, one a person, or counts up the unread ones about the same.
pub(super) async fn put(act: &mut Act<'_>, notices: BTreeMap<PersonId, (&str, Option<ThingId>)>) -> Result<()> {
    let (product, seq, now) = (act.product()?.id, act.seq, act.now);
    let mut alike: BTreeMap<(&str, Option<ThingId>), Vec<PersonId>> = BTreeMap::new();
    for (person, about) in notices {
        alike.entry(about).or_default().push(person);
    }
    let mut rows = Vec::new();
    for ((why, thing), mut people) in alike {
        if thing.is_some() {
            let again = act.tx.all(AGAIN, args![ids(&people), product, thing, why, seq, now]).await?;
            people.retain(|person| !again.contains(&(*person,)));
        }
        let row = |person| args![act.app.ids.next(), person, product, seq, why, thing, 1, now];
        rows.extend(people.into_iter().map(row));
    }
    act.tx.insert_many(&NOTICES, rows).await?;
    Ok(())
}

const NOTICES: Insert =
    Insert { table: "notice", columns: &["id", "person", "product", "seq", "why", "thing", "times", "at"], end: "" };

/// How many notices of a product a person has not read; counting stops at 100.
pub(crate) async fn unread(tx: &mut Tx, person: PersonId, product: ProductId) -> Result<i64> {
    Ok(tx.one(UNREAD, args![person, product]).await?.0)
}

/// How many a person has not read, and how many of those need them.
pub async fn new_and_needing(tx: &mut Tx, person: PersonId, product: ProductId) -> Result<(i64, i64)> {
    let new = tx.one(UNREAD_ALL, args![person, product]).await?.0;
    let needing =
        tx.one(UNREAD_NEEDING, args![person, product, texts(&NEEDS), texts(&WHILE_IT_WAITS), texts(&WAITING)]).await?.0;
    Ok((new, needing))
}

/// Which notices of a person are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only those that need them, or only those that do not.
    pub needing: Option<bool>,
    /// Only those that name them in somebody's words and were not read yet.
    pub unread_mentions: bool,
    /// Only those behind this one: the next page.
    pub after: Option<Uuid>,
}

/// Notices of a person in a product, newest first.
pub async fn list(
    tx: &mut Tx,
    person: PersonId,
    product: ProductId,
    wanted: &Wanted,
    limit: usize,
) -> Result<Vec<Notice>> {
    let mut select = Select::of(LIST).with(args![person, product]);
    select = match wanted.needing {
        Some(true) => {
            let needing = "n.why IN @texts(?) AND (n.why NOT IN @texts(?) OR t.state IN @texts(?))";
            select.and(needing, vec![texts(&NEEDS), texts(&WHILE_IT_WAITS), texts(&WAITING)])
        }
        Some(false) => select.and("n.why NOT IN @texts(?)", vec![texts(&NEEDS)]),
        None => select,
    };
    if wanted.unread_mentions {
        select = select.and("n.read_at IS NULL AND n.why = 'mention'", args![]);
    }
    if let Some(id) = wanted.after
        && let Some((at,)) = tx.first(AT, args![person, product, id]).await?
    {
        select = select.and("n.at < ? OR (n.at = ? AND n.id < ?)", args![at, at, id]);
    }
    Ok(tx.select(select.order("n.at DESC").order("n.id DESC").limit(limit)).await?)
}

/// What changed, notice by notice.
pub async fn parts(tx: &mut Tx, notices: &[Notice]) -> Result<Vec<Part>> {
    let wanted: Vec<Uuid> = notices.iter().map(|notice| notice.id).collect();
    Ok(tx.all(PARTS, args![ids(&wanted)]).await?)
}

/// Marks what asked the actor about these as read: they have decided or answered.
pub(super) async fn settled(act: &mut Act<'_>, things: &[ThingId], whys: &[&str]) -> Result<()> {
    let (product, now) = (act.product()?.id, act.now);
    act.tx.run(SETTLED, args![act.actor.person, product, ids(things), now, texts(whys)]).await?;
    Ok(())
}

/// Marks one notice of a person as read, or all of them; says how many were not.
pub(super) async fn read(act: &mut Act<'_>, person: PersonId, notice: Option<Uuid>) -> Result<u64> {
    let (product, now) = (act.product()?.id, act.now);
    Ok(match notice {
        Some(notice) => act.tx.run(READ_ONE, args![person, product, notice, now]).await?,
        None => act.tx.run(READ_ALL, args![person, product, now]).await?,
    })
}
