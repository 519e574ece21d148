//! What readers need, and who they are.

use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use together::thread::Key;

use super::chronicle::{Chronicle, DAY, Deed, HOUR};
use super::part::Named;
use super::proposals::Before;

const FILE: &str = include_str!("../../../../../fixtures/shelf/needs.json");

#[derive(Deserialize)]
struct Need {
    key: Key,
    title: String,
    state: String,
    importance: f64,
    satisfaction: f64,
    asked: usize,
    goals: Vec<Key>,
    about: String,
    written_by: String,
    at: String,
    #[serde(default)]
    when: String,
    #[serde(default)]
    want: String,
    #[serde(default)]
    so: String,
}

/// What people who were asked about a need said of it.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) key: Key,
    asked: usize,
    important: usize,
    satisfied: usize,
}

impl Asked {
    /// The answers of whoever stands at a place among all who were asked; nothing from those behind.
    pub(super) fn of(&self, place: usize) -> Option<(i64, i64)> {
        let level = |yes: bool, other: i64| if yes { 4 + other % 2 } else { 1 + other % 3 };
        let turn = i64::try_from(place).unwrap_or_default();
        let behind = self.asked.checked_sub(place + 1)?;
        Some((level(place < self.important, turn), level(behind < self.satisfied, turn)))
    }
}

/// Who was asked about each need.
pub(super) fn asked() -> Result<Vec<Asked>> {
    let needs: Vec<Need> = Chronicle::read("needs.json", FILE)?;
    let told = |need: Need| {
        let of_ten =
            |share: f64| (0..=need.asked).find(|count| *count as f64 * 10.0 >= share * need.asked as f64 - 5.0);
        Asked {
            key: need.key,
            asked: need.asked,
            important: of_ten(need.importance).unwrap_or(need.asked),
            satisfied: of_ten(need.satisfaction).unwrap_or(need.asked),
        }
    };
    Ok(needs.into_iter().map(told).collect())
}

/// The titles of needs by key.
pub(super) fn titles() -> Result<BTreeMap<String, String>> {
    let needs: Vec<Need> = Chronicle::read("needs.json", FILE)?;
    Ok(needs.into_iter().map(|need| (need.key.to_string(), need.title)).collect())
}

/// Tells the needs: written one by one, ranked once by how much more they matter than they are met.
pub(super) fn tell(book: &mut Chronicle, before: &Before) -> Result<()> {
    let needs: Vec<Need> = Chronicle::read("needs.json", FILE)?;
    for need in &needs {
        let at = book.at(&need.at)?;
        book.made(need.key, at);
        let importance = before.number(need.key, "importance").unwrap_or(need.importance);
        let fields = json!({
            "title": need.title, "text": need.about, "situation": need.when, "wish": need.want, "ending": need.so,
            "importance": importance.to_string(), "satisfaction": need.satisfaction.to_string(),
        });
        book.add(Deed::new(&need.written_by, at, ("need.write", fields)).key(need.key));
        for goal in &need.goals {
            let link = json!({ "from": need.key, "kind": "serves", "to": goal });
            if let Some(at) = book.once(at, &[*goal]) {
                book.add(Deed::new(&need.written_by, at, ("thread.link", link)));
            }
        }
        if need.state != "draft" {
            let at = Ts(at.0 + 7 * DAY);
            let fields = json!({ "need": need.key, "state": need.state });
            book.add(Deed::new(&need.written_by, at, ("need.set_state", fields)));
        }
    }
    rank(book, needs)
}

fn rank(book: &mut Chronicle, mut needs: Vec<Need>) -> Result<()> {
    needs.sort_by(|one, other| other.score().total_cmp(&one.score()));
    let ranked =
        |(place, need): (i64, &Need)| -> Named { ("need.rank", json!({ "thing": need.key, "to": place.to_string() })) };
    let named = (1..).zip(&needs).map(ranked).collect();
    let at = book.at("-37d 11:00")?;
    book.add(Deed::many("Tomas Lindqvist", Ts(at.0 - HOUR / 2), named));
    Ok(())
}

impl Need {
    /// Importance, and again what is missing of it.
    fn score(&self) -> f64 {
        self.importance + (self.importance - self.satisfaction).max(0.0)
    }
}
