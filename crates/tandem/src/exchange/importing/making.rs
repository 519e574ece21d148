//! Rows as new things, made by the rooms they belong to.

use std::collections::HashMap;

use delivery::stories::actions::{NewStory, write_many};
use delivery::stories::rules::sentence::Given;
use delivery::stories::rules::{StoryType, states};
use discovery::requests::actions::{NewRequest, record_many};
use ground::web::Result;
use together::journal::Act;
use together::order::Wanted;
use together::thread::actions::{Join, link};
use together::thread::{self, Kind, LinkKind, Thing, rules};

use super::rows::Incoming;

/// Stories, in the order of the file, at the end of the backlog; those with a feature by name hang on it.
pub(super) async fn stories(act: &mut Act<'_>, rows: &[Incoming]) -> Result<Vec<Thing>> {
    let new = rows.iter().map(story).collect::<Result<Vec<_>>>()?;
    let things = write_many(act, new, Wanted::Bottom).await?;
    let features = features_by_name(act, rows).await?;
    for (row, thing) in rows.iter().zip(&things) {
        if let Some(feature) = row.feature.as_ref().and_then(|name| features.get(&name.to_lowercase())) {
            link(act, Join { from: thing, kind: LinkKind::PartOf, to: feature, share: None, quote: None }).await?;
        }
    }
    Ok(things)
}

fn story(row: &Incoming) -> Result<NewStory> {
    let state = row.state.as_deref().and_then(|state| states::STATES.iter().find(|(name, _)| *name == state));
    let new = NewStory {
        title: rules::title(&row.title)?,
        of_type: row.of_type.as_deref().and_then(StoryType::of_code).unwrap_or_default(),
        role: row.role.clone().unwrap_or_default(),
        means: row.means.clone().unwrap_or_default(),
        end: row.end.clone().unwrap_or_default(),
        text: row.body.clone(),
        points: row.points,
        criteria: row.criteria.iter().map(|text| Given { then: text.clone(), ..Given::default() }).collect(),
        state: state.map_or("draft", |(name, _)| *name),
        number: None,
    };
    Ok(new.checked()?)
}

/// The features that rows name, made where there is none of that name.
async fn features_by_name(act: &mut Act<'_>, rows: &[Incoming]) -> Result<HashMap<String, Thing>> {
    let mut wanted: Vec<&str> =
        rows.iter().filter_map(|row| row.feature.as_deref()).filter(|name| !name.trim().is_empty()).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let mut found = HashMap::new();
    if wanted.is_empty() {
        return Ok(found);
    }
    let product = act.product()?.id;
    for thing in thread::store::pick(act.tx, product, Kind::Feature, 5_000).await? {
        found.entry(thing.title.to_lowercase()).or_insert(thing);
    }
    let missing: Vec<&str> = wanted.into_iter().filter(|name| !found.contains_key(&name.to_lowercase())).collect();
    let new = missing.iter().map(|name| Ok((rules::title(name)?, String::new()))).collect::<Result<Vec<_>>>()?;
    if !new.is_empty() {
        for thing in delivery::features::actions::define_many(act, new).await? {
            found.insert(thing.title.to_lowercase(), thing);
        }
    }
    Ok(found)
}

/// Features, in the order of the file, at the end of the roadmap's.
pub(super) async fn features(act: &mut Act<'_>, rows: &[Incoming]) -> Result<Vec<Thing>> {
    let new = rows
        .iter()
        .map(|row| Ok((rules::title(&row.title)?, rules::text("text", &row.body)?)))
        .collect::<Result<Vec<_>>>()?;
    if new.is_empty() { Ok(Vec::new()) } else { delivery::features::actions::define_many(act, new).await }
}

/// Requests, in the order of the file.
pub(super) async fn requests(act: &mut Act<'_>, rows: &[Incoming]) -> Result<Vec<Thing>> {
    if rows.is_empty() { Ok(Vec::new()) } else { record_many(act, rows.iter().map(request).collect()).await }
}

fn request(row: &Incoming) -> NewRequest {
    NewRequest {
        title: row.title.clone(),
        body: row.body.clone(),
        contact: row.contact.clone().unwrap_or_default(),
        email: row.email.clone().unwrap_or_default(),
        customer: row.customer.clone().unwrap_or_default(),
        importance: row.importance.unwrap_or(1),
        // The asker is one of those the source counted.
        votes: (row.votes.unwrap_or_default() - 1).max(0),
        source: "import".to_owned(),
        source_link: row.link.clone().unwrap_or_default(),
        asked_at: row.at,
        ..NewRequest::default()
    }
}
