//! Beginning a round, laying cards, showing them, taking what they come to.

use ground::web::{Failure, Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::form::{Typed, needed};
use together::journal::{Act, Action, Need, Registered, registered};
use together::people::PersonId;
use together::roles;
use together::roles::rules::Right;
use together::thread::{Key, Thing};

use super::rules::{UNSURE, card, may_begin, may_lay};
use super::store::{self, Round};
use crate::stories::actions::story;
use crate::stories::rules::MOST_POINTS;
use crate::stories::store::fields::POINTS;

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[
    registered::<Begin>(),
    registered::<Lay>(),
    registered::<Show>(),
    registered::<Again>(),
    registered::<Settle>(),
    registered::<End>(),
];

/// The field of shown cards in the journal.
const CARDS: &str = "poker: cards";

/// Begins a round about a story.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Begin {
    /// The story.
    pub thing: Key,
}

impl Action for Begin {
    const NAME: &'static str = "poker.begin";
    const DID: &'static str = "Began to estimate it together";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let thing = story(act, self.thing).await?;
        must_estimate(act).await?;
        may_begin(self.thing, &thing.stage)?;
        if store::round(act.tx, thing.id).await?.is_none() {
            let (by, now) = (act.actor.person, act.now);
            store::begin(act.tx, &thing, by, now).await?;
        }
        tell(act, self.thing, format!("Estimating {} together", self.thing));
        Ok(self.thing)
    }
}

/// Lays one’s card, or another in its place. Nobody else sees it before all are shown.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Lay {
    /// The story.
    pub thing: Key,
    /// The points on the card, or “?”.
    pub card: String,
}

impl Action for Lay {
    const NAME: &'static str = "poker.lay";
    const DID: &'static str = "Laid a card";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let points = card(&self.card)?;
        let (thing, round, person) = seat(act, self.thing).await?;
        may_lay(self.thing, round.shown)?;
        store::lay(act.tx, thing.id, person, points).await?;
        tell(act, self.thing, "Your card lies there, face down".to_owned());
        Ok(self.thing)
    }
}

/// Shows all cards.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Show {
    /// The story.
    pub thing: Key,
}

impl Action for Show {
    const NAME: &'static str = "poker.show";
    const DID: &'static str = "Showed the cards";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, round, _) = seat(act, self.thing).await?;
        let cards = store::cards(act.tx, thing.id).await?;
        if cards.is_empty() {
            return Err(Refusal::new("no-cards", "Nobody has laid a card yet.").into());
        }
        if !round.shown {
            store::show(act.tx, thing.id).await?;
            let said = |points: Option<i64>| points.map_or(UNSURE.to_owned(), |points| points.to_string());
            let says: Vec<String> = cards.iter().map(|card| said(card.points)).collect();
            let laid: Vec<Value> = cards.iter().map(|card| json!([card.person.to_string(), card.points])).collect();
            act.note(Some(&thing), CARDS, Value::Null, json!({ "says": says.join(", "), "cards": laid }));
        }
        tell(act, self.thing, format!("The cards on {} are shown", self.thing));
        Ok(self.thing)
    }
}

/// Takes all cards up, to lay them once more.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Again {
    /// The story.
    pub thing: Key,
}

impl Action for Again {
    const NAME: &'static str = "poker.again";
    const DID: &'static str = "Took the cards up again";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, ..) = seat(act, self.thing).await?;
        store::clear(act.tx, thing.id).await?;
        tell(act, self.thing, format!("Estimating {} once more", self.thing));
        Ok(self.thing)
    }
}

/// Estimates the story at what its cards came to, and ends the round.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Settle {
    /// The story.
    pub thing: Key,
    /// Its points.
    pub points: Typed,
}

impl Action for Settle {
    const NAME: &'static str = "poker.settle";
    const DID: &'static str = "Estimated it together";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::right(Right::RateEffort))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let points = needed("points", self.points.whole("points", 0..=MOST_POINTS)?)?;
        let (thing, round) = round(act, self.thing).await?;
        if !round.shown {
            return Err(Refusal::new("cards-hidden", "Show the cards first.").into());
        }
        act.set(&thing, &POINTS, json!(points)).await?;
        store::end(act.tx, thing.id).await?;
        act.announce(self.thing.to_string());
        let are = if points == 1 { "1 point".to_owned() } else { format!("{points} points") };
        act.say(format!("{} estimated at {are}", self.thing), format!("Estimate {} at {are}", self.thing));
        Ok(self.thing)
    }
}

/// Ends the round without an estimate.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct End {
    /// The story.
    pub thing: Key,
}

impl Action for End {
    const NAME: &'static str = "poker.end";
    const DID: &'static str = "Stopped estimating it together";
    type Answer = Key;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(Need::Member)
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let (thing, ..) = seat(act, self.thing).await?;
        store::end(act.tx, thing.id).await?;
        tell(act, self.thing, format!("{} is not estimated together any more", self.thing));
        Ok(self.thing)
    }
}

/// A story of this product, with the round about it.
async fn round(act: &mut Act<'_>, key: Key) -> Result<(Thing, Round)> {
    let thing = story(act, key).await?;
    let none = || Refusal::new("no-round", format!("Nobody is estimating {key} together any more."));
    let round = store::round(act.tx, thing.id).await?.ok_or_else(none)?;
    Ok((thing, round))
}

/// The round about a story, for somebody who has a seat in it.
async fn seat(act: &mut Act<'_>, key: Key) -> Result<(Thing, Round, PersonId)> {
    let (thing, round) = round(act, key).await?;
    Ok((thing, round, must_estimate(act).await?))
}

/// Cards are for those who estimate: what others think of the effort they say in the conversation.
async fn must_estimate(act: &mut Act<'_>) -> Result<PersonId> {
    let product = act.product()?.id;
    let row = roles::store::row(act.tx, product, Right::RateEffort).await?;
    let estimates = row.deciders(Right::RateEffort, 0);
    let person = act.actor.person.filter(|_| act.roles.iter().any(|(role, _)| estimates.contains(*role)));
    person.ok_or_else(|| {
        let refusal = Refusal::new("not-yours", "Cards are laid by those who estimate.");
        Failure::Forbidden(refusal.hint("Say in the conversation what you think of it."))
    })
}

fn tell(act: &mut Act<'_>, story: Key, said: String) {
    act.announce(story.to_string());
    act.say(said.clone(), said);
}
