//! Goals, key results, and what was measured each Monday.

use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use together::thread::Key;

use super::chronicle::{Chronicle, DAY, Deed, HOUR, MINUTE};
use super::part::Named;
use super::proposals::Before;

const FILE: &str = include_str!("../../../../../fixtures/shelf/goals.json");

#[derive(Deserialize)]
struct Goal {
    key: String,
    #[serde(default)]
    level: String,
    title: String,
    owner: String,
    state: String,
    why: String,
    #[serde(default)]
    outcome: String,
    period: Period,
    #[serde(default)]
    key_results: Vec<KeyResult>,
    #[serde(default)]
    check_ins: Vec<CheckIn>,
}

#[derive(Deserialize)]
struct Period {
    from: String,
    to: String,
}

#[derive(Deserialize)]
struct KeyResult {
    key: Key,
    title: String,
    unit: String,
    start: f64,
    target: f64,
    #[serde(default)]
    values: Vec<Measured>,
}

#[derive(Deserialize)]
struct Measured {
    at: String,
    value: f64,
}

#[derive(Deserialize)]
struct CheckIn {
    at: String,
    by: String,
    confidence: i64,
    text: String,
}

/// Tells the goals of the product; those of the city are the workspace's and have no room yet.
pub(super) fn tell(book: &mut Chronicle, before: &Before) -> Result<()> {
    let goals: Vec<Goal> = Chronicle::read("goals.json", FILE)?;
    let mut mondays: BTreeMap<i64, Vec<Named>> = BTreeMap::new();
    for goal in goals.iter().filter(|goal| goal.level != "company") {
        tell_goal(book, goal, before)?;
        measure(book, goal, &mut mondays)?;
    }
    for (at, named) in mondays {
        book.add(Deed::many("Ines Okafor", Ts(at), named));
    }
    Ok(())
}

fn tell_goal(book: &mut Chronicle, goal: &Goal, before: &Before) -> Result<()> {
    let key: Key = goal.key.parse()?;
    let at = Ts(book.at(&goal.period.from)?.0 - 3 * HOUR);
    book.made(key, at);
    let (starts, ends) = (book.day(&goal.period.from)?, book.day(&goal.period.to)?);
    let text = book.moments.text(&goal.why);
    let fields = json!({ "title": goal.title, "text": text, "starts": starts, "ends": ends });
    book.add(Deed::new(&goal.owner, at, ("goal.choose", fields)).key(key));
    for (n, result) in (1..).zip(&goal.key_results) {
        let at = Ts(at.0 + n * 5 * MINUTE);
        book.made(result.key, at);
        let target = before.number(result.key, "target").unwrap_or(result.target);
        let fields = json!({
            "goal": key, "title": result.title, "unit": result.unit, "start": result.start, "target": target,
        });
        book.add(Deed::new(&goal.owner, at, ("key_result.add", fields)).key(result.key));
    }
    if goal.state == "closed" {
        let at = Ts(book.at(&goal.period.to)?.0 + 4 * HOUR);
        let deed = Deed::new(&goal.owner, at, ("goal.set_state", json!({ "goal": key, "state": "closed" })));
        let mut outcome = goal.outcome.clone();
        outcome.get_mut(..1).map(str::make_ascii_uppercase);
        book.add(Deed { reason: Some(outcome).filter(|outcome| !outcome.is_empty()), ..deed });
    }
    Ok(())
}

/// What was counted each Monday, and what people said of it: a sentence belongs to the goal's leading key result.
fn measure(book: &mut Chronicle, goal: &Goal, mondays: &mut BTreeMap<i64, Vec<Named>>) -> Result<()> {
    for (n, result) in goal.key_results.iter().enumerate() {
        for measured in &result.values {
            let at = Ts(book.at(&measured.at)?.0 - 3 * HOUR - 30 * MINUTE);
            let told = goal.check_ins.iter().any(|told| n == 0 && same_day(book, &told.at, at));
            if !told {
                let fields = json!({ "key_result": result.key, "value": measured.value });
                mondays.entry(at.0).or_default().push(("key_result.check_in", fields));
            }
        }
    }
    let Some(leading) = goal.key_results.first() else { return Ok(()) };
    for told in &goal.check_ins {
        let at = book.at(&told.at)?;
        let until = |measured: &&Measured| book.at(&measured.at).is_ok_and(|day| day.0 < at.0 + DAY / 2);
        let value = leading.values.iter().rev().find(until).map_or(leading.start, |measured| measured.value);
        let note = book.moments.text(&told.text);
        let fields = json!({ "key_result": leading.key, "value": value, "confidence": told.confidence, "note": note });
        book.add(Deed::new(&told.by, at, ("key_result.check_in", fields)));
    }
    Ok(())
}

fn same_day(book: &Chronicle, told: &str, at: Ts) -> bool {
    book.at(told).is_ok_and(|told| told.0.div_euclid(DAY) == at.0.div_euclid(DAY))
}

/// The action that gives a key result another target.
pub(super) fn retarget(key: Key, target: &Value) -> Result<Option<Named>> {
    let goals: Vec<Goal> = Chronicle::read("goals.json", FILE)?;
    let found = goals.into_iter().flat_map(|goal| goal.key_results).find(|result| result.key == key);
    Ok(found.map(|result| {
        let KeyResult { title, unit, start, .. } = result;
        let fields = json!({ "key_result": key, "title": title, "unit": unit, "start": start, "target": target });
        ("key_result.edit", fields)
    }))
}
