//! Setting the vision.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::form::sent;
use together::journal::{Act, Action, Need, NewThing, Registered, registered};
use together::roles::rules::Right;
use together::thread::{self, Edits, Field, Key, Kind, Stage, rules};

use super::store;

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Set>()];

/// Sets the vision of a product: the sentence, the paragraph below it, the board. What is left out stays as it is.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Set {
    /// For whom it is, and what will be different for them: one sentence.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What that means.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// For whom, a line each.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub target_group: Option<String>,
    /// What they need, a line each.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub needs: Option<String>,
    /// What we offer, a line each.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// What the business wants of it, a line each.
    #[serde(default, deserialize_with = "sent", skip_serializing_if = "Option::is_none")]
    pub business_goals: Option<String>,
    /// The sequence of the vision the writer saw, so that nobody's change is lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<i64>,
}

impl Action for Set {
    const NAME: &'static str = "vision.set";
    const DID: &'static str = "Set the vision";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::SetVision))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let product = act.product()?.id;
        let vision = match thread::store::vision(act.tx, product).await? {
            Some(vision) => vision,
            None => {
                let title = rules::title(self.title.as_deref().unwrap_or_default())?;
                let new = NewThing { title, state: "in force", stage: Stage::Active, number: None };
                let vision = act.create(Kind::Vision, new).await?;
                store::insert(act, &vision, "").await?;
                vision
            }
        };
        act.edit(&vision, self.seen, self.edits()?).await?;
        act.say("Vision set", "Set the vision");
        Ok(vision.key())
    }
}

impl Set {
    fn edits(&self) -> Result<Edits, Refusal> {
        let mut edits = Edits::default();
        edits.title(self.title.as_deref())?;
        let texts: [(&'static Field, &'static str, &Option<String>); 5] = [
            (&store::TEXT, "text", &self.text),
            (&store::TARGET_GROUP, "target_group", &self.target_group),
            (&store::NEEDS, "needs", &self.needs),
            (&store::OFFER, "offer", &self.offer),
            (&store::BUSINESS_GOALS, "business_goals", &self.business_goals),
        ];
        for (field, name, text) in texts {
            edits.put(field, text.as_deref(), |text| rules::text(name, text))?;
        }
        Ok(edits)
    }
}
