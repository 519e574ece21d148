//! Saying something about a thing.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{rules, store};
use crate::journal::{Act, Action, Boxed, Change, Need, Registered, registered};
use crate::roles;
use crate::roles::rules::Right;
use crate::thread::{Key, Thing};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Write>(), registered::<Edit>()];

/// Says something about a thing; whoever is named with `@` is told.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Write {
    /// The thing.
    pub thing: Key,
    /// The words, as Markdown.
    pub body: String,
    /// Customers may read it.
    #[serde(default)]
    pub public: bool,
}

impl Action for Write {
    const NAME: &'static str = "comment.write";
    const DID: &'static str = "Wrote a comment";
    type Answer = Key;

    /// What customers read is an answer to them, and whose call answers are says the matrix.
    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(if self.public { Need::right(Right::AnswerCustomer) } else { Need::Member })
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = act.thing(self.thing).await?;
        say(act, &thing, Saying { body: &self.body, public: self.public, contact: None }).await?;
        act.say("Comment kept", format!("Comment on {}", self.thing));
        Ok(self.thing)
    }
}

/// Something to be said about a thing.
pub struct Saying<'a> {
    /// The words, as Markdown.
    pub body: &'a str,
    /// Customers may read it.
    pub public: bool,
    /// The contact whose words they are, when somebody writes down what a customer said.
    pub contact: Option<uuid::Uuid>,
}

/// Says something about a thing inside another action.
pub async fn say(act: &mut Act<'_>, thing: &Thing, saying: Saying<'_>) -> Result<()> {
    let body = rules::body(saying.body)?;
    let id = act.app.ids.next();
    let new = store::New { id, thing: thing.id, contact: saying.contact, body: &body, public: saying.public };
    store::insert(act, new).await?;
    act.note(Some(thing), format!("comment: {id}"), Value::Null, json!(body));
    if let Some(person) = act.actor.person {
        store::watch(act.tx, thing.id, person, true).await?;
    }
    let people = roles::store::people(act.tx, thing.product).await?;
    for person in rules::mentioned(&body, &people) {
        act.tell(*person, "mention", Some(thing.id));
    }
    Ok(())
}

/// Changes one's own comment, or takes it away with no words.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The comment.
    pub comment: uuid::Uuid,
    /// The new words; none take it away.
    #[serde(default)]
    pub body: String,
}

impl Action for Edit {
    const NAME: &'static str = "comment.edit";
    const DID: &'static str = "Changed a comment";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let comment = store::by_id(act.tx, self.comment).await?.ok_or(Failure::NotFound)?;
        let thing = crate::thread::store::by_id(act.tx, comment.thing).await?.ok_or(Failure::NotFound)?;
        if thing.product != act.scope() {
            return Err(Failure::NotFound);
        }
        if comment.person != act.actor.person {
            return Err(Failure::Forbidden(Refusal::new(
                "not-your-comment",
                "Only who wrote a comment can change it.",
            )));
        }
        let body = if self.body.trim().is_empty() { None } else { Some(rules::body(&self.body)?) };
        store::change(act, self.comment, body.as_deref()).await?;
        act.note(Some(&thing), format!("comment: {}", self.comment), json!(comment.body), json!(body));
        act.say(if body.is_some() { "Comment changed" } else { "Comment removed" }, "Change a comment");
        Ok(())
    }
}

/// Sets a comment back to what the journal says it was.
pub fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let id = change.field.split(": ").nth(1).and_then(|id| id.parse().ok()).ok_or(Failure::NotFound)?;
        store::change(act, id, change.before.as_str()).await?;
        let thing = match change.thing {
            Some(id) => crate::thread::store::by_id(act.tx, id).await?,
            None => None,
        };
        act.note(thing.as_ref(), change.field.clone(), change.after.clone(), change.before.clone());
        Ok(())
    })
}
