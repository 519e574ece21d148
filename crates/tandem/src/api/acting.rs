//! Changing something: the one way of pages, forms and imports, asked for in JSON.

use axum::body::Bytes;
use axum::extract::Path;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::Response;
use ground::db::Tx;
use ground::web::{Conflict, Failure, Refusal, Result};
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use together::app::App;
use together::journal::answered::{self, Answer};
use together::journal::{AnyAction, Manner, Outcome, Registered, act_within};
use together::products::{self, Product, ProductId};
use together::thread::Key;

use super::asker::{Asker, Sight, add, json_text, sight};
use super::history::changes;
use super::rules::{self, Order};
use super::shapes::{DoneShape, ProposedShape};
use super::store::{self, Wanted};

/// `POST /api/actions/{name}`: the body's fields are the action's.
pub async fn one(
    asker: Asker,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response> {
    let body = body.map_err(|rejection| too_long(&rejection))?;
    let own = asker.app.registry.find(&name).ok_or(Failure::NotFound)?;
    let order = Order::one(&name, fields_of(own).as_deref(), &body)?;
    answer(asker, order, &headers, &fingerprint(&name, &body)).await
}

/// `POST /api/actions`: a list, all or none.
pub async fn list(asker: Asker, headers: HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Response> {
    let body = body.map_err(|rejection| too_long(&rejection))?;
    let own = |name: &str| asker.app.registry.find(name).and_then(fields_of);
    let order = Order::list(own, &body)?;
    answer(asker, order, &headers, &fingerprint("", &body)).await
}

/// The names of an action's fields, where it is a plain struct, as they all should be.
pub(super) fn fields_of(action: &Registered) -> Option<Vec<String>> {
    let schema = (action.schema)();
    let plain =
        ["oneOf", "anyOf", "allOf", "$ref", "additionalProperties"].iter().all(|key| schema.get(*key).is_none());
    let properties = schema.get("properties").and_then(Value::as_object);
    plain.then(|| properties.map(|fields| fields.keys().cloned().collect()).unwrap_or_default())
}

async fn answer(asker: Asker, order: Order, headers: &HeaderMap, fingerprint: &str) -> Result<Response> {
    let app = asker.app.clone();
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let seen = text("if-match").map(rules::expected).transpose()?;
    let actions = decoded(&app, &order)?;
    let mut tx = app.db.write().await?;
    let key = text("idempotency-key");
    if let Some(key) = key
        && let Some(given) = answered::claim(&mut tx, asker.person, key, fingerprint, app.clock.now()).await?
    {
        return Ok(respond(&given, true));
    }
    let place = Place::find(&mut tx, &asker, &order).await?;
    place.must_be_as_seen(&mut tx, &asker, &order, seen).await?;
    let Order { envelope, .. } = order;
    let reason = envelope.reason.filter(|reason| !reason.trim().is_empty());
    let manner = Manner { reason, propose: envelope.propose, ..Manner::default() };
    let (outcome, announcement) = act_within(&mut tx, &app, &asker.actor, place.id(), actions, manner).await?;
    let given = place.told(&mut tx, &app, outcome).await?;
    if let Some(key) = key {
        answered::keep(&mut tx, asker.person, key, &given).await?;
    }
    tx.commit().await?;
    app.announce_committed(announcement);
    Ok(respond(&given, false))
}

/// Where an order is to happen: in a product, or in the workspace.
struct Place(Option<(Product, Sight)>);

impl Place {
    async fn find(tx: &mut Tx, asker: &Asker, order: &Order) -> Result<Self> {
        let Some(key) = &order.envelope.product else { return Ok(Self(None)) };
        let product = products::store::by_key(tx, key).await?.ok_or(Failure::NotFound)?;
        let sight = sight(tx, asker, &product).await?.ok_or(Failure::NotFound)?;
        Ok(Self(Some((product, sight))))
    }

    fn id(&self) -> ProductId {
        self.0.as_ref().map(|(product, _)| product.id).unwrap_or_default()
    }

    /// Refuses when the product, or a thing, has moved on since the caller saw it.
    async fn must_be_as_seen(&self, tx: &mut Tx, asker: &Asker, order: &Order, seen: Option<i64>) -> Result<()> {
        let expect = &order.envelope.expect;
        let Some((product, sight)) = &self.0 else {
            return if seen.is_none() && expect.is_empty() { Ok(()) } else { Err(nothing_to_expect()) };
        };
        if seen.is_none() && expect.is_empty() {
            return Ok(());
        }
        let now = store::held_seq(tx, product.id).await?;
        if let Some(seen) = seen.filter(|seen| *seen != now) {
            let message = format!("{} has moved on from {seen} to {now}. Nothing was changed.", product.name);
            return Err(moved_on(message, json!({ "seq": now }), json!({ "seq": seen })));
        }
        let (mut stored, mut sent) = (Map::new(), Map::new());
        for (text, seen) in expect {
            let key: Key = text.parse::<Key>().map_err(|refusal| refusal.at("expect"))?;
            let (now, title, state) = thing(tx, asker, product.id, *sight, key).await?;
            if now != *seen {
                stored.insert(text.clone(), json!({ "seq": now, "title": title, "state": state }));
                sent.insert(text.clone(), json!({ "seq": seen }));
            }
        }
        if stored.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = stored.keys().map(String::as_str).collect();
        let message = format!("{} changed since you read it. Nothing was changed.", names.join(", "));
        let asked: Vec<&Value> = order.actions.iter().map(|action| &action.body).collect();
        sent.insert("actions".to_owned(), json!(asked));
        Err(moved_on(message, stored.into(), sent.into()))
    }

    /// What became of it, in JSON.
    async fn told(&self, tx: &mut Tx, app: &App, outcome: Outcome) -> Result<Answer> {
        match outcome {
            Outcome::Done(done) => {
                let member = self.0.as_ref().is_none_or(|(_, sight)| *sight == Sight::Everything);
                let changes = if member { Some(changes(tx, app, done.changes).await?) } else { None };
                kept(StatusCode::OK, &DoneShape { seq: done.seq, answers: done.answers, said: done.said, changes })
            }
            Outcome::Proposed(proposed) => {
                let (key, to) = (proposed.key, proposed.to.code().to_owned());
                kept(StatusCode::ACCEPTED, &ProposedShape { proposal: key, to, seq: proposed.seq, said: proposed.said })
            }
        }
    }
}

async fn thing(
    tx: &mut Tx,
    asker: &Asker,
    product: ProductId,
    sight: Sight,
    key: Key,
) -> Result<(i64, String, String)> {
    let absent = || Refusal::new("no-such-thing", format!("There is no {key} here. Nothing was changed.")).at("expect");
    let of = asker.app.kind(key.kind).ok_or_else(absent)?;
    let wanted = Wanted { product, of, person: asker.person, sight };
    let (line, _) = store::one(tx, wanted, key.number).await?.ok_or_else(absent)?;
    Ok((line.seq, line.title, line.state))
}

fn decoded(app: &App, order: &Order) -> Result<Vec<Box<dyn AnyAction>>> {
    let decode = |asked: &rules::Asked| {
        let unknown = || {
            let message = format!("There is no action “{}”. Nothing was changed.", asked.name);
            Refusal::new("no-such-action", message).hint("/api lists them all.")
        };
        let action = app.registry.find(&asked.name).ok_or_else(unknown)?;
        (action.decode)(asked.body.clone())
    };
    Ok(order.actions.iter().map(decode).collect::<Result<_, Refusal>>()?)
}

fn moved_on(message: String, stored: Value, sent: Value) -> Failure {
    let refusal = Refusal::new("moved-on", message).hint("Read it again, then send it with what you read.");
    Failure::Conflict(Box::new(Conflict { refusal, stored, sent }))
}

fn nothing_to_expect() -> Failure {
    Failure::refused("product-missing", "If-Match and expect are about a product: say which one. Nothing was changed.")
}

fn too_long(rejection: &BytesRejection) -> Failure {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Failure::refused("body-too-long", "The body has more than 2 MB. Nothing was changed.")
        }
        _ => Failure::refused("body-unreadable", "The body broke off. Nothing was changed."),
    }
}

/// What tells one request from another made with the same key.
fn fingerprint(name: &str, body: &[u8]) -> String {
    let hash = Sha256::new().chain_update(name).chain_update([0]).chain_update(body).finalize();
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn kept(status: StatusCode, body: &impl Serialize) -> Result<Answer> {
    Ok(Answer { status: status.as_u16(), body: serde_json::to_string(body)? })
}

fn respond(answer: &Answer, again: bool) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = json_text(status, answer.body.clone().into_bytes());
    add(response.headers_mut(), header::CACHE_CONTROL, "no-store");
    if again {
        add(response.headers_mut(), HeaderName::from_static("idempotency-replayed"), "true");
    }
    response
}
