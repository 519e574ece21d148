//! Rows as new things, made by the rooms they belong to.

use std::collections::{BTreeSet, HashMap};

use delivery::features::actions::define_many;
use delivery::stories::actions::{NewStory, write_many};
use delivery::stories::rules::sentence::Given;
use delivery::stories::rules::{StoryType, states};
use discovery::customers::actions::{Asking, Named, find_or_make};
use discovery::customers::rules as people;
use discovery::requests::actions::{NewRequest, record_many};
use discovery::requests::rules as asked;
use ground::web::{Refusal, Result};
use together::journal::Act;
use together::order::Wanted;
use together::thread::actions::{Join, link, link_new, set_state, unlink};
use together::thread::{self, Kind, LinkKind, Thing, rules};

use super::rows::Incoming;
use super::rules::others;
use crate::exchange::reading::As;

/// The kind of thing that rows become.
pub(super) fn kind_of(rows_as: As) -> Kind {
    match rows_as {
        As::Requests => Kind::Request,
        As::Stories => Kind::Story,
        As::Features => Kind::Feature,
    }
}

/// Whether a row keeps the rules of what it becomes, so that one that does not is left out by itself and not with its batch.
pub(super) fn check(rows_as: As, row: &Incoming) -> Result<(), Refusal> {
    match rows_as {
        As::Stories => {
            row.feature.as_deref().map(rules::title).transpose()?;
            story(row).map(drop)
        }
        As::Features => feature(row).map(drop),
        As::Requests => {
            asked::words(&row.title, &row.body)?;
            asked::importance(row.importance.unwrap_or(1))?;
            asked::votes(others(row.votes))?;
            asked::source_link(row.link.as_deref().unwrap_or_default())?;
            people::name("contact", row.contact.as_deref().unwrap_or_default())?;
            people::name("customer", row.customer.as_deref().unwrap_or_default())?;
            people::email(row.email.as_deref().unwrap_or_default()).map(drop)
        }
    }
}

/// Makes things of rows, in the order of the file.
pub(super) async fn make(act: &mut Act<'_>, rows_as: As, rows: &[Incoming], places: bool) -> Result<Vec<Thing>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    match rows_as {
        As::Requests => record_many(act, rows.iter().map(|row| request(row, places)).collect()).await,
        As::Stories => stories(act, rows).await,
        As::Features => features(act, rows, places).await,
    }
}

fn request(row: &Incoming, places: bool) -> NewRequest {
    let state = row.state.as_deref().filter(|_| places);
    NewRequest {
        title: row.title.clone(),
        body: row.body.clone(),
        contact: row.contact.clone().unwrap_or_default(),
        email: row.email.clone().unwrap_or_default(),
        customer: row.customer.clone().unwrap_or_default(),
        importance: row.importance.unwrap_or(1),
        votes: others(row.votes),
        source: "import".to_owned(),
        source_link: row.link.clone().unwrap_or_default(),
        asked_at: row.at,
        state: ["new", "open", "planned", "done", "declined"].into_iter().find(|known| Some(*known) == state),
        ..NewRequest::default()
    }
}

/// Stories, at the end of the backlog; those with a feature by name hang on it.
async fn stories(act: &mut Act<'_>, rows: &[Incoming]) -> Result<Vec<Thing>> {
    let features = features_by_name(act, rows).await?;
    let feature = |row: &Incoming| row.feature.as_ref().and_then(|name| features.get(&name.to_lowercase())).cloned();
    let new = rows.iter().map(|row| Ok(NewStory { feature: feature(row), ..story(row)? }));
    write_many(act, new.collect::<Result<Vec<_>, Refusal>>()?, Wanted::Bottom).await
}

fn story(row: &Incoming) -> Result<NewStory, Refusal> {
    let state = row.state.as_deref().and_then(|state| states::STATES.iter().find(|(name, _)| *name == state));
    NewStory {
        title: row.title.clone(),
        of_type: row.of_type.as_deref().and_then(StoryType::of_code).unwrap_or_default(),
        role: row.role.clone().unwrap_or_default(),
        means: row.means.clone().unwrap_or_default(),
        end: row.end.clone().unwrap_or_default(),
        text: row.body.clone(),
        points: row.points,
        criteria: criteria(row),
        state: state.map_or("draft", |(name, _)| *name),
        number: None,
        made_at: row.at,
        feature: None,
    }
    .checked()
}

