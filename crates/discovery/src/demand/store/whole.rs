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

/// Parts of all things together, at most.
const PARTS_IN_ALL: i64 = 800;

/// Requests, and people in them, of all things together, at most.
const WORK: i64 = 700;

row! {
    /// How many parts there are to look at.
    struct Size {
        thing: ThingId,
        /// Whether it has, or had, parts.
        divided: bool,
        /// Its parts that were not dropped.
        parts: i64,
        /// Requests that ask for it as a whole, and people in these.
        own: i64,
    }
}

row! {
    /// How much there is to count in the parts of a thing.
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
    /// The fewest parts first; counted already, so that no part is looked at.
    SIZE: Size = "SELECT t.id AS thing, CAST(CASE WHEN p.thing IS NULL THEN 0 ELSE 1 END AS BIGINT) AS divided, COALESCE(p.open + p.active + p.done, 0) AS parts, COALESCE(o.requests + o.voices, 0) AS own FROM thing t LEFT JOIN progress p ON p.thing = t.id LEFT JOIN demand o ON o.thing = t.id WHERE t.id IN @ids($1) ORDER BY parts, t.id";
    /// The least work first.
    WEIGH: Weight = "SELECT w.thing, w.parts, w.asked, w.own FROM (SELECT t.id AS thing, (SELECT COUNT(*) FROM (SELECT 1 FROM link l WHERE l.to_thing = t.id AND l.kind = 'part of' LIMIT $2) AS p) AS parts, (SELECT CAST(COALESCE(SUM(d.requests + d.voices), 0) AS BIGINT) FROM (SELECT l.from_thing FROM link l WHERE l.to_thing = t.id AND l.kind = 'part of' LIMIT $2) AS p JOIN demand d ON d.thing = p.from_thing) AS asked, COALESCE((SELECT o.requests + o.voices FROM demand o WHERE o.thing = t.id), 0) AS own FROM thing t WHERE t.id IN @ids($1)) AS w ORDER BY w.asked + w.own, w.thing";
    /// Whether a part was removed is looked up where somebody asks for it alone: `CROSS JOIN` says so to SQLite.
    COUNT: Demand = concat!(heard_in!("SELECT DISTINCT w.thing, r.canonical FROM (SELECT p.to_thing AS thing, p.from_thing AS part FROM link p WHERE p.to_thing IN @ids($1) AND p.kind = 'part of' UNION ALL SELECT t.id, t.id FROM thing t WHERE t.id IN @ids($1)) AS w CROSS JOIN link l CROSS JOIN thing s JOIN request r ON r.thing = l.from_thing JOIN thing t ON t.id = r.thing AND t.hidden_at IS NULL JOIN thing g ON g.id = r.canonical AND g.state <> 'declined' WHERE l.to_thing = w.part AND l.kind = 'asks for' AND s.id = w.part AND (s.hidden_at IS NULL OR w.part = w.thing)"), " SELECT h.thing, h.requests, CAST(h.people AS BIGINT) AS people, CAST(h.voices AS BIGINT) AS voices, CAST(h.importance AS BIGINT) AS importance, CAST(COALESCE(w.value, 0) AS BIGINT) AS value FROM heard h LEFT JOIN worth w ON w.thing = h.thing");
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
    let Sorted { mut alone, divided, mut too_much } = sorted(tx.all(SIZE, args![ids(things)]).await?);
    let (mut whole, mut left) = (Vec::new(), WORK);
    if !divided.is_empty() {
        for weight in tx.all(WEIGH, args![ids(&divided), PARTS + 1]).await? {
            let work = weight.asked + weight.own;
            if weight.parts > PARTS || (weight.asked > 0 && work > left) {
                too_much.push(weight.thing);
            } else if weight.asked > 0 {
                left -= work;
                whole.push(weight.thing);
            } else if weight.own > 0 {
                alone.push(weight.thing);
            }
        }
    }
    let mut counted = of(tx, &alone).await?;
    if !whole.is_empty() {
        counted.extend(tx.all(COUNT, args![ids(&whole)]).await?);
    }
    let mut asked: HashMap<_, _> = too_much.into_iter().map(|thing| (thing, Whole::TooMuch)).collect();
    asked.extend(counted.into_iter().map(|demand| (demand.thing, Whole::Asked(demand))));
    Ok(asked)
}

/// Things by what there is to look at.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sorted {
    /// Those without parts, where somebody asks for them.
    alone: Vec<ThingId>,
    /// Those with few parts.
    divided: Vec<ThingId>,
    /// Those with too many.
    too_much: Vec<ThingId>,
}

/// Sorts things whose sizes are given, the fewest parts first.
fn sorted(sizes: Vec<Size>) -> Sorted {
    let (mut sorted, mut left) = (Sorted::default(), PARTS_IN_ALL);
    for size in sizes {
        if size.parts > PARTS.min(left) {
            sorted.too_much.push(size.thing);
        } else if size.divided {
            left -= size.parts;
            sorted.divided.push(size.thing);
        } else if size.own > 0 {
            sorted.alone.push(size.thing);
        }
    }
    sorted
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn parts_are_looked_at_until_there_are_too_many_in_all() {
        let sizes = [(false, 0, 0), (false, 0, 3), (true, 0, 0)].into_iter();
        let sizes = sizes.chain((0..=PARTS_IN_ALL / 50).map(|_| (true, 50, 0))).chain([(true, PARTS + 1, 5)]);
        let sizes: Vec<Size> = (0..)
            .zip(sizes)
            .map(|(n, (divided, parts, own))| Size { thing: Uuid::from_u128(n).into(), divided, parts, own })
            .collect();
        let things: Vec<ThingId> = sizes.iter().map(|size| size.thing).collect();
        let fit = things.len() - 2;
        let sorted = sorted(sizes);
        assert_eq!(sorted.alone, [things[1]], "of what nobody asks for nothing is counted");
        assert_eq!(sorted.divided, things[2..fit]);
        assert_eq!(sorted.too_much, things[fit..]);
    }
}
