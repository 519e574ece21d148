//! The general form: several teams, several releases.
//!
//! A variable says of an item that it is delivered by a release; items that are coupled share theirs. What is delivered by a
//! release is by the next one, what an item requires is delivered by the same release, and what a team does for a release is
//! the difference of what is delivered by it and by the one before.

mod slider;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::linear::Row;
use crate::problem::{Pin, Problem};
use crate::search::Core;

pub use slider::Slider;

/// A plan, with how good it is known to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Of each item the release it is in, by number, or none.
    pub release: Vec<Option<usize>>,
    /// What it is worth, each value weighted by its release.
    pub objective: f64,
    /// What no plan can exceed.
    pub bound: f64,
    /// Into how many parts the problem was split.
    pub parts: u64,
}

/// How far a search has come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// What the best plan so far is worth, once there is one.
    pub objective: Option<f64>,
    /// What no plan can exceed.
    pub bound: f64,
    /// Into how many parts the problem was split so far.
    pub parts: u64,
}

impl Plan {
    /// Whether nothing better exists: nothing that is worth a millionth more, where values have no step in common.
    pub fn is_proven(&self) -> bool {
        self.bound <= self.objective
    }

    /// By how much a better plan could exceed this one at the most, as a share of the bound.
    pub fn gap(&self) -> f64 {
        (self.bound - self.objective).max(0.0) / self.bound.abs().max(f64::MIN_POSITIVE)
    }
}

impl Problem {
    /// Looks for the best plan until it is proven or `go_on` says no; nothing when no plan keeps every rule, or none was
    /// found, or when the problem does not pass [`Self::check`].
    pub fn plan(&self, go_on: &mut dyn FnMut(Step) -> bool) -> Option<Plan> {
        self.plan_from(&[], go_on)
    }

    /// Looks for the best plan as [`Self::plan`] does, beginning from one that was the best before something changed, which need
    /// not keep every rule any more.
    pub fn plan_from(&self, before: &[Option<usize>], go_on: &mut dyn FnMut(Step) -> bool) -> Option<Plan> {
        Slider::new(before).plan(self, go_on)
    }

    /// What a plan is worth, whether it keeps the rules or not.
    pub fn worth(&self, release: &[Option<usize>]) -> f64 {
        let weight = |release: usize| self.releases.get(release).map_or(0.0, |release| release.weight);
        let items = self.items.iter().zip(release).map(|(item, at)| at.map_or(0.0, |at| item.value * weight(at)));
        let customers = self.customers.iter().map(|customer| {
            let at = customer.satisfied_by(release);
            at.map_or(0.0, |at| customer.value * weight(at))
        });
        items.chain(customers).sum()
    }
}

/// Which variable is which.
struct Places {
    /// The first of the items an item is coupled with, itself included.
    of: Vec<usize>,
    groups: usize,
    releases: usize,
}

impl Places {
    fn of(problem: &Problem) -> Self {
        let mut first: Vec<usize> = (0..problem.items.len()).collect();
        loop {
            let mut changed = false;
            for (number, item) in problem.items.iter().enumerate() {
                for other in &item.coupled {
                    let least = first[number].min(first[*other]);
                    changed |= first[number] != least || first[*other] != least;
                    (first[number], first[*other]) = (least, least);
                }
            }
            if !changed {
                break;
            }
        }
        let mut heads: Vec<usize> = first.clone();
        heads.sort_unstable();
        heads.dedup();
        let of = first.iter().map(|head| heads.binary_search(head).unwrap_or_default()).collect();
        Self { of, groups: heads.len(), releases: problem.releases.len() }
    }

    /// The variable of an item delivered by a release.
    fn at(&self, item: usize, release: usize) -> u32 {
        (self.of[item] * self.releases + release) as u32
    }

    /// The variable of a customer satisfied by a release.
    fn customer(&self, customer: usize, release: usize) -> u32 {
        ((self.groups + customer) * self.releases + release) as u32
    }

    /// What a plan chooses; nothing when it is not one of this problem.
    fn chosen(&self, problem: &Problem, plan: &[Option<usize>]) -> Option<Vec<bool>> {
        if plan.len() != problem.items.len() {
            return None;
        }
        let mut chosen = vec![false; (self.groups + problem.customers.len()) * self.releases];
        for release in 0..self.releases {
            let by = |item: usize| plan[item].is_some_and(|at| at <= release);
            for item in (0..plan.len()).filter(|item| by(*item)) {
                chosen[self.at(item, release) as usize] = true;
            }
            for (number, customer) in problem.customers.iter().enumerate() {
                chosen[self.customer(number, release) as usize] = customer.wants.iter().all(|item| by(*item));
            }
        }
        Some(chosen)
    }

