//! Whose call each of some proposals is, by the matrix as it stands now.

use ground::db::Tx;
use ground::web::Result;
use maud::Markup;

use crate::decisions::hearing::Hearing;
use crate::decisions::pages::answer;
use crate::journal::proposals::rules::{self, Taker};
use crate::journal::proposals::store::{self, Proposal};
use crate::roles;
use crate::roles::marks::Marks;
use crate::roles::names::Names;
use crate::roles::rules::{Assent, Awaited, Hats, Hitch, Letter, Matrix, Right, Role, RoleSet};
use crate::visit::Visit;

/// Whose call some proposals are.
pub(crate) struct Calls {
    marks: Marks,
    hearing: Hearing,
    /// The people behind the roles.
    pub(crate) names: Names,
}

/// How a proposal stands for one visitor.
pub(super) enum Standing {
    /// Theirs to take; then somebody else must agree too, if that is so.
    Mine { then: Option<Role> },
    /// Another's.
    Theirs(RoleSet),
    /// Nobody's for now: why.
    Stuck(Hitch),
}

impl Calls {
    /// Loads what these proposals need: the rows of their rights, who has which role, what was answered.
    pub(crate) async fn of(visit: &Visit, tx: &mut Tx, proposals: &[Proposal]) -> Result<Self> {
        let mut rights: Vec<Right> = proposals.iter().flat_map(Proposal::rights).collect();
        rights.sort_unstable();
        rights.dedup();
        let marks = Marks::load(tx, visit, &rights).await?;
        let hearing = hearing(tx, visit, marks.matrix(), proposals).await?;
        Ok(Self { marks, hearing, names: Names::load(tx, visit.product.id).await? })
    }

    /// The mark of a right.
    pub(crate) fn mark(&self, right: Right) -> Markup {
        self.marks.call(right)
    }

    /// Who is to take it: “For Tomas to decide.”
    pub(crate) fn decides(&self, right: Right, proposal: &Proposal) -> String {
        match self.another(right, proposal) {
            Standing::Theirs(roles) => format!("For {} to decide.", self.names.of_all(roles)),
            Standing::Stuck(why) => why.to_string(),
            Standing::Mine { .. } => String::new(),
        }
    }

    /// Whether a proposal waits for this visitor: to be taken or declined, or for their answer.
    pub(crate) fn are_for(&self, visit: &Visit, proposal: &Proposal) -> bool {
        match self.standing(visit, proposal) {
            Standing::Mine { .. } => self.awaited(visit, proposal).is_empty(),
            Standing::Theirs(_) | Standing::Stuck(_) => self.asks(visit, proposal),
        }
    }

    /// Whose answer a proposal waits for before it can be taken.
    pub(crate) fn awaited(&self, visit: &Visit, proposal: &Proposal) -> Vec<Awaited> {
        if proposal.decided_at.is_some() {
            return Vec::new();
        }
        self.hearing.of_proposal(self.marks.matrix(), proposal, visit.signed.now)
    }

    /// “Waits for Priya until Friday 10:00”, where a proposal does.
    pub(crate) fn waits(&self, visit: &Visit, proposal: &Proposal) -> Option<String> {
        answer::waits(visit, &self.names, &self.awaited(visit, proposal))
    }

    /// “No answer from Priya in the time there was”, where a proposal has waited as long as it had to.
    pub(crate) fn unheard(&self, visit: &Visit, proposal: &Proposal) -> Option<String> {
        if proposal.decided_at.is_some() {
            return None;
        }
        answer::unheard(&self.names, self.hearing.unheard_on(self.marks.matrix(), proposal, visit.signed.now))
    }

    /// Whether a proposal waits for this visitor's answer.
    pub(super) fn asks(&self, visit: &Visit, proposal: &Proposal) -> bool {
        answer::is_asked(visit, &self.awaited(visit, proposal))
    }

    /// How a proposal stands for a visitor.
    pub(super) fn standing(&self, visit: &Visit, proposal: &Proposal) -> Standing {
        let Some(right) = proposal.right() else { return Standing::Theirs(RoleSet::EMPTY) };
        let (matrix, everybody) = (self.marks.matrix(), self.marks.everybody());
        match worth(matrix, everybody, visit, proposal) {
            Assent::Performs { .. } => Standing::Mine { then: None },
            Assent::Waits { to, agreed, .. } if agreed != proposal.agreed() => Standing::Mine { then: Some(to) },
            Assent::Waits { .. } | Assent::Refused(_) => self.another(right, proposal),
        }
    }

    fn another(&self, right: Right, proposal: &Proposal) -> Standing {
        let (matrix, everybody) = (self.marks.matrix(), self.marks.everybody());
        let needed = matrix.must_agree(right, proposal.team, everybody);
        if !needed.is_empty() {
            let missing = needed.without(proposal.agreed());
            return Standing::Theirs(if missing.is_empty() { needed } else { missing });
        }
        let named = matrix.row(right, proposal.team).cells.roles(Letter::A).first();
        Standing::Stuck(named.map_or(Hitch::NobodyDecides, Hitch::NobodyHolds))
    }
}

/// What a visitor's yes to a proposal is worth.
fn worth(matrix: &Matrix, everybody: &Hats, visit: &Visit, proposal: &Proposal) -> Assent {
    let taker = Taker { hats: visit.hats(), proposed_it: proposal.proposer == visit.who().id };
    rules::assent(matrix, &proposal.asks(), &taker, proposal.agreed(), everybody)
}

/// What was answered, where a row waits for answers at all.
async fn hearing(tx: &mut Tx, visit: &Visit, matrix: &Matrix, proposals: &[Proposal]) -> Result<Hearing> {
    let asks = |proposal: &Proposal| proposal.asks().into_iter();
    if !proposals.iter().flat_map(asks).any(|ask| matrix.may_wait(ask.right, ask.team)) {
        return Ok(Hearing::default());
    }
    let questions = proposals.iter().flat_map(asks).filter_map(|ask| ask.question.map(|(thing, _)| thing));
    let things: Vec<_> = proposals.iter().map(|proposal| proposal.thing).chain(questions).collect();
    Hearing::load(tx, visit.product.id, &things).await
}

/// How many proposals wait for this person: those they may take, and those that wait for their answer.
pub(crate) async fn count(tx: &mut Tx, visit: &Visit) -> Result<i64> {
    let product = visit.product.id;
    let groups = store::groups(tx, product).await?;
    if groups.is_empty() {
        return Ok(0);
    }
    let rights: Vec<Right> = groups.iter().map(|(right, ..)| *right).collect();
    let matrix = roles::store::rows(tx, product, &rights).await?;
    if groups.iter().any(|(right, team, ..)| matrix.may_wait(*right, *team)) {
        let waiting = store::waiting(tx, product).await?;
        let calls = Calls::of(visit, tx, &waiting).await?;
        let mine = waiting.iter().filter(|proposal| calls.are_for(visit, proposal)).count();
        return Ok(i64::try_from(mine).unwrap_or(i64::MAX));
    }
    let everybody = roles::store::held(tx, product).await?;
    let mine = groups.iter().filter(|(right, team, codes, _)| {
        let before = store::roles(codes);
        match matrix.assent(*right, *team, &visit.hats(), before, &everybody) {
            Assent::Performs { .. } => true,
            Assent::Waits { agreed, .. } => agreed != before,
            Assent::Refused(_) => false,
        }
    });
    Ok(mine.map(|(.., count)| count).sum())
}
