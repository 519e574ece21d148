//! The table of demand.

/// What is asked, as `heard` and `worth`: the groups that ask, the people in them, each person's last word, the customers.
/// `CROSS JOIN` keeps SQLite from reading all customers where few ask.
macro_rules! heard_in {
    ($asked:expr) => {
        concat!(
            "WITH asked AS (",
            $asked,
            "), voice AS (SELECT a.thing, a.canonical, COALESCE(r.contact, r.thing) AS person, r.importance, r.votes, COALESCE(r.customer, k.customer) AS customer, ROW_NUMBER() OVER (PARTITION BY a.thing, COALESCE(r.contact, r.thing) ORDER BY r.asked_at DESC, r.thing DESC) AS nth FROM asked a JOIN request r ON r.canonical = a.canonical JOIN thing t ON t.id = r.thing AND t.hidden_at IS NULL LEFT JOIN contact k ON k.id = r.contact), worth AS (SELECT d.thing, SUM(c.value) AS value FROM (SELECT DISTINCT v.thing, v.customer FROM voice v) AS d CROSS JOIN customer c JOIN thing o ON o.id = c.thing AND o.hidden_at IS NULL WHERE c.thing = d.customer GROUP BY d.thing), heard AS (SELECT v.thing, COUNT(DISTINCT v.canonical) AS requests, SUM(CASE WHEN v.nth = 1 THEN 1 ELSE 0 END) + SUM(v.votes) AS people, SUM(CASE WHEN v.nth = 1 THEN 1 ELSE 0 END) AS voices, SUM(CASE WHEN v.nth = 1 THEN v.importance ELSE 0 END) AS importance FROM voice v GROUP BY v.thing)"
        )
    };
}

/// The same of what requests are linked with.
macro_rules! heard {
    ($only:literal) => {
        heard_in!(concat!(
            "SELECT DISTINCT l.to_thing AS thing, r.canonical FROM link l JOIN request r ON r.thing = l.from_thing JOIN thing t ON t.id = r.thing AND t.hidden_at IS NULL JOIN thing g ON g.id = r.canonical AND g.state <> 'declined' WHERE ",
            $only,
            "l.kind = 'asks for'"
        ))
    };
}

pub(crate) mod share;
pub(crate) mod whole;

pub(super) use share::{add, take};
pub use whole::{Whole, of_whole};

use ground::db::{Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};
use together::products::ProductId;
use together::thread::ThingId;

row! {
    /// What requests ask of one thing.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub struct Demand {
        /// The thing.
        pub thing: ThingId,
        /// Requests, merged ones counted as one.
        pub requests: i64,
        /// Different people, with those that a portal elsewhere counted.
        pub people: i64,
        /// Those of them who said how important it is to them.
        pub voices: i64,
        /// The sum over these of how important it is to them, 0 to 3 each.
        pub importance: i64,
        /// The sum of what their customers are worth.
        pub value: i64,
    }
}

impl Demand {
    /// How important it is to those who said so, 0 to 3, to a tenth; nothing when nobody has.
    pub fn mean(&self) -> Option<String> {
        let tenths = (self.importance * 10 + self.voices / 2).checked_div(self.voices)?;
        Some(format!("{}.{}", tenths / 10, tenths % 10))
    }
}

