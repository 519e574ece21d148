//! Taking an action back: an action like any other, that sets every changed field to what it was.

use std::collections::HashSet;

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::change::{CREATED, HIDDEN, LINK};
use super::history::{Entry, Touched};
use super::{Act, Action, Change, Need, Registered, proposals, registered, store};
use crate::app::App;
use crate::decisions::RunOut;
use crate::people::PersonId;
use crate::products;
use crate::roles::members::actions as members;
use crate::roles::rules::RightSet;
use crate::thread::{self, Key, Kind, LinkKind, Thing};
use crate::words::lower_first;

/// The action of this file.
pub const ACTIONS: &[Registered] = &[registered::<Undo>()];

/// Restores a change that is no field of a thing; each floor hands in its own, by the word before the colon of the field.
pub type Restore = for<'a> fn(&'a mut Act<'_>, &'a Change) -> super::Boxed<'a, ()>;

/// Takes back one entry of the journal.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Undo {
    /// The sequence of the entry.
    pub seq: i64,
}

impl Action for Undo {
    const NAME: &'static str = "journal.undo";
    const DID: &'static str = "Took it back";
    type Answer = i64;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        need(act, self.seq).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<i64> {
        let taken = take_back(act, self.seq, Rest::Stays).await?;
        let did = act.app.registry.find(&taken.action).map_or("", |action| action.did);
        act.say("Taken back", format!("Take back entry {}: {}", self.seq, lower_first(did)));
        Ok(self.seq)
    }
}

/// Whose call it is to take an entry back.
pub async fn need(act: &mut Act<'_>, seq: i64) -> Result<Need> {
    let product = act.scope();
    let entry = store::undone::entry(act.tx, product, seq).await?;
    // To take a decision back is to decide: whose call the change was says whose it is to undo, with the same agreement,
    // even where it was one's own. Only what was nobody's call is one's own to take back.
    let touched = store::history::touched(act.tx, product, &[seq]).await?;
    if touched.iter().any(|touched| is_administrators(&touched.field)) {
        return Ok(Need::Administrator);
    }
    let codes = entry.decision_right.as_deref().unwrap_or_default();
    let rights = RightSet::of_codes(codes);
    // A right that there is no more is nobody's, so whoever runs the workspace answers for it.
    if rights.iter().count() < codes.split_whitespace().count() {
        return Ok(Need::Administrator);
    }
    if rights != RightSet::EMPTY
        && let Some(proposal) = store::undone::settled(act.tx, product, seq).await?
    {
        return Ok(Need::Settled { proposal });
    }
    let own = entry.actor.is_some() && entry.actor == act.actor.person;
    let nobodys = if own { Need::Oneself } else { Need::Member };
    let need = if rights == RightSet::EMPTY { nobodys } else { Need::rights(rights) };
    // What comes or goes with it may be part of something by now that it was no part of then.
    let moved = store::undone::come_or_gone(act.tx, product, seq).await?;
    Ok(need.and(act.app.coming_or_going(act.tx, &moved).await?))
}

/// What administrators alone change, they alone take back.
fn is_administrators(field: &str) -> bool {
    [members::ROLE_FIELD, products::actions::NAME_FIELD, products::actions::MODE_FIELD].contains(&field)
}

/// Somebody who looks at what was done.
pub(crate) struct Viewer {
    pub(crate) person: PersonId,
    pub(crate) administrator: bool,
    /// Whether they have a role other than customer.
    pub(crate) member: bool,
}

/// Whether an entry that changed these fields can be taken back by somebody, or proposed to be.
pub(crate) fn is_open_to(app: &App, entry: &Entry, touched: &[&Touched], viewer: &Viewer) -> bool {
    let done = entry.undone_by.is_none() && entry.undoes.is_none() && can_be_undone(&entry.action);
    let has_way = !touched.is_empty() && touched.iter().all(|of| has_a_way_back(app, of.kind, &of.field));
    let own = entry.decision_right.is_none() && entry.actor == Some(viewer.person);
    let may =
        if touched.iter().any(|of| is_administrators(&of.field)) { viewer.administrator } else { viewer.member || own };
    done && has_way && may
}

/// What becomes of the other changes of an entry when one was changed again since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    /// Nothing is taken back.
    Stays,
    /// They are taken back all the same.
    Goes,
}

