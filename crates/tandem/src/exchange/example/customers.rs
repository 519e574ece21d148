//! Customers, the people there, and single readers.

use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use together::thread::Key;

use super::chronicle::{Chronicle, Deed, MINUTE};

const CUSTOMERS: &str = include_str!("../../../../../fixtures/shelf/customers.json");
const CONTACTS: &str = include_str!("../../../../../fixtures/shelf/contacts.json");

#[derive(Deserialize)]
struct Customer {
    key: Key,
    name: String,
    kind: String,
    worth_because: String,
    size: String,
    reach: Option<i64>,
    since: String,
}

/// Somebody who asks.
#[derive(Deserialize)]
pub(super) struct Contact {
    pub(super) name: String,
    #[serde(default)]
    pub(super) email: Option<String>,
    #[serde(default)]
    pub(super) customer: Option<Key>,
    #[serde(default)]
    since: Option<String>,
}

/// Reads who asks.
pub(super) fn contacts() -> Result<Vec<Contact>> {
    Chronicle::read("contacts.json", CONTACTS)
}

/// The names of customers by key.
pub(super) fn names() -> Result<Vec<(Key, String)>> {
    let customers: Vec<Customer> = Chronicle::read("customers.json", CUSTOMERS)?;
    Ok(customers.into_iter().map(|customer| (customer.key, customer.name)).collect())
}

/// Tells when they came to be known: not before the product was there, and not after they first asked for something.
pub(super) fn tell(book: &mut Chronicle, begin: Ts, asked: &BTreeMap<String, Ts>) -> Result<()> {
    let customers: Vec<Customer> = Chronicle::read("customers.json", CUSTOMERS)?;
    for (n, customer) in (1..).zip(&customers) {
        let at = book.at(&customer.since)?.max(Ts(begin.0 + n * MINUTE));
        book.made(customer.key, at);
        let text = format!("{}. {}.", customer.size, customer.worth_because);
        let mut fields = json!({ "title": customer.name, "segment": customer.kind, "text": text });
        if let Some(reach) = customer.reach {
            fields["value"] = json!(reach.to_string());
        }
        book.add(Deed::new("Ines Okafor", at, ("customer.add", fields)).key(customer.key));
    }
    for (n, contact) in (10..).zip(&contacts()?) {
        let since = contact.since.as_deref().map_or(Ok(begin), |since| book.at(since))?;
        let asked = asked.get(&contact.name).map_or(since, |first| Ts(first.0 - 2 * MINUTE));
        let mut at = since.min(asked).max(Ts(begin.0 + n * MINUTE));
        let mut fields = json!({ "name": contact.name, "email": contact.email.clone().unwrap_or_default() });
        if let Some(customer) = contact.customer {
            at = book.once(at, &[customer]).unwrap_or(at);
            fields["customer"] = json!(customer);
        }
        book.add(Deed::new("Ines Okafor", at, ("contact.add", fields)));
    }
    Ok(())
}
