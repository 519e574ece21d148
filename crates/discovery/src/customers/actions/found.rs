//! Finding who asks among those we know, and making their acquaintance otherwise: many at once.

use std::collections::{BTreeSet, HashMap};

use ground::web::Result;
use together::journal::{Act, NewThing};
use together::thread::{Kind, Stage, ThingId};

use super::super::rules::{Acquaintances, Asker, Known};
use super::super::store::{self, Contact};
use super::super::{ContactId, rules};
use super::contact::written;

/// Who asks, as a form or a row of a file names them; each may be empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct Named<'a> {
    /// Their name.
    pub contact: &'a str,
    /// Their e-mail.
    pub email: &'a str,
    /// The name of the customer they ask for.
    pub customer: &'a str,
}

/// Who asks, as we know them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Asking {
    /// The contact.
    pub contact: Option<ContactId>,
    /// The customer: the one that was named, else the contact's.
    pub customer: Option<ThingId>,
}

/// Finds contacts and customers by what they are called, and adds those that are new: a handful of statements for
/// however many there are.
pub async fn find_or_make(act: &mut Act<'_>, named: &[Named<'_>]) -> Result<Vec<Asking>> {
    let customers = customers(act, named).await?;
    let mut askers = Vec::with_capacity(named.len());
    for who in named {
        let email = rules::email(who.email)?;
        let mut name = rules::name("contact", who.contact)?;
        if name.is_empty() {
            name = email.clone().unwrap_or_default();
        }
        let customer = customers.get(&rules::name("customer", who.customer)?).copied();
        askers.push(Asker { name, email, customer });
    }
    contacts(act, askers).await
}

/// The customers of these names.
async fn customers(act: &mut Act<'_>, named: &[Named<'_>]) -> Result<HashMap<String, ThingId>> {
    let mut names = BTreeSet::new();
    for who in named {
        names.insert(rules::name("customer", who.customer)?);
    }
    names.remove("");
    let names: Vec<String> = names.into_iter().collect();
    let mut known = HashMap::new();
    if names.is_empty() {
        return Ok(known);
    }
    let product = act.product()?.id;
    for (id, name) in store::named(act.tx, product, &names).await? {
        known.entry(name).or_insert(id);
    }
    let new: Vec<_> = names.into_iter().filter(|name| !known.contains_key(name)).collect();
    if !new.is_empty() {
        let things =
            new.into_iter().map(|title| NewThing { title, state: "with us", stage: Stage::Active, number: None });
        let made = act.create_many(Kind::Customer, things.collect()).await?;
        store::insert_many(act.tx, &made).await?;
        known.extend(made.into_iter().map(|customer| (customer.title, customer.id)));
    }
    Ok(known)
}

/// The contacts these askers are.
async fn contacts(act: &mut Act<'_>, askers: Vec<Asker>) -> Result<Vec<Asking>> {
    let mut known = acquaintances(act, &askers).await?;
    let mut new = Vec::new();
    let mut asking = Vec::with_capacity(askers.len());
    for asker in askers {
        let contact = known.find(&asker).or_else(|| {
            if asker.name.is_empty() {
                return None;
            }
            let made = Known { id: act.app.ids.next().into(), customer: asker.customer };
            known.meet(made, &asker.name, asker.email.as_deref());
            new.push(Contact { id: made.id, customer: made.customer, name: asker.name, email: asker.email });
            Some(made)
        });
        let customer = asker.customer.or(contact.and_then(|contact| contact.customer));
        asking.push(Asking { contact: contact.map(|contact| contact.id), customer });
    }
    store::insert_contacts(act, &new).await?;
    for contact in &new {
        act.note(None, format!("contact: {}", contact.id), written(None), written(Some(contact)));
    }
    Ok(asking)
}

async fn acquaintances(act: &mut Act<'_>, askers: &[Asker]) -> Result<Acquaintances> {
    let emails: BTreeSet<_> = askers.iter().filter_map(|asker| asker.email.clone()).collect();
    let names = askers.iter().filter(|asker| asker.email.is_none() && !asker.name.is_empty());
    let names: BTreeSet<_> = names.map(|asker| asker.name.clone()).collect();
    let (names, emails) = (names.into_iter().collect::<Vec<_>>(), emails.into_iter().collect::<Vec<_>>());
    let product = act.product()?.id;
    let mut known = Acquaintances::default();
    for contact in store::contacts_like(act.tx, product, &names, &emails).await? {
        let Contact { id, customer, name, email } = contact;
        known.meet(Known { id, customer }, &name, email.as_deref());
    }
    Ok(known)
}
