//! Reading notices.

use ground::web::{Failure, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::store;
use crate::journal::{Act, Action, Need, Registered, registered};
use crate::people;

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Read>()];

/// Marks a notice as read, or all of them. It is one's own, so nobody else's pages change.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Read {
    /// The notice; all of them for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice: Option<Uuid>,
}

impl Action for Read {
    const NAME: &'static str = "notice.read";
    const DID: &'static str = "Read notices";
    type Answer = u64;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<u64> {
        let person = act.actor.person.ok_or(Failure::NotFound)?;
        let read = store::read(act, person, self.notice).await?;
        people::store::touch(act.tx, &[person]).await?;
        act.announce(format!("notices:{person}"));
        if self.notice.is_none() {
            act.say("All notices are read", "Read all notices");
        }
        Ok(read)
    }
}
