//! What is said about a request: to the customer, among the team, by the customer.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::conversation::actions::{Saying, say};
use together::journal::{Act, Action, Need};
use together::roles::rules::Right;
use together::thread::Key;

use super::super::store::{self, telling};
use super::request;
use crate::customers::actions::{Asking, Named, find_or_make};

/// Answers who asked, or leaves a note that only the team reads.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reply {
    /// The request.
    pub request: Key,
    /// The words, as Markdown.
    pub body: String,
    /// Only the team reads it.
    #[serde(default)]
    pub only_team: bool,
}

impl Action for Reply {
    const NAME: &'static str = "request.reply";
    const DID: &'static str = "Answered";
    type Answer = Key;

    /// A note among the team is any member's; an answer is the call of who answers customers.
    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(if self.only_team { Need::Member } else { Need::right(Right::AnswerCustomer) })
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = request(act, self.request).await?;
        say(act, &thing, Saying { body: &self.body, public: !self.only_team, contact: None }).await?;
        let done = if self.only_team { "Note kept for the team" } else { "Answer kept with the request" };
        act.say(done, format!("Answer {}", self.request));
        Ok(self.request)
    }
}

/// Writes down what a customer said further, by phone or in passing.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Hear {
    /// The request.
    pub request: Key,
    /// Their words.
    pub body: String,
    /// The name of who said it; who asked when it is left out.
    #[serde(default)]
    pub contact: String,
}

impl Action for Hear {
    const NAME: &'static str = "request.hear";
    const DID: &'static str = "Wrote down what they said";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = request(act, self.request).await?;
        let who = if self.contact.trim().is_empty() {
            let one = store::one(act.tx, thing.id).await?;
            Asking { contact: one.contact, customer: one.customer }
        } else {
            let named = Named { contact: &self.contact, ..Named::default() };
            find_or_make(act, &[named]).await?.pop().unwrap_or_default()
        };
        // Where nobody knows who asked, the words are kept as somebody's: the nil contact has no name.
        let contact = who.contact.unwrap_or_default();
        say(act, &thing, Saying { body: &self.body, public: true, contact: Some(contact.into()) }).await?;
        act.say("Their words are kept", format!("Write down what was said about {}", self.request));
        Ok(self.request)
    }
}

/// Says that who asked knows already that it is there: they were told another way, or need not be.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Told {
    /// The request.
    pub request: Key,
    /// How they know, for the team; may be left out.
    #[serde(default)]
    pub how: String,
}

impl Action for Told {
    const NAME: &'static str = "request.told";
    const DID: &'static str = "Said that they know";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::AnswerCustomer))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = request(act, self.request).await?;
        if !telling::waits(act.tx, thing.id).await? {
            let message = format!("Nobody waits to be told of {}.", self.request);
            return Err(Refusal::new("nobody-to-tell", message)
                .hint("They were told in the meantime, or it is not done.")
                .into());
        }
        if !self.how.trim().is_empty() {
            say(act, &thing, Saying { body: &self.how, public: false, contact: None }).await?;
        }
        act.set(&thing, &store::TOLD_AT, json!(act.now.0)).await?;
        act.say("They know", format!("Say that who asked {} knows", self.request));
        Ok(self.request)
    }
}
