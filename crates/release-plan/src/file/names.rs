//! From names to numbers.

use std::collections::HashMap;

use super::forms::{Amount, TheCustomer, TheGoal, TheItem, ThePin, TheRelease};
use super::{Told, Unreadable};
use crate::problem::{Customer, Goal, Item, Pin, Release};

/// The team that has all the effort where none is named.
const ONLY_TEAM: &str = "team";

/// What the names in a file stand for.
pub(super) struct Names {
    pub(super) teams: Vec<String>,
    team: HashMap<String, usize>,
    items: HashMap<String, usize>,
    releases: HashMap<String, usize>,
}

impl Names {
    pub(super) fn of(
        teams: Vec<Told<String>>,
        items: &[Told<TheItem>],
        releases: &[Told<TheRelease>],
    ) -> Result<Self, Unreadable> {
        unique(teams.iter().map(|team| (team.line, &team.of)))?;
        let teams = if teams.is_empty() { teams_of(releases) } else { teams.into_iter().map(|team| team.of).collect() };
        let team = teams.iter().cloned().zip(0..).collect();
        let items = unique(items.iter().map(|item| (item.line, &item.of.id)))?;
        let releases = unique(releases.iter().map(|release| (release.line, &release.of.name)))?;
        Ok(Self { teams, team, items, releases })
    }

    pub(super) fn item(&self, item: &Told<TheItem>) -> Result<Item, Unreadable> {
        let Told { line, of } = item;
        Ok(Item {
            name: of.id.clone(),
            value: of.value,
            effort: self.amounts(*line, &of.effort)?,
            requires: self.items(*line, &of.requires)?,
            coupled: self.items(*line, &of.coupled)?,
            excludes: self.items(*line, &of.excludes)?,
            pin: match &of.pin {
                None => None,
                Some(ThePin::In) => Some(Pin::In),
                Some(ThePin::Out) => Some(Pin::Out),
                Some(ThePin::Release(name)) => Some(Pin::InRelease(found(&self.releases, *line, "release", name)?)),
            },
        })
    }

    pub(super) fn release(&self, release: &Told<TheRelease>) -> Result<Release, Unreadable> {
        let Told { line, of } = release;
        Ok(Release { name: of.name.clone(), capacity: self.amounts(*line, &of.capacity)?, weight: of.weight })
    }

    pub(super) fn customer(&self, customer: &Told<TheCustomer>) -> Result<Customer, Unreadable> {
        let Told { line, of } = customer;
        Ok(Customer { name: of.name.clone(), value: of.value, wants: self.items(*line, &of.wants)? })
    }

    pub(super) fn goal(&self, goal: &Told<TheGoal>) -> Result<Goal, Unreadable> {
        let Told { line, of } = goal;
        let mut items = self.items(*line, &of.items)?;
        items.sort_unstable();
        items.dedup();
        Ok(Goal { name: of.name.clone(), items, least: of.least })
    }

    fn items(&self, line: usize, ids: &[String]) -> Result<Vec<usize>, Unreadable> {
        ids.iter().map(|id| found(&self.items, line, "item", id)).collect()
    }

    fn amounts(&self, line: usize, amount: &Amount) -> Result<Vec<f64>, Unreadable> {
        match amount {
            Amount::All(all) if self.teams.len() == 1 => Ok(vec![*all]),
            Amount::All(_) => {
                let why = "one number stands where there are several teams".into();
                Err(Unreadable::Form { line, why })
            }
            Amount::ByTeam(by) => {
                let mut amounts = vec![0.0; self.teams.len()];
                for (team, amount) in by {
                    amounts[found(&self.team, line, "team", team)?] = *amount;
                }
                Ok(amounts)
            }
        }
    }
}

/// The teams that have a capacity.
fn teams_of(releases: &[Told<TheRelease>]) -> Vec<String> {
    let mut teams: Vec<String> = vec![];
    for release in releases {
        if let Amount::ByTeam(by) = &release.of.capacity {
            teams.extend(by.keys().cloned());
        }
    }
    teams.sort_unstable();
    teams.dedup();
    if teams.is_empty() { vec![ONLY_TEAM.to_owned()] } else { teams }
}

fn unique<'a>(names: impl Iterator<Item = (usize, &'a String)>) -> Result<HashMap<String, usize>, Unreadable> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut lines = vec![];
    for (place, (line, name)) in names.enumerate() {
        lines.push(line);
        if let Some(first) = places.insert(name.clone(), place) {
            return Err(Unreadable::Twice { line, id: name.clone(), first: lines[first] });
        }
    }
    Ok(places)
}

fn found(places: &HashMap<String, usize>, line: usize, what: &'static str, name: &str) -> Result<usize, Unreadable> {
    places.get(name).copied().ok_or_else(|| Unreadable::Unknown { line, what, name: name.chars().take(80).collect() })
}
