//! What cannot be planned, whoever made it.

mod wrong;

use std::collections::BTreeSet;

pub use wrong::{Place, Wrong};

use crate::problem::{Pin, Problem};

/// The largest number of anything; far above every real one, and small enough to add up.
pub(crate) const LARGEST: f64 = 1e9;

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
        self.pins()?;
        self.reach_of_goals()
    }

    /// What must be in has all it needs, in time, and nothing of that excludes another.
    fn pins(&self) -> Result<(), Wrong> {
        let coupled = self.coupled_with();
        let mut must = vec![false; self.items.len()];
        for (number, item) in self.items.iter().enumerate() {
            let by = match item.pin {
                Some(Pin::In) => self.releases.len(),
                Some(Pin::InRelease(release)) => release,
                Some(Pin::Out) | None => continue,
            };
            for other in self.needed(number, &coupled) {
                must[other] = true;
                let (place, name) = (Place::Item(number), item.name.clone());
                let needed = self.items[other].name.clone();
                match self.items[other].pin {
                    Some(Pin::Out) => return Err(Wrong::Contradiction { place, name, other: needed }),
                    Some(Pin::InRelease(at)) if at > by => {
                        let release = self.releases[by].name.clone();
                        return Err(Wrong::TooLate { place, name, release, other: needed });
                    }
                    _ => {}
                }
            }
        }
        for (number, item) in self.items.iter().enumerate().filter(|(number, _)| must[*number]) {
            if let Some(other) = item.excludes.iter().find(|other| must[**other]) {
                let (name, other) = (item.name.clone(), self.items[*other].name.clone());
                return Err(Wrong::BothIn { place: Place::Item(number), name, other });
            }
        }
        Ok(())
    }

    fn reach_of_goals(&self) -> Result<(), Wrong> {
        let may = |item: &usize| self.items[*item].pin != Some(Pin::Out) && self.ruled_out_by(*item).is_none();
        for (number, goal) in self.goals.iter().enumerate() {
            let items: BTreeSet<usize> = goal.items.iter().copied().collect();
            let may = items.iter().filter(|item| may(item)).count();
            if may < goal.least {
                let (place, name) = (Place::Goal(number), goal.name.clone());
                return Err(Wrong::OutOfReach { place, name, least: goal.least, may });
            }
        }
        Ok(())
    }

    /// The item, pinned out, without which an item cannot be in.
    pub fn ruled_out_by(&self, item: usize) -> Option<usize> {
        let needed = self.needed(item, &self.coupled_with());
        needed.into_iter().find(|other| *other != item && self.items[*other].pin == Some(Pin::Out))
    }

    /// Two items that exclude each other, though an item needs both: it can never be in.
    pub fn at_odds(&self, item: usize) -> Option<(usize, usize)> {
        let needed: BTreeSet<usize> = self.needed(item, &self.coupled_with()).into_iter().collect();
        needed.iter().find_map(|one| {
            let other = self.items[*one].excludes.iter().find(|other| needed.contains(other));
            other.map(|other| (*one, *other))
        })
    }

    /// An item with all that it requires or is coupled with, directly or not, in the order in which they are met.
    fn needed(&self, item: usize, coupled: &[Vec<usize>]) -> Vec<usize> {
        let mut seen = vec![false; self.items.len()];
        let (mut all, mut stack) = (vec![], vec![item]);
        while let Some(at) = stack.pop() {
            if !std::mem::replace(&mut seen[at], true) {
                all.push(at);
                stack.extend(self.items[at].requires.iter().chain(&coupled[at]));
            }
        }
        all
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
        if self.releases.is_empty() {
            return Err(Wrong::NoRelease);
        }
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
