//! Reading things: lists of a kind, one with its links, and the products they are in.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use ground::clock::Ts;
use ground::db::{Tx, Value as DbValue, cut};
use ground::web::{Failure, FormPairs, Result, encoded};
use serde_json::{Map, Value, json};
use together::app::KindOf;
use together::journal::proposals;
use together::thread::rules::THREAD;
use together::thread::{self, Field, Holds, Key, Kind, ThingId};
use uuid::Uuid;

use super::asker::{Asker, Guest, Sight};
use super::history::changes;
use super::rules::Filter;
use super::shapes::{LinkShape, Person, ProductShape, Products, ThingShape, Things, Whole, Wish};
use super::store::{self, Line, Linked, Wanted};

/// Keys of things by their ids, for fields that name one.
pub type Names = HashMap<Uuid, Key>;

/// `GET /api/products`.
pub async fn products(asker: Asker) -> Result<Response> {
    let mut tx = asker.app.db.read().await?;
    let found = store::products(&mut tx, asker.person, asker.actor.administrator).await?;
    let products = found.into_iter().map(|product| belongs(&asker, product)).collect();
    Ok(Json(Products { products }).into_response())
}

/// `GET /api/{product}`.
pub async fn product(guest: Guest) -> Result<Response> {
    let mut tx = guest.read().await?;
    let found = store::products(&mut tx, guest.asker.person, guest.asker.actor.administrator).await?;
    let product = found.into_iter().find(|product| product.key == guest.product.key).ok_or(Failure::NotFound)?;
    guest.answer(&belongs(&guest.asker, product), None)
}

fn belongs(asker: &Asker, product: store::Belongs) -> ProductShape {
    let roles: Vec<String> =
        product.roles.as_deref().unwrap_or_default().split_terminator(',').map(str::to_owned).collect();
    let member = asker.actor.administrator || roles.iter().any(|role| role != "customer");
    ProductShape {
        key: product.key,
        name: product.name,
        mode: member.then_some(product.mode),
        phase: member.then_some(product.phase),
        seq: member.then_some(product.seq),
        roles,
    }
}

/// `GET /api/{product}/{goals}` and `GET /api/{product}/{G-3}`.
pub async fn show(
    guest: Guest,
    Path((_, what)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    if let Ok(key) = what.parse::<Key>() {
        return one(&guest, key).await;
    }
    let of = guest.asker.app.kinds.iter().copied().find(|of| address(of.kind) == what).ok_or(Failure::NotFound)?;
    let pairs = FormPairs::parse(query.unwrap_or_default().as_bytes())?;
    list(&guest, of, &pairs).await
}

/// The last part of the address of a kind's list: `key-results`.
pub fn address(kind: Kind) -> String {
    kind.plural().to_lowercase().replace(' ', "-")
}

async fn list(guest: &Guest, of: &KindOf, pairs: &FormPairs) -> Result<Response> {
    let filter = Filter::read(pairs, of)?;
    let mut tx = guest.read().await?;
    let linked_to = match filter.linked_to {
        Some(key) => Some(visible(&mut tx, guest, key).await?.ok_or(Failure::NotFound)?.0.id),
        None => None,
    };
    let mut found = store::list(&mut tx, wanted(guest, of), &filter, linked_to).await?;
    let more = cut(&mut found, filter.page.limit);
    let next = found.last().filter(|_| more).map(|(line, _)| line.key());
    let names = names(&mut tx, of, &found).await?;
    let things = found.iter().map(|(line, values)| shape(guest, of, line, values, &names)).collect();
    let rest = next.map(|key| next_page(guest, of, pairs, key));
    guest.answer(&Things { things, next }, rest.as_deref())
}

async fn one(guest: &Guest, key: Key) -> Result<Response> {
    let of = guest.asker.app.kind(key.kind).ok_or(Failure::NotFound)?;
    let mut tx = guest.read().await?;
    let found = vec![visible(&mut tx, guest, key).await?.ok_or(Failure::NotFound)?];
    let names = names(&mut tx, of, &found).await?;
    let (line, values) = &found[0];
    let whole = Whole {
        thing: shape(guest, of, line, values, &names),
        up: links(store::up(&mut tx, line.id, guest.sight).await?, guest.sight),
        down: links(store::down(&mut tx, line.id, guest.sight).await?, guest.sight),
        proposal: wish(&mut tx, guest, line).await?,
    };
    guest.answer(&whole, None)
}

/// A thing by key, if it may be seen.
pub(super) async fn visible(tx: &mut Tx, guest: &Guest, key: Key) -> Result<Option<(Line, Vec<DbValue>)>> {
    match guest.asker.app.kind(key.kind) {
        Some(of) => store::one(tx, wanted(guest, of), key.number).await,
        None => Ok(None),
    }
}

fn wanted<'a>(guest: &Guest, of: &'a KindOf) -> Wanted<'a> {
    Wanted { product: guest.product.id, of, person: guest.asker.person, sight: guest.sight }
}