/// The criteria a row gives a story.
pub(super) fn criteria(row: &Incoming) -> Vec<Given> {
    row.criteria.iter().map(|text| Given { then: text.clone(), ..Given::default() }).collect()
}

/// Makes a story part of the feature its row names now, and of no other; false when it is already.
pub(super) async fn part_of(act: &mut Act<'_>, story: &Thing, row: &Incoming) -> Result<bool> {
    let feature = features_by_name(act, std::slice::from_ref(row)).await?.into_values().next();
    let there = thread::store::links::targets(act.tx, story.id, LinkKind::PartOf).await?;
    if feature.iter().map(|feature| feature.id).eq(there.iter().copied()) {
        return Ok(false);
    }
    for other in thread::store::by_ids(act.tx, &there).await? {
        unlink(act, story, LinkKind::PartOf, &other).await?;
    }
    if let Some(feature) = &feature {
        link(act, Join { from: story, kind: LinkKind::PartOf, to: feature, share: None, quote: None }).await?;
    }
    Ok(true)
}

/// Who asks, as a row names them now.
pub(super) async fn asking(act: &mut Act<'_>, row: &Incoming) -> Result<Asking> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (contact, email, customer) = (text(&row.contact), text(&row.email), text(&row.customer));
    let named = Named { contact: &contact, email: &email, customer: &customer };
    Ok(find_or_make(act, &[named]).await?.pop().unwrap_or_default())
}

/// The features that rows name, made where there is none of that name.
async fn features_by_name(act: &mut Act<'_>, rows: &[Incoming]) -> Result<HashMap<String, Thing>> {
    let named = rows.iter().filter_map(|row| row.feature.as_deref()).filter(|name| !name.trim().is_empty());
    let wanted = named.map(rules::title).collect::<Result<BTreeSet<_>, _>>()?;
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let product = act.product()?.id;
    let titles: Vec<&str> = wanted.iter().map(String::as_str).collect();
    for thing in thread::store::titled(act.tx, product, Kind::Feature, &titles).await? {
        found.entry(thing.title.to_lowercase()).or_insert(thing);
    }
    let mut missing: Vec<String> = Vec::new();
    for name in wanted {
        let known = found.contains_key(&name.to_lowercase());
        if !known && missing.last().is_none_or(|last| last.to_lowercase() != name.to_lowercase()) {
            missing.push(name);
        }
    }
    if !missing.is_empty() {
        for thing in define_many(act, missing.into_iter().map(|name| (name, String::new())).collect()).await? {
            found.insert(thing.title.to_lowercase(), thing);
        }
    }
    Ok(found)
}

fn feature(row: &Incoming) -> Result<(String, String), Refusal> {
    Ok((rules::title(&row.title)?, rules::text("text", &row.body)?))
}

/// Features, at the end of the roadmap's order; votes come as a request that asks for the feature.
async fn features(act: &mut Act<'_>, rows: &[Incoming], places: bool) -> Result<Vec<Thing>> {
    let new = rows.iter().map(feature).collect::<Result<Vec<_>, _>>()?;
    let things = define_many(act, new).await?;
    for (row, thing) in rows.iter().zip(&things) {
        if let Some(state) = row.state.as_deref().filter(|state| *state != thing.state) {
            set_state(act, thing, state).await?;
        }
    }
    if places {
        ask_for(act, rows, &things).await?;
    }
    Ok(things)
}

async fn ask_for(act: &mut Act<'_>, rows: &[Incoming], things: &[Thing]) -> Result<()> {
    let voted: Vec<(&Incoming, &Thing)> =
        rows.iter().zip(things).filter(|(row, _)| row.votes.is_some_and(|votes| votes > 0)).collect();
    if voted.is_empty() {
        return Ok(());
    }
    let new = voted.iter().map(|(row, _)| NewRequest {
        title: row.title.clone(),
        importance: 1,
        votes: others(row.votes),
        source: "import".to_owned(),
        source_link: row.link.clone().unwrap_or_default(),
        asked_at: row.at,
        ..NewRequest::default()
    });
    let requests = record_many(act, new.collect()).await?;
    let asked: Vec<_> = requests.iter().zip(&voted).map(|(from, (_, to))| (from, *to)).collect();
    link_new(act, LinkKind::AsksFor, &asked).await
}
