//! Stories: the smallest thing with value, as user story, defect, enabler or spike, and their acceptance criteria.
//!
//! A story says who wants what and what for, has criteria that are *agreed* one by one, an estimate the developers give,
//! and a *readiness* that is never set but found (`rules/readiness.rs`). Its place in the order belongs to the backlog;
//! what its links say (feature, release) is copied here after each action because lists show it (`follow.rs`).
//!
//! Also here: follow, hints.
//!
//! Tables: story, criterion, scope, ignored_hint, story_passage.

pub mod actions;
pub(crate) mod follow;
pub(crate) mod hints;
pub mod pages;
pub mod rules;
pub mod store;

#[cfg(test)]
mod tests;

use ground::db::Tx;
use ground::id;
use ground::web::Result;
use together::app::KindOf;
use together::checks::Finding;
use together::journal::Need;
use together::roles::rules::Right;
use together::thread::Kind;

id! {
    /// The id of an acceptance criterion.
    pub struct CriterionId;
}

/// What is kept of the stories beneath features, releases and sprints is what is there.
pub(crate) async fn examine(tx: &mut Tx, mend: bool) -> Result<Vec<Finding>> {
    let wrong = store::within::wrong(tx).await?;
    if wrong > 0 && mend {
        store::within::count_anew(tx).await?;
    }
    let (one, several) = (
        "feature, release or sprint says other sums than those of its stories.",
        "features, releases or sprints say other sums than those of their stories.",
    );
    Ok(Finding::of_many(wrong, one, several, mend))
}

/// Stories stand where their passages say.
pub(crate) async fn examine_passages(tx: &mut Tx, mend: bool) -> Result<Vec<Finding>> {
    let wrong = store::passages::wrong(tx).await?;
    if wrong > 0 && mend {
        store::passages::mend(tx).await?;
    }
    let (one, several) = (
        "story stands elsewhere than reports say that it does.",
        "stories stand elsewhere than reports say that they do.",
    );
    Ok(Finding::of_many(wrong, one, several, mend))
}

/// Stories as things.
pub const KIND: KindOf = KindOf {
    kind: Kind::Story,
    states: rules::states::STATES,
    fields: store::fields::STORY,
    words: Some(store::WORDS),
    need: Need::Right { right: Right::OrderBacklog, team: 0 },
};
