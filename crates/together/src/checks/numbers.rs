//! Sequences, numbers of keys, and rows of things.

use ground::db::Tx;
use ground::web::Result;

use super::{Finding, store};
use crate::app::App;
use crate::products;
use crate::thread::Key;
use crate::words::counted;

/// Every sequence has its entry in the journal, and nothing is ahead of the journal.
pub(super) async fn sequences(tx: &mut Tx) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for (key, seq, entries, last) in store::sequences(tx).await? {
        found.extend(gap(&format!("The product {key}"), seq, entries, last));
    }
    let (seq, entries, last) = store::workspace(tx).await?;
    found.extend(gap("The workspace", seq, entries, last));
    let lost = store::lost_changes(tx).await?;
    if lost > 0 {
        found.push(Finding::new(counted(
            lost,
            "change belongs to no entry of the journal.",
            "changes belong to no entry of the journal.",
        )));
    }
    for (key, kind, number) in store::ahead(tx).await? {
        let thing = Key::new(kind, number);
        found.push(Finding::new(format!("{key}/{thing} says it was changed after the last entry of its product.")));
    }
    Ok(found)
}

fn gap(whose: &str, seq: i64, entries: i64, last: i64) -> Option<Finding> {
    if last != seq {
        return Some(Finding::new(format!("{whose} counts {seq} actions, but its journal ends with entry {last}.")));
    }
    let missing = seq - entries;
    (missing != 0)
        .then(|| Finding::new(format!("{whose} has {} of its journal missing.", counted(missing, "entry", "entries"))))
}

/// The next key is one that was never given.
pub(super) async fn counters(tx: &mut Tx, mend: bool) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for (product, key, kind, last, highest) in store::behind(tx).await? {
        if mend {
            products::store::take_numbers(tx, product, kind.code(), 0, Some(highest)).await?;
        }
        let (there, next) = (Key::new(kind, highest), Key::new(kind, last + 1));
        let what = format!("{key} has {there}, but would call the next {} {next}.", kind.title().to_lowercase());
        found.push(Finding { what, mended: mend });
    }
    Ok(found)
}

/// Every thing has a row in the table of its room.
pub(super) async fn rows(tx: &mut Tx, app: &App) -> Result<Vec<Finding>> {
    let mut found = Vec::new();
    for of in &app.kinds {
        for (key, number) in store::without_row(tx, of).await? {
            let thing = Key::new(of.kind, number);
            found.push(Finding::new(format!("{key}/{thing} has lost everything but its title and state.")));
        }
    }
    Ok(found)
}
