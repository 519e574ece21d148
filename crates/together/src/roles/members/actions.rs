//! Giving and taking roles.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::store;
use crate::journal::{Act, Action, Boxed, Change, Need, Registered, registered};
use crate::people::{self, PersonId};
use crate::products;
use crate::roles::rules::Role;

/// Every action of this folder.
pub const ACTIONS: &[Registered] = &[registered::<Give>(), registered::<Take>()];

/// The field a role has in the journal; before and after are a [`Held`].
pub(crate) const ROLE_FIELD: &str = "member: role";

/// A role somebody has.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Held {
    pub(crate) person: PersonId,
    role: Role,
    team: i64,
}

impl Held {
    /// Reads it from a change of the journal; nothing for any other value.
    pub(crate) fn read(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }

    /// The role as the journal shows it: “developer”, “product owner of team T-2”.
    pub(crate) fn role_in_words(&self) -> String {
        let role = self.role.label().to_lowercase();
        if self.team == 0 { role } else { format!("{role} of team T-{}", self.team) }
    }
}

/// Whoever is to look after a thing belongs to its product, and not as a customer.
pub async fn must_belong(act: &mut Act<'_>, person: PersonId) -> Result<()> {
    let product = act.product()?.id;
    if store::is_member(act.tx, product, person).await? {
        return Ok(());
    }
    let message = "They do not belong to this product, so they cannot look after anything of it.";
    Err(Refusal::new("not-a-member", message).at("owner").into())
}

/// Gives a person a role in the product.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Give {
    /// The person.
    pub person: PersonId,
    /// The role.
    pub role: Role,
    /// The number of the team it is for; 0 for the whole product.
    #[serde(default)]
    pub team: i64,
}

impl Action for Give {
    const NAME: &'static str = "membership.give";
    const DID: &'static str = "Gave a role";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let held = Held { person: self.person, role: self.role, team: self.team };
        let name = give(act, held).await?;
        act.say(format!("{name} is {} now", a(self.role)), format!("Make {name} {}", a(self.role)));
        Ok(())
    }
}

/// Takes a role from a person.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Take {
    /// The person.
    pub person: PersonId,
    /// The role.
    pub role: Role,
    /// The number of the team it was for; 0 for the whole product.
    #[serde(default)]
    pub team: i64,
}

impl Action for Take {
    const NAME: &'static str = "membership.take";
    const DID: &'static str = "Took a role";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Administrator)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        let name = take(act, Held { person: self.person, role: self.role, team: self.team }).await?;
        let was = a(self.role);
        act.say(format!("{name} is no longer {was}"), format!("No longer have {name} as {was}"));
        Ok(())
    }
}

/// Takes back a change of roles, for whoever may make one.
pub fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        if !act.actor.administrator {
            let message = "Only an administrator can give and take roles.";
            return Err(Failure::Forbidden(Refusal::new("administrators-only", message)));
        }
        if !change.after.is_null() {
            take(act, serde_json::from_value(change.after.clone())?).await?;
        }
        if !change.before.is_null() {
            give(act, serde_json::from_value(change.before.clone())?).await?;
        }
        Ok(())
    })
}

async fn give(act: &mut Act<'_>, held: Held) -> Result<String> {
    let product = act.product()?.id;
    let there = people::store::by_id(act.tx, held.person).await?.filter(|person| person.ended_at.is_none());
    let person = there.ok_or_else(|| Refusal::new("no-such-person", "This person has no account any more."))?;
    if held.team != 0 && !products::store::has_team(act.tx, product, held.team).await? {
        return Err(Refusal::new("no-such-team", format!("There is no team T-{} here.", held.team)).at("team").into());
    }
    if store::give(act.tx, product, held.person, held.role, held.team, act.now).await? {
        act.note(None, ROLE_FIELD, Value::Null, json!(held));
        tell(act, held.person).await?;
    }
    Ok(person.name)
}

async fn take(act: &mut Act<'_>, held: Held) -> Result<String> {
    let product = act.product()?.id;
    let name = people::store::by_id(act.tx, held.person).await?.map(|person| person.name).unwrap_or_default();
    if store::take(act.tx, product, held.person, held.role, held.team).await? {
        act.note(None, ROLE_FIELD, json!(held), Value::Null);
        tell(act, held.person).await?;
    }
    Ok(name)
}

/// Who has which role is everybody's to know; the products a person belongs to are on every page of theirs.
async fn tell(act: &mut Act<'_>, person: PersonId) -> Result<()> {
    let product = act.product()?.id;
    for member in store::members(act.tx, product).await? {
        act.tell(member, Give::NAME, None);
    }
    act.tell(person, Give::NAME, None);
    people::store::touch(act.tx, &[person]).await
}

/// Inside a sentence: “product owner”, “a developer”.
fn a(role: Role) -> String {
    let label = role.label().to_lowercase();
    if role == Role::Developer || role == Role::Customer { format!("a {label}") } else { label }
}
