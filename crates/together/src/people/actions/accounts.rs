//! What administrators do with the accounts of others: asking in, letting in again, ending.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::account::link_closed;
use super::gate::email_taken;
use crate::journal::{Act, Action, Need};
use crate::people::PersonId;
use crate::people::rules::{self, Door, Sealed};
use crate::people::store::doors::NewLink;
use crate::people::store::{self, NewPerson, Person, doors, sessions, tokens};
use crate::products::ProductId;
use crate::roles::rules::Role;

/// Makes an account nobody can sign in to yet: for the people of an import or an example. A link for a new password opens it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Add {
    /// The name.
    pub name: String,
    /// The e-mail.
    pub email: String,
}

impl Action for Add {
    const NAME: &'static str = "person.add";
    const DID: &'static str = "Added a person";
    type Answer = PersonId;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<PersonId> {
        let (name, email) = (rules::name(&self.name)?, rules::email(&self.email)?);
        if store::by_email(act.tx, &email).await?.is_some() {
            return Err(email_taken(&email).into());
        }
        let id = PersonId::from(act.app.ids.next());
        let new = NewPerson { id, name: &name, email: &email, password: None, administrator: false };
        store::make(act.tx, new, act.now).await?;
        act.note(None, "person: account", Value::Null, json!({ "person": id }));
        act.say(format!("{name} added"), format!("Add {name}"));
        Ok(id)
    }
}

/// Makes an invitation. Not registered: its link is a secret, shown once.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Invite {
    /// Who.
    pub(crate) email: String,
    /// Into which product.
    pub(crate) product: ProductId,
    /// With which roles.
    pub(crate) roles: Vec<Role>,
    /// The hash of the link.
    #[serde(skip)]
    pub(crate) link: Sealed,
}

impl Action for Invite {
    const NAME: &'static str = "person.invite";
    const DID: &'static str = "Invited somebody";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let email = rules::email(&self.email)?;
        if self.roles.is_empty() {
            return Err(Refusal::new("roles-missing", "Choose at least one role.").at("roles").into());
        }
        if store::by_email(act.tx, &email).await?.is_some_and(|person| person.ended_at.is_none()) {
            return Err(email_taken(&email).into());
        }
        let link = NewLink {
            hash: self.link.0,
            door: Door::Invitation,
            email: Some(email),
            product: Some(self.product),
            roles: self.roles.iter().map(|role| role.code()).collect::<Vec<_>>().join(","),
            made_by: act.actor.person,
            ..NewLink::default()
        };
        doors::make(act.tx, link, act.now).await?;
        let asked = json!({ "product": self.product, "roles": self.roles });
        act.note(None, "invitation: made", Value::Null, asked);
        Ok(())
    }
}

/// Takes an unused invitation back.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Disinvite {
    /// The name of the invitation, as the settings' page has it.
    pub invitation: String,
}

impl Action for Disinvite {
    const NAME: &'static str = "invitation.withdraw";
    const DID: &'static str = "Took an invitation back";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        if !doors::close_named(act.tx, &self.invitation).await? {
            return Err(Refusal::new("no-such-invitation", "This invitation was used or taken back already.").into());
        }
        act.note(None, "invitation: made", json!(true), Value::Null);
        act.say("The invitation opens nothing any more", "Take an invitation back");
        Ok(())
    }
}

/// Makes the account an invitation asks for; one that had been ended stands again. Not registered.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Join {
    /// The id the account gets, if there was none.
    pub(crate) person: PersonId,
    /// The name.
    pub(crate) name: String,
    /// The hash of the password; none for somebody who has an account.
    #[serde(skip)]
    pub(crate) password: Option<Sealed>,
    /// The hash of the link.
    #[serde(skip)]
    pub(crate) link: Sealed,
}

