//! Reads a problem from JSON, as `plan.schema.json` describes it, and says the line of what cannot be read.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::value::RawValue;
use thiserror::Error;

use crate::check::{Place, Wrong};
use crate::problem::{Customer, Goal, Item, Pin, Problem, Release};

/// The schema of the files that [`read`] reads.
pub const SCHEMA: &str = include_str!("../plan.schema.json");

/// The team that has all the effort where none is named.
const ONLY_TEAM: &str = "team";

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Unreadable {
    /// There is nothing to plan.
    #[error("there is no item in it")]
    Empty,
    /// Bytes that are no text.
    #[error("line {line} is not UTF-8")]
    NotText {
        /// Counted from 1.
        line: usize,
    },
    /// It is not JSON, or not of the form that is described.
    #[error("line {line}: {why}")]
    Form {
        /// Counted from 1.
        line: usize,
        /// What is wrong there.
        why: String,
    },
    /// An id that another item has.
    #[error("line {line} has the id “{id}” of line {first} again")]
    Twice {
        /// Counted from 1.
        line: usize,
        /// The id.
        id: String,
        /// Where it stands first.
        first: usize,
    },
    /// Something is named that is not there.
    #[error("line {line} names the {what} “{name}”, which does not exist")]
    Unknown {
        /// Counted from 1.
        line: usize,
        /// What it should be.
        what: &'static str,
        /// What stands there.
        name: String,
    },
    /// What was read cannot be planned.
    #[error("line {line}: {wrong}")]
    Wrong {
        /// Counted from 1.
        line: usize,
        /// Why not.
        wrong: Wrong,
    },
}

impl Unreadable {
    /// A short name for programs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "no-items",
            Self::NotText { .. } => "not-text",
            Self::Form { .. } => "not-readable",
            Self::Twice { .. } => "id-twice",
            Self::Unknown { .. } => "unknown",
            Self::Wrong { wrong, .. } => match wrong {
                Wrong::Number { .. } => "number-out-of-range",
                Wrong::Teams { .. } | Wrong::Missing { .. } => "unknown",
                Wrong::Circle { .. } => "circle",
                Wrong::Contradiction { .. } => "pins-contradict",
            },
        }
    }
}

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The problem; names of items are their ids.
    pub problem: Problem,
    /// The line of each item.
    pub lines: Vec<usize>,
}

