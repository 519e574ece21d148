//! The bell: what each person is told. Proposals and mentions need them; the rest is what the matrix says one is told.
//!
//! A notice names the entry of the journal it is about and is read from there. Twenty changes of one thing by the same action
//! are one notice until it is read, and nobody is told of their own doing.
//!
//! Also here: spoken.
//!
//! Tables: notice.

pub mod actions;
pub mod pages;
pub mod rules;
mod spoken;
pub mod store;
#[cfg(test)]
mod tests;

pub use actions::ACTIONS;
pub use pages::routes;

use std::collections::BTreeSet;

use ground::web::Result;

use crate::journal::{Act, Ask, Change, Told, touched};
use crate::people::{self, PersonId};
use crate::roles;
use crate::roles::rules::{Awaited, Letter, Right, RightSet, Role, RoleSet, Scope};
use crate::thread::{Thing, ThingId};

/// Tells people of a performed action: whom the action itself named, who watches, whom the matrix names. These two are told
/// under the action's name, so that twenty moves of one story are one notice.
pub async fn send(
    act: &mut Act<'_>,
    action: &str,
    rights: RightSet,
    changes: &[Change],
    named: Vec<Told>,
) -> Result<()> {
    let mut told = Telling::of(act);
    for Told { person, why, thing } in named {
        told.tell(act, person, why, thing).await?;
    }
    if let Some(whys) = rules::settles(action) {
        store::settled(act, &touched(changes), whys).await?;
    }
    let about = touched(changes).first().copied();
    for thing in touched(changes).into_iter().take(20) {
        for person in crate::conversation::store::watchers(act.tx, thing).await? {
            told.tell(act, person, action, Some(thing)).await?;
        }
    }
    for right in rights.iter() {
        for person in people_by_matrix(act, right, Scope::PRODUCT, &[Letter::C, Letter::I]).await? {
            told.tell(act, person, action, about).await?;
        }
    }
    told.done(act).await
}

/// Tells who decides, who must be heard, and who is asked before, of a new proposal.
pub async fn proposal(act: &mut Act<'_>, proposal: &Thing, asks: &[Ask], to: Role, awaited: &[Awaited]) -> Result<()> {
    let mut told = Telling::of(act);
    for person in roles::store::holders(act.tx, proposal.product, to).await? {
        told.tell(act, person, "proposal", Some(proposal.id)).await?;
    }
    for one in awaited {
        for person in roles::store::holders(act.tx, proposal.product, one.role).await? {
            told.tell(act, person, "answer", Some(proposal.id)).await?;
        }
    }
    for ask in asks {
        for person in people_by_matrix(act, ask.right, Scope::from(ask.team), &[Letter::C]).await? {
            told.tell(act, person, "consulted", Some(proposal.id)).await?;
        }
    }
    told.done(act).await
}

/// Who is to be told that something waits for answers no more.
pub(crate) struct Overdue {
    /// Why those are told who decide it.
    pub(crate) why: &'static str,
    /// Who decides it.
    pub(crate) deciders: RoleSet,
    /// Who was asked and has let their time pass.
    pub(crate) unheard: RoleSet,
    /// Who else is told before it is decided.
    pub(crate) consulted: RoleSet,
}

/// Tells who decides that something waits for answers no more, and whoever might still say something.
pub(crate) async fn overdue(act: &mut Act<'_>, thing: ThingId, overdue: Overdue) -> Result<()> {
    let (mut told, product) = (Telling::of(act), act.product()?.id);
    let Overdue { why, deciders, unheard, consulted } = overdue;
    for (roles, why) in [(deciders, why), (unheard, "unheard"), (consulted, "overdue")] {
        for role in roles.iter() {
            for person in roles::store::holders(act.tx, product, role).await? {
                told.tell(act, person, why, Some(thing)).await?;
            }
        }
    }
    told.done(act).await
}

async fn people_by_matrix(
    act: &mut Act<'_>,
    right: Right,
    scope: Scope,
    letters: &[Letter],
) -> Result<BTreeSet<PersonId>> {
    let product = act.product()?.id;
    let row = roles::store::row(act.tx, product, right).await?.row(right, scope);
    let mut people = BTreeSet::new();
    for role in letters.iter().flat_map(|letter| row.cells.roles(*letter).iter().collect::<Vec<_>>()) {
        people.extend(roles::store::holders(act.tx, product, role).await?);
    }
    Ok(people)
}

/// Who has been told already in this action: nobody is told twice, nor of what they did themselves.
struct Telling {
    told: BTreeSet<PersonId>,
    actor: Option<PersonId>,
}

impl Telling {
    fn of(act: &Act<'_>) -> Self {
        Self { told: BTreeSet::new(), actor: act.actor.person }
    }

    async fn tell(&mut self, act: &mut Act<'_>, person: PersonId, why: &str, thing: Option<ThingId>) -> Result<()> {
        if Some(person) != self.actor && self.told.insert(person) {
            store::put(act, person, why, thing).await?;
        }
        Ok(())
    }

    async fn done(self, act: &mut Act<'_>) -> Result<()> {
        if self.told.is_empty() {
            return Ok(());
        }
        let people: Vec<PersonId> = self.told.into_iter().collect();
        people::store::touch(act.tx, &people).await?;
        for person in people {
            act.announce(format!("notices:{person}"));
        }
        Ok(())
    }
}
