//! Who wears which hat, and where.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Role, RoleSet};

/// How far a row of the matrix, or a role, reaches: the whole product, or one team by the number of its key (2 for
/// T-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Scope(i64);

impl Scope {
    /// The whole product. Its number is 0, which no team has.
    pub const PRODUCT: Self = Self(0);

    /// The team, if it is one.
    pub fn team(self) -> Option<i64> {
        (!self.is_product()).then_some(self.0)
    }

    /// Whether it is the whole product.
    pub fn is_product(&self) -> bool {
        *self == Self::PRODUCT
    }
}

impl From<i64> for Scope {
    fn from(team: i64) -> Self {
        Self(team)
    }
}

/// The roles of one person, or of everybody together, in one product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hats(Vec<(Role, Scope)>);

impl Hats {
    /// Every role worn, wherever it is.
    pub fn anywhere(&self) -> RoleSet {
        self.0.iter().map(|(role, _)| *role).collect()
    }

    /// The roles that count for a row of this scope. On a row of the product everybody's role counts. On a row of a
    /// team only the roles held in that team or for the whole product do: the owner of one team does not order
    /// another's work.
    pub fn at(&self, row: Scope) -> RoleSet {
        let counts = |held: Scope| row.is_product() || held.is_product() || held == row;
        self.0.iter().filter(|(_, held)| counts(*held)).map(|(role, _)| *role).collect()
    }
}

impl<S: Into<Scope>> FromIterator<(Role, S)> for Hats {
    fn from_iter<I: IntoIterator<Item = (Role, S)>>(hats: I) -> Self {
        Self(hats.into_iter().map(|(role, scope)| (role, scope.into())).collect())
    }
}

/// Roles held for the whole product.
impl From<RoleSet> for Hats {
    fn from(roles: RoleSet) -> Self {
        roles.iter().map(|role| (role, Scope::PRODUCT)).collect()
    }
}

/// Roles held for the whole product.
impl<const N: usize> From<[Role; N]> for Hats {
    fn from(roles: [Role; N]) -> Self {
        RoleSet::from(roles).into()
    }
}
