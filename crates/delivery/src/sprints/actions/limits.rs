//! Limits of work: how many stories a column of the board should hold at most.
//!
//! They are the team's agreement with itself. What goes over one is said, and not forbidden.

use ground::web::{Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::form::Typed;
use together::journal::{Act, Action, Boxed, Change, Need};
use together::products::ProductId;
use together::roles::rules::Right;
use together::thread::{Kind, Thing};
use together::words::upper_first;

use crate::sprints::rules::columns::{MOST_LIMIT, may_be_limited, said};
use crate::sprints::store::{self, limits};

/// The field of a limit in the journal, before the state.
const FIELD: &str = "limit of work: ";

/// Agrees how many stories one column of the board holds at most.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Limit {
    /// The state of the column: in work, in review, waiting for acceptance.
    pub state: String,
    /// So many stories; none takes the limit away.
    #[serde(default, deserialize_with = "maybe")]
    pub most: Option<Typed>,
}

impl Action for Limit {
    const NAME: &'static str = "board.limit";
    const DID: &'static str = "Limited the work";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::PlanSprint))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        may_be_limited(&self.state)?;
        let most = self.most.map_or(Ok(None), |most| most.whole("most", 1..=MOST_LIMIT))?;
        set(act, &self.state, most).await?;
        let column = upper_first(&self.state);
        let (done, wish) = match most {
            Some(most) => (format!("At most {most} in “{column}”"), format!("Have at most {most} in “{column}”")),
            None => (format!("“{column}” has no limit now"), format!("Have no limit for “{column}”")),
        };
        act.say(done, wish);
        Ok(())
    }
}

/// Takes a change of a limit back.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let state = change.field.strip_prefix(FIELD).unwrap_or_default();
        let product = act.product()?.id;
        if limits::of(act.tx, product, state).await? != change.after.as_i64() {
            let message = format!("The limit of “{}” was changed again since. It stays as it is.", upper_first(state));
            return Err(Refusal::new("changed-since", message).into());
        }
        set(act, state, change.before.as_i64()).await
    })
}

async fn set(act: &mut Act<'_>, state: &str, most: Option<i64>) -> Result<()> {
    let product = act.product()?.id;
    let before = limits::of(act.tx, product, state).await?;
    if before != most {
        limits::put(act.tx, product, state, most).await?;
        act.note(None, format!("{FIELD}{state}"), json!(before), json!(most));
        // Boards that show it show stories.
        act.announce(Kind::Story.code());
    }
    Ok(())
}

/// What is to be said of a story that has come to a column with more stories than its limit.
pub(crate) async fn over(act: &mut Act<'_>, story: &Thing, state: &str) -> Result<Option<String>> {
    let Some(most) = limits::of(act.tx, story.product, state).await? else { return Ok(None) };
    let Some(there) = standing(act, story.product, state).await? else { return Ok(None) };
    Ok(said(state, there, most))
}

/// How many stories of the running sprint are in a state.
async fn standing(act: &mut Act<'_>, product: ProductId, state: &str) -> Result<Option<i64>> {
    let Some(sprint) = store::runs(act.tx, product).await? else { return Ok(None) };
    Ok(Some(limits::standing(act.tx, sprint.thing, state).await?))
}
