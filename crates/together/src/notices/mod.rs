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

use std::collections::{BTreeMap, BTreeSet};

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
        told.tell(person, why, thing);
    }
    if let Some(whys) = rules::settles(action) {
        store::settled(act, &touched(changes), whys).await?;
    }
    let about = touched(changes).first().copied();
    let watched: Vec<ThingId> = touched(changes).into_iter().take(20).collect();
    if !watched.is_empty() {
        for (thing, person) in crate::conversation::store::watchers(act.tx, &watched).await? {
            told.tell(person, action, Some(thing));
        }
    }
    for right in rights.iter() {
        for person in people_by_matrix(act, right, Scope::PRODUCT, &[Letter::C, Letter::I]).await? {
            told.tell(person, action, about);
        }
    }
    told.done(act).await
}

/// Tells who decides, who must be heard, and who is asked before, of a new proposal.
pub async fn proposal(act: &mut Act<'_>, proposal: &Thing, asks: &[Ask], to: Role, awaited: &[Awaited]) -> Result<()> {
    let mut told = Telling::of(act);
    for person in roles::store::holders(act.tx, proposal.product, to).await? {
        told.tell(person, "proposal", Some(proposal.id));
    }
    for one in awaited {
        for person in roles::store::holders(act.tx, proposal.product, one.role).await? {
            told.tell(person, "answer", Some(proposal.id));
        }
    }
    for ask in asks {
        for person in people_by_matrix(act, ask.right, Scope::from(ask.team), &[Letter::C]).await? {
            told.tell(person, "consulted", Some(proposal.id));
        }
    }
    told.done(act).await
}

/// Has whoever decides something told, once the action is done, that a thing waits for them.
pub async fn tell_decider(act: &mut Act<'_>, right: Right, why: &'static str, thing: ThingId) -> Result<()> {
    let product = act.product()?.id;
    let held = roles::store::held(act.tx, product).await?;
    let matrix = roles::store::row(act.tx, product, right).await?;
    if let Some(role) = matrix.who_decides(right, Scope::PRODUCT, &held).decider() {
        for person in roles::store::holders(act.tx, product, role).await? {
            act.tell(person, why, Some(thing));
        }
    }
    Ok(())
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
                told.tell(person, why, Some(thing));
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
    roles::store::involved(act.tx, product, (right, scope), letters).await
}

/// Who is told by this action: nobody is told twice, nor of what they did themselves.
struct Telling<'a> {
    told: BTreeMap<PersonId, About<'a>>,
    actor: Option<PersonId>,
}

/// Why somebody is told, and about what.
type About<'a> = (&'a str, Option<ThingId>);

impl<'a> Telling<'a> {
    fn of(act: &Act<'_>) -> Self {
        Self { told: BTreeMap::new(), actor: act.actor.person }
    }

    fn tell(&mut self, person: PersonId, why: &'a str, thing: Option<ThingId>) {
        if Some(person) != self.actor {
            self.told.entry(person).or_insert((why, thing));
        }
    }

    async fn done(self, act: &mut Act<'_>) -> Result<()> {
        if self.told.is_empty() {
            return Ok(());
        }
        let people: Vec<PersonId> = self.told.keys().copied().collect();
        store::put(act, self.told).await?;
        people::store::touch(act.tx, &people).await?;
        for person in people {
            act.announce(format!("notices:{person}"));
        }
        Ok(())
    }
}
