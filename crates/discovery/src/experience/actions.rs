//! Writing down what was measured.

use ground::web::{Failure, Refusal, Result, maybe};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::form::{Typed, needed};
use together::journal::{Act, Action, Boxed, Change, Need, Registered, registered};
use together::thread::actions::must_be;
use together::thread::{self, Key, Kind};

use super::ExperienceId;
use super::rules::{MOST_PEOPLE, Measure};
use super::store::{self, Row};
use crate::insights::rules::{day, source};

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<Write>(), registered::<Remove>()];

/// The field of the journal: behind it stands what was measured.
const FIELD: &str = "experience: ";

/// Writes down how it goes for those who use the product.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Write {
    /// The need it was measured for.
    pub need: Option<Key>,
    /// The persona it was measured of.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "maybe")]
    pub persona: Option<Key>,
    /// `success`, `satisfaction` or `effort`.
    #[serde(default)]
    pub measure: Measure,
    /// The number: of success per cent, of the others out of ten.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Typed>,
    /// Of how many people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<Typed>,
    /// Where it comes from: “usability test, 8 readers”.
    #[serde(default)]
    pub source: String,
    /// The day, as 2026-10-13; today where it is left out.
    #[serde(default)]
    pub day: String,
}

impl Action for Write {
    const NAME: &'static str = "experience.measure";
    const DID: &'static str = "Wrote down how it goes for people";
    type Answer = ExperienceId;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<ExperienceId> {
        let key = self.need.ok_or_else(|| Refusal::new("need-missing", "Say which need it is.").at("need"))?;
        let need = act.thing_in("need", key).await?;
        must_be(&need, &[Kind::Need])?;
        let persona = match self.persona {
            Some(key) => {
                let persona = act.thing_in("persona", key).await?;
                must_be(&persona, &[Kind::Persona]).map_err(|refusal| refusal.at("persona"))?;
                Some(persona.id)
            }
            None => None,
        };
        let value = match &self.value {
            Some(value) => value.real("value", self.measure.scale())?,
            None => None,
        };
        let value = needed("value", value)?;
        let people = match &self.people {
            Some(people) => people.whole("people", 1..=MOST_PEOPLE)?,
            None => None,
        };
        let (source, at) = (source(&self.source)?, day(&self.day, act.now)?);
        let id = ExperienceId::from(act.app.ids.next());
        let (measure, by) = (self.measure, act.actor.person);
        let row =
            Row { id, product: need.product, need: need.id, persona, measure, value, people, source: &source, at, by };
        store::insert(act.tx, row).await?;
        let told = measure.told(value);
        act.note(Some(&need), format!("{FIELD}{measure}"), Value::Null, json!({ "id": id, "says": told }));
        act.say(format!("{told} written down"), format!("Write down that {} is {told}", measure.code()));
        Ok(id)
    }
}

/// Takes away what was written down by mistake.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Remove {
    /// What was measured.
    pub experience: ExperienceId,
}

impl Action for Remove {
    const NAME: &'static str = "experience.remove";
    const DID: &'static str = "Took away what was measured";
    type Answer = ();

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<()> {
        show(act, self.experience, false).await?;
        act.say("Taken away", "Take away what was measured");
        Ok(())
    }
}

/// Hides something, or shows it again.
async fn show(act: &mut Act<'_>, id: ExperienceId, shown: bool) -> Result<()> {
    let gone = || Failure::refused("no-such-measure", "This is not there any more.");
    let (need, hidden_at) = store::there(act.tx, id).await?.ok_or_else(gone)?;
    let need = thread::store::by_id(act.tx, need).await?.ok_or_else(gone)?;
    if need.product != act.product()?.id || hidden_at.is_none() == shown {
        return Err(gone());
    }
    let now = (!shown).then_some(act.now);
    store::hide(act.tx, id, now).await?;
    let (there, none) = (json!({ "id": id, "says": "a number" }), Value::Null);
    let (before, after) = if shown { (none, there) } else { (there, none) };
    act.note(Some(&need), format!("{FIELD}shown"), before, after);
    Ok(())
}

/// Takes back that something was written down, or taken away.
pub(crate) fn restore<'a>(act: &'a mut Act<'_>, change: &'a Change) -> Boxed<'a, ()> {
    Box::pin(async move {
        let id = |value: &Value| value["id"].as_str().and_then(|id| id.parse::<uuid::Uuid>().ok());
        match (id(&change.before), id(&change.after)) {
            (_, Some(written)) => show(act, written.into(), false).await,
            (Some(hidden), None) => show(act, hidden.into(), true).await,
            (None, None) => Ok(()),
        }
    })
}
