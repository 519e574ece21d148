//! Looking after a request: correcting it, saying how important it is, giving it to somebody, putting it off.

use ground::clock::Ts;
use ground::web::{Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::journal::{Act, Action, Need};
use together::people::PersonId;
use together::roles::members::actions::must_belong;
use together::roles::rules::Right;
use together::thread::actions::fields::OWNER;
use together::thread::actions::set_state;
use together::thread::{Edits, Key};
use together::words::iso_day;

use super::super::store::One;
use super::super::{rules, store};
use super::record::day;
use super::request;
use crate::customers::actions::{Named, find_or_make};
use together::form::sent;

/// Corrects what was recorded. What is left out stays as it is.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The request.
    pub request: Key,
    /// Its title.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Their words.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The name of who asked, together with e-mail and customer: who asked is written anew.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Their e-mail.
    #[serde(default)]
    pub email: String,
    /// The name of the customer they ask for.
    #[serde(default)]
    pub customer: String,
    /// How it came.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The day it was asked, as 2026-07-01.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// The sequence of the request the writer saw.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Edit {
    const NAME: &'static str = "request.edit";
    const DID: &'static str = "Changed the request";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = request(act, self.request).await?;
        let one = store::one(act.tx, thing.id).await?;
        let mut edits = self.edits(&one, act.now)?;
        if let Some(contact) = self.contact.as_ref().filter(|_| self.names_another(&one)) {
            let named = Named { contact, email: &self.email, customer: &self.customer };
            let asking = find_or_make(act, &[named]).await?.pop().unwrap_or_default();
            edits.put(&store::CONTACT, Some(asking.contact), Ok)?;
            edits.put(&store::CUSTOMER, Some(asking.customer), Ok)?;
        }
        act.edit(&thing, self.seen, edits).await?;
        act.say(format!("{} changed", self.request), format!("Change {}", self.request));
        Ok(self.request)
    }
}

impl Edit {
    /// Whether who asked is called otherwise than before. A form sends their names along with any other change, and somebody
    /// who has moved on since must not become another person by that.
    fn names_another(&self, one: &One) -> bool {
        let stored =
            [&one.contact_name, &one.email, &one.customer_name].map(|text| text.as_deref().unwrap_or_default());
        [self.contact.as_deref().unwrap_or_default(), &self.email, &self.customer].map(str::trim) != stored
    }

    fn edits(&self, one: &One, now: Ts) -> Result<Edits, Refusal> {
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        edits.text(&store::BODY, self.body.as_deref())?;
        edits.put(&store::SOURCE, self.source.as_deref(), rules::source)?;
        // The day alone does not change the time of that day.
        let asked = day("asked", self.asked.as_deref())?.filter(|day| iso_day(*day) != iso_day(one.asked_at));
        edits.put(&store::ASKED_AT, asked, |asked| Ok(rules::asked_at(Some(asked), now)?.0))?;
        Ok(edits)
    }
}

/// Says how important a request is to who asked.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct SetImportance {
    /// The request.
    pub request: Key,
    /// 0 not important, 1 nice to have, 2 important, 3 critical.
    pub importance: i64,
}

impl Action for SetImportance {
    const NAME: &'static str = "request.set_importance";
    const DID: &'static str = "Said how important it is to them";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::RateValue))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let importance = rules::importance(self.importance)?;
        let thing = request(act, self.request).await?;
        act.set(&thing, &store::IMPORTANCE, json!(importance)).await?;
        let word = rules::importance_in_words(importance).to_lowercase();
        act.say(format!("{} is {word} to them", self.request), format!("Say that {} is {word} to them", self.request));
        Ok(self.request)
    }
}

/// Marks a new request as read: somebody has looked at it.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Read {
    /// The request.
    pub request: Key,
}

impl Action for Read {
    const NAME: &'static str = "request.read";
    const DID: &'static str = "Read it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = request(act, self.request).await?;
        if thing.state == "new" {
            set_state(act, &thing, "open").await?;
        }
        act.say(format!("{} is open", self.request), format!("Mark {} as read", self.request));
        Ok(self.request)
    }
}

/// Gives a request to somebody who looks after it, or to nobody.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Assign {
    /// The request.
    pub request: Key,
    /// Who looks after it; nobody when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub owner: Option<PersonId>,
}

impl Action for Assign {
    const NAME: &'static str = "request.assign";
    const DID: &'static str = "Gave it to somebody";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = request(act, self.request).await?;
        if let Some(owner) = self.owner {
            must_belong(act, owner).await?;
            act.tell(owner, "assigned", Some(thing.id));
        }
        act.set(&thing, &OWNER, json!(self.owner)).await?;
        let done = if self.owner.is_some() { "is looked after" } else { "is looked after by nobody" };
        act.say(format!("{} {done}", self.request), format!("Give {} to somebody", self.request));
        Ok(self.request)
    }
}

/// Puts a request off until a day, or takes it back into the inbox.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Snooze {
    /// The request.
    pub request: Key,
    /// The day it comes back, as 2026-07-01; none brings it back now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Action for Snooze {
    const NAME: &'static str = "request.snooze";
    const DID: &'static str = "Put it off";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let until = day("until", self.until.as_deref())?;
        if until.is_some_and(|until| until <= act.now) {
            let message = "This day has begun already. Choose a later one.";
            return Err(Refusal::new("snoozed-into-the-past", message).at("until").into());
        }
        let thing = request(act, self.request).await?;
        act.set(&thing, &store::SNOOZED_UNTIL, json!(until.map(|until| until.0))).await?;
        let done = if until.is_some() { "put off" } else { "back in the inbox" };
        act.say(format!("{} {done}", self.request), format!("Put {} off", self.request));
        Ok(self.request)
    }
}
