//! Telling the advisor about the product and its house.

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::CHANGES_WHO_DECIDES;
use crate::journal::{Act, Action, Need};
use crate::roles::advice::judged;
use crate::roles::changes::ADVICE;
use crate::roles::rules::{Agile, Maturity, Philosophy, Size, Structure};
use crate::roles::store::{self, Given};

/// Keeps the answers to the five factors. What is left out is not answered yet.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Describe {
    /// How far the product has come.
    #[serde(default)]
    pub maturity: Option<Maturity>,
    /// How large the organisation is.
    #[serde(default)]
    pub size: Option<Size>,
    /// What departments are made of.
    #[serde(default)]
    pub structure: Option<Structure>,
    /// How far agile work has come.
    #[serde(default)]
    pub agile: Option<Agile>,
    /// Where decisions belong.
    #[serde(default)]
    pub philosophy: Option<Philosophy>,
}

impl Action for Describe {
    const NAME: &'static str = "advice.answer";
    const DID: &'static str = "Answered the advisor";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(CHANGES_WHO_DECIDES)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let Self { maturity, size, structure, agile, philosophy } = self;
        keep(act, Given { maturity, size, structure, agile, philosophy }).await?;
        act.say("Answers kept", "Keep the answers to the advisor");
        Ok(())
    }
}

/// Keeps answers and notes which of them are others now.
pub(super) async fn keep(act: &mut Act<'_>, given: Given) -> Result<()> {
    let product = act.product()?.id;
    let before = store::advice(act.tx, product).await?;
    store::keep_advice(act.tx, product, given).await?;
    for factor in judged() {
        let (was, is) = (before.code(factor), given.code(factor));
        if was != is {
            act.note(None, format!("{ADVICE}{factor}"), json!(was), json!(is));
        }
    }
    Ok(())
}
