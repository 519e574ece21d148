//! Making products.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::rules::Mode;
use super::store::{self, NewProduct};
use super::{ProductId, rules};
use crate::journal::{Act, Action, Need, Registered, registered};
use crate::people;
use crate::roles::members;
use crate::roles::rules::{Preset, Role};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Make>()];

/// Makes a product with its matrix, and gives its maker roles in it.
///
/// It is an administrator's: the maker chooses their own roles, and giving roles is the administrator's.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Make {
    /// Its name.
    pub name: String,
    /// Its key, in every address; never changed later.
    pub key: String,
    /// The matrix it begins with.
    pub preset: Preset,
    /// How it is delivered.
    #[serde(default)]
    pub mode: Mode,
    /// The roles of whoever makes it.
    #[serde(default)]
    pub roles: Vec<Role>,
}

impl Action for Make {
    const NAME: &'static str = "product.make";
    const DID: &'static str = "Made the product";
    type Answer = String;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<String> {
        let (name, key) = (rules::name(&self.name)?, rules::key(&self.key)?);
        if store::key_is_taken(act.tx, &key).await? {
            let message = format!("“{key}” is, or was, the key of a product. Choose another.");
            return Err(Refusal::new("key-taken", message).at("key").into());
        }
        let id = ProductId::from(act.app.ids.next());
        let new = NewProduct { id, key: &key, name: &name, mode: self.mode, preset: self.preset };
        store::make(act.tx, new, act.now).await?;
        members::store::write_matrix(act.tx, id, &self.preset.matrix([])).await?;
        if let Some(person) = act.actor.person {
            for role in self.roles.iter().filter(|role| role.is_member()) {
                members::store::give(act.tx, id, person, *role, 0, act.now).await?;
            }
            people::store::touch(act.tx, &[person]).await?;
        }
        let made = json!({ "product": id, "key": key, "name": name, "mode": self.mode, "preset": self.preset, "roles": self.roles });
        act.note(None, "product: made", Value::Null, made);
        act.say(format!("{name} made"), format!("Make {name}"));
        Ok(key)
    }
}
