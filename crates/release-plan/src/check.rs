//! What cannot be planned, whoever made it.

use thiserror::Error;

use crate::problem::{Pin, Problem};

/// The largest number of anything; far above every real one, and small enough to add up.
pub(crate) const LARGEST: f64 = 1e9;

/// Which part of a problem, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// An item.
    Item(usize),
    /// A release.
    Release(usize),
    /// A customer.
    Customer(usize),
    /// A goal.
    Goal(usize),
}

/// Why a problem cannot be planned.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Wrong {
    /// A number that is negative, not a number, or far too large.
    #[error("{what} of “{name}” cannot be {number}")]
    Number {
        /// Where it stands.
        place: Place,
        /// The name of what it belongs to.
        name: String,
        /// What it is.
        what: &'static str,
        /// The number.
        number: f64,
    },
    /// A list that is not as long as there are teams.
    #[error("{what} of “{name}” has {found} entries for {teams} teams")]
    Teams {
        /// Where it stands.
        place: Place,
        /// The name of what it belongs to.
        name: String,
        /// What it is.
        what: &'static str,
        /// How many entries there are.
        found: usize,
        /// How many there should be.
        teams: usize,
    },
    /// Something that is not there is named by number.
    #[error("“{name}” names {what} {number}, which does not exist")]
    Missing {
        /// Where it is named.
        place: Place,
        /// The name of what names it.
        name: String,
        /// What it should be.
        what: &'static str,
        /// Its number, from 0.
        number: usize,
    },
    /// Items that require one another in a circle.
    #[error("these require one another in a circle: {}", items.join(" → "))]
    Circle {
        /// The first of them.
        place: Place,
        /// Their names, the first one again at the end.
        items: Vec<String>,
    },
    /// An item that must be in, though what it requires must be out.
    #[error("“{name}” must be in, but needs “{other}”, which must be out")]
    Contradiction {
        /// The item.
        place: Place,
        /// Its name.
        name: String,
        /// What it requires or is coupled with, directly or not.
        other: String,
    },
}

impl Wrong {
    /// What part of the problem it is about.
    pub fn place(&self) -> Place {
        match self {
            Self::Number { place, .. }
            | Self::Teams { place, .. }
            | Self::Missing { place, .. }
            | Self::Circle { place, .. }
            | Self::Contradiction { place, .. } => *place,
        }
    }
}

impl Problem {
    /// Whether this can be planned at all.
    ///
    /// # Errors
    /// Says what is wrong with the first part that is.
    pub fn check(&self) -> Result<(), Wrong> {
        self.releases()?;
        self.items()?;
        self.customers_and_goals()?;
        if let Some(items) = self.circle() {
            let place = Place::Item(items[0]);
            return Err(Wrong::Circle {
                place,
                items: items.iter().map(|item| self.items[*item].name.clone()).collect(),
            });
        }
        let pinned = |pin: Option<Pin>| matches!(pin, Some(Pin::In | Pin::InRelease(_)));
        for (number, item) in self.items.iter().enumerate().filter(|(_, item)| pinned(item.pin)) {
            if let Some(other) = self.ruled_out_by(number) {
                let (name, other) = (item.name.clone(), self.items[other].name.clone());
                return Err(Wrong::Contradiction { place: Place::Item(number), name, other });
            }
        }
        Ok(())
    }

