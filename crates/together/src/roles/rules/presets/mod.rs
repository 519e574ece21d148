//! Matrices to start from. Each is a table of its own, drawn as the page draws it.

mod both_hats;
mod manager_and_owner;
mod outside_scrum;
mod owner_only;
mod owner_per_team;

use std::collections::BTreeSet;

use super::words::words;
use super::{Cell, Cells, Matrix, Right, Role, RoleSet, Row, Scope, Subject};

words! {
    /// A matrix to start from.
    Preset, "preset" {
        ManagerAndOwner "manager-and-owner" "Manager and owner";
        BothHats        "both-hats"         "One person, both hats";
        OwnerOnly       "owner-only"        "Owner only";
        OutsideScrum    "outside-scrum"     "Manager outside Scrum";
        OwnerPerTeam    "owner-per-team"    "One manager, an owner per team";
    }
}

/// The rows of a preset: what is decided, and a cell for each role in the order of [`Role::MEMBERS`].
type Table = [(Right, [Cell; Role::MEMBERS.len()])];

impl Preset {
    /// What it means, beside its name where one is chosen.
    pub const fn hint(self) -> &'static str {
        match self {
            Self::ManagerAndOwner => "Two people, one line",
            Self::BothHats => "You decide both, each under its role",
            Self::OwnerOnly => "A small Scrum team",
            Self::OutsideScrum => "No owner, no sprints",
            Self::OwnerPerTeam => "Several teams, one product",
        }
    }

    /// The roles that decide something in it. Somebody must have each of them.
    pub fn deciding_roles(self) -> RoleSet {
        let decides = |roles: &[Role]| roles.iter().copied().collect();
        match self {
            Self::ManagerAndOwner | Self::OwnerPerTeam => {
                decides(&[Role::ProductManager, Role::ProductOwner, Role::Developer, Role::BusinessLeader])
            }
            Self::BothHats => decides(&[Role::ProductManager, Role::ProductOwner, Role::Developer]),
            Self::OwnerOnly => decides(&[Role::ProductOwner, Role::Developer]),
            Self::OutsideScrum => decides(&[Role::ProductManager, Role::Developer, Role::BusinessLeader]),
        }
    }

    /// The hats that whoever makes a product with it is offered: a default that decides something.
    pub const fn offered(self) -> &'static [Role] {
        match self {
            Self::ManagerAndOwner | Self::OutsideScrum | Self::OwnerPerTeam => &[Role::ProductManager],
            Self::BothHats => &[Role::ProductManager, Role::ProductOwner],
            Self::OwnerOnly => &[Role::ProductOwner],
        }
    }

    /// The roles somebody has who chose these: where one person wears both hats, nobody wears only one.
    pub fn worn(self, chosen: RoleSet) -> RoleSet {
        let both = RoleSet::EMPTY.with(Role::ProductManager).with(Role::ProductOwner);
        if self == Self::BothHats && !chosen.and(both).is_empty() { chosen.or(both) } else { chosen }
    }

    /// Whether it has rows for this right. A product without sprints has none for them.
    pub const fn knows(self, right: Right) -> bool {
        !(matches!(self, Self::OutsideScrum) && right.needs_sprints())
    }

    /// The matrix of a product with these teams.
    pub fn matrix(self, teams: impl IntoIterator<Item = i64>) -> Matrix {
        let teams: BTreeSet<_> = teams.into_iter().collect();
        let of_teams = teams.into_iter().flat_map(|team| self.rows_of_team(team));
        let rows = rows(self.table(), Scope::PRODUCT).chain(of_teams).collect();
        let mut matrix = Matrix { own: Vec::new(), rows };
        matrix.sort();
        matrix
    }

    /// The rows a new team gets of its own.
    pub fn rows_of_team(self, team: i64) -> impl Iterator<Item = Row> {
        let table: &Table = match self {
            Self::OwnerPerTeam => owner_per_team::OF_EACH_TEAM,
            _ => &[],
        };
        rows(table, Scope::from(team))
    }

    fn table(self) -> &'static Table {
        match self {
            Self::ManagerAndOwner => manager_and_owner::TABLE,
            Self::BothHats => both_hats::TABLE,
            Self::OwnerOnly => owner_only::TABLE,
            Self::OutsideScrum => outside_scrum::TABLE,
            Self::OwnerPerTeam => owner_per_team::TABLE,
        }
    }
}

impl Matrix {
    /// The preset whose rows these are, whatever the product added for its log.
    pub fn preset(&self) -> Option<Preset> {
        let teams: BTreeSet<_> = self.rows.iter().filter_map(|row| row.scope.team()).collect();
        let known = self.rows.iter().filter(|row| matches!(row.subject, Subject::Known(_)));
        let known: Vec<_> = known.cloned().collect();
        Preset::ALL.iter().copied().find(|preset| preset.matrix(teams.iter().copied()).rows == known)
    }

    /// The matrix of a preset, with what this product added for its log.
    pub fn restarted(&self, preset: Preset, teams: impl IntoIterator<Item = i64>) -> Self {
        let mut next = preset.matrix(teams);
        next.own.clone_from(&self.own);
        next.rows.extend(self.rows.iter().filter(|row| matches!(row.subject, Subject::Own(_))).cloned());
        next.sort();
        next
    }
}

fn rows(table: &'static Table, scope: Scope) -> impl Iterator<Item = Row> {
    table.iter().map(move |(right, cells)| Row { subject: Subject::Known(*right), scope, cells: Cells::of(*cells) })
}

/// The letters of the tables.
mod letters {
    use super::Cell;

    /// Decides.
    pub(super) const A: Cell = Cell::Decides;
    /// Prepares it: proposes.
    pub(super) const R: Cell = Cell::Prepares;
    /// Prepares it, delegated: acts at once.
    pub(super) const RD: Cell = Cell::Delegated;
    /// Told before, may answer.
    pub(super) const C: Cell = Cell::Consulted;
    /// Told after.
    pub(super) const I: Cell = Cell::Informed;
    /// Not involved.
    pub(super) const __: Cell = Cell::NotInvolved;
}