/// Reads a file.
///
/// # Errors
/// Says what is wrong in which line.
pub fn read(bytes: &[u8]) -> Result<Read, Unreadable> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| Unreadable::NotText { line: line_at(&bytes[..error.valid_up_to()]) })?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Unreadable::Empty);
    }
    let whole: Whole = serde_json::from_str(text).map_err(|error| form(&error, 1))?;
    let releases: Vec<Told<TheRelease>> = tell(text, &whole.releases)?;
    let items: Vec<Told<TheItem>> = tell(text, &whole.items)?;
    let customers: Vec<Told<TheCustomer>> = tell(text, &whole.customers)?;
    let goals: Vec<Told<TheGoal>> = tell(text, &whole.goals)?;
    if items.is_empty() {
        return Err(Unreadable::Empty);
    }
    let names = Names::of(whole.teams, &items, &releases)?;
    let problem = Problem {
        items: items.iter().map(|item| names.item(item)).collect::<Result<_, _>>()?,
        releases: releases.iter().map(|release| names.release(release)).collect::<Result<_, _>>()?,
        customers: customers.iter().map(|customer| names.customer(customer)).collect::<Result<_, _>>()?,
        goals: goals.iter().map(|goal| names.goal(goal)).collect::<Result<_, _>>()?,
        teams: names.teams,
    };
    problem.check().map_err(|wrong| {
        let line = match wrong.place() {
            Place::Item(number) => items[number].line,
            Place::Release(number) => releases[number].line,
            Place::Customer(number) => customers[number].line,
            Place::Goal(number) => goals[number].line,
        };
        Unreadable::Wrong { line, wrong }
    })?;
    Ok(Read { problem, lines: items.iter().map(|item| item.line).collect() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole<'a> {
    #[serde(rename = "$schema", default)]
    _schema: Option<String>,
    #[serde(default)]
    teams: Vec<String>,
    #[serde(borrow)]
    releases: Vec<&'a RawValue>,
    #[serde(borrow)]
    items: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    customers: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    goals: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TheItem {
    id: String,
    #[serde(default, rename = "title")]
    _title: Option<String>,
    value: f64,
    effort: Amount,
    #[serde(default)]
    requires: Vec<String>,
    #[serde(default)]
    coupled: Vec<String>,
    #[serde(default)]
    excludes: Vec<String>,
    #[serde(default)]
    pin: Option<ThePin>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ThePin {
    In,
    Out,
    Release(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TheRelease {
    name: String,
    capacity: Amount,
    #[serde(default = "one")]
    weight: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TheCustomer {
    name: String,
    value: f64,
    wants: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TheGoal {
    name: String,
    items: Vec<String>,
    #[serde(default = "once")]
    least: usize,
}

fn one() -> f64 {
    1.0
}

fn once() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a number, or numbers by team, should stand here")]
enum Amount {
    All(f64),
    ByTeam(BTreeMap<String, f64>),
}

/// A part of the file, with its line.
struct Told<T> {
    line: usize,
    of: T,
}

fn tell<'a, T: Deserialize<'a>>(text: &str, parts: &[&'a RawValue]) -> Result<Vec<Told<T>>, Unreadable> {
    let (mut line, mut counted) = (1, 0);
    let mut told = Vec::with_capacity(parts.len());
    for part in parts {
        // Parts are pieces of the text, in its order.
        let from = (part.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        line += text.as_bytes()[counted..from].iter().filter(|byte| **byte == b'\n').count();
        counted = from;
        told.push(Told { line, of: serde_json::from_str(part.get()).map_err(|error| form(&error, line))? });
    }
    Ok(told)
}

fn form(error: &serde_json::Error, first: usize) -> Unreadable {
    let told = error.to_string();
    let why = told.rsplit_once(" at line ").map_or(told.as_str(), |(why, _)| why).chars().take(200).collect();
    Unreadable::Form { line: first + error.line().saturating_sub(1), why }
}

fn line_at(before: &[u8]) -> usize {
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}

/// What the names in a file stand for.
struct Names {
    teams: Vec<String>,
    team: HashMap<String, usize>,
    items: HashMap<String, usize>,
    releases: HashMap<String, usize>,
}

impl Names {
    fn of(teams: Vec<String>, items: &[Told<TheItem>], releases: &[Told<TheRelease>]) -> Result<Self, Unreadable> {
        let teams = if teams.is_empty() { teams_of(releases) } else { teams };
        let team = teams.iter().cloned().zip(0..).collect();
        let items = unique(items.iter().map(|item| (item.line, &item.of.id)))?;
        let releases = unique(releases.iter().map(|release| (release.line, &release.of.name)))?;
        Ok(Self { teams, team, items, releases })
    }

    fn item(&self, item: &Told<TheItem>) -> Result<Item, Unreadable> {
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

    fn release(&self, release: &Told<TheRelease>) -> Result<Release, Unreadable> {
        let Told { line, of } = release;
        Ok(Release { name: of.name.clone(), capacity: self.amounts(*line, &of.capacity)?, weight: of.weight })
    }

    fn customer(&self, customer: &Told<TheCustomer>) -> Result<Customer, Unreadable> {
        let Told { line, of } = customer;
        Ok(Customer { name: of.name.clone(), value: of.value, wants: self.items(*line, &of.wants)? })
    }

    fn goal(&self, goal: &Told<TheGoal>) -> Result<Goal, Unreadable> {
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
