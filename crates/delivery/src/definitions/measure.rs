//! A story held against a definition: what is met, and what is still asked of it.

use ground::db::Tx;
use ground::web::Result;
use together::journal::Act;
use together::products::Product;
use together::thread::{Thing, ThingId};
use together::words::counted;

use super::rules::{Definition, HINTS, Level, Of, Row, advised_and_open, done};
use super::store::{self, Ticked};
use crate::stories::rules::readiness::Check;
use crate::stories::store::derived;
use crate::stories::{follow, hints};
use crate::subtasks;

/// A row of a definition and how a story does by it.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    /// The row.
    pub(crate) row: Row,
    /// What is asked, or what is missing of it.
    pub(crate) words: String,
    /// Whether it is so.
    pub(crate) met: bool,
    /// Who ticked it, of one that people tick.
    pub(crate) ticked: Option<Ticked>,
}

impl Measured {
    /// Whether a story is not ready, or not done, for want of it.
    pub(crate) fn stands_in_the_way(&self) -> bool {
        !self.met && self.row.level == Level::Enforced
    }
}

/// A story by a definition; what is off is left out.
pub(crate) async fn of(tx: &mut Tx, product: &Product, story: ThingId, of: Of) -> Result<Vec<Measured>> {
    let definition = store::of(tx, product.id, of).await?;
    let checks = match of {
        Of::Ready => ready(tx, product, story, &definition).await?,
        Of::Done => finished(tx, story, &definition).await?,
    };
    let ticks = store::ticks(tx, story).await?;
    let asked = definition.rows.into_iter().filter(|row| row.level != Level::Off);
    Ok(asked.filter_map(|row| measured(row, &checks, &ticks)).collect())
}

/// Refuses to call a story done that an enforced row of the definition of done stands in the way of; returns what is advised
/// and not met, as it is said behind that it was accepted.
pub(crate) async fn must_be_done(act: &mut Act<'_>, story: &Thing) -> Result<String> {
    let product = act.product()?.clone();
    let open: Vec<Measured> =
        of(act.tx, &product, story.id, Of::Done).await?.into_iter().filter(|one| !one.met).collect();
    let (enforced, advised): (Vec<_>, Vec<_>) = open.into_iter().partition(Measured::stands_in_the_way);
    let words = |of: Vec<Measured>| of.into_iter().map(|one| one.words).collect::<Vec<_>>();
    done(story.key(), &words(enforced))?;
    Ok(advised_and_open(&words(advised)))
}

fn measured(row: Row, checks: &[Check], ticks: &[Ticked]) -> Option<Measured> {
    if row.is_own() {
        let ticked = ticks.iter().find(|tick| Some(tick.row) == row.id).cloned();
        return Some(Measured { words: row.words.clone(), met: ticked.is_some(), ticked, row });
    }
    let check = checks.iter().find(|check| check.row == row.name())?;
    Some(Measured { words: check.words.clone(), met: check.met, ticked: None, row })
}

async fn ready(tx: &mut Tx, product: &Product, story: ThingId, definition: &Definition) -> Result<Vec<Check>> {
    let mut checks = follow::checks(tx, product, story).await?;
    if definition.level(HINTS) != Level::Off {
        let heeded = hints::heeded(tx, story).await?;
        checks.push(check(HINTS, "No hint on its words", heeded, ("hint on its words", "hints on its words")));
    }
    Ok(checks)
}

async fn finished(tx: &mut Tx, story: ThingId, definition: &Definition) -> Result<Vec<Check>> {
    let mut checks = Vec::new();
    if definition.level("subtasks") != Level::Off {
        let open = subtasks::store::of_story(tx, story).await?.iter().filter(|subtask| !subtask.done).count();
        checks.push(check("subtasks", "Every subtask is done", open, ("subtask is open", "subtasks are open")));
    }
    if definition.level("answered") != Level::Off {
        let open = derived::known(tx, &[story]).await?.first().map_or(0, |known| known.questions);
        let open = usize::try_from(open).unwrap_or_default();
        checks.push(check(
            "answered",
            "No question is left open",
            open,
            ("question not answered", "questions not answered"),
        ));
    }
    Ok(checks)
}

/// A row that is met when there is none of something.
fn check(row: &'static str, words: &str, open: usize, (one, several): (&str, &str)) -> Check {
    let words = match open {
        0 => words.to_owned(),
        _ => counted(i64::try_from(open).unwrap_or(i64::MAX), one, several),
    };
    Check { row, words, met: open == 0 }
}
