//! Acceptance on the pages of others: at the criteria of a story, and on desks.

mod at_criterion;
pub mod desk;
mod verdict;

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::Result;
use maud::{Markup, html};
use together::people::PersonId;
use together::roles::marks::Marks;
use together::roles::names::Names;
use together::roles::rules::Right;
use together::thread::Thing;
use together::visit::Visit;
use together::words::{first_name, lately};

use super::rules::{Standing, WAITING};
use super::store::{self, Check, Round};
use crate::stories::CriterionId;
use crate::stories::store::criteria::Criterion;

/// Rounds of a story its page tells of.
const ROUNDS: i64 = 10;

/// What a story’s page shows of its acceptance.
pub(crate) struct Acceptance {
    visit: Visit,
    story: Thing,
    checks: Vec<Check>,
    rounds: Vec<Round>,
    names: Names,
    /// Whether the visitor accepts stories, rather than proposing to.
    accepts: bool,
    /// Whose call that is.
    call: Markup,
}

impl Acceptance {
    /// Loads it for a story.
    pub(crate) async fn load(visit: &Visit, tx: &mut Tx, story: &Thing, marks: &Marks) -> Result<Self> {
        Ok(Self {
            visit: visit.clone(),
            story: story.clone(),
            checks: store::checks(tx, story.id).await?,
            rounds: store::rounds(tx, story.id, ROUNDS).await?,
            names: Names::load(tx, visit.product.id).await?,
            accepts: marks.acts(visit, Right::AcceptStory),
            call: marks.call(Right::AcceptStory),
        })
    }

    /// How far the criteria are, beside their heading: agreed before work, then shown, in the end met.
    pub(crate) fn count(&self, criteria: &[Criterion]) -> String {
        let all = criteria.len();
        let of = |word: &str, is: &dyn Fn(&Criterion) -> bool| {
            format!("{} of {all} {word}", criteria.iter().filter(|criterion| is(criterion)).count())
        };
        let stands = |criterion: &Criterion| self.standing(criterion.id);
        match self.story.state.as_str() {
            _ if all == 0 => "none yet".to_owned(),
            WAITING => of("shown", &|criterion| stands(criterion).is_acceptable()),
            "in work" | "in review" if !self.checks.is_empty() => of("shown", &|one| stands(one).is_acceptable()),
            "done" if !self.checks.is_empty() => of("met", &|criterion| stands(criterion) == Standing::Met),
            _ => of("agreed", &|criterion| criterion.agreed),
        }
    }

    fn check(&self, criterion: CriterionId) -> Option<&Check> {
        self.checks.iter().find(|check| check.criterion == criterion)
    }

    fn standing(&self, criterion: CriterionId) -> Standing {
        self.check(criterion).map_or(Standing::Open, Check::standing)
    }

    fn waits(&self) -> bool {
        self.story.state == WAITING
    }

    /// “Tomas, yesterday”.
    fn who_and_when(&self, who: Option<PersonId>, when: Option<Ts>) -> Markup {
        let name = who.map(|who| self.names.find(who).map_or("somebody", first_name));
        let now = self.visit.signed.now;
        html! {
            @if let Some(name) = name { (name) }
            @if let Some(when) = when { @if name.is_some() { ", " } (lately(when, now)) }
        }
    }
}
