//! Coming in and going out: the first account, signing in and out.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::journal::{Act, Action, Need};
use crate::people::rules::{Door, Sealed};
use crate::people::sessions::NewSession;
use crate::people::store::{self, NewPerson, doors, sessions};
use crate::people::{PersonId, rules};

/// Makes the first account, its person an administrator.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SetUp {
    /// The id the account gets.
    pub(crate) person: PersonId,
    /// The name.
    pub(crate) name: String,
    /// The e-mail, with which the person signs in.
    pub(crate) email: String,
    /// The hash of the password.
    #[serde(skip)]
    pub(crate) password: Sealed,
    /// The hash of the link's code.
    #[serde(skip)]
    pub(crate) link: Sealed,
}

impl Action for SetUp {
    const NAME: &'static str = "person.set_up";
    const DID: &'static str = "Made the first account";
    type Answer = PersonId;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<PersonId> {
        let (name, email) = (rules::name(&self.name)?, rules::email(&self.email)?);
        if store::is_administered(act.tx).await? || !doors::use_up(act.tx, &self.link.0, Door::SetUp, act.now).await? {
            return Err(closed().at("code").into());
        }
        if store::by_email(act.tx, &email).await?.is_some() {
            return Err(email_taken(&email).into());
        }
        let new = NewPerson {
            id: self.person,
            name: &name,
            email: &email,
            password: Some(&self.password),
            administrator: true,
        };
        store::make(act.tx, new, act.now).await?;
        act.note(None, "person: account", Value::Null, json!({ "person": self.person, "administrator": true }));
        Ok(self.person)
    }
}

/// A set-up link that opens nothing.
pub(crate) fn closed() -> Refusal {
    Refusal::new("set-up-closed", "This code was used, is older than a day, or was mistyped.")
        .hint("Start Tandem again: as long as there is no account it prints a new one.")
}

/// Two accounts cannot share an e-mail.
pub(crate) fn email_taken(email: &str) -> Refusal {
    Refusal::new("email-taken", format!("{email} has an account already.")).at("email")
}

/// Begins a session.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SignIn {
    /// The session.
    #[serde(skip)]
    pub(crate) session: Option<NewSession>,
    /// The hash of the session this browser had until now: it never goes on under another person or after a new sign-in.
    #[serde(skip)]
    pub(crate) instead_of: Option<String>,
}

impl Action for SignIn {
    const NAME: &'static str = "session.begin";
    const DID: &'static str = "Signed in";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        if let Some(old) = self.instead_of {
            sessions::end(act.tx, &old).await?;
        }
        if let Some(session) = self.session {
            sessions::begin(act.tx, &session).await?;
            act.note(None, "person: session", Value::Null, json!({ "person": session.person }));
        }
        Ok(())
    }
}

/// Remembers that somebody tried so often to sign in that everybody has to wait at this account.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Hold {
    /// Whose account.
    pub(crate) person: PersonId,
}

impl Action for Hold {
    const NAME: &'static str = "session.held";
    const DID: &'static str = "Was kept from signing in for a while, after too many tries";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        act.note(None, "person: held", Value::Null, json!({ "person": self.person }));
        Ok(())
    }
}

/// Ends the session it is asked through.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SignOut {
    /// The hash of its secret.
    #[serde(skip)]
    pub(crate) session: String,
}

impl Action for SignOut {
    const NAME: &'static str = "session.leave";
    const DID: &'static str = "Signed out";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        sessions::end(act.tx, &self.session).await?;
        act.note(None, "person: session", json!({ "person": act.actor.person }), Value::Null);
        Ok(())
    }
}
