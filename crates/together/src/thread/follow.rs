//! What follows for the thread when something changed: dots, suspect links, search.

use std::collections::HashMap;

use ground::web::Result;

use super::rules::Dots;
use super::{Kind, LinkKind, ThingId, store};
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

/// Draws the dots again of everything above and beneath a changed link, level by level until nothing moves.
async fn redraw(act: &mut Act<'_>, changes: &[Change]) -> Result<()> {
    let thread_link = |change: &&Change| {
        [LinkKind::Serves, LinkKind::PartOf, LinkKind::ShipsIn]
            .iter()
            .any(|kind| change.field == Change::link_field(*kind))
            || change.field == HIDDEN
            || change.field == "state"
    };
    let mut start: Vec<ThingId> = changes.iter().filter(thread_link).filter_map(|change| change.thing).collect();
    for change in changes.iter().filter(thread_link).filter(|change| change.field.starts_with("link")) {
        for end in [&change.before, &change.after] {
            let Some(key) = end.as_str().and_then(|text| text.parse().ok()) else { continue };
            let product = act.product()?.id;
            start.extend(store::by_key(act.tx, product, key).await?.map(|thing| thing.id));
        }
    }
    start.sort_unstable();
    start.dedup();
    let mut wave = start;
    // The thread is six kinds long, so both ways together settle within a dozen waves.
    for _ in 0..12 {
        if wave.is_empty() {
            break;
        }
        let moved = redraw_once(act, &wave).await?;
        let around = if moved.is_empty() { Vec::new() } else { neighbours(act, &moved).await? };
        wave = around;
    }
    Ok(())
}

async fn neighbours(act: &mut Act<'_>, of: &[ThingId]) -> Result<Vec<ThingId>> {
    let mut around = store::dots::above(act.tx, of).await?;
    around.extend(store::dots::beneath(act.tx, of).await?);
    around.sort_unstable();
    around.dedup();
    Ok(around)
}

/// Draws the dots of these things again; returns those that changed.
async fn redraw_once(act: &mut Act<'_>, things: &[ThingId]) -> Result<Vec<ThingId>> {
    let before = store::dots::dots(act.tx, things).await?;
    let mut around: HashMap<ThingId, i64> = HashMap::new();
    for (thing, bits) in store::dots::dots_around(act.tx, things).await? {
        *around.entry(thing).or_default() |= bits;
    }
    let mut by_dots: HashMap<i64, Vec<ThingId>> = HashMap::new();
    for (thing, kind, Dots(was)) in before {
        let now = Dots::of(kind).0 | (was & 1) | around.get(&thing).copied().unwrap_or(0);
        if now != was {
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

/// Writes down the words of things that were made or whose searched fields changed.
async fn index(act: &mut Act<'_>, changes: &[Change]) -> Result<()> {
    for kind in Kind::ALL {
        let mut things: Vec<ThingId> =
            changes.iter().filter(|change| says_words(act, change, *kind)).filter_map(|change| change.thing).collect();
        things.sort_unstable();
        things.dedup();
        if !things.is_empty() {
            let texts = act.app.kind(*kind).and_then(|of| of.words);
            store::search::write(act, *kind, &things, texts).await?;
        }
    }
    Ok(())
}

fn says_words(act: &Act<'_>, change: &Change, kind: Kind) -> bool {
    change.key.is_some_and(|key| key.kind == kind)
        && (change.field == CREATED || act.app.field(kind, &change.field).is_some_and(|field| field.searched))
}
