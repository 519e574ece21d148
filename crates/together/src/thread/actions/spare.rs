//! Links that are missing on purpose.

use ground::web::{Failure, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::{Key, LinkKind, Thing, beneath, need_to_link, rules, store};
use super::touched;
use crate::journal::{Act, Action, Boxed, Change, Need};

/// Says that a missing link is missing on purpose, or takes that back with an empty reason.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Spare {
    /// The thing that needs no link.
    pub thing: Key,
    /// Which link.
    pub kind: LinkKind,
    /// The link is one that something beneath would have to this thing: a need that no feature has to serve.
    #[serde(default)]
    pub beneath: bool,
    /// Why it needs none.
    #[serde(default)]
    pub because: String,
}

impl Action for Spare {
    const NAME: &'static str = "thread.spare";
    const DID: &'static str = "Said it needs no such link";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        let from = if self.beneath { beneath(self.thing.kind) } else { None };
        Ok(need_to_link(from.unwrap_or(self.thing.kind), self.kind))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = act.thing(self.thing).await?;
        let reason = rules::reason(&self.because)?;
        if !store::links::can_have(act.tx, thing.kind, self.kind, self.beneath).await? {
            return Err(rules::nothing_to_spare(self.thing, self.kind).into());
        }
        spare(act, &thing, &self.kind.spared(self.beneath), reason).await?;
        act.say(format!("{} needs no such link", self.thing), format!("Say that {} needs no such link", self.thing));
        Ok(self.thing)
    }
}

/// The field of links that are missing on purpose, before the word of the link.
const SPARED: &str = "needs no: ";

/// Writes why a link is missing on purpose, or forgets it.
async fn spare(act: &mut Act<'_>, thing: &Thing, link: &str, reason: Option<String>) -> Result<()> {
    // The program itself says nothing of the kind: somebody has to stand for it.
    let person = act.actor.person.ok_or(Failure::NotFound)?;
    let before = store::links::spared(act.tx, thing.id).await?.into_iter().find(|(of, _)| of == link);
    let now = act.now;
    store::links::spare(act.tx, thing.id, link, reason.as_deref(), person, now).await?;
    act.note(Some(thing), format!("{SPARED}{link}"), json!(before.map(|(_, why)| why)), json!(reason));
    Ok(())
}

/// Takes back that a link is missing on purpose, or says it again.
pub fn restore_spared<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let thing = touched(act, change).await?;
        let link = change.field.trim_start_matches(SPARED);
        spare(act, &thing, link, change.before.as_str().map(str::to_owned)).await
    })
}
