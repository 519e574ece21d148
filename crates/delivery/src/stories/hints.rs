//! The hints on a story as it is stored.

use super::rules::lint::{self, Hint, Stated};
use super::rules::sentence::{Given, Sentence};
use super::store::Story;
use super::store::criteria::Criterion;

/// What could be said better in a story and its criteria.
pub(crate) fn of(story: &Story, criteria: &[Criterion]) -> Vec<Hint> {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    let said = Sentence { role: part(&story.role), means: part(&story.means), end: part(&story.ending) };
    let stated: Vec<Stated> = criteria.iter().map(stated).collect();
    let mut hints = lint::of_sentence(&said);
    hints.extend(lint::of_criteria(&stated));
    hints
}

fn stated(criterion: &Criterion) -> Stated {
    let Criterion { given, when, then, .. } = criterion.clone();
    Stated { name: criterion.id.to_string(), words: Given { given, when, then } }
}
