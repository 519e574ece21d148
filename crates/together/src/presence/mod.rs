//! Presence: who has a page of a product open right now, for the pictures at the head of every page.
//!
//! Each process counts the open pages it serves and keeps the people behind them in the database, so that all processes
//! show the same people. A row holds for a minute after its process last said so: what a killed process leaves behind goes
//! by itself. Nothing of it is journaled, since nothing is decided by it.
//!
//! Also here: keeper.
//!
//! Tables: presence.

mod keeper;
pub mod store;
#[cfg(test)]
mod tests;

pub use keeper::{keep, leave_all};

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use ground::ui::initials;
use serde::Serialize;
use tokio::sync::{Notify, watch};
use uuid::Uuid;

use crate::app::App;
use crate::people::PersonId;
use crate::products::ProductId;
use crate::roles::rules::Role;

/// Somebody at a product.
type Place = (ProductId, PersonId);

/// Who is at which product, as of the last look.
pub type Here = HashMap<ProductId, Arc<[Present]>>;

/// Counts the open pages of this process, and knows who has one open in any.
pub struct Presence {
    process: Uuid,
    pages: Mutex<HashMap<Place, usize>>,
    /// Somebody came or went, here or elsewhere.
    moved: Notify,
    here: watch::Sender<Arc<Here>>,
}

/// Somebody who is here, as pages show them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Present {
    /// Who.
    #[serde(skip)]
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// Its first letters.
    pub initials: String,
    /// Their first role, in words.
    pub role: String,
    /// The role as style sheets know it.
    pub mark: Option<&'static str>,
}

/// An open page; whoever drops it has closed it.
pub struct Stay {
    app: App,
    place: Place,
}

impl Presence {
    /// Nobody yet; `process` is any id of this process alone.
    pub(crate) fn new(process: Uuid) -> Self {
        Self { process, pages: Mutex::default(), moved: Notify::new(), here: watch::Sender::default() }
    }

    /// Follows who is here.
    pub fn watch(&self) -> watch::Receiver<Arc<Here>> {
        self.here.subscribe()
    }

    /// Everybody with a page open in this process.
    fn places(&self) -> BTreeSet<Place> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }

    fn count(&self, place: Place, change: impl FnOnce(usize) -> usize) {
        let mut pages = self.pages.lock().unwrap_or_else(PoisonError::into_inner);
        let before = pages.get(&place).copied().unwrap_or_default();
        let after = change(before);
        if after == 0 {
            pages.remove(&place);
        } else {
            pages.insert(place, after);
        }
        if (before == 0) != (after == 0) {
            self.moved.notify_one();
        }
    }
}

impl Stay {
    /// A page of the product is open, with this person before it.
    pub fn begin(app: &App, product: ProductId, person: PersonId) -> Self {
        app.presence.count((product, person), |pages| pages + 1);
        Self { app: app.clone(), place: (product, person) }
    }
}

impl Drop for Stay {
    fn drop(&mut self) {
        self.app.presence.count(self.place, |pages| pages.saturating_sub(1));
    }
}

impl Present {
    /// A row as pages show it, after the place of its role in the order of roles; the codes of roles stand between commas.
    fn of(row: store::Row) -> (usize, Self) {
        let held: Vec<Role> = row.roles.as_deref().unwrap_or_default().split(',').filter_map(Role::of_code).collect();
        let place = Role::ALL.iter().position(|role| held.contains(role));
        let first = place.map(|place| Role::ALL[place]);
        let present = Self {
            person: row.person,
            initials: initials(&row.name),
            name: row.name,
            role: first.map_or("Administrator", Role::label).to_lowercase(),
            mark: first.and_then(Role::css),
        };
        (place.unwrap_or(Role::ALL.len()), present)
    }
}
