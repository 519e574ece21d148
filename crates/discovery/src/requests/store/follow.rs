//! What is kept of requests because lists are ordered by it: which group, which state, when answered.

use std::collections::{BTreeMap, HashMap};

use ground::db::{Tx, ids, texts};
use ground::web::Result;
use ground::{args, row, sql};
use together::products::ProductId;
use together::thread::{Key, Kind, Thing, ThingId};

use super::super::rules::{Asked, Hangs};

row! {
    /// A thing that a group of requests asks for.
    struct OfGroup {
        canonical: ThingId,
        need: bool,
        planned: bool,
        done: bool,
    }
}

sql! {
    OF_NUMBERS: (ThingId,) = "SELECT id FROM thing WHERE product = $1 AND kind = $2 AND number IN (SELECT CAST(n.text AS BIGINT) FROM @texts($3) AS n)";

    /// Writes the end of the chain of *duplicate of* links to every request of these groups, from the ends downwards.
    /// The kind goes along so that SQLite follows the links one by one, and does not first read all of them.
    REGROUP: () = "WITH RECURSIVE below(root, id, kind) AS (SELECT r.thing, r.thing, 'duplicate of' FROM (SELECT DISTINCT o.canonical FROM request o WHERE o.thing IN @ids($1)) AS g CROSS JOIN request r WHERE r.canonical = g.canonical AND NOT EXISTS (SELECT 1 FROM link l WHERE l.from_thing = r.thing AND l.kind = 'duplicate of') UNION SELECT b.root, l.from_thing, b.kind FROM below b CROSS JOIN link l WHERE l.to_thing = b.id AND l.kind = b.kind) UPDATE request SET canonical = below.root FROM below WHERE request.thing = below.id AND request.canonical <> below.root";

    /// The requests that stand for the groups which ask for any of these things.
    ASKING_FOR: (ThingId,) = "SELECT DISTINCT r.canonical FROM link l JOIN request r ON r.thing = l.from_thing WHERE l.to_thing IN @ids($1) AND l.kind = 'asks for'";

    /// What these groups ask for, once each, and how far it is: planned when it is in work or its thread has a release, and until
    /// that is shipped. Counting is left to the caller, so that the joins stay a walk along indices even where a table has no
    /// statistics yet.
    ASKED: OfGroup = "SELECT r.canonical, CAST(MAX(CASE WHEN g.kind = 'need' THEN 1 ELSE 0 END) AS BIGINT) AS need, CAST(MAX(CASE WHEN g.stage = 'active' OR (g.stage = 'done' AND s.id IS NOT NULL) OR (g.stage = 'open' AND (g.thread & 32) <> 0) THEN 1 ELSE 0 END) AS BIGINT) AS planned, CAST(MIN(CASE WHEN g.stage = 'done' AND s.id IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS done FROM request r JOIN link l ON l.from_thing = r.thing AND l.kind = 'asks for' JOIN thing g ON g.id = l.to_thing AND g.hidden_at IS NULL AND g.stage <> 'dropped' LEFT JOIN link o ON o.from_thing = g.id AND o.kind = 'ships in' LEFT JOIN thing s ON s.id = o.to_thing AND s.hidden_at IS NULL AND s.stage IN ('open', 'active') WHERE r.canonical IN @ids($1) GROUP BY r.canonical, g.id";

    /// What ships in these releases.
    SHIPPING: (ThingId,) = "SELECT from_thing FROM link WHERE to_thing IN @ids($1) AND kind = 'ships in'";

    CANONICALS: (ThingId,) = "SELECT DISTINCT canonical FROM request WHERE thing IN @ids($1)";
    TABS: () = "UPDATE request SET tab = (SELECT CASE WHEN t.hidden_at IS NULL THEN t.state ELSE '' END FROM thing t WHERE t.id = request.thing) WHERE thing IN @ids($1)";
    ANSWERED: () = "UPDATE request SET answered_at = (SELECT MAX(c.at) FROM comment c WHERE c.thing = request.thing AND c.audience = 'public' AND c.contact IS NULL AND c.hidden_at IS NULL) WHERE thing IN @ids($1)";
}

/// The things with these keys, hidden ones too.
pub(crate) async fn of_keys(tx: &mut Tx, product: ProductId, keys: &[Key]) -> Result<Vec<ThingId>> {
    let mut by_kind: BTreeMap<Kind, Vec<String>> = BTreeMap::new();
    for key in keys {
        by_kind.entry(key.kind).or_default().push(key.number.to_string());
    }
    let mut found = Vec::new();
    for (kind, numbers) in by_kind {
        found.extend(tx.all(OF_NUMBERS, args![product, kind, texts(&numbers)]).await?.into_iter().map(|(id,)| id));
    }
    Ok(found)
}

/// Follows the links of what was merged or parted to their ends.
pub(in crate::requests) async fn regroup(tx: &mut Tx, requests: &[ThingId]) -> Result<()> {
    tx.run(REGROUP, args![ids(requests)]).await?;
    Ok(())
}

/// The requests that stand for the groups these are in.
pub(in crate::requests) async fn canonicals(tx: &mut Tx, requests: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(CANONICALS, args![ids(requests)]).await?.into_iter().map(|(id,)| id).collect())
}

/// The requests that stand for the groups which ask for these things.
pub(in crate::requests) async fn asking_for(tx: &mut Tx, things: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(ASKING_FOR, args![ids(things)]).await?.into_iter().map(|(id,)| id).collect())
}

/// Where requests stand by what their groups ask for, with the request itself.
pub(in crate::requests) async fn standings(tx: &mut Tx, requests: &[ThingId]) -> Result<Vec<(Thing, Hangs)>> {
    let mut asked: HashMap<ThingId, Vec<Asked>> = HashMap::new();
    for OfGroup { canonical, need, planned, done } in tx.all(ASKED, args![ids(requests)]).await? {
        asked.entry(canonical).or_default().push(Asked { need, planned, done });
    }
    let things = together::thread::store::by_ids(tx, requests).await?;
    let stands = |thing: Thing| {
        let hangs = Hangs::on(asked.get(&thing.id).map_or(&[], Vec::as_slice));
        (thing, hangs)
    };
    Ok(things.into_iter().filter(|thing| thing.kind == Kind::Request).map(stands).collect())
}

/// What ships in these releases.
pub(in crate::requests) async fn shipping(tx: &mut Tx, releases: &[ThingId]) -> Result<Vec<ThingId>> {
    Ok(tx.all(SHIPPING, args![ids(releases)]).await?.into_iter().map(|(id,)| id).collect())
}

/// Puts requests on the tab of their state.
pub(in crate::requests) async fn put_on_tabs(tx: &mut Tx, requests: &[ThingId]) -> Result<()> {
    tx.run(TABS, args![ids(requests)]).await?;
    Ok(())
}

/// Writes when requests were last answered.
pub(in crate::requests) async fn note_answers(tx: &mut Tx, requests: &[ThingId]) -> Result<()> {
    tx.run(ANSWERED, args![ids(requests)]).await?;
    Ok(())
}
