//! What an action has at hand while it is performed.

use ground::clock::Ts;
use ground::db::Tx;
use ground::web::{Conflict, Failure, Refusal, Result};
use serde_json::{Map, Value, json};

use super::change::{CREATED, Change};
use super::{Actor, store};
use crate::app::App;
use crate::people::PersonId;
use crate::products::{Product, ProductId};
use crate::roles::rules::{Hats, Role};
use crate::thread::rules::Dots;
use crate::thread::{self, Edits, Field, Key, Kind, Stage, Thing, ThingId};

/// The transaction of one action, the one who acts, and everything it has changed so far.
pub struct Act<'a> {
    /// The transaction. Reads see what the action itself wrote.
    pub tx: &'a mut Tx,
    /// The program.
    pub app: &'a App,
    /// Who acts.
    pub actor: Actor,
    /// Roles the actor holds in the product, each with the number of its team (0: the whole product).
    pub roles: Vec<(Role, i64)>,
    /// The roles anybody held in the product when the action began.
    pub held: Hats,
    /// Now, the same for the whole action.
    pub now: Ts,
    /// The sequence this action gets.
    pub seq: i64,
    pub(super) product: Option<Product>,
    pub(super) changes: Vec<Change>,
    pub(super) said: Option<Said>,
    pub(super) notices: Vec<Told>,
    pub(super) topics: Vec<String>,
    pub(super) undoes: Option<i64>,
    pub(super) next_key: Option<Key>,
    /// Things whose dots the action moved, with the bits that came or went.
    pub(crate) redrawn: Vec<(ThingId, i64)>,
}

/// What an action did, in words.
#[derive(Debug, Clone)]
pub struct Said {
    /// Afterwards: “S-219 moved to rank 1”.
    pub done: String,
    /// As a wish: “Move S-219 to rank 1”.
    pub wish: String,
}

/// Somebody to be told apart from what the matrix says.
#[derive(Debug, Clone)]
pub struct Told {
    /// Who.
    pub person: PersonId,
    /// Why: `mention`, `proposal`, …
    pub why: &'static str,
    /// About what.
    pub thing: Option<ThingId>,
}

/// What a new thing starts with.
pub struct NewThing {
    /// Its title, already checked.
    pub title: String,
    /// Its first state.
    pub state: &'static str,
    /// The stage of that state.
    pub stage: Stage,
    /// The number of its key when it comes with one (an import of one's own export); else the next.
    pub number: Option<i64>,
}

/// What comes with a new thing from before, or from where it hangs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beginning {
    /// When it was made, if that was elsewhere.
    pub made_at: Option<Ts>,
    /// What its thread has above it, once the links are made that its room makes in the same action.
    pub above: Dots,
}

