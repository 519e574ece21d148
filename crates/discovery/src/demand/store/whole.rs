//! What is asked of things as a whole and in their parts. Whoever asks for a part asks for the thing, and counts once however
//! many of its parts they ask for, so sums of what is kept would say too much. It is counted when it is shown, and only where
//! that is little work.

use std::collections::HashMap;

use ground::db::{Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};
use together::thread::ThingId;

use super::{Demand, of};

/// Parts of one thing, at most.
pub(in crate::demand) const PARTS: i64 = 60;

/// Requests, and people in them, of all things together, at most.
const WORK: i64 = 4_000;

row! {
    /// How much there is to count.
    struct Weight {
        thing: ThingId,
        /// Its parts, or one more than are looked at.
        parts: i64,
        /// Requests that ask for one of them, and people in these.
        asked: i64,
        /// The same of requests that ask for it as a whole.
        own: i64,
    }
}

sql! {
    WEIGH: Weight = "SELECT w.thing, w.parts, w.asked, w.own FROM (SELECT t.id AS thing, (SELECT COUNT(*) FROM (SELECT 1 FROM link l WHERE l.to_thing = t.id AND l.kind = 'part of' LIMIT $2) AS p) AS parts, (SELECT CAST(COALESCE(SUM(d.requests + d.voices), 0) AS BIGINT) FROM (SELECT l.from_thing FROM link l WHERE l.to_thing = t.id AND l.kind = 'part of' LIMIT $2) AS p JOIN demand d ON d.thing = p.from_thing) AS asked, COALESCE((SELECT o.requests + o.voices FROM demand o WHERE o.thing = t.id), 0) AS own FROM thing t WHERE t.id IN @ids($1)) AS w ORDER BY w.asked + w.own, w.thing";
    COUNT: Demand = concat!(heard_in!("SELECT DISTINCT w.thing, r.canonical FROM (SELECT p.to_thing AS thing, p.from_thing AS part FROM link p JOIN thing s ON s.id = p.from_thing AND s.hidden_at IS NULL WHERE p.to_thing IN @ids($1) AND p.kind = 'part of' UNION ALL SELECT t.id, t.id FROM thing t WHERE t.id IN @ids($1)) AS w JOIN link l ON l.to_thing = w.part AND l.kind = 'asks for' JOIN request r ON r.thing = l.from_thing JOIN thing t ON t.id = r.thing AND t.hidden_at IS NULL JOIN thing g ON g.id = r.canonical AND g.state <> 'declined'"), " SELECT h.thing, h.requests, CAST(h.people AS BIGINT) AS people, CAST(h.voices AS BIGINT) AS voices, CAST(h.importance AS BIGINT) AS importance, CAST(COALESCE(w.value, 0) AS BIGINT) AS value FROM heard h LEFT JOIN worth w ON w.thing = h.thing");
}

/// What is asked of a thing and of its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// Somebody asks.
    Asked(Demand),
    /// There is too much to count.
    TooMuch,
}

/// What is asked of each of these things and of its parts; those of which nothing is asked are left out.
pub async fn of_whole(tx: &mut Tx, things: &[ThingId]) -> Result<HashMap<ThingId, Whole>> {
    let (mut whole, mut alone, mut left) = (Vec::new(), Vec::new(), WORK);
    let mut asked = HashMap::new();
    for weight in tx.all(WEIGH, args![ids(things), PARTS + 1]).await? {
        let work = weight.asked + weight.own;
        if weight.parts > PARTS || (weight.asked > 0 && work > left) {
            asked.insert(weight.thing, Whole::TooMuch);
        } else if weight.asked > 0 {
            left -= work;
            whole.push(weight.thing);
        } else if weight.own > 0 {
            alone.push(weight.thing);
        }
    }
    let mut counted = of(tx, &alone).await?;
    if !whole.is_empty() {
        counted.extend(tx.all(COUNT, args![ids(&whole)]).await?);
    }
    asked.extend(counted.into_iter().map(|demand| (demand.thing, Whole::Asked(demand))));
    Ok(asked)
}