fn next_page(guest: &Guest, of: &KindOf, pairs: &FormPairs, after: Key) -> String {
    let mut query: Vec<(String, String)> =
        pairs.pairs().iter().filter(|(name, value)| name != "after" && !value.is_empty()).cloned().collect();
    query.push(("after".to_owned(), after.to_string()));
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    format!("/api/{}/{}?{}", guest.product.key, address(of.kind), query.join("&"))
}

/// Keys for the ids in fields of these things.
async fn names(tx: &mut Tx, of: &KindOf, found: &[(Line, Vec<DbValue>)]) -> Result<Names> {
    let is_id = |n: usize| of.fields.get(n).is_some_and(|field| field.holds == Holds::Id);
    let ids = found.iter().flat_map(|(_, values)| {
        values.iter().enumerate().filter_map(|(n, value)| match value {
            DbValue::Uuid(id) if is_id(n) => Some(ThingId::from(*id)),
            _ => None,
        })
    });
    let mut ids: Vec<ThingId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    keys(tx, &ids).await
}

/// Keys of things by their ids; no question is asked for none.
pub(super) async fn keys(tx: &mut Tx, ids: &[ThingId]) -> Result<Names> {
    if ids.is_empty() {
        return Ok(Names::new());
    }
    let things = thread::store::by_ids(tx, ids).await?;
    Ok(things.into_iter().map(|thing| (thing.id.into(), thing.key())).collect())
}

fn shape(guest: &Guest, of: &KindOf, line: &Line, values: &[DbValue], names: &Names) -> ThingShape {
    let member = guest.sight == Sight::Everything;
    let owner = line.owner.zip(line.owner_name.clone()).map(|(id, name)| Person { id, name });
    let has = || THREAD.iter().map(|(kind, _)| *kind).filter(|kind| line.thread.has(*kind)).collect();
    let mut fields = Map::new();
    for (field, value) in of.fields.iter().zip(values).filter(|(field, _)| member || customers_read(field)) {
        fields.insert(field.name.to_owned(), told(field, json_of(value), names));
    }
    ThingShape {
        key: line.key(),
        kind: line.kind,
        title: line.title.clone(),
        state: line.state.clone(),
        stage: line.stage.clone(),
        owner: owner.filter(|_| member),
        public: line.public,
        thread: member.then(has),
        created: line.created_at,
        updated: line.updated_at,
        seq: member.then_some(line.seq),
        page: format!("/{}/{}", guest.product.key, line.key()),
        fields,
    }
}

/// Of what may be seen, customers read the words; estimates, values and who does what are the team's.
pub(super) fn customers_read(field: &Field) -> bool {
    field.searched && field.holds == Holds::Text
}

fn json_of(value: &DbValue) -> Value {
    match value {
        DbValue::Null(_) | DbValue::Bytes(_) => Value::Null,
        DbValue::Int(number) => json!(number),
        DbValue::Real(number) => json!(number),
        DbValue::Text(text) => json!(text),
        DbValue::Uuid(id) => json!(id),
    }
}

/// A field's value as it is told: moments as text, things by their keys.
pub(super) fn told(field: &Field, value: Value, names: &Names) -> Value {
    match (field.holds, &value) {
        (Holds::Time, Value::Number(at)) => at.as_i64().map_or(Value::Null, |at| json!(Ts(at))),
        (Holds::Id, Value::String(id)) => {
            let key = id.parse::<Uuid>().ok().and_then(|id| names.get(&id));
            key.map_or(value, |key| json!(key))
        }
        _ => value,
    }
}

fn links(linked: Vec<Linked>, sight: Sight) -> Vec<LinkShape> {
    let member = sight == Sight::Everything;
    let link = |other: Linked| LinkShape {
        link: other.link,
        key: Key::new(other.kind, other.number),
        title: other.title,
        state: other.state,
        stage: other.stage,
        share: other.share.filter(|_| member),
        quote: other.quote.filter(|_| member),
        suspect: member && other.suspect_seq.is_some(),
    };
    linked.into_iter().map(link).collect()
}

async fn wish(tx: &mut Tx, guest: &Guest, line: &Line) -> Result<Option<Wish>> {
    if line.kind != Kind::Proposal || guest.sight != Sight::Everything {
        return Ok(None);
    }
    let proposal = proposals::store::by_thing(tx, line.id).await?;
    Ok(Some(Wish {
        right: proposal.right,
        to: proposal.to_role,
        proposer: Person { id: proposal.proposer, name: proposal.proposer_name },
        role: proposal.proposer_role,
        because: proposal.because,
        actions: proposal.body.0,
        changes: changes(tx, &guest.asker.app, proposal.changes.0).await?,
        decided_because: proposal.decided_because,
    }))
}
