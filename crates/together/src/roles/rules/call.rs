//! Whose call, as the mark beside a field says it.

use super::{Cell, Hats, Letter, Matrix, Role, RoleSet, Scope, Subject};

/// Whose call a decision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Call {
    /// Who decides: one role, unless the row is at fault.
    pub decides: RoleSet,
    /// Who must agree before it takes effect.
    pub agrees: Option<Role>,
    /// Who prepares it by proposing.
    pub proposes: RoleSet,
    /// Who prepares it and acts at once.
    pub acts_at_once: RoleSet,
}

impl Matrix {
    /// Whose call a decision is. The owner's agreement is named only where somebody among `everybody` could give it.
    pub fn who_decides(&self, subject: impl Into<Subject>, scope: impl Into<Scope>, everybody: &Hats) -> Call {
        let row = self.row(subject, scope);
        let decides = row.cells.roles(Letter::A);
        let agrees =
            row.subject.agreement().filter(|role| !decides.contains(*role) && everybody.at(row.scope).contains(*role));
        let proposes = row.cells.those(|cell| cell == Cell::Prepares).without(agrees.into_iter().collect());
        Call { decides, agrees, proposes, acts_at_once: row.cells.those(Cell::is_delegated) }
    }

    /// What stands at the end of a row: “manager, delegated”, “owner, waits 1 day”, “owner must agree”.
    pub fn notes(&self, subject: impl Into<Subject>, scope: impl Into<Scope>, everybody: &Hats) -> Vec<String> {
        let subject = subject.into();
        let row = self.row(subject.clone(), scope);
        let marks = row.cells.iter().filter_map(|(role, cell)| match cell {
            Cell::Delegated => Some(format!("{}, delegated", role.short())),
            Cell::Waits(hours) => Some(format!("{}, waits {}", role.short(), hours.in_words())),
            _ => None,
        });
        let agrees = self.who_decides(subject, row.scope, everybody).agrees;
        marks.chain(agrees.map(|role| format!("{} must agree", role.short()))).collect()
    }
}

impl Call {
    /// The one role that decides, if the row is not at fault.
    pub fn decider(&self) -> Option<Role> {
        self.decides.first().filter(|_| self.decides.len() == 1)
    }

    /// In words: “the product manager decides, the product owner proposes”.
    pub fn in_words(&self) -> String {
        let decides = format!("{} {}", self.decides.named(), self.decides.verb("decide"));
        let agrees = self.agrees.map(|role| format!("it takes effect when {} {}", role.named(), role.verb("agree")));
        let proposes =
            (!self.proposes.is_empty()).then(|| format!("{} {}", self.proposes.named(), self.proposes.verb("propose")));
        let at_once = (!self.acts_at_once.is_empty()).then(|| format!("{} may act at once", self.acts_at_once.named()));
        [Some(decides), agrees, proposes, at_once].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
