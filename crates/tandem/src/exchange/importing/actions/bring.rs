//! Bringing in one batch of rows.

use std::collections::HashMap;

use delivery::stories::actions::criteria;
use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Need};
use together::products::ProductId;
use together::thread::actions::set_state;
use together::thread::{self, Thing, ThingId};
use uuid::Uuid;

use super::Decides;
use crate::exchange::importing::rows::{Incoming, Late, Left, as_named};
use crate::exchange::importing::rules::{self, Became, Changed, Original, Outcome, Plan, Repeats, Stays};
use crate::exchange::importing::store::{self, origins::NewOrigin};
use crate::exchange::importing::weighing::{Weighed, weigh};
use crate::exchange::importing::{making, runner};
use crate::exchange::reading::As;

/// Brings in a batch of rows: what is new is made, what came before is changed where the file changed and nobody here did.
/// Only the run itself can say whose turn it is, so that this is not called from elsewhere.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ImportRows {
    /// The run they belong to.
    pub run: Uuid,
    /// Whose turn it is to run it.
    pub turn: Uuid,
    /// `requests`, `stories` or `features`.
    pub rows_as: String,
    /// Whether states, duplicates and votes are taken over.
    pub places: bool,
    /// Rows that can be used.
    pub rows: Vec<Incoming>,
    /// Rows that cannot.
    pub left: Vec<Left>,
    /// Rows of earlier batches that repeat one which came after them.
    pub late: Vec<Late>,
}

impl Action for ImportRows {
    const NAME: &'static str = "import.rows";
    const DID: &'static str = "Imported rows";
    type Answer = usize;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        let features = self.rows.iter().any(|row| row.feature.is_some() || row.prints.contains_key("feature"));
        Ok(super::need(Decides { rows_as: self.rows_as()?, features, places: self.places }))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<usize> {
        let (rows_as, product) = (self.rows_as()?, act.product()?.id);
        let now = act.app.clock.now();
        if !store::beat(act.tx, product, (self.run, self.turn), self.rows.len() + self.left.len(), now).await? {
            return Err(runner::not_running().into());
        }
        let Weighed { plans, origins } = weigh(act.tx, product, rows_as, &self.rows, self.places).await?;
        let (mut outcomes, mut fresh, mut repeats) = (Vec::new(), Vec::new(), Vec::new());
        // Where each row of the batch is among those that are made.
        let mut places = HashMap::new();
        for ((at, row), plan) in (0..).zip(self.rows).zip(plans) {
            match plan {
                Plan::Make(original) => {
                    places.insert(at, fresh.len());
                    fresh.push(row);
                    repeats.push(original);
                }
                Plan::Leave(thing) => outcomes.push(Outcome::of(&row, Became::Unchanged).on(thing)),
                Plan::Removed(thing) => outcomes.push(rules::removed(&row, thing)),
                Plan::Refuse(refusal) => outcomes.push(rules::refused(&row, &refusal)),
                Plan::Change(changed) => {
                    let was = origins.get(&row.identity).map(|origin| &origin.prints.0);
                    let was = was.ok_or_else(|| Failure::Broken("a row without its origin".to_owned()))?;
                    outcomes.push(change(act, self.run, &row, was, changed).await?);
                }
            }
        }
        let things = making::make(act, rows_as, &fresh, self.places).await?;
        let count = things.len();
        remember(act, self.run, product, &fresh, &things).await?;
        outcomes.extend(merge(act, &fresh, &things, &repeats, &places).await?);
        outcomes.extend(self.left.into_iter().map(runner::left));
        store::rows::settle(act.tx, self.run, false, outcomes).await?;
        catch_up(act, self.run, &self.late).await?;
        act.announce("import");
        act.say(format!("{count} rows imported"), format!("Import {count} rows"));
        Ok(count)
    }
}

impl ImportRows {
    fn rows_as(&self) -> Result<As> {
        as_named(&self.rows_as)
            .ok_or_else(|| Failure::refused("rows-unknown", format!("Rows cannot become “{}”.", self.rows_as)))
    }
}

/// Remembers which rows the new things came from.
async fn remember(act: &mut Act<'_>, run: Uuid, product: ProductId, rows: &[Incoming], things: &[Thing]) -> Result<()> {
    let mut origins = Vec::with_capacity(rows.len());
    for (row, thing) in rows.iter().zip(things) {
        origins.push(origin(row, thing.id, serde_json::to_string(&row.prints)?));
    }
    store::origins::remember(act.tx, product, (run, act.seq), origins).await
}

fn origin(row: &Incoming, thing: ThingId, prints: String) -> NewOrigin {
    NewOrigin { identity: row.identity.clone(), thing, prints, words: row.words.clone() }
}

