//! A set of roles.

use std::fmt;

use super::Role;

/// Some of the roles, each at most once, always in the order of [`Role::ALL`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RoleSet(u8);

impl RoleSet {
    /// None of them.
    pub const EMPTY: Self = Self(0);

    /// Whether the role is among them.
    pub const fn contains(self, role: Role) -> bool {
        self.0 & bit(role) != 0
    }

    /// These and one more.
    pub const fn with(self, role: Role) -> Self {
        Self(self.0 | bit(role))
    }

    /// Those in either.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Those in both.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are not in the other.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of the other are in this one.
    pub const fn covers(self, other: Self) -> bool {
        other.0 & !self.0 == 0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// One after the other.
    pub fn iter(self) -> impl Iterator<Item = Role> {
        Role::ALL.iter().copied().filter(move |role| self.contains(*role))
    }

    /// The first of them.
    pub fn first(self) -> Option<Role> {
        self.iter().next()
    }

    /// Those who are members of the product: all but customers.
    pub fn members(self) -> Self {
        self.without(Self::from(Role::Customer))
    }

    /// Inside a sentence: “the product manager and the product owner”, “nobody”.
    pub fn named(self) -> String {
        let names: Vec<_> = self.iter().map(Role::named).collect();
        match names.as_slice() {
            [] => "nobody".to_owned(),
            [one] => (*one).to_owned(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        }
    }

    /// The verb that goes with [`RoleSet::named`].
    pub(super) fn verb(self, verb: &str) -> String {
        match (self.first(), self.len()) {
            (Some(role), 1) => role.verb(verb),
            (Some(_), _) => verb.to_owned(),
            (None, _) => format!("{verb}s"),
        }
    }
}

const fn bit(role: Role) -> u8 {
    1 << role as u8
}

impl From<Role> for RoleSet {
    fn from(role: Role) -> Self {
        Self::EMPTY.with(role)
    }
}

impl<const N: usize> From<[Role; N]> for RoleSet {
    fn from(roles: [Role; N]) -> Self {
        roles.into_iter().collect()
    }
}

impl FromIterator<Role> for RoleSet {
    fn from_iter<I: IntoIterator<Item = Role>>(roles: I) -> Self {
        roles.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Debug for RoleSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
