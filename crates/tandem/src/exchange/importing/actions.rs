//! The action an import is made of: one batch of rows.

use std::collections::{BTreeMap, HashMap};

use ground::web::{Failure, Result};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use together::journal::{Act, Action, Need, Registered, registered};
use together::roles::rules::Right;
use together::thread::{self, Kind, Thing};
use uuid::Uuid;

use super::making;
use super::rows::Incoming;
use super::store::{self, Origin, Outcome};
use crate::exchange::reading::As;

/// Every action of this room.
pub const ACTIONS: &[Registered] = &[registered::<ImportRows>()];

/// Brings in a batch of rows: what is new is made, what came before is updated where the file changed and nobody here did.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct ImportRows {
    /// The run they belong to.
    pub run: Uuid,
    /// `requests`, `stories` or `features`.
    pub rows_as: String,
    /// The rows.
    pub rows: Vec<Incoming>,
}

/// Whose call it is to bring in rows of a kind.
pub fn need(rows_as: As) -> Need {
    match rows_as {
        As::Requests => Need::Member,
        As::Stories => Need::right(Right::WriteStory),
        As::Features => Need::right(Right::DefineFeature),
    }
}

/// The kind of thing such rows become.
pub fn kind_of(rows_as: As) -> Kind {
    match rows_as {
        As::Requests => Kind::Request,
        As::Stories => Kind::Story,
        As::Features => Kind::Feature,
    }
}

impl Action for ImportRows {
    const NAME: &'static str = "import.rows";
    const DID: &'static str = "Imported rows";
    type Answer = usize;

    async fn need(&self, _: &mut Act<'_>) -> Result<Need> {
        Ok(need(self.rows_as()?))
    }

    async fn perform(self, act: &mut Act<'_>) -> Result<usize> {
        let rows_as = self.rows_as()?;
        let product = act.product()?.id;
        let identities: Vec<String> = self.rows.iter().map(|row| row.identity.clone()).collect();
        let known: HashMap<String, Origin> = store::origins(act.tx, product, &identities)
            .await?
            .into_iter()
            .map(|origin| (origin.identity.clone(), origin))
            .collect();
        let (mut fresh, mut outcomes) = (Vec::new(), Vec::new());
        let mut seen = std::collections::HashSet::new();
        for row in self.rows {
            match known.get(&row.identity) {
                _ if !seen.insert(row.identity.clone()) => outcomes.push(repeated(&row)),
                Some(origin) => outcomes.push(update(act, self.run, origin, &row).await?),
                None => fresh.push(row),
            }
        }
        let count = fresh.len();
        outcomes.extend(make(act, self.run, rows_as, fresh).await?);
        store::settle(act.tx, self.run, false, &outcomes).await?;
        let last = outcomes.iter().map(|outcome| outcome.number).max().unwrap_or_default();
        let (now, done) = (act.app.clock.now(), last);
        store::beat(act.tx, self.run, done, now).await?;
        act.announce("import");
        act.say(format!("{count} rows imported"), format!("Import {count} rows"));
        Ok(count)
    }
}

impl ImportRows {
    fn rows_as(&self) -> Result<As> {
        [As::Requests, As::Stories, As::Features]
            .into_iter()
            .find(|rows| rows.name() == self.rows_as)
            .ok_or_else(|| Failure::refused("rows-unknown", format!("Rows cannot become “{}”.", self.rows_as)))
    }
}

fn repeated(row: &Incoming) -> Outcome {
    Outcome {
        number: row.number,
        outcome: "skipped",
        title: row.title.clone(),
        reason: "The file has a row with the same id before it.".to_owned(),
        thing: None,
        seq: None,
    }
}

