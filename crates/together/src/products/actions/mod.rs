//! Making, naming, measuring and removing products.

mod phase;

pub use phase::MovePhase;
use phase::PHASE_FIELD;

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::rules::{CapacityOf, Mode, Phase};
use super::store::{self, NewProduct};
use super::{Product, ProductId, rules};
use crate::journal::{Act, Action, Boxed, Change, Need, Registered, registered};
use crate::people;
use crate::roles::members;
use crate::roles::rules::{Preset, Role};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<Make>(),
    registered::<Rename>(),
    registered::<Deliver>(),
    registered::<Fit>(),
    registered::<MovePhase>(),
    registered::<Remove>(),
    registered::<Return>(),
    registered::<super::Forget>(),
];

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
    /// The roles of whoever makes it. With *One person, both hats*, either hat brings the other.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// It is the example, which is removed in one click.
    #[serde(default)]
    pub example: bool,
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
        let new =
            NewProduct { id, key: &key, name: &name, mode: self.mode, preset: self.preset, example: self.example };
        store::make(act.tx, new, act.now).await?;
        members::store::write_matrix(act.tx, id, &self.preset.matrix([])).await?;
        let roles = self.preset.worn(self.roles.iter().copied().collect()).members();
        if let Some(person) = act.actor.person {
            for role in roles.iter() {
                members::store::give(act.tx, id, person, role, 0, act.now).await?;
            }
            people::store::touch(act.tx, &[person]).await?;
        }
        let roles: Vec<_> = roles.iter().collect();
        let made = json!({ "product": id, "key": key, "name": name, "mode": self.mode, "preset": self.preset, "roles": roles });
        act.note(None, "product: made", Value::Null, made);
        act.say(format!("{name} made"), format!("Make {name}"));
        Ok(key)
    }
}

/// Gives the product another name. Its key stays: it is in every address.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Rename {
    /// The new name.
    pub name: String,
}

impl Action for Rename {
    const NAME: &'static str = "product.rename";
    const DID: &'static str = "Renamed the product";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let name = rules::name(&self.name)?;
        let Product { id, name: before, .. } = act.product()?.clone();
        if name != before {
            rename(act, id, &name).await?;
            act.note(None, NAME_FIELD, json!(before), json!(name));
        }
        act.say(format!("Named {name}"), format!("Name it {name}"));
        Ok(())
    }
}

/// Says how the product is delivered. What was planned in sprints stays, and is seen again when there are sprints again.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Deliver {
    /// How.
    pub mode: Mode,
}

impl Action for Deliver {
    const NAME: &'static str = "product.deliver";
    const DID: &'static str = "Changed how the product is delivered";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let product = act.product()?.clone();
        if self.mode.code() != product.mode {
            store::deliver(act.tx, product.id, self.mode).await?;
            act.note(None, MODE_FIELD, json!(product.mode), json!(self.mode));
        }
        let said = format!("Delivered as {}", self.mode.label());
        act.say(said.clone(), said);
        Ok(())
    }
}

/// Says how many points fit a sprint or the next release, until velocity is measured.
///
/// Who chooses what enters a sprint says how much fits it, who decides the scope of a release how much fits that: the one
/// is a forecast of the developers, the other a promise of the manager.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Fit {
    /// Of what.
    pub of: CapacityOf,
    /// The points; none when it is not known.
    #[serde(default)]
    pub points: Option<i64>,
}

impl Action for Fit {
    const NAME: &'static str = "product.capacity";
    const DID: &'static str = "Said how much fits";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(self.of.right()))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let points = self.points.map(rules::capacity).transpose()?;
        let product = act.product()?.clone();
        if self.of == CapacityOf::Sprint && !product.in_sprints() {
            let message = format!("{} is not delivered in sprints, so nothing fits one.", product.name);
            return Err(Refusal::new("no-sprints", message).into());
        }
        let (field, before) = capacity(&product, self.of);
        if points != before {
            store::set_capacity(act.tx, product.id, self.of, points).await?;
            act.note(None, field, json!(before), json!(points));
        }
        let fit = points.map_or("An unknown number of points".to_owned(), |points| format!("{points} points"));
        act.say(format!("{fit} fit {}", self.of.named()), format!("{fit} fit {}", self.of.named()));
        Ok(())
    }
}

