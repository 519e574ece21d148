//! The Next Release Problem (Bagnall, Rayward-Smith and Whittley 2001): requirements with costs, some needing others; customers
//! who pay when all that they ask for is built; a budget for the whole. In the file format of Xuan et al. (2012).

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use thiserror::Error;

use crate::budget::{self, Progress, Wishes};

/// A problem as its file tells it. Requirements and customers are numbered from 1 in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    /// The cost of each requirement.
    pub costs: Vec<i64>,
    /// `(a, b)`: requirement a is needed by requirement b.
    pub dependencies: Vec<(usize, usize)>,
    /// The customers.
    pub customers: Vec<Customer>,
}

/// A customer: what they pay, and what they ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// What they pay when all of it is built.
    pub profit: i64,
    /// The requirements, by number from 1.
    pub requests: Vec<usize>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// The file ended where something was still to come.
    #[error("the file ends where {0} should stand")]
    Ends(&'static str),
    /// Something that is no number.
    #[error("line {line}: “{word}” is not a number, where {what} should stand")]
    NotANumber {
        /// Counted from 1.
        line: usize,
        /// What stands there.
        word: String,
        /// What should.
        what: &'static str,
    },
    /// A number out of its range.
    #[error("line {line}: {number} cannot be {what}")]
    OutOfRange {
        /// Counted from 1.
        line: usize,
        /// What stands there.
        number: i64,
        /// What it should be.
        what: &'static str,
    },
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// What the customers pay.
    pub objective: i64,
    /// What no plan can exceed.
    pub bound: i64,
    /// What is built costs this much.
    pub cost: i64,
    /// What it may cost.
    pub budget: i64,
    /// The customers whose wishes are fulfilled, from 1, ascending.
    pub customers: Vec<usize>,
    /// The requirements built, from 1, ascending.
    pub requirements: Vec<usize>,
    /// Into how many parts the problem was split.
    pub nodes: u64,
}

impl Chosen {
    /// Whether nothing better exists.
    pub fn is_proven(&self) -> bool {
        self.objective == self.bound
    }
}

/// The largest cost, profit or number of anything in a file; far above every real one, and small enough to add up.
const LARGEST: i64 = 1_000_000_000;

impl Instance {
    /// Reads a file.
    ///
    /// # Errors
    /// Says what stands where in the first place that cannot be read.
    pub fn read(text: &str) -> Result<Self, Unreadable> {
        let mut words = Words::new(text);
        let levels = words.count("the number of levels")?;
        let mut costs = vec![];
        for _ in 0..levels {
            let requirements = words.count("the number of requirements of a level")?;
            for _ in 0..requirements {
                costs.push(words.number("the cost of a requirement", 0)?);
            }
        }
        let mut dependencies = vec![];
        for _ in 0..words.count("the number of dependencies")? {
            let needed = words.one_of(costs.len(), "a requirement that is needed")?;
            dependencies.push((needed, words.one_of(costs.len(), "the requirement that needs it")?));
        }
        let mut customers = vec![];
        for _ in 0..words.count("the number of customers")? {
            let profit = words.number("what a customer pays", 0)?;
            let mut requests = vec![];
            for _ in 0..words.count("how much a customer asks for")? {
                requests.push(words.one_of(costs.len(), "a requirement asked for")?);
            }
            customers.push(Customer { profit, requests });
        }
        Ok(Self { costs, dependencies, customers })
    }

    /// What all requirements cost together.
    pub fn total_cost(&self) -> i64 {
        self.costs.iter().sum()
    }

    /// The budget that a share of the total cost is, rounded down.
    pub fn budget_at(&self, ratio: f64) -> i64 {
        // Without the small addition 0.3 of 10 would be 2.
        (self.total_cost() as f64 * ratio + 1e-9).floor().max(0.0) as i64
    }

    /// Chooses the customers who pay most within a budget, until that is proven or `go_on` says no.
    pub fn choose(&self, budget: i64, go_on: &mut dyn FnMut(Progress) -> bool) -> Chosen {
        let needs_of = self.needs();
        let needs = self.customers.iter().map(|customer| closed(&needs_of, &customer.requests)).collect();
        let profits: Vec<i64> = self.customers.iter().map(|customer| customer.profit).collect();
        let all = profits.iter().sum();
        let wishes = Wishes { profits, needs, costs: self.costs.clone(), budget };
        let found = budget::solve(&wishes, 1, go_on);
        let built: BTreeSet<u32> =
            found.customers.iter().flat_map(|customer| wishes.needs[*customer].iter().copied()).collect();
        Chosen {
            objective: found.profit,
            // A search that is stopped at once knows less than that nobody pays twice.
            bound: found.bound.min(all),
            cost: built.iter().map(|requirement| self.costs[*requirement as usize]).sum(),
            budget,
            customers: found.customers.iter().map(|customer| customer + 1).collect(),
            requirements: built.into_iter().map(|requirement| requirement as usize + 1).collect(),
            nodes: found.nodes,
        }
    }

    /// Of each requirement those it needs, by number from 0.
    fn needs(&self) -> Vec<Vec<usize>> {
        let mut needs: Vec<Vec<usize>> = vec![vec![]; self.costs.len()];
        for (needed, by) in &self.dependencies {
            needs[by - 1].push(needed - 1);
        }
        needs
    }
}

/// Requirements, by number from 1, with all that they need, by number from 0, ascending.
fn closed(needs: &[Vec<usize>], requests: &[usize]) -> Vec<u32> {
    let mut all: BTreeSet<usize> = BTreeSet::new();
    let mut stack: Vec<usize> = requests.iter().map(|request| request - 1).collect();
    while let Some(requirement) = stack.pop() {
        if all.insert(requirement) {
            stack.extend(&needs[requirement]);
        }
    }
    all.into_iter().filter_map(|requirement| u32::try_from(requirement).ok()).collect()
}

/// The words of a file, with their lines.
struct Words<'a> {
    words: Box<dyn Iterator<Item = (usize, &'a str)> + 'a>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        Self {
            words: Box::new(
                (1..).zip(text.lines()).flat_map(|(line, text)| text.split_whitespace().map(move |word| (line, word))),
            ),
        }
    }

    fn number(&mut self, what: &'static str, least: i64) -> Result<i64, Unreadable> {
        let (line, word) = self.words.next().ok_or(Unreadable::Ends(what))?;
        let number: i64 =
            word.parse().map_err(|_| Unreadable::NotANumber { line, word: word.chars().take(40).collect(), what })?;
        if (least..=LARGEST).contains(&number) {
            Ok(number)
        } else {
            Err(Unreadable::OutOfRange { line, number, what })
        }
    }

    fn count(&mut self, what: &'static str) -> Result<usize, Unreadable> {
        Ok(self.number(what, 0)?.try_into().unwrap_or_default())
    }

    fn one_of(&mut self, limit: usize, what: &'static str) -> Result<usize, Unreadable> {
        let (line, number) = {
            let (line, word) = self.words.next().ok_or(Unreadable::Ends(what))?;
            let number: i64 = word.parse().map_err(|_| Unreadable::NotANumber {
                line,
                word: word.chars().take(40).collect(),
                what,
            })?;
            (line, number)
        };
        match usize::try_from(number) {
            Ok(index) if (1..=limit).contains(&index) => Ok(index),
            _ => Err(Unreadable::OutOfRange { line, number, what }),
        }
    }
}
