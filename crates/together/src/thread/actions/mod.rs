//! Joining, parting, hiding, renaming: what can be done to any thing.

mod review;
mod spare;

use std::collections::BTreeSet;

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Key, Kind, LinkKind, Thing, need_to_link, rules, store};
use crate::journal::{Act, Action, Boxed, Change, HIDDEN, Need, Registered, registered};

pub use review::{Review, restore_review};
pub use spare::{Spare, restore_spared};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<Link>(),
    registered::<Unlink>(),
    registered::<Spare>(),
    registered::<Review>(),
    registered::<Remove>(),
    registered::<Watch>(),
];

/// Joins two things.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// The thing that serves, asks, is part.
    pub from: Key,
    /// How they are joined.
    pub kind: LinkKind,
    /// The thing that is served, asked for, the whole.
    pub to: Key,
    /// How much of it counts, in per cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<i64>,
    /// The words the link rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
}

impl Action for Link {
    const NAME: &'static str = "thread.link";
    const DID: &'static str = "Linked it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(need_to_link(self.from.kind, self.kind))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        if self.share.is_some_and(|share| !(1..=100).contains(&share)) {
            return Err(Refusal::new("share-out-of-range", "A share is from 1 to 100 per cent.").at("share").into());
        }
        let quote = rules::quote(self.quote.as_deref())?;
        let from = act.thing(self.from).await?;
        let to = act.thing_in("to", self.to).await?;
        link(act, Join { from: &from, kind: self.kind, to: &to, share: self.share, quote }).await?;
        act.say(format!("{} linked to {}", self.from, self.to), format!("Link {} to {}", self.from, self.to));
        Ok(self.to)
    }
}

/// Two things to be joined.
pub struct Join<'a> {
    /// Where the link starts.
    pub from: &'a Thing,
    /// How they are joined.
    pub kind: LinkKind,
    /// Where it leads.
    pub to: &'a Thing,
    /// How much of it counts, in per cent.
    pub share: Option<i64>,
    /// The words it rests on.
    pub quote: Option<String>,
}

/// Joins two things inside another action. Where only one such link may be, the old one gives way.
pub async fn link(act: &mut Act<'_>, join: Join<'_>) -> Result<()> {
    let Join { from, kind, to, share, quote } = join;
    let known = store::links::known(act.tx, from, kind, to).await?;
    check(act, from, kind, to, known.allowed).await?;
    let before = known.there.then_some((known.share, known.quote));
    if before.as_ref().is_some_and(|before| *before == (share, quote.clone())) {
        return Ok(());
    }
    if kind.only_one(from.kind) {
        for old in store::links::targets(act.tx, from.id, kind).await? {
            if let Some(old) = store::by_id(act.tx, old).await?.filter(|old| old.id != to.id) {
                unlink(act, from, kind, &old).await?;
            }
        }
    }
    let (now, reviewer) = (act.now, act.actor.person);
    let after = Change::link_end(to.key(), share, quote.as_deref());
    store::links::insert_links(act.tx, &[store::links::NewLink { from, kind, to, share, quote }], now, reviewer)
        .await?;
    act.note(Some(from), Change::link_field(kind), before.map_or(Value::Null, |before| link_end(to, &before)), after);
    act.announce(to.key().to_string());
    Ok(())
}

/// Joins things that were made by the same action to others: nothing leads to them yet, so they close no circle, and nothing
/// gives way. Where only one link of the kind may be, each is given one.
pub async fn link_new(act: &mut Act<'_>, kind: LinkKind, joins: &[(&Thing, &Thing)]) -> Result<()> {
    let kinds: BTreeSet<_> = joins.iter().map(|(from, to)| (from.kind, to.kind)).collect();
    for (from, to) in kinds {
        if !store::links::allowed(act.tx, from, kind, to).await? {
            return Err(Failure::Broken(format!("{from:?} may not be linked to {to:?} by {kind:?}")));
        }
    }
    let links: Vec<_> =
        joins.iter().map(|(from, to)| store::links::NewLink { from, kind, to, share: None, quote: None }).collect();
    let (now, reviewer) = (act.now, act.actor.person);
    store::links::insert_links(act.tx, &links, now, reviewer).await?;
    for (from, to) in joins {
        act.note(Some(from), Change::link_field(kind), Value::Null, json!(to.key()));
        act.announce(to.key().to_string());
    }
    Ok(())
}

