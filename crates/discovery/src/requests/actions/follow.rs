//! What follows for requests from the changes of an action: groups, states, tabs.

use std::collections::{BTreeMap, BTreeSet};

use ground::web::Result;
use serde_json::Value;
use together::journal::{Act, Boxed, CREATED, Change, HIDDEN, LINK, Via};
use together::thread::actions::{FOLLOWS, follow_state};
use together::thread::{Key, Kind, LinkKind, Thing, ThingId};

use super::super::rules;
use super::super::store::{follow as store, telling};

/// Brings groups, states and tabs of requests up to date with the changes of an action.
pub fn follow<'a>(act: &'a mut Act<'_>) -> Boxed<'a, ()> {
    Box::pin(async move {
        let Some(touched) = Touched::by(act) else { return Ok(()) };
        if !touched.regrouped.is_empty() {
            let ends = ends(act, &touched.merge_ends).await?;
            let groups: Vec<_> = touched.regrouped.iter().copied().chain(ends).collect();
            store::regroup(act.tx, &groups).await?;
            move_states(act, &touched, &groups).await?;
        } else {
            move_states(act, &touched, &[]).await?;
        }
        put_on_tabs(act).await?;
        if !touched.talked.is_empty() {
            store::note_answers(act.tx, &touched.talked.iter().copied().collect::<Vec<_>>()).await?;
        }
        Ok(())
    })
}

/// What an action touched that requests care about.
#[derive(Default)]
struct Touched {
    /// Requests that were merged or parted.
    regrouped: BTreeSet<ThingId>,
    /// The other ends of those links.
    merge_ends: Vec<Key>,
    /// Requests that somebody has looked at: wrote, linked, gave to somebody.
    looked_at: BTreeSet<ThingId>,
    /// Requests whose links to what they ask for changed.
    relinked: BTreeSet<ThingId>,
    /// Requests that were talked about.
    talked: BTreeSet<ThingId>,
    /// Needs, features and stories that came or went, are at another stage, or are in a release now or no more: what a
    /// request's state follows from. What they hang on is among them only if that is so of it as well.
    moved: BTreeSet<ThingId>,
    /// Releases that were shipped, or not after all.
    shipped: BTreeSet<ThingId>,
    /// Requests whose state was just taken back by an undo; it counts unless the facts say otherwise.
    restored: BTreeSet<ThingId>,
    any: bool,
}

impl Touched {
    fn by(act: &Act<'_>) -> Option<Self> {
        let mut touched = Self::default();
        let import = act.actor.via == Via::Import;
        for change in act.changes() {
            let (Some(thing), Some(key)) = (change.thing, change.key) else { continue };
            match key.kind {
                Kind::Request => touched.request(thing, change, import),
                Kind::Need | Kind::Feature | Kind::Story if moves(act, key.kind, change) => {
                    touched.moved.insert(thing);
                }
                Kind::Release if moves(act, key.kind, change) => {
                    touched.shipped.insert(thing);
                }
                _ => {}
            }
        }
        touched.moved.extend(act.with_dot_moved(Kind::Release));
        touched.any |= !touched.moved.is_empty() || !touched.shipped.is_empty();
        touched.any.then_some(touched)
    }

    fn request(&mut self, thing: ThingId, change: &Change, import: bool) {
        self.any |= change.field != CREATED;
        let comment = change.field.starts_with("comment:");
        match change.field.as_str() {
            CREATED | HIDDEN | "state" | "watch" => {}
            FOLLOWS => {
                self.restored.insert(thing);
            }
            field if field == Change::link_field(LinkKind::DuplicateOf) => {
                self.regrouped.insert(thing);
                self.merge_ends.extend(change.link_keys());
            }
            field => {
                if field == Change::link_field(LinkKind::AsksFor) {
                    self.relinked.insert(thing);
                }
                if comment {
                    self.talked.insert(thing);
                }
                if !change.after.is_null() && !import {
                    self.looked_at.insert(thing);
                }
            }
        }
    }
}

/// Whether a thing that requests ask for came, went, is at another stage or ships otherwise.
fn moves(act: &Act<'_>, kind: Kind, change: &Change) -> bool {
    let stage = |state: &Value| act.app.kind(kind)?.stage_of(state.as_str()?);
    match change.field.as_str() {
        HIDDEN => true,
        "state" | FOLLOWS => stage(&change.before) != stage(&change.after),
        field => field.strip_prefix(LINK) == Some(LinkKind::ShipsIn.code()),
    }
}

async fn ends(act: &mut Act<'_>, keys: &[Key]) -> Result<Vec<ThingId>> {
    let product = act.product()?.id;
    store::of_keys(act.tx, product, keys).await
}

/// Derives the states of requests that were looked at, hang on something else, or whose things have moved on.
async fn move_states(act: &mut Act<'_>, touched: &Touched, regrouped: &[ThingId]) -> Result<()> {
    let relinked: Vec<_> = touched.relinked.iter().chain(regrouped).copied().collect();
    let mut by_links: BTreeSet<ThingId> = BTreeSet::new();
    if !relinked.is_empty() {
        by_links.extend(store::canonicals(act.tx, &relinked).await?);
    }
    let mut moved: Vec<_> = touched.moved.iter().copied().collect();
    if !touched.shipped.is_empty() {
        let shipped: Vec<_> = touched.shipped.iter().copied().collect();
        moved.extend(store::shipping(act.tx, &shipped).await?);
    }
    if !moved.is_empty() {
        by_links.extend(store::asking_for(act.tx, &moved).await?);
    }
    let mut all: BTreeSet<ThingId> = &by_links | &touched.looked_at;
    all.extend(&touched.restored);
    let all: Vec<_> = all.into_iter().collect();
    if all.is_empty() {
        return Ok(());
    }
    let mut by_state: BTreeMap<&'static str, Vec<Thing>> = BTreeMap::new();
    for (thing, hangs) in store::standings(act.tx, &all).await? {
        let otherwise = by_links.contains(&thing.id) && !touched.restored.contains(&thing.id);
        let state = rules::state(&thing.state, touched.looked_at.contains(&thing.id), hangs, otherwise);
        if state != thing.state {
            by_state.entry(state).or_default().push(thing);
        }
    }
    for (state, requests) in by_state {
        follow_state(act, &requests, state).await?;
    }
    Ok(())
}

/// Puts every request whose state changed or that was hidden on its tab, and among those whose customer is to be told.
async fn put_on_tabs(act: &mut Act<'_>) -> Result<()> {
    let moved = |change: &&Change| {
        change.key.is_some_and(|key| key.kind == Kind::Request)
            && matches!(change.field.as_str(), HIDDEN | "state" | FOLLOWS)
    };
    let moved: BTreeSet<_> = act.changes().iter().filter(moved).filter_map(|change| change.thing).collect();
    if moved.is_empty() {
        return Ok(());
    }
    let moved: Vec<_> = moved.into_iter().collect();
    store::put_on_tabs(act.tx, &moved).await?;
    if act.actor.via == Via::Import {
        // What was done elsewhere was told elsewhere.
        return Ok(());
    }
    telling::note_since(act.tx, &moved, act.now).await
}
