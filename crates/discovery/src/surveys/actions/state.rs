//! Opening and closing a survey, and taking what was answered.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Need};
use together::thread::actions::set_state;
use together::thread::{self, Key, Kind, Thing};
use together::words::counted;

use super::survey;
use crate::needs::actions::measured;
use crate::surveys::rules::About;
use crate::surveys::rules::results::Counted;
use crate::surveys::store::{Survey, answers};

/// Opens a survey: from now on its links can be answered.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Open {
    /// The survey.
    pub survey: Key,
}

impl Action for Open {
    const NAME: &'static str = "survey.open";
    const DID: &'static str = "Opened a survey";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        need(act, self.survey).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, survey) = survey(act, self.survey).await?;
        if survey.state == "open" {
            return Err(Refusal::new("survey-open-already", format!("{} is open already.", self.survey)).into());
        }
        set_state(act, &thing, "open").await?;
        act.say(format!("{} can be answered through its links", self.survey), format!("Open {}", self.survey));
        Ok(self.survey)
    }
}

/// Closes a survey. What was answered of needs becomes their importance and satisfaction.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Close {
    /// The survey.
    pub survey: Key,
}

impl Action for Close {
    const NAME: &'static str = "survey.close";
    const DID: &'static str = "Closed a survey";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        need(act, self.survey).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, survey) = survey(act, self.survey).await?;
        if survey.state != "open" {
            return Err(Refusal::new("survey-not-open", format!("{} is not open.", self.survey)).into());
        }
        set_state(act, &thing, "closed").await?;
        let taken = take(act, &thing, &survey).await?;
        let said = if taken > 0 { format!(", {} measured by it", needs(taken)) } else { String::new() };
        act.say(format!("{} is closed{said}", self.survey), format!("Close {}", self.survey));
        Ok(self.survey)
    }
}

/// Takes what was answered so far as importance and satisfaction of the needs, also while more may answer.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Take {
    /// The survey.
    pub survey: Key,
}

impl Action for Take {
    const NAME: &'static str = "survey.take";
    const DID: &'static str = "Took the results of a survey";
    type Answer = Key;

    async fn need(&self, act: &mut Act<'_>) -> Result<Need> {
        need(act, self.survey).await
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, survey) = survey(act, self.survey).await?;
        let taken = take(act, &thing, &survey).await?;
        if taken == 0 {
            let message = format!("Nobody has answered {} on a need yet.", self.survey);
            return Err(Refusal::new("nothing-answered", message).into());
        }
        act.say(
            format!("{} measured by {}", needs(taken), self.survey),
            format!("Take the results of {}", self.survey),
        );
        Ok(self.survey)
    }
}

async fn need(act: &mut Act<'_>, key: Key) -> Result<Need> {
    let (_, survey) = survey(act, key).await?;
    Ok(Need::right(survey.about.right()))
}

/// Gives each need somebody answered on what was answered; says how many needs these are.
async fn take(act: &mut Act<'_>, thing: &Thing, survey: &Survey) -> Result<i64> {
    if survey.about != About::Needs {
        return Ok(0);
    }
    let tallies = answers::tallies(act.tx, thing.id).await?;
    let mut taken = 0;
    for of_one in tallies.chunk_by(|one, other| one.thing == other.thing) {
        let need = thread::store::by_id(act.tx, of_one[0].thing).await?;
        if let Some(need) = need.filter(|need| need.kind == Kind::Need && need.hidden_at.is_none()) {
            measured(act, &need, Counted::of(of_one), thing.id).await?;
            taken += 1;
        }
    }
    Ok(taken)
}

fn needs(number: i64) -> String {
    counted(number, "need", "needs")
}
