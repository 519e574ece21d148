//! How soon questions are answered, as the product agreed.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::form::{Typed, needed};
use together::journal::{Act, Action, Boxed, Change, Need};
use together::roles::rules::Right;
use together::thread::Kind;

use crate::questions::rules::{agreed, hours};
use crate::questions::store;

/// The field of the agreed time in the journal.
const FIELD: &str = "time to answer: working hours";

/// Agrees in how many working hours questions are answered. It holds for those asked from now on.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct AgreeTime {
    /// Working hours, eight to a day.
    pub hours: Typed,
}

impl Action for AgreeTime {
    const NAME: &'static str = "question.agree_time";
    const DID: &'static str = "Agreed how soon questions are answered";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::AnswerQuestion))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let hours = needed("hours", self.hours.whole("hours", 1..=hours::MOST)?)?;
        set(act, hours).await?;
        let said = agreed(hours);
        act.say(format!("Agreed: an answer within {said}"), format!("Agree on an answer within {said}"));
        Ok(())
    }
}

/// Takes a change of the agreed time back.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let product = act.product()?.id;
        if Some(store::agreed(act.tx, product).await?) != change.after.as_i64() {
            let message = "The agreed time to answer was changed again since. It stays as it is.";
            return Err(Refusal::new("changed-since", message).into());
        }
        set(act, change.before.as_i64().unwrap_or(hours::USUAL)).await
    })
}

async fn set(act: &mut Act<'_>, hours: i64) -> Result<()> {
    let product = act.product()?.id;
    let before = store::agreed(act.tx, product).await?;
    if before != hours {
        store::agree(act.tx, product, hours).await?;
        act.note(None, FIELD, json!(before), json!(hours));
        // Pages that say it show questions.
        act.announce(Kind::Question.code());
    }
    Ok(())
}
