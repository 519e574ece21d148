//! Whose call it is: what the matrix says of one action by one person.

use thiserror::Error;

use super::{Cell, Hats, Letter, Matrix, Right, Role, RoleSet, Row, Scope};

/// What becomes of an action that decides something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// It is performed.
    Acts {
        /// The role that gave the right; the journal keeps it.
        as_role: Role,
        /// The right was lent by the role that decides.
        delegated: bool,
    },
    /// It becomes a proposal.
    Proposes {
        /// Who takes or declines it.
        to: Role,
        /// The role it is proposed in.
        as_role: Role,
        /// What keeps it from being taken for now, if something does.
        hitch: Option<Hitch>,
        /// Those whose yes the proposal already has: it came from one of several who must agree.
        agreed: RoleSet,
    },
    /// It is not done.
    Refused(Reason),
}

/// Why a proposal cannot be taken for now. Nothing is lost: it waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Hitch {
    /// The role that decides is nobody's.
    #[error("This is decided by {}, and nobody has that role. It waits until an administrator gives it.", .0.named())]
    NobodyHolds(Role),
    /// No role decides.
    #[error("Nobody decides this yet. It waits until one role is given the decision.")]
    NobodyDecides,
}

/// Why somebody may neither act nor propose, or not take a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Reason {
    /// A customer.
    #[error("Customers make requests; what becomes of them is decided by the members of the product.")]
    Customer,
    /// No role in the product.
    #[error("You have no role in this product. An administrator can give you one.")]
    NotAMember,
    /// The decision is another's.
    #[error("This is decided by {}.", .0.named())]
    AnothersCall(RoleSet),
}

/// What becomes of a proposal when somebody takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Assent {
    /// It is performed.
    Performs {
        /// The role that took it.
        as_role: Role,
    },
    /// Their yes is kept; another must agree too.
    Waits {
        /// Who is asked next.
        to: Role,
        /// Everybody who has agreed so far.
        agreed: RoleSet,
        /// The role that took it.
        as_role: Role,
    },
    /// It is not theirs to take.
    Refused(Reason),
}

impl Matrix {
    /// What becomes of an action on this right, by a person with these hats.
    ///
    /// Whoever has the A acts, under the role that has it. An R that is delegated acts at once. Any other member
    /// proposes; customers never do.
    ///
    /// Where *several must agree*, a person who wears all their hats acts, and anybody else proposes to the others,
    /// who complete it by taking it. That is so for “change who decides” (manager and owner), and it is also what a
    /// row with two A's means until it is mended: work goes on, and neither of the two is overruled by the louder
    /// one.
    ///
    /// Where *nobody* could take the proposal, it still waits and says what is missing: see [`Hitch`]. It stands with
    /// the role the row names or, where the row names none, with the one who changes who decides.
    pub fn ruling(&self, right: Right, scope: impl Into<Scope>, actor: &Hats, everybody: &Hats) -> Ruling {
        let row = self.row(right, scope);
        let Some(proposing) = proposing(&row, actor) else {
            return Ruling::Refused(no_member(actor));
        };
        let mine = actor.at(row.scope);
        let needed = needed(&row, everybody.at(row.scope).or(mine));
        if let Some(as_role) = leading(&row, needed).filter(|_| mine.covers(needed)) {
            return Ruling::Acts { as_role, delegated: false };
        }
        if let Some(as_role) = row.cells.those(Cell::is_delegated).and(mine).first() {
            return Ruling::Acts { as_role, delegated: true };
        }
        let agreed = needed.and(mine);
        let (to, hitch) = self.addressee(&row, needed.without(mine));
        Ruling::Proposes { to, as_role: proposing, hitch, agreed }
    }

    /// What becomes of a proposal when a person with these hats takes it. `agreed` is what the proposal has so far.
    ///
    /// Only those whose agreement is needed can take it: an R that is delegated may act, but not decide for others.
    pub fn assent(
        &self,
        right: Right,
        scope: impl Into<Scope>,
        taker: &Hats,
        agreed: RoleSet,
        everybody: &Hats,
    ) -> Assent {
        let row = self.row(right, scope);
        let mine = taker.at(row.scope);
        let needed = needed(&row, everybody.at(row.scope).or(mine));
        let Some(as_role) = leading(&row, needed.and(mine)) else {
            return Assent::Refused(Reason::AnothersCall(needed));
        };
        let agreed = agreed.or(mine).and(needed);
        match leading(&row, needed.without(agreed)) {
            None => Assent::Performs { as_role },
            Some(to) => Assent::Waits { to, agreed, as_role },
        }
    }

    /// The roles whose agreement it takes, among those somebody has: one, unless the right or a fault asks for more.
    pub fn must_agree(&self, right: Right, scope: impl Into<Scope>, everybody: &Hats) -> RoleSet {
        let row = self.row(right, scope);
        needed(&row, everybody.at(row.scope))
    }

    fn addressee(&self, row: &Row, missing: RoleSet) -> (Role, Option<Hitch>) {
        let named = row.cells.roles(Letter::A).first();
        match (leading(row, missing), named) {
            (Some(role), _) => (role, None),
            (None, Some(role)) => (role, Some(Hitch::NobodyHolds(role))),
            (None, None) => (self.mender(), Some(Hitch::NobodyDecides)),
        }
    }

    /// The one who can put a row right.
    fn mender(&self) -> Role {
        self.deciders(Right::ChangeWhoDecides, Scope::PRODUCT).first().unwrap_or(Role::ProductManager)
    }
}

/// Why somebody without a member's hat may not even propose.
fn no_member(hats: &Hats) -> Reason {
    if hats.anywhere().contains(Role::Customer) { Reason::Customer } else { Reason::NotAMember }
}

/// Those who must agree, as far as somebody has the role: the A's and, for some rights, one more.
pub(super) fn needed(row: &Row, held: RoleSet) -> RoleSet {
    let agreement: RoleSet = row.subject.agreement().into_iter().collect();
    row.cells.roles(Letter::A).or(agreement).and(held)
}

/// The one of these that speaks first: a role that has the A.
fn leading(row: &Row, roles: RoleSet) -> Option<Role> {
    row.cells.roles(Letter::A).and(roles).first().or_else(|| roles.first())
}

/// The hat a member proposes in: of those that count here, the one that has most to do with the decision.
fn proposing(row: &Row, actor: &Hats) -> Option<Role> {
    let here = actor.at(row.scope).members();
    let hats = if here.is_empty() { actor.anywhere().members() } else { here };
    hats.iter().min_by_key(|role| row.cells.get(*role).letter())
}
