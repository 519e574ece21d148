//! What one group of requests adds to the demand for a thing: looked up from its own people and customers, so that a link
//! costs the same whether ten or ten thousand others ask for the same.

use ground::clock::Ts;
use ground::db::{Tx, ids};
use ground::web::Result;
use ground::{args, row, sql};
use together::products::ProductId;
use together::thread::ThingId;

use super::Demand;
use crate::customers::ContactId;
use crate::demand::rules::{Word, share};

row! {
    /// A request of the group.
    struct Member {
        canonical: ThingId,
        thing: ThingId,
        contact: Option<ContactId>,
        customer: Option<ThingId>,
        importance: i64,
        votes: i64,
        asked_at: Ts,
    }
}

sql! {
    /// The group of a request. Nothing where it adds nothing: it is declined, the request is removed, or another request of
    /// it asks for the thing as well.
    GROUP: Member = "SELECT r.canonical, r.thing, r.contact, COALESCE(r.customer, k.customer) AS customer, r.importance, r.votes, r.asked_at FROM request q CROSS JOIN request r LEFT JOIN contact k ON k.id = r.contact WHERE q.thing = $2 AND r.canonical = q.canonical AND EXISTS (SELECT 1 FROM thing t WHERE t.id = r.thing AND t.hidden_at IS NULL) AND EXISTS (SELECT 1 FROM thing t WHERE t.id = q.thing AND t.hidden_at IS NULL) AND EXISTS (SELECT 1 FROM thing g WHERE g.id = q.canonical AND g.state <> 'declined') AND NOT EXISTS (SELECT 1 FROM request m JOIN link l ON l.from_thing = m.thing AND l.kind = 'asks for' AND l.to_thing = $1 JOIN thing x ON x.id = m.thing AND x.hidden_at IS NULL WHERE m.canonical = q.canonical AND m.thing <> q.thing)";

    /// What these people say in other groups that ask for the thing.
    ELSEWHERE: (ContactId, ThingId, i64, Ts) = "SELECT r.contact, r.thing, r.importance, r.asked_at FROM request r WHERE r.contact IN @ids($3) AND r.canonical <> $2 AND EXISTS (SELECT 1 FROM thing t WHERE t.id = r.thing AND t.hidden_at IS NULL) AND EXISTS (SELECT 1 FROM thing g WHERE g.id = r.canonical AND g.state <> 'declined') AND EXISTS (SELECT 1 FROM request m JOIN link l ON l.from_thing = m.thing AND l.kind = 'asks for' AND l.to_thing = $1 JOIN thing x ON x.id = m.thing AND x.hidden_at IS NULL WHERE m.canonical = r.canonical)";

    /// What those of these customers are worth whom no other group that asks for the thing brings.
    WORTH: (i64,) = "SELECT CAST(COALESCE(SUM(c.value), 0) AS BIGINT) FROM customer c WHERE c.thing IN @ids($3) AND c.value <> 0 AND EXISTS (SELECT 1 FROM thing o WHERE o.id = c.thing AND o.hidden_at IS NULL) AND NOT EXISTS (SELECT 1 FROM request r WHERE r.customer = c.thing AND r.canonical <> $2 AND EXISTS (SELECT 1 FROM request m JOIN link l ON l.from_thing = m.thing AND l.kind = 'asks for' AND l.to_thing = $1 JOIN thing x ON x.id = m.thing AND x.hidden_at IS NULL WHERE m.canonical = r.canonical) AND EXISTS (SELECT 1 FROM thing t WHERE t.id = r.thing AND t.hidden_at IS NULL) AND EXISTS (SELECT 1 FROM thing g WHERE g.id = r.canonical AND g.state <> 'declined')) AND NOT EXISTS (SELECT 1 FROM contact k CROSS JOIN request r WHERE k.customer = c.thing AND r.contact = k.id AND r.customer IS NULL AND r.canonical <> $2 AND EXISTS (SELECT 1 FROM request m JOIN link l ON l.from_thing = m.thing AND l.kind = 'asks for' AND l.to_thing = $1 JOIN thing x ON x.id = m.thing AND x.hidden_at IS NULL WHERE m.canonical = r.canonical) AND EXISTS (SELECT 1 FROM thing t WHERE t.id = r.thing AND t.hidden_at IS NULL) AND EXISTS (SELECT 1 FROM thing g WHERE g.id = r.canonical AND g.state <> 'declined'))";

    ADD: () = "INSERT INTO demand (thing, product, requests, people, voices, importance, value) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (thing) DO UPDATE SET requests = demand.requests + excluded.requests, people = demand.people + excluded.people, voices = demand.voices + excluded.voices, importance = demand.importance + excluded.importance, value = demand.value + excluded.value";
    FORGET_EMPTY: () = "DELETE FROM demand WHERE thing = $1 AND requests = 0";
}

/// Adds what a request asks of a thing to what is kept, once it is linked.
pub(in crate::demand) async fn add(tx: &mut Tx, product: ProductId, thing: ThingId, request: ThingId) -> Result<()> {
    if let Some(more) = brought(tx, thing, request).await? {
        put(tx, product, more).await?;
    }
    Ok(())
}

/// Takes what a request asked of a thing from what is kept, once it is linked no more.
pub(in crate::demand) async fn take(tx: &mut Tx, product: ProductId, thing: ThingId, request: ThingId) -> Result<()> {
    let Some(Demand { thing, requests, people, voices, importance, value }) = brought(tx, thing, request).await? else {
        return Ok(());
    };
    let (requests, people, voices) = (-requests, -people, -voices);
    put(tx, product, Demand { thing, requests, people, voices, importance: -importance, value: -value }).await?;
    tx.run(FORGET_EMPTY, args![thing]).await?;
    Ok(())
}

/// What is asked of a thing with the group of a request, less what is asked of it without.
async fn brought(tx: &mut Tx, thing: ThingId, request: ThingId) -> Result<Option<Demand>> {
    let members = tx.all(GROUP, args![thing, request]).await?;
    let Some(group) = members.first().map(|member| member.canonical) else { return Ok(None) };
    let contacts: Vec<ContactId> = members.iter().filter_map(|member| member.contact).collect();
    let elsewhere = match contacts[..] {
        [] => Vec::new(),
        _ => tx.all(ELSEWHERE, args![thing, group, ids(&contacts)]).await?,
    };
    let customers: Vec<ThingId> = members.iter().filter_map(|member| member.customer).collect();
    let value = match customers[..] {
        [] => 0,
        _ => tx.one(WORTH, args![thing, group, ids(&customers)]).await?.0,
    };
    let said = members.iter().map(|member| Word {
        person: member.contact.map_or_else(|| member.thing.into(), Into::into),
        at: (member.asked_at, member.thing),
        importance: member.importance,
    });
    let elsewhere = elsewhere.into_iter().map(|(contact, request, importance, asked_at)| Word {
        person: contact.into(),
        at: (asked_at, request),
        importance,
    });
    let (voices, importance) = share(said, elsewhere);
    let people = voices + members.iter().map(|member| member.votes).sum::<i64>();
    Ok(Some(Demand { thing, requests: 1, people, voices, importance, value }))
}

async fn put(tx: &mut Tx, product: ProductId, more: Demand) -> Result<()> {
    let Demand { thing, requests, people, voices, importance, value } = more;
    tx.run(ADD, args![thing, product, requests, people, voices, importance, value]).await?;
    Ok(())
}