impl Action for Join {
    const NAME: &'static str = "person.join";
    const DID: &'static str = "Followed an invitation";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Oneself)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let link = doors::find(act.tx, &self.link.0, Door::Invitation, act.now).await?.ok_or_else(link_closed)?;
        let email = link.email.ok_or_else(link_closed)?;
        doors::use_up(act.tx, &self.link.0, Door::Invitation, act.now).await?;
        act.note(None, "invitation: followed", Value::Null, json!({ "person": self.person }));
        let Some(password) = self.password else { return Ok(()) };
        let name = rules::name(&self.name)?;
        match store::by_email(act.tx, &email).await? {
            Some(person) if person.ended_at.is_none() => return Err(email_taken(&email).into()),
            Some(person) => store::begin_again(act.tx, person.id, &name, &password).await?,
            None => {
                let id = self.person;
                let new = NewPerson { id, name: &name, email: &email, password: Some(&password), administrator: false };
                store::make(act.tx, new, act.now).await?;
            }
        }
        act.note(None, "person: account", Value::Null, json!({ "person": self.person }));
        Ok(())
    }
}

/// Makes a link for a new password. Not registered.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct MakeReset {
    /// For whom.
    pub(crate) person: PersonId,
    /// The hash of the link.
    #[serde(skip)]
    pub(crate) link: Sealed,
}

impl Action for MakeReset {
    const NAME: &'static str = "person.reset";
    const DID: &'static str = "Made a link for a new password";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let person = standing(act, self.person).await?;
        doors::close_for(act.tx, person.id).await?;
        let (hash, made_by) = (self.link.0, act.actor.person);
        let link = NewLink { hash, door: Door::Reset, person: Some(person.id), made_by, ..NewLink::default() };
        doors::make(act.tx, link, act.now).await?;
        act.note(None, "person: reset", Value::Null, json!({ "person": person.id }));
        Ok(())
    }
}

/// Makes somebody an administrator of the workspace, or no longer one.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Administer {
    /// Who.
    pub person: PersonId,
    /// Whether they are to be one.
    pub administrator: bool,
}

impl Action for Administer {
    const NAME: &'static str = "person.administer";
    const DID: &'static str = "Changed who administers";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let person = standing(act, self.person).await?;
        if !self.administrator {
            not_the_last(act, &person).await?;
            doors::close_made_by(act.tx, person.id).await?;
        }
        if person.administrator != self.administrator {
            store::set_administrator(act.tx, person.id, self.administrator).await?;
            let is = |administrator: bool| json!({ "person": person.id, "administrator": administrator });
            act.note(None, "person: administrator", is(person.administrator), is(self.administrator));
        }
        let said = if self.administrator { "is an administrator now" } else { "is no administrator any more" };
        act.say(format!("{} {said}", person.name), format!("Change whether {} administers", person.name));
        Ok(())
    }
}

/// Ends an account: sessions, tokens and links end with it. Roles are taken beside it; see [`crate::people::end`].
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub(crate) struct End {
    /// Whose.
    pub(crate) person: PersonId,
}

impl Action for End {
    const NAME: &'static str = "person.end";
    const DID: &'static str = "Ended an account";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let person = standing(act, self.person).await?;
        not_the_last(act, &person).await?;
        store::end(act.tx, person.id, act.now).await?;
        sessions::end_all(act.tx, person.id).await?;
        tokens::revoke_all(act.tx, person.id, act.now).await?;
        doors::close_for(act.tx, person.id).await?;
        doors::close_made_by(act.tx, person.id).await?;
        act.note(None, "person: account", json!({ "person": person.id }), Value::Null);
        Ok(())
    }
}

/// A person whose account stands.
async fn standing(act: &mut Act<'_>, person: PersonId) -> Result<Person> {
    let there = store::by_id(act.tx, person).await?.filter(|person| person.ended_at.is_none());
    Ok(there.ok_or_else(|| Refusal::new("no-such-person", "This person has no account any more."))?)
}

/// Somebody must be left who can let others in.
async fn not_the_last(act: &mut Act<'_>, person: &Person) -> Result<()> {
    let others = store::administrators(act.tx).await?.into_iter().any(|(id, _)| id != person.id);
    if person.administrator && !others {
        let message = format!("{} is the last administrator. Make somebody else one first.", person.name);
        return Err(Refusal::new("last-administrator", message).into());
    }
    Ok(())
}
