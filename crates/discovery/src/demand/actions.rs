//! Keeping demand up to date with every action that changes who asks for what.

use std::collections::BTreeSet;

use ground::web::Result;
use together::journal::{Act, Boxed, Change, HIDDEN};
use together::thread::{Key, Kind, LinkKind, ThingId};

use super::store;
use crate::customers::ContactId;
use crate::requests::store::follow::of_keys;

/// Counts anew what is asked of every thing whose asking requests changed.
pub fn follow<'a>(act: &'a mut Act<'_>) -> Boxed<'a, ()> {
    Box::pin(async move {
        let moved = Moved::by(act);
        if moved.is_empty() {
            return Ok(());
        }
        let things: Vec<ThingId> = moved.things(act).await?.into_iter().collect();
        let product = act.product()?.id;
        if !things.is_empty() {
            store::count(act.tx, product, &things).await?;
        }
        Ok(())
    })
}

/// What an action changed that demand is made of.
#[derive(Default)]
struct Moved {
    /// Things that were linked or unlinked.
    things: Vec<Key>,
    /// Requests that count otherwise now.
    requests: BTreeSet<ThingId>,
    /// Requests they were merged with or parted from.
    ends: Vec<Key>,
    /// Customers who are worth something else.
    customers: Vec<ThingId>,
    /// Contacts who are elsewhere.
    contacts: Vec<ContactId>,
}

impl Moved {
    fn by(act: &Act<'_>) -> Self {
        let mut moved = Self::default();
        for change in act.changes() {
            if let Some(id) = change.field.strip_prefix("contact: ").and_then(|id| id.parse().ok()) {
                // Somebody whose acquaintance was just made has asked nothing before.
                if !change.before.is_null() {
                    moved.contacts.push(id);
                }
                continue;
            }
            let (Some(thing), Some(key)) = (change.thing, change.key) else { continue };
            match key.kind {
                Kind::Request => moved.request(thing, change),
                Kind::Customer if matches!(change.field.as_str(), "value" | HIDDEN) => moved.customers.push(thing),
                _ => {}
            }
        }
        moved
    }

    fn request(&mut self, thing: ThingId, change: &Change) {
        match change.field.as_str() {
            "importance" | "votes" | "contact" | "customer" | "asked" | "state" | HIDDEN => {
                self.requests.insert(thing);
            }
            field if field == Change::link_field(LinkKind::AsksFor) => self.things.extend(change.link_keys()),
            field if field == Change::link_field(LinkKind::DuplicateOf) => {
                self.requests.insert(thing);
                self.ends.extend(change.link_keys());
            }
            _ => {}
        }
    }

    fn is_empty(&self) -> bool {
        let Self { things, requests, ends, customers, contacts } = self;
        things.is_empty() && requests.is_empty() && ends.is_empty() && customers.is_empty() && contacts.is_empty()
    }

    async fn things(self, act: &mut Act<'_>) -> Result<BTreeSet<ThingId>> {
        let product = act.product()?.id;
        let mut requests = self.requests;
        requests.extend(of_keys(act.tx, product, &self.ends).await?);
        if !self.customers.is_empty() {
            requests.extend(store::of_customers(act.tx, &self.customers).await?);
        }
        if !self.contacts.is_empty() {
            requests.extend(store::of_contacts(act.tx, &self.contacts).await?);
        }
        let mut things: BTreeSet<ThingId> = of_keys(act.tx, product, &self.things).await?.into_iter().collect();
        if !requests.is_empty() {
            let requests: Vec<_> = requests.into_iter().collect();
            things.extend(store::asked_by(act.tx, &requests).await?);
        }
        Ok(things)
    }
}
