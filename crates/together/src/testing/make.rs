//! A stand-in for rooms that a test is not about.

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::journal::{Act, Action, Need, NewThing};
use crate::thread::{Key, Kind, Stage};

/// Makes a thing of any kind, as far as the thread knows it.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Make {
    /// Its kind.
    pub kind: Kind,
    /// Its title.
    pub title: String,
}

impl Action for Make {
    const NAME: &'static str = "test.make";
    const DID: &'static str = "Made it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let new = NewThing { title: self.title, state: "draft", stage: Stage::Open, number: None };
        Ok(act.create(self.kind, new).await?.key())
    }
}
