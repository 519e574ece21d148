//! The cells of one row: one for each role of a member.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Cell, Letter, Role, RoleSet};

/// What each role has to do with one decision. Customers decide nothing here, so there is no cell for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "BTreeMap<Role, Cell>", into = "BTreeMap<Role, Cell>")]
#[schemars(with = "BTreeMap<Role, Cell>")]
pub struct Cells([Cell; Role::MEMBERS.len()]);

/// A cell for customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("Customers make requests and decide nothing here: there is no cell for them.")]
pub struct NoCellForCustomers;

impl Cells {
    /// A row in which nobody is involved.
    pub const EMPTY: Self = Self([Cell::NotInvolved; Role::MEMBERS.len()]);

    /// The cells in the order of [`Role::MEMBERS`].
    pub const fn of(cells: [Cell; Role::MEMBERS.len()]) -> Self {
        Self(cells)
    }

    /// The cell of a role.
    pub fn get(&self, role: Role) -> Cell {
        self.0.get(role as usize).copied().unwrap_or_default()
    }

    /// The same row with another cell for this role.
    pub fn with(mut self, role: Role, cell: Cell) -> Result<Self, NoCellForCustomers> {
        *self.0.get_mut(role as usize).ok_or(NoCellForCustomers)? = cell;
        Ok(self)
    }

    /// The roles with this letter, whatever its mark.
    pub fn roles(&self, letter: Letter) -> RoleSet {
        self.those(|cell| cell.letter() == letter)
    }

    /// The roles whose cell is so.
    pub fn those(&self, so: impl Fn(Cell) -> bool) -> RoleSet {
        self.iter().filter(|(_, cell)| so(*cell)).map(|(role, _)| role).collect()
    }

    /// Each role of a member with its cell.
    pub fn iter(&self) -> impl Iterator<Item = (Role, Cell)> {
        Role::MEMBERS.into_iter().zip(self.0)
    }
}

impl TryFrom<BTreeMap<Role, Cell>> for Cells {
    type Error = NoCellForCustomers;

    fn try_from(cells: BTreeMap<Role, Cell>) -> Result<Self, NoCellForCustomers> {
        cells.into_iter().try_fold(Self::EMPTY, |row, (role, cell)| row.with(role, cell))
    }
}

/// Cells of those who are not involved are left out.
impl From<Cells> for BTreeMap<Role, Cell> {
    fn from(cells: Cells) -> Self {
        cells.iter().filter(|(_, cell)| *cell != Cell::NotInvolved).collect()
    }
}
