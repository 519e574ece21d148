//! Recording requests: one by hand, or many from a file.

use ground::clock::Ts;
use ground::web::{Refusal, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use together::journal::{Act, Action, Need, NewThing};
use together::roles::rules::Right;
use together::thread::actions::{Join, link};
use together::thread::{Key, Kind, LinkKind, Thing};
use together::words::parse_day;

use super::super::{KIND, rules, store};
use crate::customers::actions::{Named, find_or_make};

/// Records what a customer asked for.
#[derive(Debug, Default, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// A title; the first sentence of their words when there is none.
    #[serde(default)]
    pub title: String,
    /// Their words.
    #[serde(default)]
    pub body: String,
    /// The name of who asked.
    #[serde(default)]
    pub contact: String,
    /// Their e-mail.
    #[serde(default)]
    pub email: String,
    /// The name of the customer they ask for.
    #[serde(default)]
    pub customer: String,
    /// How important it is to them, 0 to 3.
    #[serde(default)]
    pub importance: i64,
    /// How it came: by e-mail, by phone.
    #[serde(default)]
    pub source: String,
    /// Where it stands elsewhere.
    #[serde(default)]
    pub source_link: String,
    /// The day it was asked, as 2026-07-01; today when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// The need, feature or story it asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks_for: Option<Key>,
}

impl Action for Record {
    const NAME: &'static str = "request.record";
    const DID: &'static str = "Recorded the request";
    type Answer = Key;

    /// Any member records what they hear; to say what it hangs on is to place it.
    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(if self.asks_for.is_some() { Need::right(Right::PlaceRequest) } else { Need::Member })
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<Key> {
        let asked_at = day("asked", self.asked.as_deref())?;
        let asked_for = match self.asks_for {
            Some(key) => Some(act.thing(key).await?),
            None => None,
        };
        let new = NewRequest {
            title: self.title,
            body: self.body,
            contact: self.contact,
            email: self.email,
            customer: self.customer,
            importance: self.importance,
            source: self.source,
            source_link: self.source_link,
            asked_at,
            ..NewRequest::default()
        };
        let mut made = record_many(act, vec![new]).await?;
        let Some(request) = made.pop() else {
            return Err(Refusal::new("nothing-recorded", "Nothing was recorded.").into());
        };
        if let Some(to) = &asked_for {
            link(act, Join { from: &request, kind: LinkKind::AsksFor, to, share: None, quote: None }).await?;
        }
        act.say(format!("{} recorded", request.key()), format!("Record “{}”", request.title));
        Ok(request.key())
    }
}

/// A day of a form; nothing when it is left out.
pub(super) fn day(field: &'static str, text: Option<&str>) -> Result<Option<Ts>, Refusal> {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => parse_day(text).map(Some).ok_or_else(|| {
            Refusal::new("not-a-day", format!("“{text}” is no day. Days look like 2026-07-01.")).at(field)
        }),
        None => Ok(None),
    }
}

/// A request to be recorded, by a form or by a row of a file. Only title or words must be there.
#[derive(Debug, Clone, Default)]
pub struct NewRequest {
    /// Its title; the first sentence of the words when empty.
    pub title: String,
    /// What they said.
    pub body: String,
    /// The name of who asked; may be empty.
    pub contact: String,
    /// Their e-mail; may be empty.
    pub email: String,
    /// The name of the customer they ask for; may be empty.
    pub customer: String,
    /// How important it is to them, 0 to 3.
    pub importance: i64,
    /// How many people stand behind it besides who asked: a count that includes the asker comes here less one.
    pub votes: i64,
    /// How it came; may be empty.
    pub source: String,
    /// Where it stands elsewhere; may be empty.
    pub source_link: String,
    /// When it was asked; now when it is not known.
    pub asked_at: Option<Ts>,
    /// Its state, when it comes with one; else new. A request that is merged comes as open and is then merged.
    pub state: Option<&'static str>,
    /// The number of its key, when it comes with one.
    pub number: Option<i64>,
}

/// Records many requests inside another action, in order: contacts and customers are found or made. However many there
/// are, this costs a handful of statements.
///
/// # Errors
/// The refusal of the first that breaks a rule; nothing is recorded then. Who has rows of a file checks each before.
pub async fn record_many(act: &mut Act<'_>, new: Vec<NewRequest>) -> Result<Vec<Thing>> {
    let named: Vec<_> =
        new.iter().map(|new| Named { contact: &new.contact, email: &new.email, customer: &new.customer }).collect();
    let asking = find_or_make(act, &named).await?;
    let (mut things, mut rows) = (Vec::with_capacity(new.len()), Vec::with_capacity(new.len()));
    for (new, asking) in new.into_iter().zip(asking) {
        let (title, body) = rules::words(&new.title, &new.body)?;
        let state = new.state.unwrap_or("new");
        let stage = KIND
            .stage_of(state)
            .filter(|_| state != "merged")
            .ok_or_else(|| Refusal::new("no-such-state", format!("A request cannot come as “{state}”.")).at("state"))?;
        things.push(NewThing { title, state, stage, number: new.number });
        rows.push(store::Row {
            body,
            contact: asking.contact,
            customer: asking.customer,
            importance: rules::importance(new.importance)?,
            votes: rules::votes(new.votes)?,
            source: rules::source(&new.source)?,
            source_link: rules::source_link(&new.source_link)?,
            asked_at: rules::asked_at(new.asked_at, act.now)?,
        });
    }
    let made = act.create_many(Kind::Request, things).await?;
    store::insert(act, &made, rows).await?;
    Ok(made)
}
