//! Taking a story in hand, and letting it go.

use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Need};
use together::thread::Key;
use together::thread::actions::fields::OWNER;

/// Takes a story nobody has in hand.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Take {
    /// The story.
    pub thing: Key,
}

impl Action for Take {
    const NAME: &'static str = "story.take";
    const DID: &'static str = "Took it";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = super::story(act, self.thing).await?;
        if thing.owner.is_some() && thing.owner != act.actor.person {
            let message = format!("Somebody else has taken {} already. It stays with them.", self.thing);
            return Err(Refusal::new("taken-already", message).hint("They can let it go on its page.").into());
        }
        act.set(&thing, &OWNER, json!(act.actor.person)).await?;
        act.say(format!("{} is yours", self.thing), format!("Take {}", self.thing));
        Ok(self.thing)
    }
}

/// Lets a story go that one has taken.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct LetGo {
    /// The story.
    pub thing: Key,
}

impl Action for LetGo {
    const NAME: &'static str = "story.let_go";
    const DID: &'static str = "Let it go";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = super::story(act, self.thing).await?;
        if thing.owner != act.actor.person {
            let message = format!("{} is not with you, so it is not yours to let go.", self.thing);
            return Err(Refusal::new("not-yours", message).into());
        }
        act.set(&thing, &OWNER, Value::Null).await?;
        act.say(format!("{} is with nobody now", self.thing), format!("Let {} go", self.thing));
        Ok(self.thing)
    }
}
