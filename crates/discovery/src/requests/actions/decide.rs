//! Declining, finishing without building, and taking it up again.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::conversation::actions::{Saying, say};
use together::journal::{Act, Action, Need};
use together::roles::rules::Right;
use together::thread::actions::set_state;
use together::thread::{self, Key, LinkKind};

use super::super::{rules, store};
use super::request;

/// Declines a request. The reason is the answer the customer reads.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Decline {
    /// The request.
    pub request: Key,
    /// Why, in words for the customer.
    pub because: String,
}

impl Action for Decline {
    const NAME: &'static str = "request.decline";
    const DID: &'static str = "Declined the request";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::PlaceRequest))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = request(act, self.request).await?;
        rules::must_stand_alone(self.request, &thing.state)?;
        if thing.state == "declined" {
            return Err(Refusal::new("declined-already", format!("{} is declined already.", self.request)).into());
        }
        if self.because.trim().is_empty() {
            return Err(Refusal::new("reason-missing", "Say why: who asked will read it.").at("because").into());
        }
        say(act, &thing, Saying { body: &self.because, public: true, contact: None }).await.map_err(at_because)?;
        act.set(&thing, &store::DECLINE_REASON, json!(self.because.trim())).await?;
        set_state(act, &thing, "declined").await?;
        act.say(format!("{} declined", self.request), format!("Decline {}", self.request));
        Ok(self.request)
    }
}

/// The rules of a comment speak of its body; here it is the reason.
fn at_because(failure: ground::web::Failure) -> ground::web::Failure {
    match failure.refusal().cloned() {
        Some(refusal) => refusal.at("because").into(),
        None => failure,
    }
}

/// Says that an answer was all it took: nothing is to be built.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Finish {
    /// The request.
    pub request: Key,
}

impl Action for Finish {
    const NAME: &'static str = "request.finish";
    const DID: &'static str = "Said that nothing is to be built";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::PlaceRequest))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = request(act, self.request).await?;
        rules::must_stand_alone(self.request, &thing.state)?;
        let hangs = thread::store::links::targets(act.tx, thing.id, LinkKind::AsksFor).await?;
        if !hangs.is_empty() {
            let message = format!("{} hangs on something, and is done when that is.", self.request);
            return Err(Refusal::new("hangs-on-something", message)
                .hint("Unlink it first if an answer was enough.")
                .into());
        }
        set_state(act, &thing, "done").await?;
        act.say(format!("{} is done", self.request), format!("Say that nothing is to be built for {}", self.request));
        Ok(self.request)
    }
}

/// Takes up again what was declined or done.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reopen {
    /// The request.
    pub request: Key,
}

impl Action for Reopen {
    const NAME: &'static str = "request.reopen";
    const DID: &'static str = "Took the request up again";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::PlaceRequest))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = request(act, self.request).await?;
        rules::must_stand_alone(self.request, &thing.state)?;
        if !matches!(thing.state.as_str(), "declined" | "done") {
            return Err(Refusal::new("open-already", format!("{} is {} already.", self.request, thing.state)).into());
        }
        act.set(&thing, &store::DECLINE_REASON, Value::Null).await?;
        set_state(act, &thing, "open").await?;
        act.say(format!("{} is open again", self.request), format!("Take {} up again", self.request));
        Ok(self.request)
    }
}