sql! {
    OF: Demand = "SELECT thing, requests, people, voices, importance, value FROM demand WHERE thing IN @ids($1)";
    /// What the group of one request amounts to, whatever it hangs on.
    OF_GROUP: Demand = "WITH voice AS (SELECT COALESCE(r.contact, r.thing) AS person, r.importance, r.votes, COALESCE(r.customer, k.customer) AS customer, ROW_NUMBER() OVER (PARTITION BY COALESCE(r.contact, r.thing) ORDER BY r.asked_at DESC, r.thing DESC) AS nth FROM request r JOIN thing t ON t.id = r.thing AND t.hidden_at IS NULL LEFT JOIN contact k ON k.id = r.contact WHERE r.canonical = $1) SELECT $1 AS thing, COUNT(*) AS requests, CAST(COALESCE(SUM(CASE WHEN v.nth = 1 THEN 1 ELSE 0 END), 0) + COALESCE(SUM(v.votes), 0) AS BIGINT) AS people, CAST(COALESCE(SUM(CASE WHEN v.nth = 1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS voices, CAST(COALESCE(SUM(CASE WHEN v.nth = 1 THEN v.importance ELSE 0 END), 0) AS BIGINT) AS importance, CAST(COALESCE((SELECT SUM(c.value) FROM customer c JOIN thing o ON o.id = c.thing AND o.hidden_at IS NULL WHERE c.thing IN (SELECT w.customer FROM voice w)), 0) AS BIGINT) AS value FROM voice v";

    FORGET: () = "DELETE FROM demand WHERE thing IN @ids($1)";
    /// Counts anew what is asked of things.
    COUNT: () = concat!("INSERT INTO demand (thing, product, requests, people, voices, importance, value) ", heard!("l.to_thing IN @ids($1) AND "), " SELECT h.thing, $2, h.requests, CAST(h.people AS BIGINT), CAST(h.voices AS BIGINT), CAST(h.importance AS BIGINT), CAST(COALESCE(w.value, 0) AS BIGINT) FROM heard h LEFT JOIN worth w ON w.thing = h.thing");

    /// Things of which something else is kept than is asked.
    WRONG: (i64,) = concat!(heard!(""), " SELECT COUNT(*) FROM (SELECT c.thing FROM (SELECT thing, requests, people, voices, importance, value FROM demand UNION ALL SELECT h.thing, -h.requests, -h.people, -h.voices, -h.importance, -COALESCE(w.value, 0) FROM heard h LEFT JOIN worth w ON w.thing = h.thing) AS c GROUP BY c.thing HAVING SUM(c.requests) <> 0 OR SUM(c.people) <> 0 OR SUM(c.voices) <> 0 OR SUM(c.importance) <> 0 OR SUM(c.value) <> 0) AS wrong");
    /// Everything that is asked for, or was.
    ASKED: (ProductId, ThingId) = "SELECT t.product, t.id FROM thing t WHERE t.id IN (SELECT l.to_thing FROM link l WHERE l.kind = 'asks for' UNION SELECT d.thing FROM demand d) ORDER BY t.product, t.id";

    /// What the groups of these requests ask for.
    ASKED_BY: (ThingId,) = "SELECT DISTINCT l.to_thing FROM request r JOIN request m ON m.canonical = r.canonical JOIN link l ON l.from_thing = m.thing AND l.kind = 'asks for' WHERE r.thing IN @ids($1)";
    OF_CUSTOMERS: (ThingId,) = "SELECT r.thing FROM request r WHERE r.customer IN @ids($1) UNION SELECT r.thing FROM contact k JOIN request r ON r.contact = k.id WHERE k.customer IN @ids($1)";
    OF_CONTACTS: (ThingId,) = "SELECT thing FROM request WHERE contact IN @ids($1)";

    /// For a product that is forgotten.
    pub(crate) FORGET_ALL: () = "DELETE FROM demand WHERE product = $1";
}

/// What is asked of these things; those of which nothing is asked are left out.
pub async fn of(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<Demand>> {
    Ok(tx.all(OF, args![ids(things)]).await?)
}

/// What is asked of one thing.
pub async fn of_one(tx: &mut Tx, thing: ThingId) -> Result<Demand> {
    Ok(of(tx, &[thing]).await?.pop().unwrap_or(Demand { thing, ..Demand::default() }))
}

/// What the group that a request stands for amounts to: its requests, people, importance and value.
pub async fn of_group(tx: &mut Tx, canonical: ThingId) -> Result<Demand> {
    Ok(tx.one(OF_GROUP, args![canonical]).await?)
}

/// Counts anew what is asked of these things.
pub(super) async fn count(tx: &mut Tx, product: ProductId, things: &[ThingId]) -> Result<()> {
    tx.run(FORGET, args![ids(things)]).await?;
    tx.run(COUNT, args![ids(things), product]).await?;
    Ok(())
}

/// Of how many things something else is kept than is asked.
pub(super) async fn wrong(tx: &mut Tx) -> Result<i64> {
    Ok(tx.one(WRONG, args![]).await?.0)
}

/// Counts all of it anew.
pub(super) async fn count_anew(tx: &mut Tx) -> Result<()> {
    let asked = tx.all(ASKED, args![]).await?;
    for of_product in asked.chunk_by(|(one, _), (other, _)| one == other) {
        for some in of_product.chunks(AT_ONCE) {
            let things: Vec<ThingId> = some.iter().map(|(_, thing)| *thing).collect();
            count(tx, some[0].0, &things).await?;
        }
    }
    Ok(())
}

/// So many things are counted with one statement.
const AT_ONCE: usize = 500;

/// What the groups of these requests ask for.
pub(super) async fn asked_by(tx: &mut Tx, requests: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(ASKED_BY, args![ids(requests)]).await?.into_iter().map(|(id,)| id).collect())
}

/// The requests of customers and of their contacts.
pub(super) async fn of_customers(tx: &mut Tx, customers: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(OF_CUSTOMERS, args![ids(customers)]).await?.into_iter().map(|(id,)| id).collect())
}

/// The requests of contacts.
pub(super) async fn of_contacts(tx: &mut Tx, contacts: &[crate::customers::ContactId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(OF_CONTACTS, args![ids(contacts)]).await?.into_iter().map(|(id,)| id).collect())
}
