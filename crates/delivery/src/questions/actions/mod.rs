//! What can be done with a question.

mod answer;
mod ask;
mod asker;
mod time;

use ground::web::{Failure, Refusal, Result};
use serde_json::{Value, json};
use together::journal::{Act, Boxed, Change, Registered, registered};
use together::thread::actions::must_be;
use together::thread::{self, Key, Kind, Thing};

pub use answer::Answer;
pub use ask::{Ask, Edit};
pub use asker::{Clear, Remind, Reopen, Withdraw};
pub use time::AgreeTime;
pub(crate) use time::restore as restore_time;

use super::store::{self, Question};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<Ask>(),
    registered::<Edit>(),
    registered::<Answer>(),
    registered::<Clear>(),
    registered::<Reopen>(),
    registered::<Remind>(),
    registered::<Withdraw>(),
    registered::<AgreeTime>(),
];

/// A question of this product, with its thing.
async fn question(act: &mut Act<'_>, key: Key) -> Result<(Thing, Question)> {
    let thing = act.thing(key).await?;
    must_be(&thing, &[Kind::Question])?;
    let gone = || Refusal::new("story-removed", format!("The story of {key} was removed. Bring it back first."));
    let question = store::by_thing(act.tx, thing.id).await?.ok_or_else(gone)?;
    Ok((thing, question))
}

/// What changes of a question stands in the history of its story too, and brings the story up to date.
async fn note_on_story(act: &mut Act<'_>, question: &Question, before: Option<&str>, after: &str) -> Result<()> {
    let story = thread::store::by_id(act.tx, question.story).await?.ok_or(Failure::NotFound)?;
    act.note(Some(&story), format!("question: {}", question.key()), json!(before), json!(after));
    Ok(())
}

/// The question itself is taken back by its own changes; that its story hears of it again is all there is to do here.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let story = change.thing.ok_or_else(|| Failure::Broken(format!("{} names no story", change.field)))?;
        let story = thread::store::by_id(act.tx, story).await?.ok_or(Failure::NotFound)?;
        let (before, after): (Value, Value) = (change.after.clone(), change.before.clone());
        act.note(Some(&story), change.field.clone(), before, after);
        Ok(())
    })
}
