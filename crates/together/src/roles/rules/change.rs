//! Changing who decides: what may be changed, and what is refused.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Cell, Cells, LabelRefusal, Letter, Matrix, NoCellForCustomers, NoMatrix, OwnCode, OwnRight};
use super::{Right, Role, RoleSet, Row, Scope, Subject};

/// One change of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "change", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Change {
    /// Another letter in one cell. The first change for a team begins its row as a copy of the product's.
    SetCell {
        /// The row.
        subject: Subject,
        /// Whose row.
        #[serde(default)]
        scope: Scope,
        /// The column.
        role: Role,
        /// What it says now.
        cell: Cell,
    },
    /// A team's row goes, and the product's holds for it again; or the product's row goes, with those of its teams.
    DropRow {
        /// The row.
        subject: Subject,
        /// Whose row.
        #[serde(default)]
        scope: Scope,
    },
    /// A decision for the log.
    AddOwn {
        /// What is decided.
        label: String,
    },
    /// Other words for it.
    RenameOwn {
        /// Which one.
        code: OwnCode,
        /// What is decided.
        label: String,
    },
}

/// A change that is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ChangeRefusal {
    /// A second A in a row that actions ask for. Rows for the decision log may have two: they say how things are.
    #[error("“{label}” would be decided by {}. One role decides: take the A from the others.", .deciders.named())]
    SecondDecider {
        /// The decision.
        label: String,
        /// Everybody who would decide.
        deciders: RoleSet,
    },
    /// Nobody could ever change the matrix again.
    #[error("Somebody must decide who decides: give the A to another role before you take it from this one.")]
    NobodyCouldMend,
    /// A decision of this name is there.
    #[error("There is a decision “{0}” already.")]
    AddedBefore(String),
    /// The product has as many decisions of its own as it may.
    #[error("A product adds at most {} decisions. Remove one that is no longer used.", Matrix::OWN_MOST)]
    TooMany,
    /// The name does not do.
    #[error(transparent)]
    Label(#[from] LabelRefusal),
    /// There is no such column.
    #[error(transparent)]
    Customers(#[from] NoCellForCustomers),
    /// There may be no such row.
    #[error(transparent)]
    Row(#[from] NoMatrix),
}

/// A cell that differs between two matrices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The row.
    pub subject: Subject,
    /// Whose row.
    pub scope: Scope,
    /// The column.
    pub role: Role,
    /// What it said.
    pub before: Cell,
    /// What it says.
    pub after: Cell,
}

impl Matrix {
    /// The most decisions a product adds.
    pub const OWN_MOST: usize = 50;

    /// The matrix after these changes. They are judged together, so an A can be moved from one role to another.
    pub fn changed(&self, changes: &[Change]) -> Result<Self, ChangeRefusal> {
        let mut next = self.clone();
        for change in changes {
            next.apply(change)?;
        }
        next.sort();
        next.refuse_second_decider(self)?;
        next.refuse_nobody_to_mend(self)?;
        Ok(next)
    }

    /// What differs from an earlier matrix, row by row in the order of the page.
    pub fn differences(&self, before: &Self) -> Vec<Difference> {
        let mut both = Self { own: self.own.clone(), rows: self.rows.clone() };
        let gone = before.rows.iter().filter(|row| self.find(&row.subject, row.scope).is_none());
        both.rows.extend(gone.cloned());
        both.sort();
        both.rows.iter().flat_map(|row| differing_cells(before, self, row)).collect()
    }

    fn apply(&mut self, change: &Change) -> Result<(), ChangeRefusal> {
        match change {
            Change::SetCell { subject, scope, role, cell } => self.set_cell(subject, *scope, *role, *cell),
            Change::DropRow { subject, scope } => self.drop_row(subject, *scope),
            Change::AddOwn { label } => self.add_own(label),
            Change::RenameOwn { code, label } => self.rename_own(code, label),
        }
    }

    fn set_cell(&mut self, subject: &Subject, scope: Scope, role: Role, cell: Cell) -> Result<(), ChangeRefusal> {
        self.admit(subject, scope)?;
        let cells = self.row(subject.clone(), scope).cells.with(role, cell)?;
        self.rows.retain(|row| row.subject != *subject || row.scope != scope);
        self.rows.push(Row { subject: subject.clone(), scope, cells });
        Ok(())
    }

    fn drop_row(&mut self, subject: &Subject, scope: Scope) -> Result<(), ChangeRefusal> {
        self.admit(subject, scope)?;
        self.rows.retain(|row| row.subject != *subject || !(scope.is_product() || row.scope == scope));
        self.own.retain(|own| *subject != Subject::Own(own.code.clone()));
        Ok(())
    }

    fn add_own(&mut self, label: &str) -> Result<(), ChangeRefusal> {
        let own = OwnRight::named(label)?;
        if self.own.iter().any(|known| known.code == own.code || known.label == own.label) {
            return Err(ChangeRefusal::AddedBefore(own.label));
        }
        if self.own.len() >= Self::OWN_MOST {
            return Err(ChangeRefusal::TooMany);
        }
        self.rows.push(Row { subject: own.code.clone().into(), scope: Scope::PRODUCT, cells: Cells::EMPTY });
        self.own.push(own);
        Ok(())
    }

    fn rename_own(&mut self, code: &OwnCode, label: &str) -> Result<(), ChangeRefusal> {
        let label = OwnRight::named(label)?.label;
        if self.own.iter().any(|own| own.code != *code && own.label == label) {
            return Err(ChangeRefusal::AddedBefore(label));
        }
        let own = self.own.iter_mut().find(|own| own.code == *code);
        own.ok_or_else(|| NoMatrix::NotAdded(code.clone()))?.label = label;
        Ok(())
    }

    /// A row that was at fault before and is untouched is not held against the change.
    fn refuse_second_decider(&self, before: &Self) -> Result<(), ChangeRefusal> {
        let touched = self.rows.iter().filter(|row| !before.rows.contains(row));
        for row in touched.filter(|row| matches!(row.subject, Subject::Known(_))) {
            let deciders = row.cells.roles(Letter::A);
            if deciders.len() > 1 {
                let label = self.label(&row.subject).to_owned();
                return Err(ChangeRefusal::SecondDecider { label, deciders });
            }
        }
        Ok(())
    }

    fn refuse_nobody_to_mend(&self, before: &Self) -> Result<(), ChangeRefusal> {
        let decides = |matrix: &Self| !matrix.deciders(Right::ChangeWhoDecides, Scope::PRODUCT).is_empty();
        if decides(before) && !decides(self) { Err(ChangeRefusal::NobodyCouldMend) } else { Ok(()) }
    }
}

fn differing_cells(before: &Matrix, after: &Matrix, row: &Row) -> Vec<Difference> {
    let cell = |matrix: &Matrix, role| {
        matrix.find(&row.subject, row.scope).map_or(Cell::NotInvolved, |row| row.cells.get(role))
    };
    let differs = |role| {
        let (before, after) = (cell(before, role), cell(after, role));
        let difference = Difference { subject: row.subject.clone(), scope: row.scope, role, before, after };
        (before != after).then_some(difference)
    };
    Role::MEMBERS.into_iter().filter_map(differs).collect()
}
