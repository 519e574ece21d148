//! Who asks: how a contact is told from another, and what a customer may be worth.

use std::collections::HashMap;

use ground::clock::Ts;
use ground::web::Refusal;
use together::thread::ThingId;

use super::ContactId;

/// An answer is late after two days.
const LATE: i64 = 2 * 24 * 3_600_000_000;

/// Whether somebody who asked then and has no answer yet waits too long.
pub(crate) fn is_late(asked_at: Ts, now: Ts) -> bool {
    now.0 - asked_at.0 > LATE
}

/// The most characters of a name.
pub const NAME_LIMIT: usize = 200;
/// The most characters of an e-mail address.
pub const EMAIL_LIMIT: usize = 254;
/// The most a customer can be worth; a sum of a hundred thousand of them still fits.
pub const VALUE_LIMIT: i64 = 1_000_000_000_000;

/// Checks a name of a person, a customer or a segment, and trims it. It may be empty.
pub fn name(field: &'static str, text: &str) -> Result<String, Refusal> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let long = name.chars().count();
    if long > NAME_LIMIT {
        let message = format!("This name has {long} characters; {NAME_LIMIT} fit.");
        return Err(Refusal::new("name-too-long", message).at(field));
    }
    Ok(name)
}

/// Checks an e-mail address and writes it small; nothing when there is none.
pub fn email(text: &str) -> Result<Option<String>, Refusal> {
    let email = text.trim().to_lowercase();
    if email.is_empty() {
        return Ok(None);
    }
    let (before, after) = email.split_once('@').unwrap_or_default();
    let whole = !before.is_empty() && !after.is_empty() && !email.contains(char::is_whitespace);
    if !whole || email.chars().count() > EMAIL_LIMIT {
        let message = format!("“{}” is no e-mail address. It looks like name@place.example.", text.trim());
        return Err(Refusal::new("not-an-email", message).at("email"));
    }
    Ok(Some(email))
}

/// Somebody who asks, as a form or a file names them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Asker {
    /// Their name; may be empty.
    pub name: String,
    /// Their e-mail, small letters.
    pub email: Option<String>,
    /// The customer they ask for.
    pub customer: Option<ThingId>,
}

/// A contact that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Their id.
    pub id: ContactId,
    /// Where they are.
    pub customer: Option<ThingId>,
}

/// The contacts that are known, by e-mail and by name.
#[derive(Debug, Default)]
pub struct Acquaintances {
    by_email: HashMap<String, Known>,
    by_name: HashMap<String, Vec<Known>>,
}

impl Acquaintances {
    /// Remembers a contact.
    pub fn meet(&mut self, known: Known, name: &str, email: Option<&str>) {
        if let Some(email) = email {
            self.by_email.entry(email.to_owned()).or_insert(known);
        }
        self.by_name.entry(name.to_owned()).or_default().push(known);
    }

    /// The contact an asker is. An e-mail decides alone. Else it is the one of that name: at the same customer, or, where
    /// one of the two names no customer, anywhere. Two people of one name at one customer are taken for one.
    pub fn find(&self, asker: &Asker) -> Option<Known> {
        if let Some(email) = &asker.email {
            return self.by_email.get(email).copied();
        }
        let namesakes = self.by_name.get(&asker.name).filter(|_| !asker.name.is_empty())?;
        let same = namesakes.iter().find(|known| known.customer == asker.customer);
        let either = || namesakes.iter().find(|known| known.customer.is_none() || asker.customer.is_none());
        same.or_else(either).copied()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> ContactId {
        Uuid::from_u128(n).into()
    }

    fn asker(name: &str, email: Option<&str>, customer: Option<u128>) -> Asker {
        Asker {
            name: name.into(),
            email: email.map(str::to_owned),
            customer: customer.map(|n| Uuid::from_u128(n).into()),
        }
    }

    #[test]
    fn an_email_decides_alone_and_a_name_with_its_customer() {
        let mut known = Acquaintances::default();
        let at = |n: u128, customer: Option<u128>| Known {
            id: id(n),
            customer: customer.map(|n| Uuid::from_u128(n).into()),
        };
        known.meet(at(1, Some(10)), "Hana Yilmaz", Some("hana@circle.example"));
        known.meet(at(2, Some(20)), "Wen Hart", None);
        known.meet(at(3, None), "Leo Marsh", None);
        let found = |asker: Asker| known.find(&asker).map(|known| known.id);
        assert_eq!(found(asker("Somebody", Some("hana@circle.example"), None)), Some(id(1)));
        assert_eq!(
            found(asker("Hana Yilmaz", Some("other@circle.example"), None)),
            None,
            "another address, another person"
        );
        assert_eq!(found(asker("Hana Yilmaz", None, None)), Some(id(1)));
        assert_eq!(found(asker("Wen Hart", None, Some(20))), Some(id(2)));
        assert_eq!(found(asker("Wen Hart", None, Some(30))), None, "the same name elsewhere");
        assert_eq!(found(asker("Leo Marsh", None, Some(30))), Some(id(3)));
        assert_eq!(found(asker("", None, None)), None);
    }

    #[test]
    fn names_and_addresses_have_an_end() {
        assert_eq!(name("contact", "  Hana \n Yilmaz ").unwrap(), "Hana Yilmaz");
        assert!(name("contact", &"x".repeat(NAME_LIMIT)).is_ok());
        assert_eq!(name("contact", &"x".repeat(NAME_LIMIT + 1)).unwrap_err().name, "name-too-long");
        assert_eq!(email(" Hana@Circle.Example ").unwrap().as_deref(), Some("hana@circle.example"));
        assert_eq!(email("").unwrap(), None);
        for bad in ["hana", "@circle", "hana@", "ha na@circle.example", &format!("{}@x", "x".repeat(EMAIL_LIMIT - 1))] {
            assert_eq!(email(bad).unwrap_err().name, "not-an-email", "{bad}");
        }
        assert!(email(&format!("{}@x", "x".repeat(EMAIL_LIMIT - 2))).is_ok());
    }
}
