//! What people do with their own accounts: names, e-mails, passwords, sessions.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::gate::email_taken;
use crate::journal::{Act, Action, Need};
use crate::people::rules::{self, Door, Sealed};
use crate::people::sessions::NewSession;
use crate::people::store::{self, doors, knocks, sessions};
use crate::people::{PersonId, tries};

/// Gives oneself another name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Rename {
    /// The name.
    pub name: String,
}

impl Action for Rename {
    const NAME: &'static str = "person.rename";
    const DID: &'static str = "Changed the name";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let name = rules::name(&self.name)?;
        let person = oneself(act).await?;
        if name != person.name {
            store::rename(act.tx, person.id, &name).await?;
            let named = |name: &str| json!({ "person": person.id, "name": name });
            act.note(None, "person: name", named(&person.name), named(&name));
        }
        act.say(format!("You are {name} now"), format!("Be called {name}"));
        Ok(())
    }
}

/// Gives oneself another e-mail to sign in with. Not registered: the form asks for the password first.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Readdress {
    /// The e-mail.
    pub(crate) email: String,
}

impl Action for Readdress {
    const NAME: &'static str = "person.readdress";
    const DID: &'static str = "Changed the e-mail";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let email = rules::email(&self.email)?;
        let person = oneself(act).await?;
        if email == person.email {
            return Ok(());
        }
        if store::by_email(act.tx, &email).await?.is_some() {
            return Err(email_taken(&email).into());
        }
        store::readdress(act.tx, person.id, &email).await?;
        let at = |email: &str| json!({ "person": person.id, "email": email });
        act.note(None, "person: email", at(&person.email), at(&email));
        Ok(())
    }
}

/// Sets a new password: every session ends, and the one it is asked through goes on under a new secret. Not registered.
#[derive(Default, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SetPassword {
    /// Whose.
    #[serde(skip)]
    pub(crate) person: PersonId,
    /// Its hash.
    #[serde(skip)]
    pub(crate) password: Sealed,
    /// The hash of the link that allows it, when the old password is forgotten.
    #[serde(skip)]
    pub(crate) link: Option<Sealed>,
    /// The session that begins.
    #[serde(skip)]
    pub(crate) session: Option<NewSession>,
}

impl Action for SetPassword {
    const NAME: &'static str = "person.password";
    const DID: &'static str = "Set a new password";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        if let Some(link) = &self.link
            && !doors::use_up(act.tx, &link.0, Door::Reset, act.now).await?
        {
            return Err(link_closed().into());
        }
        let person = store::by_id(act.tx, self.person).await?.filter(|person| person.ended_at.is_none());
        let person = person.ok_or_else(link_closed)?;
        store::set_password(act.tx, person.id, &self.password).await?;
        sessions::end_all(act.tx, person.id).await?;
        doors::close_for(act.tx, person.id).await?;
        knocks::forget(act.tx, tries::DOOR, &tries::account(&person.email)).await?;
        if let Some(session) = self.session {
            sessions::begin(act.tx, &session).await?;
        }
        act.note(None, "person: password", Value::Null, json!({ "person": person.id }));
        Ok(())
    }
}

/// A link that opens nothing.
pub(crate) fn link_closed() -> Refusal {
    Refusal::new("link-closed", "This link was used, was taken back, or is too old.")
        .hint("Ask an administrator for another.")
}

/// Ends one of one's own sessions.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct EndSession {
    /// The name of the session, as the account's page has it.
    pub session: String,
}

impl Action for EndSession {
    const NAME: &'static str = "session.end";
    const DID: &'static str = "Ended a session";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let person = oneself(act).await?.id;
        if !sessions::end_named(act.tx, person, &self.session).await? {
            return Err(Refusal::new("no-such-session", "This session has ended already.").into());
        }
        act.note(None, "person: session", json!({ "person": person }), Value::Null);
        act.say("The session has ended", "End a session");
        Ok(())
    }
}

/// Ends the sessions of a person: one's own, or as an administrator anybody's.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SignOut {
    /// Who.
    pub person: PersonId,
    /// The name of a session that goes on, as the account's page has it.
    #[serde(default)]
    pub except: Option<String>,
}

impl Action for SignOut {
    const NAME: &'static str = "person.sign_out";
    const DID: &'static str = "Signed out everywhere";
    type Answer = ();

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        Ok(if act.actor.person == Some(self.person) { Need::Oneself } else { Need::Administrator })
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let there = store::by_id(act.tx, self.person).await?;
        let person = there.ok_or_else(|| Refusal::new("no-such-person", "There is no such person."))?;
        let ended = sessions::end_all_but_named(act.tx, person.id, self.except.as_deref().unwrap_or("-")).await?;
        act.note(None, "person: sessions", json!({ "person": person.id, "count": ended }), Value::Null);
        let said = match self.except {
            Some(_) => "You are signed out everywhere else".to_owned(),
            None => format!("{} is signed out everywhere", person.name),
        };
        act.say(said, format!("Sign {} out everywhere", person.name));
        Ok(())
    }
}

/// The one who acts, when it is about themselves.
async fn oneself(act: &mut Act<'_>) -> Result<store::Person> {
    let nobody = || Refusal::new("nobody", "Only a person can do this, for themselves.");
    let person = act.actor.person.ok_or_else(nobody)?;
    Ok(store::by_id(act.tx, person).await?.ok_or_else(nobody)?)
}
