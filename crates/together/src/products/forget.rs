//! Forgetting the example: nothing of it stays, other than what is done with a product of one's own.

use ground::args;
use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{ProductId, store};
use crate::journal::{Act, Action, Need};
use crate::people;
use crate::roles::members;

/// Takes the example away with everything in it, its journal and the accounts nobody ever signed in to. Of the workspace, since
/// the product has no journal afterwards.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Forget {
    /// The example.
    pub example: ProductId,
}

impl Action for Forget {
    const NAME: &'static str = "product.forget";
    const DID: &'static str = "Removed the example";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        // Whoever is about to write there has done so, or finds nothing.
        let product = store::lock(act.tx, self.example).await?;
        let product = product.ok_or_else(|| Refusal::new("no-such-product", "This product is not there any more."))?;
        if !product.example {
            let message = format!("{} is no example. It can be removed, so that nothing of it is lost.", product.name);
            return Err(Refusal::new("no-example", message).into());
        }
        let everybody = members::store::everybody(act.tx, product.id).await?;
        for statement in &act.app.forget {
            act.tx.run(*statement, args![product.id]).await?;
        }
        people::store::touch(act.tx, &everybody).await?;
        people::store::forget_unused(act.tx, &everybody).await?;
        act.note(None, "example: loaded", json!(product.key), Value::Null);
        act.say(format!("{} removed, with everything in it", product.name), format!("Remove {}", product.name));
        Ok(())
    }
}
