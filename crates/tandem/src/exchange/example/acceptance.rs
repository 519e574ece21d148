//! What was shown of stories, and how they were found: accepted, or returned before.

use delivery::acceptance::actions::{Check, Show};
use delivery::stories::CriterionId;
use delivery::stories::store::criteria::of_story;
use ground::clock::Ts;
use ground::web::{Failure, Result};
use serde::Deserialize;
use serde_json::json;
use together::journal::{Act, Action};
use together::thread::Key;

use super::chronicle::{Chronicle, Deed, MINUTE};
use super::part::Step;

/// Where what is not said more closely could be seen.
const EVIDENCE: &str = "On the test phones, in the team’s room";

/// Who accepts stories.
const OWNER: &str = "Tomas Lindqvist";

/// A story that came back once.
#[derive(Deserialize)]
pub(super) struct Returned {
    handed_at: String,
    at: String,
    cause: String,
    because: String,
    /// The criterion that was not met.
    criterion: usize,
    found: String,
    /// Where all of them could be seen.
    evidence: String,
    /// When the criterion was shown anew.
    again_at: String,
}

/// Shows some criteria of a story, by their numbers, a quarter of an hour before a moment.
pub(super) fn show(
    book: &mut Chronicle,
    (key, who): (Key, &str),
    at: Ts,
    criteria: impl Iterator<Item = (usize, Option<String>)>,
) {
    for (n, evidence) in criteria {
        let showing = Showing { key, n, evidence: evidence.unwrap_or_else(|| EVIDENCE.to_owned()) };
        let step: Step = Box::new(move |act| Box::pin(showing.show(act)));
        book.add(Deed::step(who, Ts(at.0 - 15 * MINUTE), Show::NAME, step));
    }
}

/// The first round of a story that came back.
pub(super) fn give_back(book: &mut Chronicle, (key, who): (Key, &str), told: &Returned) -> Result<()> {
    let (handed, at, again) = (book.at(&told.handed_at)?, book.at(&told.at)?, book.at(&told.again_at)?);
    show(book, (key, who), handed, (1..=told.criterion).map(|n| (n, Some(told.evidence.clone()))));
    let moved = json!({ "thing": key, "state": "waiting for acceptance" });
    book.add(Deed::new(who, handed, ("story.set_state", moved)));
    let (n, because) = (told.criterion, told.found.clone());
    let looked: Step = Box::new(move |act| Box::pin(not_met(act, key, n, because)));
    book.add(Deed::step(OWNER, Ts(at.0 - 5 * MINUTE), Check::NAME, looked));
    let fields = json!({ "story": key, "cause": told.cause, "because": told.because });
    book.add(Deed::new(OWNER, at, ("story.return", fields)));
    show(book, (key, who), again, [(told.criterion, Some(told.evidence.clone()))].into_iter());
    Ok(())
}

/// A criterion that is known by its number alone.
struct Showing {
    key: Key,
    n: usize,
    evidence: String,
}

impl Showing {
    async fn show(self, act: &mut Act<'_>) -> Result<()> {
        let criterion = numbered(act, self.key, self.n).await?;
        Show { criterion, evidence: self.evidence }.perform(act).await.map(drop)
    }
}

async fn not_met(act: &mut Act<'_>, key: Key, n: usize, because: String) -> Result<()> {
    let criterion = numbered(act, key, n).await?;
    Check { criterion, met: false, because, seen: None }.perform(act).await.map(drop)
}

async fn numbered(act: &mut Act<'_>, key: Key, n: usize) -> Result<CriterionId> {
    let thing = act.thing(key).await?;
    let criteria = of_story(act.tx, thing.id).await?;
    let missing = || Failure::Broken(format!("{key} of the example has no criterion {n}"));
    criteria.get(n - 1).map(|criterion| criterion.id).ok_or_else(missing)
}
