//! Whose call each of some proposals is, by the matrix as it stands now.

use ground::db::Tx;
use ground::web::Result;
use maud::Markup;

use crate::journal::proposals::store::{self, Proposal};
use crate::roles;
use crate::roles::marks::Marks;
use crate::roles::names::Names;
use crate::roles::rules::{Assent, Hitch, Letter, Right, Role, RoleSet};
use crate::visit::Visit;

/// Whose call some proposals are.
pub(crate) struct Calls {
    marks: Marks,
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
    /// Loads what these proposals need: the rows of their rights, who has which role.
    pub(crate) async fn of(visit: &Visit, tx: &mut Tx, proposals: &[Proposal]) -> Result<Self> {
        let mut rights: Vec<Right> = proposals.iter().filter_map(Proposal::right).collect();
        rights.sort_unstable();
        rights.dedup();
        let marks = Marks::load(tx, visit, &rights).await?;
        Ok(Self { marks, names: Names::load(tx, visit.product.id).await? })
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

    /// Whether a proposal is this visitor's to take.
    pub(crate) fn are_for(&self, visit: &Visit, proposal: &Proposal) -> bool {
        matches!(self.standing(visit, proposal), Standing::Mine { .. })
    }

    /// How a proposal stands for a visitor.
    pub(super) fn standing(&self, visit: &Visit, proposal: &Proposal) -> Standing {
        let Some(right) = proposal.right() else { return Standing::Theirs(RoleSet::EMPTY) };
        let (matrix, everybody) = (self.marks.matrix(), self.marks.everybody());
        match matrix.assent(right, proposal.team, &visit.hats(), proposal.agreed(), everybody) {
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

/// How many proposals wait for this person: those they may take.
pub(crate) async fn count(tx: &mut Tx, visit: &Visit) -> Result<i64> {
    let product = visit.product.id;
    let groups = store::groups(tx, product).await?;
    if groups.is_empty() {
        return Ok(0);
    }
    let rights: Vec<Right> = groups.iter().map(|(right, ..)| *right).collect();
    let matrix = roles::store::rows(tx, product, &rights).await?;
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
