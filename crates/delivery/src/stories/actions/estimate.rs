//! Estimating stories.

use ground::web::{Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use together::form::Typed;
use together::journal::{Act, Action, Need};
use together::roles::rules::Right;
use together::thread::Key;

use crate::stories::rules::MOST_POINTS;
use crate::stories::store::fields::POINTS;

/// Estimates stories, or takes their estimate away.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// The stories.
    #[serde(alias = "thing")]
    pub things: Vec<Key>,
    /// Their points; none takes the estimate away.
    #[serde(default, deserialize_with = "maybe")]
    pub points: Option<Typed>,
}

impl Action for Estimate {
    const NAME: &'static str = "story.estimate";
    const DID: &'static str = "Estimated it";
    type Answer = Option<Key>;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::RateEffort))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Option<Key>> {
        let points = self.points.map_or(Ok(None), |points| points.whole("points", 0..=MOST_POINTS))?;
        let stories = super::stories(act, self.things).await?;
        for story in &stories {
            act.set(story, &POINTS, json!(points)).await?;
        }
        let named = super::named(&stories);
        let (done, wish) = match points {
            Some(1) => (format!("{named} estimated at 1 point"), format!("Estimate {named} at 1 point")),
            Some(points) => {
                (format!("{named} estimated at {points} points"), format!("Estimate {named} at {points} points"))
            }
            None => (format!("Estimate of {named} taken away"), format!("Take the estimate of {named} away")),
        };
        act.say(done, wish);
        Ok(stories.first().map(|story| story.key()))
    }
}
