//! Demand: what customers' requests ask of a need, feature or story. Requests, people, importance and customers' value always
//! stand side by side, because each of them alone misleads.
//!
//! A group of merged requests asks for a thing when one of them is linked to it; declined groups do not count. Every person
//! in those groups counts once, with the importance they said last. The sums are kept with every action, so that lists of a
//! hundred thousand stories never count.
//!
//! Tables: demand.

pub mod actions;
pub mod pages;
mod rules;
pub mod store;
#[cfg(test)]
mod tests;

pub use store::{Demand, Whole};

use ground::db::Tx;
use ground::web::Result;
use together::checks::Finding;
use together::journal::Boxed;
use together::thread::ThingId;

/// What is kept of the demand for things is what is asked.
pub(crate) async fn examine(tx: &mut Tx, mend: bool) -> Result<Vec<Finding>> {
    let wrong = store::wrong(tx).await?;
    if wrong > 0 && mend {
        store::count_anew(tx).await?;
    }
    let (one, several) =
        ("thing says another demand than requests ask of it.", "things say another demand than requests ask of them.");
    Ok(Finding::of_many(wrong, one, several, mend))
}

/// What is asked of things and of their parts, in words, for the floors beneath.
pub fn asked_of<'a>(tx: &'a mut Tx, things: &'a [ThingId]) -> Boxed<'a, Vec<(ThingId, String)>> {
    Box::pin(async move {
        let asked = store::of_whole(tx, things).await?;
        let words = asked.into_iter().filter_map(|(thing, whole)| match whole {
            Whole::Asked(demand) if demand.people > 0 => Some((thing, pages::in_words(&demand))),
            _ => None,
        });
        Ok(words.collect())
    })
}
