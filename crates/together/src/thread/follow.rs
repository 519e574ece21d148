//! What follows for the thread when something changed: dots, suspect links, search.

use std::collections::{BTreeSet, HashMap};

use ground::web::Result;

use super::rules::Dots;
use super::{Key, Kind, LinkKind, ThingId, store};
use crate::journal::{Act, CREATED, Change, HIDDEN};

/// Brings what is derived from the thread up to date with the changes of an action.
pub async fn follow(act: &mut Act<'_>) -> Result<()> {
    let changes = act.changes().to_vec();
    if changes.iter().any(|change| change.key.is_some_and(|key| key.kind == Kind::Vision) && comes_or_goes(change)) {
        let product = act.product()?.id;
        let has = store::dots::has_vision(act.tx, product).await?;
        store::dots::set_vision_dot(act.tx, product, has).await?;
    }
    redraw(act, &changes).await?;
    for change in &changes {
        let (Some(thing), Some(key)) = (change.thing, change.key) else { continue };
        if act.app.field(key.kind, &change.field).is_some_and(|field| field.defining) {
            store::links::suspect(act.tx, thing, act.seq).await?;
        }
    }
    index(act, &changes).await
}

fn comes_or_goes(change: &Change) -> bool {
    change.field == CREATED || change.field == HIDDEN
}

/// Whether a thing was given up, or taken up again: what is dropped shows no dot above it.
fn is_dropped(change: &Change) -> bool {
    change.field == "state" && (change.before == "dropped" || change.after == "dropped")
}

/// Draws the dots again of everything above and beneath a changed link, level by level until nothing moves.
async fn redraw(act: &mut Act<'_>, changes: &[Change]) -> Result<()> {
    let changed: Vec<&Change> = changes.iter().filter(|change| moves_dots(change)).collect();
    let only_gains = changed.iter().all(|change| is_new_link(change));
    let mut wave: Vec<ThingId> = changed.iter().filter_map(|change| change.thing).collect();
    if !only_gains {
        wave.extend(far_ends(act, &changed).await?);
    }
    // What comes, goes or is dropped keeps its own dots, and changes those of its neighbours.
    let gone = changed.iter().filter(|change| change.field == HIDDEN || is_dropped(change));
    let gone: Vec<ThingId> = gone.filter_map(|change| change.thing).collect();
    if !gone.is_empty() {
        wave.extend(neighbours(act, &gone).await?);
    }
    wave.sort_unstable();
    wave.dedup();
    // The thread is six kinds long, so both ways together settle within a dozen waves.
    for _ in 0..12 {
        if wave.is_empty() {
            break;
        }
        wave = if only_gains { spread(act, &wave).await? } else { settle(act, &wave).await? };
    }
    Ok(())
}

fn moves_dots(change: &Change) -> bool {
    let link = [LinkKind::Serves, LinkKind::PartOf, LinkKind::ShipsIn].map(Change::link_field).contains(&change.field);
    link || change.field == HIDDEN || is_dropped(change)
}

/// A link that came and took the place of none can only add dots.
fn is_new_link(change: &Change) -> bool {
    change.field.starts_with("link") && change.before.is_null() && !change.after.is_null()
}

/// The things at the other ends of changed links.
async fn far_ends(act: &mut Act<'_>, changed: &[&Change]) -> Result<Vec<ThingId>> {
    let links = changed.iter().filter(|change| change.field.starts_with("link"));
    let keys: BTreeSet<Key> = links.flat_map(|change| change.link_keys()).collect();
    let mut ends = Vec::new();
    for key in keys {
        let product = act.product()?.id;
        ends.extend(store::by_key(act.tx, product, key).await?.map(|thing| thing.id));
    }
    Ok(ends)
}

/// One level where dots can only be gained: what these have is added to what is above them, so that nothing else beneath
/// that, which may be thousands of stories, is looked at. Returns what gained, and what hangs beneath it.
async fn spread(act: &mut Act<'_>, wave: &[ThingId]) -> Result<Vec<ThingId>> {
    let lent = gathered(store::dots::dots_lent(act.tx, wave).await?);
    let reached: Vec<ThingId> = lent.keys().copied().collect();
    let mut next = draw(act, &reached, |_, Dots(was)| was, &lent).await?;
    if !next.is_empty() {
        next.extend(store::dots::beneath(act.tx, &next).await?);
        next.sort_unstable();
        next.dedup();
    }
    Ok(next)
}

/// One level where dots may be lost: everything around these is looked at. Returns what is around those that changed.
async fn settle(act: &mut Act<'_>, wave: &[ThingId]) -> Result<Vec<ThingId>> {
    let around = gathered(store::dots::dots_around(act.tx, wave).await?);
    let moved = draw(act, wave, |kind, Dots(was)| Dots::of(kind).0 | (was & 1), &around).await?;
    if moved.is_empty() { Ok(moved) } else { neighbours(act, &moved).await }
}

fn gathered(dots: Vec<(ThingId, i64)>) -> HashMap<ThingId, i64> {
    let mut gathered = HashMap::new();
    for (thing, bits) in dots {
        *gathered.entry(thing).or_default() |= bits;
    }
    gathered
}

/// Gives things the dots they keep and those from around them; returns those that changed.
async fn draw(
    act: &mut Act<'_>,
    things: &[ThingId],
    kept: impl Fn(Kind, Dots) -> i64,
    around: &HashMap<ThingId, i64>,
) -> Result<Vec<ThingId>> {
    let mut by_dots: HashMap<i64, Vec<ThingId>> = HashMap::new();
    for (thing, kind, was) in store::dots::dots(act.tx, things).await? {
        let now = kept(kind, was) | around.get(&thing).copied().unwrap_or(0);
        if now != was.0 {
            act.redrawn.push((thing, now ^ was.0));
            by_dots.entry(now).or_default().push(thing);
        }
    }
    let mut moved = Vec::new();
    for (dots, things) in by_dots {
        store::dots::set_dots(act.tx, &things, Dots(dots)).await?;
        moved.extend(things);
    }
    Ok(moved)
}

async fn neighbours(act: &mut Act<'_>, of: &[ThingId]) -> Result<Vec<ThingId>> {
    let mut around = store::dots::above(act.tx, of).await?;
    around.extend(store::dots::beneath(act.tx, of).await?);
    around.sort_unstable();
    around.dedup();
    Ok(around)
}

/// Writes down the words of things that were made or whose searched fields changed.
async fn index(act: &mut Act<'_>, changes: &[Change]) -> Result<()> {
    for kind in Kind::ALL {
        let mut things: Vec<ThingId> =
            changes.iter().filter(|change| says_words(act, change, *kind)).filter_map(|change| change.thing).collect();
        things.sort_unstable();
        things.dedup();
        if !things.is_empty() {
            let texts = act.app.kind(*kind).and_then(|of| of.words);
            store::search::write(act.tx, &things, texts).await?;
        }
    }
    Ok(())
}

fn says_words(act: &Act<'_>, change: &Change, kind: Kind) -> bool {
    change.key.is_some_and(|key| key.kind == kind)
        && (change.field == CREATED || act.app.field(kind, &change.field).is_some_and(|field| field.searched))
}
