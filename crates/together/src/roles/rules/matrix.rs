//! The responsibility matrix of one product, and what can be read from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Cells, Letter, OwnCode, OwnRight, Right, RoleSet, Scope, Subject};

/// One row: a decision, for the whole product or for one team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What is decided.
    pub subject: Subject,
    /// Where the row holds. A team's row replaces the product's for that team.
    #[serde(default, skip_serializing_if = "Scope::is_product")]
    pub scope: Scope,
    /// What each role has to do with it.
    pub cells: Cells,
}

/// Who decides what in one product: rows in the order of the page, each once.
///
/// A row that is not there is a row in which nobody is involved.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Parts", into = "Parts")]
#[schemars(with = "Parts")]
pub struct Matrix {
    pub(super) own: Vec<OwnRight>,
    pub(super) rows: Vec<Row>,
}

/// Rows that make no matrix.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoMatrix {
    /// Two rows for the same decision and scope.
    #[error("There are two rows “{0}” for the same. Keep one.")]
    Twice(String),
    /// A row of a team for what is decided once.
    #[error("“{0}” is decided once for the product, not by each team.")]
    OnceAProduct(String),
    /// A decision that is not among those the product added.
    #[error("There is no decision “{0}” here. It may have been removed.")]
    NotAdded(OwnCode),
}

/// Decisions counted by how many roles decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Exactly one.
    pub one: usize,
    /// Two or more: a fault.
    pub several: usize,
    /// None: a fault.
    pub nobody: usize,
}

impl Matrix {
    /// The matrix of these rows, and of the decisions the product added in the order it added them.
    pub fn new(own: Vec<OwnRight>, rows: Vec<Row>) -> Result<Self, NoMatrix> {
        let mut matrix = Self { own, rows: Vec::new() };
        for row in rows {
            matrix.admit(&row.subject, row.scope)?;
            if matrix.find(&row.subject, row.scope).is_some() {
                return Err(NoMatrix::Twice(matrix.label(&row.subject).to_owned()));
            }
            matrix.rows.push(row);
        }
        matrix.sort();
        Ok(matrix)
    }

    /// All rows: those actions ask for, then those the product added; the product's before those of its teams.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The decisions the product added for its log.
    pub fn own(&self) -> &[OwnRight] {
        &self.own
    }

    /// The words for a decision.
    pub fn label<'a>(&'a self, subject: &'a Subject) -> &'a str {
        match subject {
            Subject::Known(right) => right.label(),
            Subject::Own(code) => self.own.iter().find(|own| own.code == *code).map_or(code.as_str(), |own| &own.label),
        }
    }

    /// The row in force: the team's own where it has one, else the product's.
    pub fn row(&self, subject: impl Into<Subject>, scope: impl Into<Scope>) -> Row {
        let subject = subject.into();
        let found = self.find(&subject, scope.into()).or_else(|| self.find(&subject, Scope::PRODUCT));
        found.cloned().unwrap_or(Row { subject, scope: Scope::PRODUCT, cells: Cells::EMPTY })
    }

    /// The roles that decide: one, unless the row is at fault.
    pub fn deciders(&self, subject: impl Into<Subject>, scope: impl Into<Scope>) -> RoleSet {
        self.row(subject, scope).cells.roles(Letter::A)
    }

    /// The roles that prepare the decision.
    pub fn preparers(&self, subject: impl Into<Subject>, scope: impl Into<Scope>) -> RoleSet {
        self.row(subject, scope).cells.roles(Letter::R)
    }

    /// The roles to tell when it is proposed or decided.
    pub fn consulted(&self, subject: impl Into<Subject>, scope: impl Into<Scope>) -> RoleSet {
        self.row(subject, scope).cells.roles(Letter::C)
    }

    /// The roles to tell after.
    pub fn informed(&self, subject: impl Into<Subject>, scope: impl Into<Scope>) -> RoleSet {
        self.row(subject, scope).cells.roles(Letter::I)
    }

    /// Counts the decisions of the product's rows; those of teams are the same decisions again.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for row in self.rows.iter().filter(|row| row.scope.is_product()) {
            match row.cells.roles(Letter::A).len() {
                0 => tally.nobody += 1,
                1 => tally.one += 1,
                _ => tally.several += 1,
            }
        }
        tally
    }

    pub(super) fn find(&self, subject: &Subject, scope: Scope) -> Option<&Row> {
        self.rows.iter().find(|row| row.subject == *subject && row.scope == scope)
    }

    /// Whether there may be such a row here.
    pub(super) fn admit(&self, subject: &Subject, scope: Scope) -> Result<(), NoMatrix> {
        match subject {
            Subject::Own(code) if !self.own.iter().any(|own| own.code == *code) => {
                Err(NoMatrix::NotAdded(code.clone()))
            }
            _ if scope.is_product() || subject.fits_a_team() => Ok(()),
            _ => Err(NoMatrix::OnceAProduct(self.label(subject).to_owned())),
        }
    }

    pub(super) fn sort(&mut self) {
        let own = &self.own;
        self.rows.sort_by_key(|row| (place(&row.subject, own), row.scope));
    }
}

/// Where a decision stands on the page.
fn place(subject: &Subject, own: &[OwnRight]) -> usize {
    match subject {
        Subject::Known(right) => *right as usize,
        Subject::Own(code) => Right::ALL.len() + own.iter().take_while(|own| own.code != *code).count(),
    }
}

/// A matrix as JSON.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Matrix")]
struct Parts {
    #[serde(default)]
    own: Vec<OwnRight>,
    rows: Vec<Row>,
}

impl TryFrom<Parts> for Matrix {
    type Error = NoMatrix;

    fn try_from(parts: Parts) -> Result<Self, NoMatrix> {
        Self::new(parts.own, parts.rows)
    }
}

impl From<Matrix> for Parts {
    fn from(matrix: Matrix) -> Self {
        Self { own: matrix.own, rows: matrix.rows }
    }
}
