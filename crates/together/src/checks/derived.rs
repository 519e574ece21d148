//! What the thread derives: dots and the words of search, looked at thing by thing.

use std::collections::HashMap;

use ground::db::Tx;
use ground::web::Result;

use super::{Finding, store};
use crate::app::App;
use crate::products::ProductId;
use crate::thread::ThingId;
use crate::thread::rules::Dots;
use crate::thread::store::{dots as dots_store, progress as progress_store, search as search_store};

/// The thread is six kinds long, so both ways together settle within a dozen rounds.
const ROUNDS: usize = 12;

/// The dots of every thing follow from those of its neighbours.
pub(super) async fn dots(tx: &mut Tx, mend: bool) -> Result<Vec<Finding>> {
    if dots_round(tx, mend).await? == 0 {
        return Ok(Vec::new());
    }
    let mut mended = false;
    for _ in 0..ROUNDS {
        if !mend || mended {
            break;
        }
        mended = dots_round(tx, true).await? == 0;
    }
    // A wrong dot makes its neighbours look wrong, so their number would say nothing.
    Ok(vec![Finding { what: "Some things show other dots of the thread than their links say.".to_owned(), mended }])
}

/// Looks at all things once; how many had wrong dots.
async fn dots_round(tx: &mut Tx, mend: bool) -> Result<usize> {
    let (mut wrong, mut after) = (0, ThingId::default());
    let mut visions: HashMap<ProductId, bool> = HashMap::new();
    loop {
        let things = store::seen(tx, after).await?;
        let Some((last, _)) = things.last() else { return Ok(wrong) };
        after = *last;
        for (_, product) in &things {
            if !visions.contains_key(product) {
                visions.insert(*product, dots_store::has_vision(tx, *product).await?);
            }
        }
        for (thing, dots) in wrong_dots(tx, &things, &visions).await? {
            wrong += 1;
            if mend {
                dots_store::set_dots(tx, &[thing], dots).await?;
            }
        }
    }
}

async fn wrong_dots(
    tx: &mut Tx,
    things: &[(ThingId, ProductId)],
    visions: &HashMap<ProductId, bool>,
) -> Result<Vec<(ThingId, Dots)>> {
    let ids: Vec<ThingId> = things.iter().map(|(thing, _)| *thing).collect();
    let mut around: HashMap<ThingId, i64> = HashMap::new();
    for (thing, bits) in dots_store::dots_around(tx, &ids).await? {
        *around.entry(thing).or_default() |= bits;
    }
    let product: HashMap<ThingId, ProductId> = things.iter().copied().collect();
    let mut wrong = Vec::new();
    for (thing, kind, stored) in dots_store::dots(tx, &ids).await? {
        let vision = product.get(&thing).and_then(|product| visions.get(product)).copied().unwrap_or_default();
        let wanted = Dots(Dots::of(kind).0 | i64::from(vision) | around.get(&thing).copied().unwrap_or(0));
        if stored != wanted {
            wrong.push((thing, wanted));
        }
    }
    Ok(wrong)
}

/// What is counted beneath every thing is what is there.
pub(super) async fn progress(tx: &mut Tx, mend: bool) -> Result<Vec<Finding>> {
    let wrong = progress_store::wrong(tx).await?;
    if wrong > 0 && mend {
        progress_store::count_anew(tx).await?;
    }
    let (one, several) = (
        "thing says another progress than that of its parts.",
        "things say another progress than that of their parts.",
    );
    Ok(Finding::of_many(wrong, one, several, mend))
}

/// Search knows every thing by its words as they are now.
pub(super) async fn search(tx: &mut Tx, app: &App, mend: bool) -> Result<Vec<Finding>> {
    let mut wrong = 0;
    for of in &app.kinds {
        let mut after = ThingId::default();
        loop {
            let things = store::things(tx, of.kind, after).await?;
            let Some((last, _)) = things.last() else { break };
            after = *last;
            let ids: Vec<ThingId> = things.into_iter().map(|(thing, _)| thing).collect();
            let known: HashMap<ThingId, String> = store::indexed(tx, &ids).await?.into_iter().collect();
            let mut told = search_store::told(tx, &ids, of.words).await?;
            told.retain(|(thing, words)| known.get(thing) != Some(words));
            wrong += told.len();
            if mend {
                search_store::put(tx, &told).await?;
            }
        }
    }
    let wrong = i64::try_from(wrong).unwrap_or(i64::MAX);
    let (one, several) = ("thing is not found by its words.", "things are not found by their words.");
    Ok(Finding::of_many(wrong, one, several, mend))
}