/// Removes the product: nobody sees it any more, nothing is lost.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Remove {}

impl Action for Remove {
    const NAME: &'static str = "product.remove";
    const DID: &'static str = "Removed the product";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let Product { id, name, .. } = act.product()?.clone();
        store::hide(act.tx, id, Some(act.now)).await?;
        act.note(None, REMOVED_FIELD, Value::Null, json!(act.now));
        let members = members::store::members(act.tx, id).await?;
        people::store::touch(act.tx, &members).await?;
        act.say(format!("{name} removed; an administrator can bring it back"), format!("Remove {name}"));
        Ok(())
    }
}

/// Brings a removed product back, with everything in it. Of the workspace, since the product has no page meanwhile.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Return {
    /// The product.
    pub product: ProductId,
}

impl Action for Return {
    const NAME: &'static str = "product.return";
    const DID: &'static str = "Brought the product back";
    type Answer = String;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<String> {
        let hidden = store::hidden(act.tx).await?.into_iter().find(|(id, _, _)| *id == self.product);
        let (id, key, name) =
            hidden.ok_or_else(|| Refusal::new("not-removed", "This product is there, or never was."))?;
        store::hide(act.tx, id, None).await?;
        act.note(None, REMOVED_FIELD, json!({ "product": id }), Value::Null);
        act.say(format!("{name} is back"), format!("Bring {name} back"));
        Ok(key)
    }
}

pub(crate) const NAME_FIELD: &str = "product: name";
pub(crate) const MODE_FIELD: &str = "product: delivery";
/// A room of its own: a removed product has no page to take its removal back from.
const REMOVED_FIELD: &str = "removal: product";

/// A value of such a field as pages call it: “Kanban”, “growth”; nothing if it is none of these.
pub(crate) fn value_in_words(field: &str, value: &Value) -> Option<String> {
    let word = match field {
        MODE_FIELD => serde_json::from_value::<Mode>(value.clone()).ok()?.label(),
        PHASE_FIELD => serde_json::from_value::<Phase>(value.clone()).ok()?.label(),
        _ => return None,
    };
    Some(word.to_owned())
}

/// The name stands on the pages of other products, too: in the list one switches by.
async fn rename(act: &mut Act<'_>, product: ProductId, name: &str) -> Result<()> {
    store::rename(act.tx, product, name).await?;
    let members = members::store::members(act.tx, product).await?;
    people::store::touch(act.tx, &members).await
}

/// The field of a capacity in the journal, and what it is now.
fn capacity(product: &Product, of: CapacityOf) -> (&'static str, Option<i64>) {
    match of {
        CapacityOf::Sprint => ("product: points of a sprint", product.sprint_capacity),
        CapacityOf::Release => ("product: points of a release", product.release_capacity),
    }
}

/// Takes back a change of a product's name, delivery, phase or capacity, unless it was changed again since.
pub fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let product = act.product()?.clone();
        let field = change.field.as_str();
        if matches!(field, NAME_FIELD | MODE_FIELD) && !act.actor.administrator {
            let message = "Only an administrator can change what a product is called and how it is delivered.";
            return Err(Failure::Forbidden(Refusal::new("administrators-only", message)));
        }
        let of = [CapacityOf::Sprint, CapacityOf::Release].into_iter().find(|of| capacity(&product, *of).0 == field);
        let now = match (field, of) {
            (_, Some(of)) => json!(capacity(&product, of).1),
            (MODE_FIELD, None) => json!(product.mode),
            (PHASE_FIELD, None) => json!(product.phase),
            (_, None) => json!(product.name),
        };
        if now != change.after {
            return Err(Refusal::new("changed-since", "It was changed again since, and stays as it is.").into());
        }
        let before = change.before.clone();
        match (field, of) {
            (_, Some(of)) => store::set_capacity(act.tx, product.id, of, before.as_i64()).await?,
            (MODE_FIELD, None) => store::deliver(act.tx, product.id, serde_json::from_value(before)?).await?,
            (PHASE_FIELD, None) => store::move_phase(act.tx, product.id, serde_json::from_value(before)?).await?,
            (_, None) => rename(act, product.id, before.as_str().unwrap_or_default()).await?,
        }
        act.note(None, change.field.clone(), change.after.clone(), change.before.clone());
        Ok(())
    })
}
