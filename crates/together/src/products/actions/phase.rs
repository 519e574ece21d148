//! Moving a product to another phase of its life.

use ground::web::Result;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::journal::{Act, Action, Need};
use crate::products::rules::Phase;
use crate::products::store;
use crate::roles::rules::Right;

/// The field of the phase in the journal.
pub(super) const PHASE_FIELD: &str = "product: phase";

/// Moves the product to another phase of its life.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct MovePhase {
    /// The phase.
    pub phase: Phase,
}

impl Action for MovePhase {
    const NAME: &'static str = "product.move_phase";
    const DID: &'static str = "Moved the product to another phase";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::MovePhase))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let product = act.product()?.clone();
        if self.phase.code() != product.phase {
            store::move_phase(act.tx, product.id, self.phase).await?;
            act.note(None, PHASE_FIELD, json!(product.phase), json!(self.phase));
        }
        let label = self.phase.label();
        act.say(format!("{} is in its {label}", product.name), format!("Move {} to its {label}", product.name));
        Ok(())
    }
}
