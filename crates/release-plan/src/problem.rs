//! What can be built, by whom, in which releases, and what it is worth.

/// A plan to make.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Problem {
    /// What can be built.
    pub items: Vec<Item>,
    /// The teams or skills, by name.
    pub teams: Vec<String>,
    /// The releases, the first one first.
    pub releases: Vec<Release>,
    /// Customers who are satisfied when all they asked for is in.
    pub customers: Vec<Customer>,
    /// Goals that must be covered.
    pub goals: Vec<Goal>,
}

/// Something that can be built.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Item {
    /// Its name, unique in the problem.
    pub name: String,
    /// What it is worth, in any unit that is the same for all.
    pub value: f64,
    /// What each team puts into it, in the unit of the capacities; one entry for each team.
    pub effort: Vec<f64>,
    /// Items that must come no later, by number.
    pub requires: Vec<usize>,
    /// Items that come in the same release or not at all, by number.
    pub coupled: Vec<usize>,
    /// Items of which only one of the two may be in, by number.
    pub excludes: Vec<usize>,
    /// Whether it is decided already.
    pub pin: Option<Pin>,
}

/// A decision that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pin {
    /// It must be in one of the releases.
    In,
    /// It must be in this release, by number.
    InRelease(usize),
    /// It must be in none.
    Out,
}

/// A release.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Release {
    /// Its name.
    pub name: String,
    /// What each team can do for it; one entry for each team.
    pub capacity: Vec<f64>,
    /// What a value is worth when it comes in this release; 1 for the first as a rule, less for later ones.
    pub weight: f64,
}

/// A customer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Customer {
    /// Their name.
    pub name: String,
    /// What it is worth when all they asked for is in.
    pub value: f64,
    /// What they asked for, by number of the item.
    pub wants: Vec<usize>,
}

/// A goal.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Goal {
    /// Its name.
    pub name: String,
    /// The items that serve it, by number.
    pub items: Vec<usize>,
    /// How many of them must be in.
    pub least: usize,
}

impl Customer {
    /// The release by which all they asked for is in, if it is; the first when they asked for nothing.
    pub fn satisfied_by(&self, release: &[Option<usize>]) -> Option<usize> {
        self.wants.iter().try_fold(0, |last, item| release[*item].map(|at| last.max(at)))
    }
}
