//! Who makes Shelf, and in which roles.

use std::collections::BTreeMap;

use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use together::people::PersonId;
use together::roles::rules::Role;

use super::chronicle::{Chronicle, Deed};

const FILE: &str = include_str!("../../../../../fixtures/shelf/people.json");

/// Everybody who can sign in.
#[derive(Deserialize)]
pub(super) struct People {
    pub(super) people: Vec<Member>,
}

/// One of them.
#[derive(Deserialize)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) roles: Vec<Role>,
    pub(super) since: String,
}

impl Member {
    /// Whether they make the product, rather than use it.
    pub(super) fn is_of_team(&self) -> bool {
        self.roles.iter().any(|role| *role != Role::Customer)
    }
}

/// Reads who there is.
pub(super) fn read() -> Result<Vec<Member>> {
    Ok(Chronicle::read::<People>("people.json", FILE)?.people)
}

/// Somebody who had an account by then, and so acts under their own name.
pub(super) fn known<'a>(book: &Chronicle, people: &'a [Member], name: &str, at: Ts) -> Option<&'a Member> {
    people.iter().find(|member| member.name == name && book.at(&member.since).is_ok_and(|since| since < at))
}

/// Tells when everybody came; returns when the first of them did.
pub(super) fn tell(book: &mut Chronicle, people: &[Member], ids: &BTreeMap<String, PersonId>) -> Result<Ts> {
    let mut begin = book.at("0d")?;
    for member in people {
        let at = book.at(&member.since)?;
        begin = begin.min(at);
        for role in &member.roles {
            let fields = json!({ "person": ids.get(&member.name), "role": role });
            book.add(Deed::new("", at, ("membership.give", fields)));
        }
    }
    Ok(begin)
}
