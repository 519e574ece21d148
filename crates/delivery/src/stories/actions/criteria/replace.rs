//! Other criteria in the place of those a story has, as a file brings them.

use ground::web::Result;
use together::journal::Act;
use together::thread::Thing;

use super::{change, checked, fresh, hide, note};
use crate::stories::rules::sentence::Given;
use crate::stories::store::criteria::{self, Criterion};

/// Gives a story these criteria instead of those it has, place by place: what says the same stays, agreed or not. False when
/// all of them do.
pub async fn replace(act: &mut Act<'_>, thing: &Thing, words: &[Given]) -> Result<bool> {
    let there = criteria::of_story(act.tx, thing.id).await?;
    let mut changed = there.len() != words.len();
    let mut place = there.last().map_or(0, |last| last.place);
    for (at, words) in words.iter().enumerate() {
        let Given { given, when, then } = checked(&words.given, &words.when, &words.then)?;
        if let Some(was) = there.get(at) {
            let now = Criterion { given, when, then, agreed: false, ..was.clone() };
            if !was.same_words(&now) {
                changed = true;
                change(act, thing, was, now).await?;
            }
        } else {
            place += 1;
            let criterion = fresh(act, thing.id, place, &Given { given, when, then });
            criteria::insert(act.tx, std::slice::from_ref(&criterion)).await?;
            note(act, thing, None, Some(&criterion));
        }
    }
    for surplus in there.iter().skip(words.len()) {
        hide(act, thing, surplus).await?;
    }
    Ok(changed)
}
