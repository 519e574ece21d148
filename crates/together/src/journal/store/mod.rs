//! The journal's tables: journal, change, field_version, answered.

pub mod answered;
pub mod history;
pub(crate) mod undone;

use std::collections::{BTreeSet, HashMap, HashSet};

use ground::args;
use ground::db::{Insert, Tx, Value as DbValue, ids, texts};
use ground::sql;
use ground::web::Result;

use super::act::Manner;
use super::change::{CREATED, Change, HIDDEN};
use crate::journal::Act;
use crate::roles::rules::{RightSet, Role};
use crate::thread::ThingId;

sql! {
    /// Fields of a thing that somebody changed after a sequence.
    FIELDS_CHANGED_SINCE: (String,) = "SELECT DISTINCT field FROM change WHERE thing = $1 AND seq > $2";

    INSERT_ENTRY: () = "INSERT INTO journal (product, seq, at, actor, role, action, version, decision_right, reason, via, request_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

    /// Since when things have the values they have: from the last change of a field, or their making.
    HELD_FROM: (ThingId, String, i64) = "SELECT t.id, f.text, COALESCE((SELECT MAX(v.to_seq) FROM field_version v WHERE v.thing = t.id AND v.field = f.text), t.created_seq) FROM thing t CROSS JOIN @texts($2) AS f WHERE t.id IN @ids($1)";

    /// For a product that is forgotten.
    pub(crate) FORGET_VERSIONS: () = "DELETE FROM field_version WHERE thing IN (SELECT id FROM thing WHERE product = $1)";
    pub(crate) FORGET_CHANGES: () = "DELETE FROM change WHERE product = $1";
    pub(crate) FORGET: () = "DELETE FROM journal WHERE product = $1";
}

/// What is written of an action besides its changes.
pub(crate) struct Entry<'a> {
    pub(crate) action: &'static str,
    pub(crate) version: i64,
    pub(crate) role: Option<Role>,
    /// Everything it decided: whoever takes it back decides as much.
    pub(crate) rights: RightSet,
    pub(crate) manner: &'a Manner,
}

/// Fields of a thing that were changed after a sequence.
pub(crate) async fn fields_changed_since(tx: &mut Tx, thing: ThingId, seq: i64) -> Result<Vec<String>> {
    let rows = tx.all(FIELDS_CHANGED_SINCE, args![thing, seq]).await?;
    Ok(rows.into_iter().map(|(field,)| field).collect())
}

/// Appends an entry with its changes and keeps the past values of fields that lists show.
pub(crate) async fn write(act: &mut Act<'_>, entry: &Entry<'_>, changes: &[Change]) -> Result<()> {
    let product = act.scope();
    let entry_args = args![
        product,
        act.seq,
        act.now,
        act.actor.person,
        entry.role.map(Role::code),
        entry.action,
        entry.version,
        Some(entry.rights.codes()).filter(|codes| !codes.is_empty()),
        entry.manner.reason.clone(),
        act.actor.via.code(),
        act.actor.request.clone()
    ];
    act.tx.run(INSERT_ENTRY, entry_args).await?;
    let rows = changes.iter().enumerate().map(|(n, change)| change_row(act, n, change)).collect::<Result<Vec<_>>>()?;
    act.tx.insert_many(&CHANGES, rows).await?;
    keep_versions(act, changes).await?;
    // What this very action made says so already.
    let made: HashSet<ThingId> = changes.iter().filter(|of| of.field == CREATED).filter_map(|of| of.thing).collect();
    let mut touched = super::act::touched(changes);
    touched.retain(|thing| !made.contains(thing));
    if !touched.is_empty() {
        let (seq, now) = (act.seq, act.now);
        crate::thread::store::touch(act.tx, &touched, seq, now).await?;
    }
    Ok(())
}

const CHANGES: Insert =
    Insert { table: "change", columns: &["product", "seq", "n", "thing", "field", "before", "after"], end: "" };

fn change_row(act: &Act<'_>, n: usize, change: &Change) -> Result<Vec<DbValue>> {
    let text = |value: &serde_json::Value| (!value.is_null()).then(|| value.to_string());
    Ok(args![
        act.scope(),
        act.seq,
        i64::try_from(n).unwrap_or(i64::MAX),
        change.thing,
        change.field.clone(),
        text(&change.before),
        text(&change.after)
    ])
}

/// Keeps the values that were, each with the sequences it held for. Of a field that changed twice, the first.
async fn keep_versions(act: &mut Act<'_>, changes: &[Change]) -> Result<()> {
    let listed = |change: &&Change| {
        let field = || act.app.field(change.key?.kind, &change.field);
        change.field == HIDDEN || field().is_some_and(|field| field.listed)
    };
    let listed: Vec<(ThingId, &Change)> =
        changes.iter().filter(listed).filter_map(|change| Some((change.thing?, change))).collect();
    if listed.is_empty() {
        return Ok(());
    }
    let things: BTreeSet<ThingId> = listed.iter().map(|(thing, _)| *thing).collect();
    let things: Vec<ThingId> = things.into_iter().collect();
    let fields: BTreeSet<&str> = listed.iter().map(|(_, change)| change.field.as_str()).collect();
    let fields: Vec<&str> = fields.into_iter().collect();
    let held = act.tx.all(HELD_FROM, args![ids(&things), texts(&fields)]).await?;
    let held: HashMap<(ThingId, String), i64> =
        held.into_iter().map(|(thing, field, from)| ((thing, field), from)).collect();
    let rows = listed.into_iter().filter_map(|(thing, change)| {
        let from = *held.get(&(thing, change.field.clone()))?;
        let value = (!change.before.is_null()).then(|| change.before.to_string());
        Some(args![thing, change.field.clone(), from, act.seq, value])
    });
    act.tx.insert_many(&VERSIONS, rows.collect()).await?;
    Ok(())
}

const VERSIONS: Insert = Insert {
    table: "field_version",
    columns: &["thing", "field", "from_seq", "to_seq", "value"],
    end: " ON CONFLICT (thing, field, from_seq) DO NOTHING",
};
