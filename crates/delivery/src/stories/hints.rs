//! The hints on a story as it is stored.

use ground::db::Tx;
use ground::web::Result;
use together::thread::ThingId;

use super::rules::lint::{self, Hint, Stated};
use super::rules::sentence::{Given, Sentence};
use super::store::criteria::Criterion;
use super::store::{self, Story};

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

/// How many hints on a story nobody has ignored.
pub(crate) async fn heeded(tx: &mut Tx, story: ThingId) -> Result<usize> {
    let hints = of(&store::by_thing(tx, story).await?, &store::criteria::of_story(tx, story).await?);
    let ignored = store::hints::ignored(tx, story).await?;
    Ok(hints.iter().filter(|hint| !ignored.iter().any(|ignored| ignored.mark == hint.mark)).count())
}
