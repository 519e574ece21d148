//! Reading what happened: to a thing, newest first; in a product, from a sequence on.

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use ground::db::{Tx, cut};
use ground::web::{Failure, FormPairs, Result};
use serde_json::Value;
use together::app::App;
use together::journal::Change;
use together::journal::history::{self, Changed, Entry};
use together::thread::{Holds, Key, ThingId};

use super::asker::Guest;
use super::rules::{Page, paging};
use super::shapes::{ChangeShape, Entries, EntryShape, Person};
use super::store;
use super::things::{keys, told, visible};

/// `GET /api/{product}/{key}/history`: newest first, before a sequence. Members alone read it.
pub async fn of_thing(
    guest: Guest,
    Path((_, key)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    guest.members_only()?;
    let key: Key = key.parse().map_err(|_| Failure::NotFound)?;
    let page = paging(&FormPairs::parse(query.unwrap_or_default().as_bytes())?, "before", i64::MAX)?;
    let mut tx = guest.read().await?;
    let (line, _) = visible(&mut tx, &guest, key).await?.ok_or(Failure::NotFound)?;
    let more = i64::try_from(page.limit + 1).unwrap_or(i64::MAX);
    let found = history::of_thing(&mut tx, guest.product.id, line.id, page.after, more).await?;
    let entries = shaped(&mut tx, &guest.asker.app, found).await?;
    respond(&guest, &format!("{key}/history?before"), page, entries)
}

/// `GET /api/{product}/journal`: oldest first, after a sequence. Members alone read it.
pub async fn of_product(guest: Guest, RawQuery(query): RawQuery) -> Result<Response> {
    guest.members_only()?;
    let page = paging(&FormPairs::parse(query.unwrap_or_default().as_bytes())?, "after", 0)?;
    let mut tx = guest.read().await?;
    let found = store::entries(&mut tx, guest.product.id, page.after, page.limit + 1).await?;
    let entries = shaped(&mut tx, &guest.asker.app, found).await?;
    respond(&guest, "journal?after", page, entries)
}

fn respond(guest: &Guest, address: &str, page: Page, mut entries: Vec<EntryShape>) -> Result<Response> {
    let more = cut(&mut entries, page.limit);
    let next = entries.last().filter(|_| more).map(|entry| entry.seq);
    let rest = next.map(|seq| format!("/api/{}/{address}={seq}&limit={}", guest.product.key, page.limit));
    guest.answer(&Entries { entries, next }, rest.as_deref())
}

async fn shaped(tx: &mut Tx, app: &App, found: Vec<(Entry, Vec<Changed>)>) -> Result<Vec<EntryShape>> {
    let counts: Vec<usize> = found.iter().map(|(_, changes)| changes.len()).collect();
    let (entries, changed): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let stored = changed.into_iter().flatten().map(change).collect::<Result<Vec<_>>>()?;
    let mut all = changes(tx, app, stored).await?.into_iter();
    let shape = |(entry, count): (Entry, usize)| EntryShape {
        seq: entry.seq,
        at: entry.at,
        who: entry.actor.zip(entry.actor_name).map(|(id, name)| Person { id, name }),
        role: entry.role,
        did: app.registry.find(&entry.action).map_or_else(|| entry.action.clone(), |known| known.did.to_owned()),
        action: entry.action,
        reason: entry.reason,
        via: entry.via,
        undoes: entry.undoes,
        undone_by: entry.undone_by,
        changes: all.by_ref().take(count).collect(),
    };
    Ok(entries.into_iter().zip(counts).map(shape).collect())
}

fn change(changed: Changed) -> Result<Change> {
    let value = |text: Option<String>| text.map_or(Ok(Value::Null), |text| serde_json::from_str(&text));
    Ok(Change {
        thing: changed.thing,
        key: None,
        field: changed.field,
        before: value(changed.before)?,
        after: value(changed.after)?,
    })
}

/// Changes with the keys of their things and values as they are told.
pub(super) async fn changes(tx: &mut Tx, app: &App, changes: Vec<Change>) -> Result<Vec<ChangeShape>> {
    let mut things: Vec<ThingId> = changes.iter().filter_map(|change| change.thing).collect();
    things.sort_unstable();
    things.dedup();
    let mut names = keys(tx, &things).await?;
    let key = |change: &Change, names: &super::things::Names| {
        change.key.or_else(|| change.thing.and_then(|thing| names.get(&thing.into()).copied()))
    };
    let field = |change: &Change, names: &super::things::Names| app.field(key(change, names)?.kind, &change.field);
    let named = changes.iter().filter(|change| field(change, &names).is_some_and(|field| field.holds == Holds::Id));
    let ids = named.flat_map(|change| [&change.before, &change.after]).filter_map(Value::as_str);
    let ids: Vec<ThingId> = ids.filter_map(|id| id.parse().ok()).collect();
    names.extend(keys(tx, &ids).await?);
    let shape = |change: Change| {
        let (key, field) = (key(&change, &names), field(&change, &names));
        let value = |value: Value| field.map_or(value.clone(), |field| told(field, value, &names));
        ChangeShape { key, before: value(change.before), after: value(change.after), field: change.field }
    };
    Ok(changes.into_iter().map(shape).collect())
}
