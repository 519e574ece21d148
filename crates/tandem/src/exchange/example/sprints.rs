//! Sprints: planned, filled, begun, closed.

use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use together::thread::Key;

use super::chronicle::{Chronicle, DAY, Deed, HOUR, MINUTE};
use super::part::Named;

const FILE: &str = include_str!("../../../../../fixtures/shelf/sprints.json");

/// A sprint.
#[derive(Deserialize)]
pub(super) struct Sprint {
    key: Key,
    name: String,
    state: String,
    goal: Option<String>,
    #[serde(default)]
    goal_proposed: Option<String>,
    from: String,
    to: String,
    capacity: i64,
    changes: Vec<Scope>,
    stories: Vec<In>,
}

#[derive(Deserialize)]
struct Scope {
    at: String,
    what: String,
    story: Key,
    by: String,
    because: String,
}

#[derive(Deserialize)]
struct In {
    key: Key,
    points: Option<i64>,
}

/// Reads the sprints.
pub(super) fn read() -> Result<Vec<Sprint>> {
    Chronicle::read("sprints.json", FILE)
}

/// Notes since when each is planned.
pub(super) fn announce(book: &mut Chronicle, sprints: &[Sprint]) -> Result<()> {
    for sprint in sprints {
        let at = sprint.planned(book)?;
        book.made(sprint.key, at);
    }
    Ok(())
}

impl Sprint {
    /// The morning of its first day.
    fn first(&self, book: &Chronicle) -> Result<Ts> {
        Ok(Ts(book.at(&self.from)?.0 - 12 * HOUR))
    }

    /// When it was given its days: four weeks before.
    fn planned(&self, book: &Chronicle) -> Result<Ts> {
        Ok(Ts(self.first(book)?.0 - 28 * DAY + 8 * HOUR + 30 * MINUTE))
    }
}

/// Tells each: planned before the one before it ended, filled and begun on its first day, closed on its last.
pub(super) fn tell(book: &mut Chronicle, sprints: &[Sprint]) -> Result<()> {
    for sprint in sprints {
        let (first, planned) = (sprint.first(book)?, sprint.planned(book)?);
        let fields = json!({
            "title": sprint.name, "starts": book.day(&sprint.from)?, "ends": book.day(&sprint.to)?,
            "goal": sprint.goal.as_ref().or(sprint.goal_proposed.as_ref()), "capacity": sprint.capacity.to_string(),
        });
        book.add(Deed::new("Jonas Weber", planned, ("sprint.plan", fields)).key(sprint.key));
        if sprint.state == "planned" {
            continue;
        }
        estimate(book, sprint, Ts(first.0 - 3 * DAY + 14 * HOUR));
        fill(book, sprint, Ts(first.0 + 8 * HOUR + 45 * MINUTE))?;
        let begun = Ts(first.0 + 9 * HOUR);
        let moved = |state: &str| ("sprint.set_state", json!({ "thing": sprint.key, "state": state }));
        book.add(Deed::new("Jonas Weber", begun, moved("running")));
        if sprint.state == "closed" {
            let last = Ts(book.at(&sprint.to)?.0 + 5 * HOUR + 30 * MINUTE);
            book.add(Deed::new("Jonas Weber", last, moved("closed")));
        }
    }
    Ok(())
}

/// Before each sprint the developers say how large its stories are.
fn estimate(book: &mut Chronicle, sprint: &Sprint, at: Ts) {
    let mut by_points: BTreeMap<i64, Vec<Key>> = BTreeMap::new();
    let mut keys = Vec::new();
    for story in &sprint.stories {
        let added = sprint.changes.iter().any(|change| change.story == story.key && change.what == "added");
        if let Some(points) = story.points.filter(|_| !added) {
            by_points.entry(points).or_default().push(story.key);
            keys.push(story.key);
        }
    }
    let named: Vec<Named> = by_points
        .into_iter()
        .map(|(points, stories)| ("story.estimate", json!({ "things": stories, "points": points.to_string() })))
        .collect();
    if let Some(at) = book.once(at, &keys).filter(|_| !named.is_empty()) {
        book.add(Deed::many("Priya Raman", at, named));
    }
}

/// What entered on the first day, and what was added or taken out later.
fn fill(book: &mut Chronicle, sprint: &Sprint, at: Ts) -> Result<()> {
    let later = |key: Key, what: &str| sprint.changes.iter().any(|change| change.story == key && change.what == what);
    let mut first: Vec<Key> =
        sprint.stories.iter().map(|story| story.key).filter(|key| !later(*key, "added")).collect();
    first.extend(sprint.changes.iter().filter(|change| change.what == "removed").map(|change| change.story));
    let chosen = |keys: &[Key]| ("sprint.choose", json!({ "things": keys, "sprint": sprint.key }));
    // What was written only after the sprint began entered it at once.
    let (there, new): (Vec<Key>, Vec<Key>) = first.into_iter().partition(|key| book.once(at, &[*key]) == Some(at));
    book.add(Deed::new("Jonas Weber", at, chosen(&there)));
    for key in new {
        let later = book.once(at, &[key]).unwrap_or(at);
        book.add(Deed::new("Jonas Weber", later, chosen(&[key])));
    }
    for change in &sprint.changes {
        let into = Some(sprint.key).filter(|_| change.what == "added");
        let fields = json!({ "things": [change.story], "sprint": into });
        let deed = Deed::new(&change.by, book.at(&change.at)?, ("sprint.choose", fields));
        book.add(Deed { reason: Some(change.because.clone()), ..deed });
    }
    Ok(())
}