    /// The item, pinned out, without which an item cannot be in.
    pub fn ruled_out_by(&self, item: usize) -> Option<usize> {
        let coupled = self.coupled_with();
        let mut seen = vec![false; self.items.len()];
        let mut stack = vec![item];
        while let Some(at) = stack.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                if at != item && self.items[at].pin == Some(Pin::Out) {
                    return Some(at);
                }
                stack.extend(self.items[at].requires.iter().chain(&coupled[at]));
            }
        }
        None
    }

    /// Of each item, those coupled with it, whichever of the two says so.
    pub(crate) fn coupled_with(&self) -> Vec<Vec<usize>> {
        let mut coupled: Vec<Vec<usize>> = vec![vec![]; self.items.len()];
        for (number, item) in self.items.iter().enumerate() {
            for other in &item.coupled {
                coupled[number].push(*other);
                coupled[*other].push(number);
            }
        }
        coupled
    }

    fn releases(&self) -> Result<(), Wrong> {
        for (number, release) in self.releases.iter().enumerate() {
            let of = Part { place: Place::Release(number), name: &release.name };
            of.amounts("the capacity", &release.capacity, self.teams.len())?;
            of.number("the weight", release.weight)?;
        }
        Ok(())
    }

    fn items(&self) -> Result<(), Wrong> {
        for (number, item) in self.items.iter().enumerate() {
            let of = Part { place: Place::Item(number), name: &item.name };
            of.number("the value", item.value)?;
            of.amounts("the effort", &item.effort, self.teams.len())?;
            for others in [&item.requires, &item.coupled, &item.excludes] {
                of.there("item", others, self.items.len())?;
            }
            if let Some(Pin::InRelease(release)) = item.pin {
                of.there("release", &[release], self.releases.len())?;
            }
        }
        Ok(())
    }

    fn customers_and_goals(&self) -> Result<(), Wrong> {
        for (number, customer) in self.customers.iter().enumerate() {
            let of = Part { place: Place::Customer(number), name: &customer.name };
            of.number("the value", customer.value)?;
            of.there("item", &customer.wants, self.items.len())?;
        }
        for (number, goal) in self.goals.iter().enumerate() {
            Part { place: Place::Goal(number), name: &goal.name }.there("item", &goal.items, self.items.len())?;
        }
        Ok(())
    }

    /// Items that require one another in a circle, the first one again at the end.
    fn circle(&self) -> Option<Vec<usize>> {
        let (mut done, mut on_way) = (vec![false; self.items.len()], vec![false; self.items.len()]);
        for first in 0..self.items.len() {
            // The way down to where it stands, with how many of the needs of each have been looked at.
            let mut way: Vec<(usize, usize)> = if done[first] { vec![] } else { vec![(first, 0)] };
            while let Some((item, looked)) = way.last_mut() {
                let Some(next) = self.items[*item].requires.get(*looked).copied() else {
                    (done[*item], on_way[*item]) = (true, false);
                    way.pop();
                    continue;
                };
                *looked += 1;
                on_way[*item] = true;
                if on_way[next] {
                    let from = way.iter().position(|(item, _)| *item == next)?;
                    return Some(way[from..].iter().map(|(item, _)| *item).chain([next]).collect());
                }
                if !done[next] {
                    way.push((next, 0));
                }
            }
        }
        None
    }
}

/// A part of a problem that is looked at.
struct Part<'a> {
    place: Place,
    name: &'a str,
}

impl Part<'_> {
    fn number(&self, what: &'static str, number: f64) -> Result<(), Wrong> {
        if (0.0..=LARGEST).contains(&number) {
            return Ok(());
        }
        Err(Wrong::Number { place: self.place, name: self.name.to_owned(), what, number })
    }

    fn amounts(&self, what: &'static str, amounts: &[f64], teams: usize) -> Result<(), Wrong> {
        if amounts.len() != teams {
            let found = amounts.len();
            return Err(Wrong::Teams { place: self.place, name: self.name.to_owned(), what, found, teams });
        }
        amounts.iter().try_for_each(|amount| self.number(what, *amount))
    }

    fn there(&self, what: &'static str, numbers: &[usize], limit: usize) -> Result<(), Wrong> {
        match numbers.iter().find(|number| **number >= limit) {
            None => Ok(()),
            Some(number) => {
                Err(Wrong::Missing { place: self.place, name: self.name.to_owned(), what, number: *number })
            }
        }
    }
}
