//! Importance and satisfaction that people were asked for.

use ground::web::Result;
use serde_json::{Value, json};
use together::journal::Act;
use together::thread::{Thing, ThingId};

use super::super::store::{ASKED, IMPORTANCE, IMPORTANT, SATISFACTION, SATISFIED, SURVEY};
use crate::surveys::rules::results::Counted;

/// Gives a need the numbers that people answered in a survey.
pub(crate) async fn measured(act: &mut Act<'_>, need: &Thing, counted: Counted, survey: ThingId) -> Result<()> {
    let Some((importance, satisfaction)) = counted.out_of_ten() else { return Ok(()) };
    act.set(need, &IMPORTANCE, json!(importance)).await?;
    act.set(need, &SATISFACTION, json!(satisfaction)).await?;
    act.set(need, &ASKED, json!(counted.asked)).await?;
    act.set(need, &IMPORTANT, json!(counted.important)).await?;
    act.set(need, &SATISFIED, json!(counted.satisfied)).await?;
    act.set(need, &SURVEY, json!(survey)).await?;
    Ok(())
}

/// A number that somebody entered instead comes from nobody who was asked.
pub(super) async fn entered(act: &mut Act<'_>, need: &Thing) -> Result<()> {
    let rated = [IMPORTANCE.name, SATISFACTION.name];
    let entered =
        |change: &together::journal::Change| change.thing == Some(need.id) && rated.contains(&change.field.as_str());
    if act.changes().iter().any(entered) {
        for field in [&ASKED, &IMPORTANT, &SATISFIED, &SURVEY] {
            act.set(need, field, Value::Null).await?;
        }
    }
    Ok(())
}
