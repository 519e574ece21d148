//! What one group of requests adds to the demand for a thing: looked up from its own people and customers, so that a link
//! costs the same whether ten or ten thousand others ask for the same.

use ground::db::Tx;
use ground::web::Result;
use ground::{args, sql};
use together::products::ProductId;
use together::thread::ThingId;

use super::Demand;

sql! {
    /// What is asked of a thing with the group of a request, less what is asked of it without: of the people in the group,
    /// their last word among all who ask and their last word among the others; of its customers, those that no other brings.
    /// No row where the group adds nothing: it is declined, the request is removed, or another request of it asks as well.
    OF_ONE_LINK: Demand = "WITH own AS (SELECT r.canonical FROM request r JOIN thing t ON t.id = r.thing AND t.hidden_at IS NULL JOIN thing g ON g.id = r.canonical AND g.state <> 'declined' WHERE r.thing = $2 AND NOT EXISTS (SELECT 1 FROM request m JOIN link l ON l.from_thing = m.thing AND l.kind = 'asks for' AND l.to_thing = $1 JOIN thing x ON x.id = m.thing AND x.hidden_at IS NULL WHERE m.canonical = r.canonical AND m.thing <> r.thing)), member AS (SELECT r.thing, r.contact, r.importance, r.votes, r.asked_at, COALESCE(r.customer, k.customer) AS customer FROM own o JOIN request r ON r.canonical = o.canonical JOIN thing t ON t.id = r.thing AND t.hidden_at IS NULL LEFT JOIN contact k ON k.id = r.contact), near AS (SELECT r.thing FROM member m JOIN request r ON r.contact = m.contact UNION SELECT r.thing FROM member m JOIN customer c ON c.thing = m.customer AND c.value <> 0 JOIN request r ON r.customer = c.thing UNION SELECT r.thing FROM member m JOIN customer c ON c.thing = m.customer AND c.value <> 0 JOIN contact k ON k.customer = c.thing JOIN request r ON r.contact = k.id), other AS (SELECT r.thing, r.contact, r.importance, r.asked_at, COALESCE(r.customer, k.customer) AS customer FROM near n JOIN request r ON r.thing = n.thing JOIN own o ON o.canonical <> r.canonical JOIN thing t ON t.id = r.thing AND t.hidden_at IS NULL JOIN thing g ON g.id = r.canonical AND g.state <> 'declined' LEFT JOIN contact k ON k.id = r.contact WHERE EXISTS (SELECT 1 FROM request m JOIN link l ON l.from_thing = m.thing AND l.kind = 'asks for' AND l.to_thing = $1 JOIN thing x ON x.id = m.thing AND x.hidden_at IS NULL WHERE m.canonical = r.canonical)), said AS (SELECT COALESCE(m.contact, m.thing) AS person, m.thing, m.importance, m.asked_at, 1 AS own FROM member m UNION ALL SELECT e.contact, e.thing, e.importance, e.asked_at, 0 FROM other e WHERE e.contact IN (SELECT m.contact FROM member m)), word AS (SELECT s.own, s.importance, ROW_NUMBER() OVER (PARTITION BY s.person ORDER BY s.asked_at DESC, s.thing DESC) AS nth, ROW_NUMBER() OVER (PARTITION BY s.person, s.own ORDER BY s.asked_at DESC, s.thing DESC) AS nth_beside FROM said s), heard AS (SELECT SUM(CASE WHEN nth = 1 THEN 1 ELSE 0 END) - SUM(CASE WHEN own = 0 AND nth_beside = 1 THEN 1 ELSE 0 END) AS voices, SUM(CASE WHEN nth = 1 THEN importance ELSE 0 END) - SUM(CASE WHEN own = 0 AND nth_beside = 1 THEN importance ELSE 0 END) AS importance FROM word) SELECT x.id AS thing, CAST(1 AS BIGINT) AS requests, CAST(h.voices + (SELECT SUM(m.votes) FROM member m) AS BIGINT) AS people, CAST(h.voices AS BIGINT) AS voices, CAST(h.importance AS BIGINT) AS importance, CAST(COALESCE((SELECT SUM(c.value) FROM customer c JOIN thing t ON t.id = c.thing AND t.hidden_at IS NULL WHERE c.thing IN (SELECT m.customer FROM member m) AND c.thing NOT IN (SELECT e.customer FROM other e WHERE e.customer IS NOT NULL)), 0) AS BIGINT) AS value FROM own o JOIN thing x ON x.id = $1 CROSS JOIN heard h";

    ADD: () = "INSERT INTO demand (thing, product, requests, people, voices, importance, value) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (thing) DO UPDATE SET requests = demand.requests + excluded.requests, people = demand.people + excluded.people, voices = demand.voices + excluded.voices, importance = demand.importance + excluded.importance, value = demand.value + excluded.value";
    FORGET_EMPTY: () = "DELETE FROM demand WHERE thing = $1 AND requests = 0";
}

/// Adds what a request asks of a thing to what is kept, once it is linked.
pub(in crate::demand) async fn add(tx: &mut Tx, product: ProductId, thing: ThingId, request: ThingId) -> Result<()> {
    if let Some(more) = tx.first(OF_ONE_LINK, args![thing, request]).await? {
        put(tx, product, more).await?;
    }
    Ok(())
}

/// Takes what a request asked of a thing from what is kept, once it is linked no more.
pub(in crate::demand) async fn take(tx: &mut Tx, product: ProductId, thing: ThingId, request: ThingId) -> Result<()> {
    if let Some(Demand { thing, requests, people, voices, importance, value }) =
        tx.first(OF_ONE_LINK, args![thing, request]).await?
    {
        let less = Demand {
            thing,
            requests: -requests,
            people: -people,
            voices: -voices,
            importance: -importance,
            value: -value,
        };
        put(tx, product, less).await?;
        tx.run(FORGET_EMPTY, args![thing]).await?;
    }
    Ok(())
}

async fn put(tx: &mut Tx, product: ProductId, more: Demand) -> Result<()> {
    let Demand { thing, requests, people, voices, importance, value } = more;
    tx.run(ADD, args![thing, product, requests, people, voices, importance, value]).await?;
    Ok(())
}