/// Makes things of rows that are new here.
async fn make(act: &mut Act<'_>, run: Uuid, rows_as: As, rows: Vec<Incoming>) -> Result<Vec<Outcome>> {
    let things = match rows_as {
        As::Requests => making::requests(act, &rows).await?,
        As::Stories => making::stories(act, &rows).await?,
        As::Features => making::features(act, &rows).await?,
    };
    let product = act.product()?.id;
    let seq = act.seq;
    let (mut origins, mut outcomes) = (Vec::new(), Vec::new());
    for (row, thing) in rows.iter().zip(&things) {
        origins.push((row.identity.clone(), thing.id, serde_json::to_string(&row.prints)?));
        outcomes.push(Outcome {
            number: row.number,
            outcome: "created",
            title: row.title.clone(),
            reason: row.notes.join(" "),
            thing: Some(thing.id),
            seq: Some(seq),
        });
    }
    store::remember(act.tx, product, run, origins).await?;
    Ok(outcomes)
}

/// Updates a thing where the file changed since it came, and nobody here did.
async fn update(act: &mut Act<'_>, run: Uuid, origin: &Origin, row: &Incoming) -> Result<Outcome> {
    let changed: Vec<&str> = row
        .prints
        .iter()
        .filter(|(name, print)| origin.prints.0.get(*name).is_some_and(|was| was != *print))
        .map(|(name, _)| name.as_str())
        .collect();
    let thing = thread::store::by_id(act.tx, origin.thing).await?.ok_or(Failure::NotFound)?;
    let settled = |outcome, reason: String, seq| Outcome {
        number: row.number,
        outcome,
        title: row.title.clone(),
        reason,
        thing: Some(origin.thing),
        seq,
    };
    if changed.is_empty() {
        return Ok(settled("unchanged", String::new(), None));
    }
    let ours = store::edited_here(act.tx, thing.id).await?;
    let (mut set, mut kept) = (Vec::new(), Vec::new());
    for name in changed {
        match value_of(row, thing.kind, name) {
            Some((field, _)) if ours.iter().any(|ours| ours == field) => kept.push(name.to_owned()),
            Some((field, value)) => {
                let list = if write(act, &thing, field, value).await? { &mut set } else { &mut kept };
                list.push(name.to_owned());
            }
            None => kept.push(name.to_owned()),
        }
    }
    let prints = next_prints(origin, row, &kept);
    let product = act.product()?.id;
    store::remember(act.tx, product, run, vec![(row.identity.clone(), thing.id, serde_json::to_string(&prints)?)])
        .await?;
    let kept_words = if kept.is_empty() {
        String::new()
    } else {
        format!("Changed in the file and here, so ours was kept: {}.", kept.join(", "))
    };
    if set.is_empty() {
        return Ok(settled("kept", kept_words, None));
    }
    let seq = act.seq;
    Ok(settled(
        "updated",
        format!("Changed in the file: {}. {kept_words}", set.join(", ")).trim_end().to_owned(),
        Some(seq),
    ))
}

/// What the file said, except of fields that were kept: those are compared again next time.
fn next_prints(origin: &Origin, row: &Incoming, kept: &[String]) -> BTreeMap<String, String> {
    let mut prints = row.prints.clone();
    for name in kept {
        if let Some(was) = origin.prints.0.get(name) {
            prints.insert(name.clone(), was.clone());
        }
    }
    prints
}

async fn write(act: &mut Act<'_>, thing: &Thing, field: &str, value: Value) -> Result<bool> {
    match act.app.field(thing.kind, field) {
        Some(field) => act.set(thing, field, value).await,
        None => Ok(false),
    }
}

/// The field of the journal that a field of the file is, and its value.
fn value_of(row: &Incoming, kind: Kind, name: &str) -> Option<(&'static str, Value)> {
    let text = |text: &Option<String>| json!(text.clone().unwrap_or_default());
    Some(match (kind, name) {
        (_, "title") => ("title", json!(row.title)),
        (Kind::Request, "text") => ("words", json!(row.body)),
        (_, "text") => ("text", json!(row.body)),
        (Kind::Request, "importance") => ("importance", json!(row.importance.unwrap_or(1))),
        (Kind::Request, "votes") => ("votes", json!((row.votes.unwrap_or_default() - 1).max(0))),
        (Kind::Story, "role") => ("role", text(&row.role)),
        (Kind::Story, "means") => ("means", text(&row.means)),
        (Kind::Story, "end") => ("end", text(&row.end)),
        (Kind::Story, "points") => ("points", json!(row.points)),
        _ => return None,
    })
}
