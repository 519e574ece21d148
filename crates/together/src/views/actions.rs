//! Saving views of lists, and forgetting them.

use ground::clock::Ts;
use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ViewId;
use super::store::{self, SavedView};
use crate::journal::{Act, Action, Boxed, Change, Need, Registered, registered};
use crate::people::PersonId;

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Save>(), registered::<Forget>()];

/// The most characters of a name; it stands on a tab.
const NAME_LIMIT: usize = 40;
/// The most characters of a query.
const QUERY_LIMIT: usize = 1_000;
/// The most views of one list that one person sees.
const MOST: usize = 40;

/// Saves the state of a list under a name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Save {
    /// The list: `backlog`.
    pub list: String,
    /// Its name.
    pub name: String,
    /// The query of the page, beginning with `?`, or empty.
    #[serde(default)]
    pub query: String,
    /// Everybody in the product sees it.
    #[serde(default)]
    pub shared: bool,
}

impl Action for Save {
    const NAME: &'static str = "view.save";
    const DID: &'static str = "Saved a view";
    type Answer = ViewId;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<ViewId> {
        let name = name(&self.name)?;
        let query = query(&self.query)?;
        let list_is_a_word = !self.list.is_empty() && self.list.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        if !list_is_a_word || self.list.len() > NAME_LIMIT {
            return Err(Refusal::new("no-such-list", format!("There is no list “{}”.", self.list)).at("list").into());
        }
        let person = act.actor.person.ok_or(Failure::NotFound)?;
        let product = act.product()?.id;
        let there = store::of_list(act.tx, product, &self.list, person).await?;
        if there.iter().any(|view| view.name.to_lowercase() == name.to_lowercase()) {
            let message = format!("There is a view “{name}” already. Give this one another name.");
            return Err(Refusal::new("view-there", message).at("name").into());
        }
        if there.len() >= MOST {
            let message = format!("There are {MOST} views already. Forget one first.");
            return Err(Refusal::new("too-many-views", message).at("name").into());
        }
        let id = ViewId::from(act.app.ids.next());
        let (list, created_at) = (self.list, act.now);
        let view = SavedView { id, person: (!self.shared).then_some(person), list, name, query, created_at };
        store::insert(act.tx, product, &view).await?;
        act.note(None, field(id), Value::Null, kept(&view));
        act.say(format!("View “{}” saved", view.name), format!("Save the view “{}”", view.name));
        Ok(id)
    }
}

/// Forgets a saved view: one’s own, or one that is everybody’s.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Forget {
    /// The view.
    pub view: ViewId,
}

impl Action for Forget {
    const NAME: &'static str = "view.forget";
    const DID: &'static str = "Forgot a view";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let product = act.product()?.id;
        let found = store::by_id(act.tx, product, self.view).await?;
        let mine = |view: &SavedView| view.person.is_none() || view.person == act.actor.person;
        let gone = || Refusal::new("no-such-view", "This view is not here any more.");
        let view = found.filter(mine).ok_or_else(gone)?;
        store::delete(act.tx, product, self.view).await?;
        act.note(None, field(self.view), kept(&view), Value::Null);
        act.say(format!("View “{}” forgotten", view.name), format!("Forget the view “{}”", view.name));
        Ok(())
    }
}

fn field(id: ViewId) -> String {
    format!("view: {id}")
}

/// A view as the journal keeps it.
#[derive(Serialize, Deserialize)]
struct Kept {
    says: String,
    list: String,
    query: String,
    person: Option<PersonId>,
    at: Ts,
}

fn kept(view: &SavedView) -> Value {
    let SavedView { person, list, name, query, created_at, .. } = view.clone();
    json!(Kept { says: name, list, query, person, at: created_at })
}

/// Takes the saving or forgetting of a view back.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let product = act.product()?.id;
        let id: Option<ViewId> = change.field.split_once(": ").and_then(|(_, id)| id.parse().ok());
        let id = id.ok_or_else(|| Failure::Broken(format!("{} names no view", change.field)))?;
        let now = store::by_id(act.tx, product, id).await?;
        store::delete(act.tx, product, id).await?;
        if let Some(Kept { says, list, query, person, at }) = serde_json::from_value(change.before.clone())? {
            let view = SavedView { id, person, list, name: says, query, created_at: at };
            store::insert(act.tx, product, &view).await?;
        }
        act.note(None, change.field.clone(), json!(now.as_ref().map(kept)), change.before.clone());
        Ok(())
    })
}

fn name(text: &str) -> Result<String, Refusal> {
    let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match name.chars().count() {
        0 => Err(Refusal::new("name-missing", "A name is missing.").at("name")),
        long if long > NAME_LIMIT => {
            let message = format!("The name has {long} characters; {NAME_LIMIT} fit on a tab.");
            Err(Refusal::new("name-too-long", message).at("name"))
        }
        _ => Ok(name),
    }
}

/// A view leads to its list and nowhere else, so its query is one.
fn query(text: &str) -> Result<String, Refusal> {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"#\"<>".contains(&byte));
    if text.len() > QUERY_LIMIT || !plain || !(text.is_empty() || text.starts_with('?')) {
        return Err(Refusal::new("query-unknown", "This is no state of a list.").at("query"));
    }
    Ok(text.to_owned())
}