async fn check(act: &mut Act<'_>, from: &Thing, kind: LinkKind, to: &Thing, allowed: bool) -> Result<()> {
    if from.id == to.id {
        return Err(rules::link_to_itself(from.key()).into());
    }
    if !allowed {
        return Err(rules::link_not_allowed(from.key(), kind, to.key()).into());
    }
    // Kinds follow one another along the thread, so that only like things can lead to one another.
    let alike = from.kind == to.kind;
    if alike && kind.must_not_circle() && store::links::reaches(act.tx, to.id, kind, from.id).await? {
        return Err(rules::link_makes_a_cycle(from.key(), kind, to.key()).into());
    }
    Ok(())
}

/// Parts two things.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Unlink {
    /// Where the link starts.
    pub from: Key,
    /// How they are joined.
    pub kind: LinkKind,
    /// Where it leads.
    pub to: Key,
}

impl Action for Unlink {
    const NAME: &'static str = "thread.unlink";
    const DID: &'static str = "Took a link away";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(need_to_link(self.from.kind, self.kind))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let from = act.thing(self.from).await?;
        let to = act.thing(self.to).await?;
        if !unlink(act, &from, self.kind, &to).await? {
            return Err(Failure::refused("no-such-link", format!("{} is not linked to {}.", self.from, self.to)));
        }
        act.say(
            format!("{} no longer linked to {}", self.from, self.to),
            format!("Unlink {} from {}", self.from, self.to),
        );
        Ok(self.from)
    }
}

/// Parts two things inside another action; tells whether they were joined.
pub async fn unlink(act: &mut Act<'_>, from: &Thing, kind: LinkKind, to: &Thing) -> Result<bool> {
    let Some(before) = store::links::link(act.tx, from.id, kind, to.id).await? else { return Ok(false) };
    store::links::delete_link(act.tx, from.id, kind, to.id).await?;
    act.note(Some(from), Change::link_field(kind), link_end(to, &before), Value::Null);
    act.announce(to.key().to_string());
    Ok(true)
}

/// What a thing links to by one kind of link, removed or not, each as the journal would keep it.
pub(crate) async fn link_ends(act: &mut Act<'_>, from: &Thing, kind: LinkKind) -> Result<Vec<(Thing, Value)>> {
    let ids = store::targets(act.tx, from.id, kind).await?;
    let mut ends = Vec::new();
    for to in store::by_ids(act.tx, &ids).await? {
        if let Some(said) = store::links::link(act.tx, from.id, kind, to.id).await? {
            let end = link_end(&to, &said);
            ends.push((to, end));
        }
    }
    Ok(ends)
}

fn link_end(to: &Thing, (share, quote): &(Option<i64>, Option<String>)) -> Value {
    Change::link_end(to.key(), *share, quote.as_deref())
}

/// Removes a thing: it is hidden, and undo brings it back.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Remove {
    /// The thing.
    pub thing: Key,
}

impl Action for Remove {
    const NAME: &'static str = "thread.remove";
    const DID: &'static str = "Removed it";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let own = act.app.kind(self.thing.kind).map_or(Need::Administrator, |kind| kind.need);
        let product = act.product()?.id;
        let Some(thing) = store::by_key(act.tx, product, self.thing).await? else { return Ok(own) };
        Ok(own.and(act.app.coming_or_going(act.tx, &[thing.id]).await?))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = act.thing(self.thing).await?;
        hide(act, &thing).await?;
        act.say(format!("{} removed", self.thing), format!("Remove {}", self.thing));
        Ok(self.thing)
    }
}

/// Hides a thing inside another action.
pub async fn hide(act: &mut Act<'_>, thing: &Thing) -> Result<()> {
    let now = act.now;
    store::set_hidden(act.tx, thing.id, Some(now)).await?;
    act.note(Some(thing), HIDDEN, json!(thing.hidden_at), json!(now));
    Ok(())
}