/// An entry that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The name of the action it was.
    pub action: String,
    /// How many of its changes stay, since they were changed again.
    pub stay: usize,
}

/// Takes back inside another action what an entry changed.
pub async fn take_back(act: &mut Act<'_>, seq: i64, rest: Rest) -> Result<Taken> {
    let product = act.scope();
    let entry = store::undone::entry(act.tx, product, seq).await?;
    if let Some(by) = entry.undone_by {
        return Err(Refusal::new("undone-already", format!("It was taken back before (entry {by}).")).into());
    }
    let changes = changes(act, seq).await?;
    if changes.is_empty() || !can_be_undone(&entry.action) {
        return Err(Refusal::new("cannot-be-undone", "This cannot be taken back.")
            .hint("What was only proposed can be withdrawn.")
            .into());
    }
    let made: HashSet<_> = changes.iter().filter(|of| of.field == CREATED).filter_map(|of| of.thing).collect();
    let mut stay = 0;
    for change in &changes {
        let made = change.thing.is_some_and(|thing| made.contains(&thing));
        // What a thing that is taken back began with goes with it, whatever it is by now.
        if made && change.key.is_some_and(|key| act.app.field(key.kind, &change.field).is_some()) {
            continue;
        }
        if made || rest == Rest::Goes {
            let left = !restore_or_leave(act, change).await?;
            stay += usize::from(left && !made);
        } else {
            restore(act, change).await?;
        }
    }
    let by = act.seq;
    store::undone::undone(act.tx, product, seq, by).await?;
    act.undoes = Some(seq);
    Ok(Taken { action: entry.action, stay })
}

/// Whether entries of this action can be taken back. To make a proposal changes nothing yet: it is withdrawn. That a time is
/// over has been told.
fn can_be_undone(action: &str) -> bool {
    ![proposals::MADE, RunOut::NAME].contains(&action)
}

/// Whether there is a way back from a change, as [`restore`] knows them.
pub(crate) fn has_a_way_back(app: &App, kind: Option<Kind>, field: &str) -> bool {
    let of_things = |kind| {
        matches!(field, CREATED | HIDDEN | "state") || field.starts_with(LINK) || app.field(kind, field).is_some()
    };
    kind.is_some_and(of_things) || restorer(app, field).is_some()
}

/// Marks the entry just written as the undoing of another.
pub(super) async fn mark(act: &mut Act<'_>) -> Result<()> {
    if let Some(undone) = act.undoes.take() {
        let product = act.scope();
        let seq = act.seq;
        store::undone::undoes(act.tx, product, seq, undone).await?;
    }
    Ok(())
}

/// The changes of an entry, last first.
async fn changes(act: &mut Act<'_>, seq: i64) -> Result<Vec<Change>> {
    let product = act.scope();
    let json = |text: Option<String>| text.map_or(Ok(Value::Null), |text| serde_json::from_str(&text));
    let mut changes = Vec::new();
    for (thing, field, before, after) in store::undone::changes(act.tx, product, seq).await? {
        let key = match thing {
            Some(id) => thread::store::by_id(act.tx, id).await?.map(|thing| thing.key()),
            None => None,
        };
        changes.push(Change { thing, key, field, before: json(before)?, after: json(after)? });
    }
    Ok(changes)
}

/// Sets one field back, or leaves all of it as it is now where that is refused. Says whether it was set back.
async fn restore_or_leave(act: &mut Act<'_>, change: &Change) -> Result<bool> {
    act.tx.savepoint().await?;
    let noted = act.changes.len();
    match restore(act, change).await {
        Ok(()) => {
            act.tx.release_savepoint().await?;
            Ok(true)
        }
        Err(Failure::Refused(_) | Failure::Conflict(_)) => {
            act.tx.rollback_to_savepoint().await?;
            act.changes.truncate(noted);
            Ok(false)
        }
        Err(failure) => Err(failure),
    }
}

