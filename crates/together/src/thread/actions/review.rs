//! Looking again at links whose upper end has moved on.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::{Key, LinkKind, store};
use super::touched;
use crate::journal::{Act, Action, Boxed, Change, Need};

/// Marks a suspect link as looked at: it still holds.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Review {
    /// Where the link starts.
    pub from: Key,
    /// How they are joined.
    pub kind: LinkKind,
    /// Where it leads.
    pub to: Key,
}

impl Action for Review {
    const NAME: &'static str = "thread.review";
    const DID: &'static str = "Looked at a link again";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let from = act.thing(self.from).await?;
        let to = act.thing(self.to).await?;
        let since = store::links::suspect_since(act.tx, from.id, self.kind, to.id)
            .await?
            .ok_or_else(|| Refusal::new("no-such-link", format!("{} is not linked to {}.", self.from, self.to)))?;
        let by = act.actor.person;
        store::links::reviewed(act.tx, from.id, self.kind, to.id, (by, None)).await?;
        act.note(Some(&from), format!("{REVIEWED}{}", self.kind.code()), looked_at(self.to, since), Value::Null);
        act.announce(self.to.to_string());
        act.say(format!("{} still holds with {}", self.from, self.to), "Look at a link again");
        Ok(self.from)
    }
}

/// The field of links that were looked at again, before the word of the link.
const REVIEWED: &str = "looked at: ";

fn looked_at(to: Key, since: Option<i64>) -> Value {
    json!({ "to": to, "since": since, "says": to })
}

/// Makes a link that was looked at wait for that again.
pub fn restore_review<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let from = touched(act, change).await?;
        let kind = LinkKind::of_code(change.field.trim_start_matches(REVIEWED)).ok_or(Failure::NotFound)?;
        let key: Key = serde_json::from_value(change.before["to"].clone())?;
        let to = act.thing(key).await?;
        let since = change.before["since"].as_i64();
        store::links::reviewed(act.tx, from.id, kind, to.id, (None, since)).await?;
        act.note(Some(&from), change.field.clone(), Value::Null, looked_at(key, since));
        Ok(())
    })
}