/// Sets hiding back to what the journal says it was.
pub(crate) async fn show_or_hide(act: &mut Act<'_>, thing: &Thing, before: &Value) -> Result<()> {
    let hidden_at = serde_json::from_value(before.clone())?;
    store::set_hidden(act.tx, thing.id, hidden_at).await?;
    act.note(Some(thing), HIDDEN, json!(thing.hidden_at), before.clone());
    Ok(())
}

/// Moves a thing to a state of its kind; the stage follows.
pub async fn set_state(act: &mut Act<'_>, thing: &Thing, state: &str) -> Result<()> {
    if thing.state == state {
        return Ok(());
    }
    let stage = act.app.kind(thing.kind).and_then(|kind| kind.stage_of(state)).ok_or_else(|| {
        Refusal::new("no-such-state", format!("A {} cannot be “{state}”.", thing.kind.title().to_lowercase()))
            .at("state")
    })?;
    store::set_state(act.tx, thing.id, state, stage).await?;
    act.note(Some(thing), "state", json!(thing.state), json!(state));
    Ok(())
}

/// The field of a state that followed from something else, such as a request's from what it asks for.
pub const FOLLOWS: &str = "follows: state";

/// Moves things of one kind to a state that follows from others, for hooks after an action. Taking that action back never
/// fails because such a state has moved on: it is derived again.
pub async fn follow_state(act: &mut Act<'_>, things: &[Thing], state: &str) -> Result<()> {
    let Some(kind) = things.first().and_then(|thing| act.app.kind(thing.kind)) else { return Ok(()) };
    let stage = kind.stage_of(state).ok_or_else(|| Failure::Broken(format!("no state {state}")))?;
    let ids: Vec<_> = things.iter().map(|thing| thing.id).collect();
    store::set_states(act.tx, &ids, state, stage).await?;
    for thing in things {
        act.note(Some(thing), FOLLOWS, json!(thing.state), json!(state));
    }
    Ok(())
}

/// Takes back a state that followed, unless it has moved on.
pub fn restore_followed<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let Some(id) = change.thing else { return Ok(()) };
        let thing = store::by_id(act.tx, id).await?.filter(|thing| change.after == thing.state.as_str());
        if let (Some(thing), Some(before)) = (thing, change.before.as_str()) {
            follow_state(act, &[thing], before).await?;
        }
        Ok(())
    })
}

/// Watches a thing, or stops watching it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Watch {
    /// The thing.
    pub thing: Key,
    /// Watch it, or stop.
    pub watch: bool,
}

impl Action for Watch {
    const NAME: &'static str = "thread.watch";
    const DID: &'static str = "Watches it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = act.thing(self.thing).await?;
        let person = act.actor.person.ok_or(Failure::NotFound)?;
        crate::conversation::store::watch(act.tx, thing.id, person, self.watch).await?;
        act.note(Some(&thing), "watch", json!(!self.watch), json!(self.watch));
        act.say(if self.watch { "You are told of its changes" } else { "You are no longer told" }, "Watch it");
        Ok(self.thing)
    }
}

/// The fields every thing has.
pub mod fields {
    crate::fields! {
        /// Title, owner and publicness, kept in the table `thing`.
        pub COMMON of "thing" by "id" {
            TITLE: Text "title" = "title", "title", listed, searched, defining;
            OWNER: Id "owner" = "owner", "owner", listed;
            PUBLIC: Whole "public" = "public", "public", listed;
        }
    }
}

/// The kind of a thing must be one of these.
pub fn must_be(thing: &Thing, kinds: &[Kind]) -> Result<(), Refusal> {
    if kinds.contains(&thing.kind) {
        return Ok(());
    }
    let wanted: Vec<_> = kinds.iter().map(|kind| kind.title().to_lowercase()).collect();
    Err(Refusal::new("wrong-kind", format!("{} is not a {}.", thing.key(), wanted.join(" or "))))
}

/// The thing a change was made to, removed or not.
async fn touched(act: &mut Act<'_>, change: &Change) -> Result<Thing> {
    let id = change.thing.ok_or(Failure::NotFound)?;
    store::by_id(act.tx, id).await?.ok_or(Failure::NotFound)
}