/// Sets one field back, refusing when it is no longer what the entry made it.
async fn restore(act: &mut Act<'_>, change: &Change) -> Result<()> {
    let thing = match change.thing {
        Some(id) => thread::store::by_id(act.tx, id).await?,
        None => None,
    };
    let Some(thing) = thing else { return restore_in_room(act, change).await };
    match change.field.as_str() {
        CREATED => thread::actions::hide(act, &thing).await,
        HIDDEN => thread::actions::show_or_hide(act, &thing, &change.before).await,
        field if field.starts_with(LINK) => restore_link(act, &thing, change).await,
        "state" => restore_state(act, &thing, change).await,
        name => match act.app.field(thing.kind, name) {
            Some(field) => restore_field(act, &thing, field, change).await,
            None => restore_in_room(act, change).await,
        },
    }
}

async fn restore_field(act: &mut Act<'_>, thing: &Thing, field: &'static thread::Field, change: &Change) -> Result<()> {
    let now = field.load(act.tx, thing.id).await?;
    if now != change.after {
        return Err(moved_on(thing, field.label));
    }
    act.set(thing, field, change.before.clone()).await?;
    Ok(())
}

async fn restore_state(act: &mut Act<'_>, thing: &Thing, change: &Change) -> Result<()> {
    if change.after.as_str() != Some(thing.state.as_str()) {
        return Err(moved_on(thing, "state"));
    }
    let state = change.before.as_str().unwrap_or_default().to_owned();
    thread::actions::set_state(act, thing, &state).await?;
    match (thing.kind, state.as_str()) {
        // A decision on a proposal that is taken back leaves it waiting for one.
        (Kind::Proposal, "waiting") => proposals::store::reopen(act.tx, thing.id).await,
        (Kind::Proposal, _) => proposals::store::decide(act, thing.id, "").await,
        _ => Ok(()),
    }
}

/// Takes a link away or makes it again, by the rules of every link: nothing goes in a circle, and nothing that was linked
/// since gives way.
async fn restore_link(act: &mut Act<'_>, thing: &Thing, change: &Change) -> Result<()> {
    let word = change.field.trim_start_matches(LINK);
    let kind = LinkKind::of_code(word).ok_or_else(|| Failure::Broken(format!("unknown link {word}")))?;
    let ends = thread::actions::link_ends(act, thing, kind).await?;
    if let Some(added) = Change::linked(&change.after) {
        // One that is gone by now is as it was before; one to something that was removed is there all the same.
        if let Some((to, end)) = ends.iter().find(|(to, _)| to.key() == added) {
            if *end != change.after {
                return Err(moved_on(thing, &format!("link to {added}")));
            }
            thread::actions::unlink(act, thing, kind, to).await?;
        }
    }
    if let Some(removed) = Change::linked(&change.before) {
        let left = ends.iter().map(|(to, _)| to.key()).filter(|to| Change::linked(&change.after) != Some(*to));
        if let Some(instead) = left.into_iter().find(|to| *to == removed || kind.only_one(thing.kind)) {
            return Err(moved_on(thing, &format!("link “{word}” to {instead}")));
        }
        if thing.hidden_at.is_some() {
            return Err(removed_since(thing.key()));
        }
        let to = act.thing(removed).await?;
        let (share, quote) = (change.before["share"].as_i64(), change.before["quote"].as_str().map(str::to_owned));
        thread::actions::link(act, thread::actions::Join { from: thing, kind, to: &to, share, quote }).await?;
    }
    Ok(())
}

async fn restore_in_room(act: &mut Act<'_>, change: &Change) -> Result<()> {
    match restorer(act.app, &change.field) {
        Some(restore) => restore(act, change).await,
        None => {
            let room = room_of(&change.field);
            Err(Refusal::new("cannot-be-undone", format!("A change of {room} cannot be taken back.")).into())
        }
    }
}

/// How the room of a change that is no field of a thing takes it back.
fn restorer(app: &App, field: &str) -> Option<Restore> {
    app.restorers.iter().find(|(room, _)| *room == room_of(field)).map(|(_, restore)| *restore)
}

fn room_of(field: &str) -> &str {
    field.split(':').next().unwrap_or_default()
}

fn removed_since(key: Key) -> Failure {
    Refusal::new("changed-since", format!("{key} was removed since. Bring it back first.")).into()
}

fn moved_on(thing: &Thing, label: &str) -> Failure {
    let message = format!("The {label} of {} was changed again since. It stays as it is.", thing.key());
    Refusal::new("changed-since", message).hint("Take back the later change first, or edit it by hand.").into()
}