/// Merges new requests into what they repeat; says of every new thing that it is there.
async fn merge(
    act: &mut Act<'_>,
    rows: &[Incoming],
    things: &[Thing],
    repeats: &[Option<Repeats>],
    places: &HashMap<usize, usize>,
) -> Result<Vec<Outcome>> {
    let mut outcomes = Vec::with_capacity(rows.len());
    for ((row, thing), repeats) in rows.iter().zip(things).zip(repeats) {
        let original = match repeats.map(|repeats| repeats.what) {
            None => None,
            Some(Original::Thing(id)) => thread::store::by_id(act.tx, id).await?,
            Some(Original::Row(at)) => places.get(&at).and_then(|at| things.get(*at)).cloned(),
        };
        let outcome = match (original, repeats) {
            (Some(original), Some(repeats)) => {
                let into = discovery::requests::actions::merge(act, thing, &original).await?;
                rules::repeated(row, repeats.said, &into.key().to_string())
            }
            _ => Outcome::of(row, Became::Created),
        };
        outcomes.push(Outcome { seq: Some(act.seq), ..outcome.on(thing.id) });
    }
    Ok(outcomes)
}

/// Merges rows that repeat one which came after them.
async fn catch_up(act: &mut Act<'_>, run: Uuid, late: &[Late]) -> Result<()> {
    if late.is_empty() {
        return Ok(());
    }
    let product = act.product()?.id;
    let identities: Vec<&str> = late.iter().flat_map(|late| [late.identity.as_str(), late.repeats.as_str()]).collect();
    let known: HashMap<String, ThingId> = store::origins::of(act.tx, product, &identities)
        .await?
        .into_iter()
        .filter(|origin| !origin.removed)
        .map(|origin| (origin.identity, origin.thing))
        .collect();
    for late in late {
        let ends = known.get(&late.identity).zip(known.get(&late.repeats));
        let Some((from, to)) = ends.filter(|(from, to)| from != to) else { continue };
        let from = thread::store::by_id(act.tx, *from).await?.ok_or(Failure::NotFound)?;
        let to = thread::store::by_id(act.tx, *to).await?.ok_or(Failure::NotFound)?;
        // Who came before may have been merged, or parted again, by somebody here.
        if from.state == "merged" || !store::rows::is_new(act.tx, run, late.number).await? {
            continue;
        }
        let into = discovery::requests::actions::merge(act, &from, &to).await?;
        let reason = format!("The source says that it repeats {}.", into.key());
        store::rows::merged(act.tx, (run, false), late.number, &reason).await?;
    }
    Ok(())
}

/// Changes a thing where the file changed since it came, and nobody here did.
async fn change(
    act: &mut Act<'_>,
    run: Uuid,
    row: &Incoming,
    was: &std::collections::BTreeMap<String, String>,
    changed: Changed,
) -> Result<Outcome> {
    let thing = thread::store::by_id(act.tx, changed.thing).await?.ok_or(Failure::NotFound)?;
    let (mut set, mut kept, rows_as) = (Vec::new(), changed.kept, rows_as_of(&thing)?);
    for name in changed.set {
        match write(act, &thing, rows_as, row, &name).await {
            Ok(true) => set.push(name),
            // It says already what the file says now.
            Ok(false) => {}
            Err(Failure::Refused(refusal)) => kept.push((name, Stays::Refused(refusal.message))),
            Err(failure) => return Err(failure),
        }
    }
    let prints = serde_json::to_string(&rules::next_prints(row, was, &kept))?;
    let product = act.product()?.id;
    store::origins::remember(act.tx, product, (run, act.seq), vec![origin(row, thing.id, prints)]).await?;
    let before = if set.is_empty() { None } else { Some(serde_json::to_string(was)?) };
    let seq = before.as_ref().map(|_| act.seq);
    Ok(Outcome { seq, before, ..rules::told(row, &Changed { set, kept, thing: thing.id }) })
}

fn rows_as_of(thing: &Thing) -> Result<As> {
    let found = As::ALL.into_iter().find(|rows_as| making::kind_of(*rows_as) == thing.kind);
    found.ok_or_else(|| Refusal::new("not-imported", format!("{} is not made of rows.", thing.key())).into())
}

/// Writes one field of a row that changed; false when the thing says so already.
async fn write(act: &mut Act<'_>, thing: &Thing, rows_as: As, row: &Incoming, name: &str) -> Result<bool> {
    let Some(field) = rules::field(rows_as, name) else { return Ok(false) };
    let Some(value) = rules::value(row, field) else { return Ok(false) };
    match (name, value.as_str()) {
        ("state", Some(state)) => {
            set_state(act, thing, state).await?;
            Ok(state != thing.state)
        }
        ("criteria", _) => criteria::replace(act, thing, &making::criteria(row)).await,
        ("feature", _) => making::part_of(act, thing, row).await,
        ("contact" | "email" | "customer", _) => {
            let asking = making::asking(act, row).await?;
            let value = if field == "customer" { json!(asking.customer) } else { json!(asking.contact) };
            set(act, thing, field, value).await
        }
        _ => set(act, thing, field, value).await,
    }
}

async fn set(act: &mut Act<'_>, thing: &Thing, field: &str, value: Value) -> Result<bool> {
    match act.app.field(thing.kind, field) {
        Some(field) => act.set(thing, field, value).await,
        None => Err(Failure::Broken(format!("a {} has no field {field}", thing.kind.code()))),
    }
}