    fn core(&self, problem: &Problem) -> Core {
        let variables = (self.groups + problem.customers.len()) * self.releases;
        let turns = (0..variables).map(|variable| (variable % self.releases) as u32).collect();
        let mut core = Core { values: vec![0.0; variables], pins: vec![None; variables], turns, ..Core::default() };
        let weight = |release: usize| {
            let of = |release: usize| problem.releases.get(release).map_or(0.0, |release| release.weight);
            of(release) - of(release + 1)
        };
        for release in 0..self.releases {
            for (number, item) in problem.items.iter().enumerate() {
                let variable = self.at(number, release);
                core.values[variable as usize] += item.value * weight(release);
                core.needs.extend(item.requires.iter().map(|other| (variable, self.at(*other, release))));
            }
            for (number, customer) in problem.customers.iter().enumerate() {
                let variable = self.customer(number, release);
                core.values[variable as usize] += customer.value * weight(release);
                core.needs.extend(customer.wants.iter().map(|item| (variable, self.at(*item, release))));
            }
        }
        for group in 0..self.groups + problem.customers.len() {
            for release in 1..self.releases {
                let at = (group * self.releases + release) as u32;
                core.needs.push((at - 1, at));
            }
        }
        core.needs.retain(|(a, b)| a != b);
        core.needs.sort_unstable();
        core.needs.dedup();
        self.capacities(problem, &mut core);
        self.rules(problem, &mut core);
        core.grain = grain(&core.values);
        core
    }

    fn capacities(&self, problem: &Problem, core: &mut Core) {
        for (team, _) in problem.teams.iter().enumerate() {
            for (number, release) in problem.releases.iter().enumerate() {
                let mut effort = vec![0.0; self.groups];
                for (item, of) in problem.items.iter().enumerate() {
                    effort[self.of[item]] += of.effort[team];
                }
                let mut terms = vec![];
                for (group, effort) in effort.into_iter().enumerate().filter(|(_, effort)| *effort != 0.0) {
                    let at = (group * self.releases + number) as u32;
                    terms.push((at, effort));
                    if number > 0 {
                        terms.push((at - 1, -effort));
                    }
                }
                core.rows.push(Row { most: fullest(release.capacity[team], &terms), terms, equal: false });
            }
        }
    }

    fn rules(&self, problem: &Problem, core: &mut Core) {
        let last = self.releases.saturating_sub(1);
        for (number, item) in problem.items.iter().enumerate() {
            for other in &item.excludes {
                let terms = merged([(self.at(number, last), 1.0), (self.at(*other, last), 1.0)]);
                core.rows.push(Row { terms, most: 1.0, equal: false });
            }
            match item.pin {
                None => {}
                Some(Pin::In) => core.pins[self.at(number, last) as usize] = Some(true),
                Some(Pin::Out) => core.pins[self.at(number, last) as usize] = Some(false),
                Some(Pin::InRelease(release)) => {
                    core.pins[self.at(number, release) as usize] = Some(true);
                    if release > 0 {
                        core.pins[self.at(number, release - 1) as usize] = Some(false);
                    }
                }
            }
        }
        self.no_customer_later(problem, core);
        for goal in &problem.goals {
            let terms = merged(goal.items.iter().map(|item| (self.at(*item, last), -1.0)));
            core.rows.push(Row { terms, most: -(goal.least as f64), equal: false });
        }
    }
}

impl Places {
    /// Where a later release weighs more, a customer may still not be satisfied later than they are.
    fn no_customer_later(&self, problem: &Problem, core: &mut Core) {
        for (number, customer) in problem.customers.iter().enumerate() {
            let later = |release: &usize| core.values[self.customer(number, *release) as usize] < 0.0;
            for release in (0..self.releases).filter(later).collect::<Vec<usize>>() {
                let wants = merged(customer.wants.iter().map(|item| (self.at(*item, release), 1.0)));
                let most = wants.len() as f64 - 1.0;
                let terms = wants.into_iter().map(|(variable, _)| (variable, 1.0));
                let terms = terms.chain([(self.customer(number, release), -1.0)]).collect();
                core.rows.push(Row { terms, most, equal: false });
            }
        }
    }
}

/// Terms with each variable once; items that are coupled share theirs.
fn merged(terms: impl IntoIterator<Item = (u32, f64)>) -> Vec<(u32, f64)> {
    let mut sums = BTreeMap::new();
    for (variable, by) in terms {
        *sums.entry(variable).or_insert(0.0) += by;
    }
    sums.into_iter().collect()
}

/// The most of a capacity that efforts can fill: where all are multiples of something, the rest of it is of no use.
fn fullest(capacity: f64, terms: &[(u32, f64)]) -> f64 {
    let step = grain(&terms.iter().map(|(_, effort)| *effort).collect::<Vec<_>>());
    if step > 0.0 { (capacity / step + 1e-9).floor() * step } else { capacity }
}

/// The largest step of which all values are multiples, to a thousandth; 0 when there is none.
fn grain(values: &[f64]) -> f64 {
    let mut common = 0_i64;
    for value in values {
        let scaled = value * 1000.0;
        if (scaled - scaled.round()).abs() > 1e-6 || scaled.abs() > 1e15 {
            return 0.0;
        }
        let mut other = scaled.round() as i64;
        while other != 0 {
            (common, other) = (other, common % other);
        }
    }
    common.unsigned_abs() as f64 / 1000.0
}
