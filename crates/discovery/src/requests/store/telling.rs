//! Who is to be told that what they asked for is there.

use std::collections::HashMap;

use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};
use together::products::ProductId;
use together::thread::{Key, Kind, ThingId};

use super::super::rules::telling::There;

row! {
    /// A request whose customer does not know yet that it is done.
    #[derive(Debug, Clone, PartialEq)]
    pub struct ToTell {
        /// Its id.
        pub id: ThingId,
        /// The number of its key.
        pub number: i64,
        /// Its title.
        pub title: String,
        /// When it was asked.
        pub asked_at: Ts,
        /// Since when it is done.
        pub done_since: Ts,
        /// Who asked.
        pub contact: Option<String>,
        /// The customer they asked for.
        pub customer: Option<String>,
    }

    struct Came {
        request: ThingId,
        kind: Kind,
        number: i64,
        title: String,
        release: Option<String>,
    }
}

impl ToTell {
    /// Its key.
    pub fn key(&self) -> Key {
        Key::new(Kind::Request, self.number)
    }
}

/// What is to be told: something there since the last answer, of somebody who is known.
macro_rules! to_tell {
    () => {
        "r.product = $1 AND r.done_since IS NOT NULL AND COALESCE(r.answered_at, 0) < r.done_since AND COALESCE(r.told_at, 0) < r.done_since AND r.tab NOT IN ('', 'declined') AND (r.contact IS NOT NULL OR r.customer IS NOT NULL)"
    };
}

sql! {
    /// Notes since when all that a group asks for is done, at each request in it: everybody in it waits to be told.
    SINCE: () = "UPDATE request SET done_since = (SELECT CASE WHEN c.tab = 'done' AND EXISTS (SELECT 1 FROM request m JOIN link l ON l.from_thing = m.thing AND l.kind = 'asks for' WHERE m.canonical = c.thing) THEN COALESCE(request.done_since, $2) END FROM request c WHERE c.thing = request.canonical) WHERE canonical IN (SELECT o.canonical FROM request o WHERE o.thing IN @ids($1))";
    TO_TELL: ToTell = concat!("SELECT t.id, t.number, t.title, r.asked_at, r.done_since, k.name AS contact, c.title AS customer FROM request r JOIN thing t ON t.id = r.thing LEFT JOIN contact k ON k.id = r.contact LEFT JOIN thing c ON c.id = r.customer WHERE ", to_tell!(), " ORDER BY r.done_since, t.number LIMIT $2");
    COUNT: (i64,) = concat!("SELECT COUNT(*) FROM (SELECT 1 AS one FROM request r WHERE ", to_tell!(), " LIMIT 100) AS capped");
    WAITS: (i64,) = "SELECT COUNT(*) FROM request r WHERE r.thing = $1 AND r.done_since IS NOT NULL AND COALESCE(r.answered_at, 0) < r.done_since AND COALESCE(r.told_at, 0) < r.done_since";
    /// What is there of what these requests, or those merged with them, ask for, and the release it came with.
    CAME: Came = "SELECT DISTINCT r.thing AS request, g.kind, g.number, g.title, s.title AS release FROM request r JOIN request m ON m.canonical = r.canonical JOIN link l ON l.from_thing = m.thing AND l.kind = 'asks for' JOIN thing g ON g.id = l.to_thing AND g.stage = 'done' AND g.hidden_at IS NULL LEFT JOIN link o ON o.from_thing = g.id AND o.kind = 'ships in' LEFT JOIN thing s ON s.id = o.to_thing AND s.hidden_at IS NULL AND s.stage = 'done' WHERE r.thing IN @ids($1) ORDER BY g.kind, g.number";
}

/// Notes of the groups of these requests since when they are done, or that they are not.
pub(in crate::requests) async fn note_since(tx: &mut Tx, requests: &[ThingId], now: Ts) -> Result<()> {
    tx.run(SINCE, args![ids(requests), now]).await?;
    Ok(())
}

/// Who is to be told, the longest waiting first.
pub async fn to_tell(tx: &mut Tx, product: ProductId, limit: usize) -> Result<Vec<ToTell>> {
    Ok(tx.all(TO_TELL, args![product, i64::try_from(limit).unwrap_or(i64::MAX)]).await?)
}

/// How many are to be told; counting stops at a hundred.
pub async fn count(tx: &mut Tx, product: ProductId) -> Result<i64> {
    Ok(tx.one(COUNT, args![product]).await?.0)
}

/// Whether who asked this is to be told.
pub async fn waits(tx: &mut Tx, request: ThingId) -> Result<bool> {
    Ok(tx.one(WAITS, args![request]).await?.0 > 0)
}

/// What is there of what each of these requests asks for.
pub async fn came(tx: &mut Tx, requests: &[ThingId]) -> Result<HashMap<ThingId, Vec<There>>> {
    let mut came: HashMap<ThingId, Vec<There>> = HashMap::new();
    for Came { request, kind, number, title, release } in tx.all(CAME, args![ids(requests)]).await? {
        came.entry(request).or_default().push(There { key: Key::new(kind, number), title, release });
    }
    Ok(came)
}