impl Act<'_> {
    /// The product it happens in.
    pub fn product(&self) -> Result<&Product> {
        self.product
            .as_ref()
            .ok_or_else(|| Failure::refused("product-missing", "This is done in a product. Say in which one."))
    }

    /// The product's id, or the nil id for an action of the workspace.
    pub fn scope(&self) -> ProductId {
        self.product.as_ref().map(|product| product.id).unwrap_or_default()
    }

    /// A thing of this product the actor may see, by key.
    pub async fn thing(&mut self, key: Key) -> Result<Thing> {
        let product = self.product()?.id;
        let thing = thread::store::by_key(self.tx, product, key).await?;
        thing.filter(|thing| thing.public || self.sees_all()).ok_or_else(|| {
            Refusal::new("no-such-thing", format!("There is no {key} here. It may have been removed.")).into()
        })
    }

    /// The same for a key that somebody wrote into a field.
    pub async fn thing_in(&mut self, field: &'static str, key: Key) -> Result<Thing> {
        self.thing(key).await.map_err(|failure| failure.at(field))
    }

    /// Whether the actor reads all of the product; customers read what is public.
    fn sees_all(&self) -> bool {
        let member = self.roles.iter().any(|(role, _)| role.is_member());
        member || self.actor.administrator || self.actor.person.is_none()
    }

    /// Makes a thing and gives it a key. The room writes its own table after this.
    pub async fn create(&mut self, kind: Kind, new: NewThing) -> Result<Thing> {
        let mut made = self.create_many(kind, vec![new]).await?;
        made.pop().ok_or_else(|| Failure::Broken("nothing was made".to_owned()))
    }

    /// Makes many things of a kind at once, in order.
    pub async fn create_many(&mut self, kind: Kind, new: Vec<NewThing>) -> Result<Vec<Thing>> {
        self.create_many_from(kind, new, std::iter::repeat(Beginning::default())).await
    }

    /// The same for things that were made elsewhere before, as old files say, or hang on something from the beginning.
    pub async fn create_many_from(
        &mut self,
        kind: Kind,
        mut new: Vec<NewThing>,
        beginnings: impl Iterator<Item = Beginning>,
    ) -> Result<Vec<Thing>> {
        if let Some(next) = self.next_key.take_if(|next| next.kind == kind)
            && let Some(first) = new.first_mut()
        {
            first.number = Some(next.number);
        }
        let things = thread::make(self, kind, new, beginnings).await?;
        for thing in &things {
            self.note(Some(thing), CREATED, Value::Null, json!(thing.title));
        }
        Ok(things)
    }

    /// Sets one field; notes a change only where the value differs.
    pub async fn set(&mut self, thing: &Thing, field: &Field, after: Value) -> Result<bool> {
        let before = field.load(self.tx, thing.id).await?;
        if before == after {
            return Ok(false);
        }
        field.store(self.tx, thing.id, &after).await?;
        self.note(Some(thing), field.name, before, after);
        Ok(true)
    }

    /// Notes what the fields of a thing that was just made begin with, where they say something.
    pub async fn begin_with(&mut self, thing: &Thing, fields: &[&'static Field]) -> Result<()> {
        for field in fields {
            let value = field.load(self.tx, thing.id).await?;
            if !value.is_null() && value != "" {
                self.note(Some(thing), field.name, Value::Null, value);
            }
        }
        Ok(())
    }

    /// Sets several fields at once, refusing when somebody else changed one of them after `seen`.
    pub async fn edit(&mut self, thing: &Thing, seen: Option<i64>, edits: Edits) -> Result<bool> {
        if let Some(seen) = seen {
            self.refuse_stale(thing, seen, &edits.0).await?;
        }
        let mut changed = false;
        for (field, value) in edits.0 {
            changed |= self.set(thing, field, value).await?;
        }
        Ok(changed)
    }

    async fn refuse_stale(&mut self, thing: &Thing, seen: i64, fields: &[(&'static Field, Value)]) -> Result<()> {
        let moved = store::fields_changed_since(self.tx, thing.id, seen).await?;
        let (mut stored, mut sent) = (Map::new(), Map::new());
        for (field, value) in fields.iter().filter(|(field, _)| moved.iter().any(|name| name == field.name)) {
            let now = field.load(self.tx, thing.id).await?;
            if now != *value {
                stored.insert(field.name.to_owned(), now);
                sent.insert(field.name.to_owned(), value.clone());
            }
        }
        if stored.is_empty() {
            return Ok(());
        }
        let names: Vec<_> = stored.keys().cloned().collect();
        let message = format!("{} was changed while you wrote ({}). Your text is kept.", thing.key(), names.join(", "));
        let refusal = Refusal::new("changed-meanwhile", message).hint("Compare the two, then save again.");
        Err(Failure::Conflict(Box::new(Conflict { refusal, stored: stored.into(), sent: sent.into() })))
    }

    /// Notes a change the room has written itself.
    pub fn note(&mut self, thing: Option<&Thing>, field: impl Into<String>, before: Value, after: Value) {
        let (thing, key) = (thing.map(|thing| thing.id), thing.map(Thing::key));
        self.changes.push(Change { thing, key, field: field.into(), before, after });
    }

    /// Says what was done, for the toast and, as a wish, for a proposal.
    pub fn say(&mut self, done: impl Into<String>, wish: impl Into<String>) {
        self.said = Some(Said { done: done.into(), wish: wish.into() });
    }

    /// Tells a person, whatever the matrix says.
    pub fn tell(&mut self, person: PersonId, why: &'static str, thing: Option<ThingId>) {
        self.notices.push(Told { person, why, thing });
    }

    /// Announces a topic to open pages beyond the things that changed.
    pub fn announce(&mut self, topic: impl Into<String>) {
        self.topics.push(topic.into());
    }

    /// What has changed so far.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Things whose thread has gained or lost something of a kind; known once the changes are noted.
    pub fn with_dot_moved(&self, of: Kind) -> impl Iterator<Item = ThingId> {
        let moved = move |(_, bits): &&(ThingId, i64)| Dots(*bits).has(of);
        self.redrawn.iter().filter(moved).map(|(thing, _)| *thing)
    }

    /// The actor's roles, for the matrix.
    pub fn hats(&self) -> Hats {
        self.roles.iter().copied().collect()
    }

    /// Whether the actor holds a role in the product.
    pub fn has(&self, role: Role) -> bool {
        self.roles.iter().any(|(held, _)| *held == role)
    }

    /// Forgets what was noted after a rolled back trial, returning it.
    pub(super) fn forget(&mut self) -> (Vec<Change>, Option<Said>) {
        self.notices.clear();
        self.topics.clear();
        self.undoes = None;
        self.redrawn.clear();
        (std::mem::take(&mut self.changes), self.said.take())
    }
}
