//! The history of the example while it is told: who did what, and when.

use std::collections::HashMap;

use ground::clock::Ts;
use ground::web::{Failure, Result};
use serde::de::DeserializeOwned;
use together::roles::rules::Role;
use together::thread::Key;
use together::words::iso_day;

use super::moments::Moments;
use super::part::{Named, Step};

/// A minute.
pub(super) const MINUTE: i64 = 60_000_000;
/// An hour.
pub(super) const HOUR: i64 = 60 * MINUTE;
/// A day.
pub(super) const DAY: i64 = 24 * HOUR;

/// Something somebody did.
pub(super) struct Deed {
    /// When.
    pub(super) at: Ts,
    /// Who, by whole name; the program itself for none.
    pub(super) who: String,
    /// In which role, where it was not their first.
    pub(super) role: Option<Role>,
    /// What.
    pub(super) what: What,
    /// The key of the thing it made.
    pub(super) key: Option<Key>,
    /// Why, in their words.
    pub(super) reason: Option<String>,
    /// It did not count as a look at what it is about: an e-mail that came in, before anybody read it.
    pub(super) unseen: bool,
    /// It is recent enough that people are told of it.
    pub(super) told: bool,
}

/// What somebody did.
pub(super) enum What {
    /// Actions that were one deed.
    Did(Vec<Named>),
    /// What no action alone does, under the name of one.
    Step(&'static str, Step),
    /// They proposed actions that another decides.
    Proposed(Vec<Named>),
}

impl Deed {
    /// One action of somebody.
    pub(super) fn new(who: &str, at: Ts, named: Named) -> Self {
        Self::many(who, at, vec![named])
    }

    /// Several actions that were one deed.
    pub(super) fn many(who: &str, at: Ts, named: Vec<Named>) -> Self {
        Self {
            at,
            who: who.to_owned(),
            role: None,
            what: What::Did(named),
            key: None,
            reason: None,
            unseen: false,
            told: false,
        }
    }

    /// What no action alone does.
    pub(super) fn step(who: &str, at: Ts, name: &'static str, step: Step) -> Self {
        Self { what: What::Step(name, step), ..Self::many(who, at, Vec::new()) }
    }

    /// The key of what it made.
    pub(super) fn key(self, key: Key) -> Self {
        Self { key: Some(key), ..self }
    }

    /// The role it was done in.
    pub(super) fn role(self, role: Option<Role>) -> Self {
        Self { role, ..self }
    }
}

/// The deeds so far, and since when each thing is there.
pub(super) struct Chronicle {
    pub(super) moments: Moments,
    pub(super) deeds: Vec<Deed>,
    made: HashMap<Key, Ts>,
}

impl Chronicle {
    /// Nothing told yet.
    pub(super) fn new(moments: Moments) -> Self {
        Self { moments, deeds: Vec::new(), made: HashMap::new() }
    }

    /// Reads a file of the example.
    pub(super) fn read<T: DeserializeOwned>(name: &str, text: &str) -> Result<T> {
        serde_json::from_str(text).map_err(|error| Failure::Broken(format!("{name} of the example: {error}")))
    }

    /// The point in time a text tells.
    pub(super) fn at(&self, told: &str) -> Result<Ts> {
        self.moments.at(told).ok_or_else(|| Failure::Broken(format!("the example tells no time by “{told}”")))
    }

    /// The day a text tells, as 2026-10-13.
    pub(super) fn day(&self, told: &str) -> Result<String> {
        Ok(iso_day(self.at(told)?))
    }

    /// Notes since when a thing is there.
    pub(super) fn made(&mut self, key: Key, at: Ts) {
        self.made.insert(key, at);
    }

    /// A moment at which all of these are there, not before `at`; nothing when one of them never is.
    pub(super) fn once(&self, at: Ts, keys: &[Key]) -> Option<Ts> {
        let mut latest = at;
        for key in keys {
            latest = latest.max(Ts(self.made.get(key)?.0 + MINUTE));
        }
        Some(latest)
    }

    /// Adds a deed.
    pub(super) fn add(&mut self, deed: Deed) {
        self.deeds.push(deed);
    }

    /// All of them in the order of time; what was told first comes first where times are the same.
    pub(super) fn in_order(self) -> Vec<Deed> {
        let mut deeds = self.deeds;
        deeds.sort_by_key(|deed| deed.at);
        deeds
    }
}
