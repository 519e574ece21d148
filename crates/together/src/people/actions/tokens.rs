//! Tokens with which programs act for a person.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::journal::{Act, Action, Need};
use crate::people::rules::{self, Reach, Sealed};
use crate::people::store::tokens::{self, NewToken};
use crate::people::{TokenId, store};

/// Makes a token. Not registered: the answer to a registered action is kept, and a token is shown once.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct MakeToken {
    /// What it is for.
    pub(crate) name: String,
    /// What it may do.
    pub(crate) reach: Reach,
    /// For how many days it holds.
    pub(crate) days: i64,
    /// Its first letters.
    pub(crate) begins: String,
    /// The hash of the whole.
    #[serde(skip)]
    pub(crate) hash: Sealed,
}

impl Action for MakeToken {
    const NAME: &'static str = "token.make";
    const DID: &'static str = "Made a token";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let name = rules::token_name(&self.name)?;
        let until = act.now.plus(rules::token_days(self.days)?);
        let person = act.actor.person.ok_or_else(|| Refusal::new("nobody", "A token acts for a person."))?;
        let id = TokenId::from(act.app.ids.next());
        let new =
            NewToken { id, person, name: &name, begins: &self.begins, hash: &self.hash, reach: self.reach, until };
        tokens::make(act.tx, new, act.now).await?;
        store::touch(act.tx, &[person]).await?;
        let made = json!({ "token": id, "person": person, "reach": self.reach, "until": until });
        act.note(None, "token: made", Value::Null, made);
        Ok(())
    }
}

/// Ends a token: one's own, or as an administrator anybody's.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct RevokeToken {
    /// The token.
    pub token: TokenId,
}

impl Action for RevokeToken {
    const NAME: &'static str = "token.revoke";
    const DID: &'static str = "Ended a token";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        let owner = tokens::owner(act.tx, self.token).await?;
        Ok(if owner.is_some() && owner == act.actor.person { Need::Oneself } else { Need::Administrator })
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let owner = tokens::owner(act.tx, self.token).await?;
        let ended = tokens::revoke(act.tx, self.token, act.now).await?;
        let Some(person) = owner.filter(|_| ended) else {
            return Err(Refusal::new("no-such-token", "This token has ended already.").into());
        };
        store::touch(act.tx, &[person]).await?;
        act.note(None, "token: made", json!({ "token": self.token, "person": person }), Value::Null);
        act.say("The token has ended", "End a token");
        Ok(())
    }
}
