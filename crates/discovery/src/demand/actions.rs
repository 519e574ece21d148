//! Keeping demand up to date with every action that changes who asks for what.

use std::collections::BTreeSet;

use ground::web::Result;
use together::journal::{Act, Boxed, Change, HIDDEN};
use together::thread::{Key, Kind, LinkKind, ThingId};

use super::store;
use crate::customers::ContactId;
use crate::requests::store::follow::of_keys;

/// Brings up to date what is asked of every thing whose asking requests changed. Where links alone came and went, what each
/// brings is added or taken; anything else may change every group's part, and is counted anew.
pub fn follow<'a>(act: &'a mut Act<'_>) -> Boxed<'a, ()> {
    Box::pin(async move {
        let moved = Moved::by(act);
        if moved.is_empty() {
            return Ok(());
        }
        if moved.only_links() {
            return moved.join(act).await;
        }
        let things: Vec<ThingId> = moved.things(act).await?.into_iter().collect();
        let product = act.product()?.id;
        if !things.is_empty() {
            store::count(act.tx, product, &things).await?;
        }
        Ok(())
    })
}

/// A link from a request that came or went.
struct Joined {
    request: ThingId,
    to: Key,
    came: bool,
}

/// What an action changed that demand is made of.
#[derive(Default)]
struct Moved {
    /// Links that came or went.
    joined: Vec<Joined>,
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
            // A link that changed its words or its share asks for the same.
            field
                if field == Change::link_field(LinkKind::AsksFor)
                    && change.before.is_null() != change.after.is_null() =>
            {
                let came = change.before.is_null();
                self.joined.extend(change.link_keys().map(|to| Joined { request: thing, to, came }));
            }
            field if field == Change::link_field(LinkKind::DuplicateOf) => {
                self.requests.insert(thing);
                self.ends.extend(change.link_keys());
            }
            _ => {}
        }
    }

    fn is_empty(&self) -> bool {
        self.joined.is_empty() && self.nothing_else()
    }

    fn nothing_else(&self) -> bool {
        let Self { joined: _, requests, ends, customers, contacts } = self;
        requests.is_empty() && ends.is_empty() && customers.is_empty() && contacts.is_empty()
    }

    /// Whether nothing but links changed, and one a thing: what two bring to the same depends on each other.
    fn only_links(&self) -> bool {
        let different: BTreeSet<Key> = self.joined.iter().map(|joined| joined.to).collect();
        self.nothing_else() && different.len() == self.joined.len()
    }

    async fn join(self, act: &mut Act<'_>) -> Result<()> {
        let product = act.product()?.id;
        for Joined { request, to, came } in self.joined {
            for thing in of_keys(act.tx, product, &[to]).await? {
                if came {
                    store::add(act.tx, product, thing, request).await?;
                } else {
                    store::take(act.tx, product, thing, request).await?;
                }
            }
        }
        Ok(())
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
        let linked: Vec<Key> = self.joined.iter().map(|joined| joined.to).collect();
        let mut things: BTreeSet<ThingId> = of_keys(act.tx, product, &linked).await?.into_iter().collect();
        if !requests.is_empty() {
            let requests: Vec<_> = requests.into_iter().collect();
            things.extend(store::asked_by(act.tx, &requests).await?);
        }
        Ok(things)
    }
}
