//! The people at a customer.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Boxed, Change, Need};
use together::thread::{self, Key, ThingId};

use super::super::store::{self, Contact};
use super::super::{ContactId, rules};
use super::customer;

/// Adds a contact, at a customer or for themselves.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Add {
    /// Their name.
    pub name: String,
    /// Their e-mail.
    #[serde(default)]
    pub email: String,
    /// Where they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Key>,
}

impl Action for Add {
    const NAME: &'static str = "contact.add";
    const DID: &'static str = "Added a contact";
    type Answer = ContactId;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<ContactId> {
        let id = act.app.ids.next().into();
        let contact = checked(act, id, &self.name, &self.email, self.customer).await?;
        store::insert_contacts(act, std::slice::from_ref(&contact)).await?;
        note(act, None, Some(&contact)).await?;
        act.say(format!("{} added", contact.name), format!("Add the contact {}", contact.name));
        Ok(id)
    }
}

/// Changes a contact: everything is written anew.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The contact.
    pub contact: ContactId,
    /// Their name.
    pub name: String,
    /// Their e-mail.
    #[serde(default)]
    pub email: String,
    /// Where they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<Key>,
}

impl Action for Edit {
    const NAME: &'static str = "contact.edit";
    const DID: &'static str = "Changed a contact";
    type Answer = ContactId;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<ContactId> {
        let before = contact(act, self.contact).await?;
        let after = checked(act, self.contact, &self.name, &self.email, self.customer).await?;
        store::change_contact(act.tx, &after, None).await?;
        note(act, Some(&before), Some(&after)).await?;
        act.say(format!("{} changed", after.name), format!("Change the contact {}", before.name));
        Ok(self.contact)
    }
}

/// Takes a contact from the list. What they asked stays, with their name.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Remove {
    /// The contact.
    pub contact: ContactId,
}

impl Action for Remove {
    const NAME: &'static str = "contact.remove";
    const DID: &'static str = "Removed a contact";
    type Answer = ContactId;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<ContactId> {
        let before = contact(act, self.contact).await?;
        let now = act.now;
        store::change_contact(act.tx, &before, Some(now)).await?;
        note(act, Some(&before), None).await?;
        act.say(format!("{} removed", before.name), format!("Remove the contact {}", before.name));
        Ok(self.contact)
    }
}

/// Sets a contact back to what the journal says they were. Who asked for something else since stays known.
pub fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let id = change.field.split(": ").nth(1).and_then(|id| id.parse().ok()).ok_or(Failure::NotFound)?;
        let (before, after) = (read(id, &change.before), read(id, &change.after));
        let Some(contact) = before.as_ref().or(after.as_ref()) else { return Ok(()) };
        if before.is_none() && store::contact_in_use(act.tx, id).await? {
            return Ok(());
        }
        let hidden_at = before.is_none().then_some(act.now);
        store::change_contact(act.tx, contact, hidden_at).await?;
        note(act, after.as_ref(), before.as_ref()).await
    })
}

/// Notes a change of a contact, on the customer they are at so that its page shows it.
pub(super) async fn note(act: &mut Act<'_>, before: Option<&Contact>, after: Option<&Contact>) -> Result<()> {
    let Some(contact) = after.or(before) else { return Ok(()) };
    let at = match after.and_then(|contact| contact.customer).or(before.and_then(|contact| contact.customer)) {
        Some(customer) => thread::store::by_id(act.tx, customer).await?,
        None => None,
    };
    act.note(at.as_ref(), format!("contact: {}", contact.id), written(before), written(after));
    Ok(())
}

/// A contact as the journal keeps it.
pub(super) fn written(contact: Option<&Contact>) -> Value {
    contact.map_or(
        Value::Null,
        |contact| json!({ "says": contact.name, "email": contact.email, "customer": contact.customer }),
    )
}

fn read(id: ContactId, written: &Value) -> Option<Contact> {
    let text = |name: &str| written[name].as_str().map(str::to_owned);
    let customer = text("customer").and_then(|id| id.parse::<ThingId>().ok());
    Some(Contact { id, customer, name: text("says")?, email: text("email") })
}

async fn contact(act: &mut Act<'_>, id: ContactId) -> Result<Contact> {
    let product = act.product()?.id;
    store::contact(act.tx, product, id).await?.ok_or_else(|| {
        Refusal::new("no-such-contact", "There is no such contact here. They may have been removed.").into()
    })
}

async fn checked(act: &mut Act<'_>, id: ContactId, name: &str, email: &str, at: Option<Key>) -> Result<Contact> {
    let (name, email) = (rules::name("name", name)?, rules::email(email)?);
    if name.is_empty() {
        return Err(Refusal::new("name-missing", "A name is missing.").at("name").into());
    }
    let product = act.product()?.id;
    if let Some(email) = &email {
        let others = store::contacts_like(act.tx, product, &[], std::slice::from_ref(email)).await?;
        if let Some(other) = others.iter().find(|other| other.id != id) {
            let message = format!("{} has this e-mail already.", other.name);
            return Err(Refusal::new("email-taken", message).at("email").into());
        }
    }
    let customer = match at {
        Some(key) => Some(customer(act, key).await?.id),
        None => None,
    };
    Ok(Contact { id, customer, name, email })
}
