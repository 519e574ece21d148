//! What is to become of the rows of a batch, with what is known of them here.

use std::collections::HashMap;

use delivery::sprints;
use ground::db::Tx;
use ground::web::Result;
use together::products::ProductId;
use together::thread::ThingId;

use super::making;
use super::rows::Incoming;
use super::rules::{self, Edited, Original, Plan, Repeats};
use super::store::origins::{self, Origin};
use crate::exchange::reading::As;

/// What is known of the rows of a batch, and what is to become of each.
pub(super) struct Weighed {
    /// One a row.
    pub(super) plans: Vec<Plan>,
    /// Those that came before, by identity.
    pub(super) origins: HashMap<String, Origin>,
}

impl Weighed {
    /// Whether any row is to change something.
    pub(super) fn is_idle(&self) -> bool {
        self.plans.iter().all(|plan| !matches!(plan, Plan::Make(_) | Plan::Change(_)))
    }
}

/// Weighs the rows of a batch; `places` says whether whoever imports them decides what became of them: requests are merged,
/// stories are over.
pub(super) async fn weigh(
    tx: &mut Tx,
    product: ProductId,
    rows_as: As,
    rows: &[Incoming],
    places: bool,
) -> Result<Weighed> {
    let identities: Vec<&str> =
        rows.iter().flat_map(|row| [Some(row.identity.as_str()), row.repeats.as_deref()]).flatten().collect();
    let origins = origins::of(tx, product, &identities).await?;
    let origins: HashMap<String, Origin> =
        origins.into_iter().map(|origin| (origin.identity.clone(), origin)).collect();
    let edited = edited(tx, rows_as, rows, &origins).await?;
    let fresh: Vec<&str> =
        rows.iter().filter(|row| !origins.contains_key(&row.identity)).map(Incoming::words).collect();
    let words = match rows_as {
        As::Requests if places && !fresh.is_empty() => origins::with_words(tx, product, &fresh).await?,
        _ => Vec::new(),
    };
    let (mut known, nothing) = (Known::new(&origins, &words), Edited::default());
    let mut plans = Vec::with_capacity(rows.len());
    for (place, row) in rows.iter().enumerate() {
        plans.push(match origins.get(&row.identity) {
            Some(origin) if origin.removed => Plan::Removed(origin.thing),
            Some(origin) => {
                let edited = edited.get(&origin.thing).unwrap_or(&nothing);
                match rules::compare((rows_as, places), row, origin.thing, &origin.prints.0, edited) {
                    Plan::Change(changed) => kept_to(rows_as, row, || Plan::Change(changed)),
                    plan => plan,
                }
            }
            None => kept_to(rows_as, row, || Plan::Make(known.repeats(place, row, rows_as == As::Requests && places))),
        });
    }
    Ok(Weighed { plans, origins })
}

/// The plan of a row that keeps to the rules of what it becomes.
fn kept_to(rows_as: As, row: &Incoming, plan: impl FnOnce() -> Plan) -> Plan {
    match making::check(rows_as, row) {
        Ok(()) => plan(),
        Err(refusal) => Plan::Refuse(refusal),
    }
}

/// Whether every row came before, so that there may be nothing to do. Where the first is new, the others are not asked for.
pub(super) async fn all_known(tx: &mut Tx, product: ProductId, rows: &[Incoming]) -> Result<bool> {
    let identities: Vec<&str> = rows.iter().map(|row| row.identity.as_str()).collect();
    for asked in [&identities[..identities.len().min(1)], &identities] {
        if origins::of(tx, product, asked).await?.len() < asked.len() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What happened here since to the things whose rows changed.
async fn edited(
    tx: &mut Tx,
    rows_as: As,
    rows: &[Incoming],
    origins: &HashMap<String, Origin>,
) -> Result<HashMap<ThingId, Edited>> {
    let mut edited: HashMap<ThingId, Edited> = HashMap::new();
    for origin in rows.iter().filter_map(|row| {
        let origin = origins.get(&row.identity)?;
        rules::differing(row, &origin.prints.0).next().map(|_| origin)
    }) {
        edited.entry(origin.thing).or_default().stands(&origin.state);
    }
    let changed: Vec<ThingId> = edited.keys().copied().collect();
    if !changed.is_empty() {
        for (thing, field) in origins::edited_here(tx, &changed).await? {
            edited.entry(thing).or_default().note(field);
        }
    }
    if !changed.is_empty() && rows_as == As::Stories {
        for story in sprints::store::in_running(tx, &changed).await? {
            edited.entry(story).or_default().runs = true;
        }
    }
    Ok(edited)
}

/// What a new row may repeat: what is here, and the rows before it.
struct Known<'a> {
    origins: &'a HashMap<String, Origin>,
    by_identity: HashMap<&'a str, usize>,
    by_words: HashMap<&'a str, Original>,
}

impl<'a> Known<'a> {
    fn new(origins: &'a HashMap<String, Origin>, words: &'a [(String, ThingId)]) -> Self {
        let by_words = words.iter().map(|(words, thing)| (words.as_str(), Original::Thing(*thing))).collect();
        Self { origins, by_identity: HashMap::new(), by_words }
    }

    fn repeats(&mut self, place: usize, row: &'a Incoming, places: bool) -> Option<Repeats> {
        if !places {
            return None;
        }
        let original = row.repeats.as_deref().and_then(|original| {
            let here = self.origins.get(original).filter(|origin| !origin.removed);
            let thing = here.map(|origin| Original::Thing(origin.thing));
            thing.or_else(|| self.by_identity.get(original).copied().map(Original::Row))
        });
        let said = original.map(|what| Repeats { what, said: true });
        let alike = self.by_words.get(row.words()).map(|what| Repeats { what: *what, said: false });
        self.by_identity.insert(&row.identity, place);
        self.by_words.entry(row.words()).or_insert(Original::Row(place));
        said.or(alike)
    }
}
