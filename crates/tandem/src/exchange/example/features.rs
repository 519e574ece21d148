//! Features: defined, agreed, shipped or dropped.

use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use together::thread::{Key, Kind};

use super::chronicle::{Chronicle, DAY, Deed, HOUR};
use super::proposals::Before;

const FILE: &str = include_str!("../../../../../fixtures/shelf/features.json");

#[derive(Deserialize)]
struct Feature {
    key: Key,
    title: String,
    state: String,
    promise: String,
    needs: Vec<Key>,
    goals: Vec<Key>,
    release: Option<Key>,
    written_by: String,
    at: String,
    #[serde(default)]
    dropped_because: Option<String>,
}

/// Tells the features; `done` says when the last story of each was.
pub(super) fn tell(book: &mut Chronicle, before: &Before, done: &BTreeMap<Key, Ts>) -> Result<()> {
    let features: Vec<Feature> = Chronicle::read("features.json", FILE)?;
    for feature in &features {
        let at = book.at(&feature.at)?;
        book.made(feature.key, at);
        let text = before.text(feature.key, "promise").unwrap_or_else(|| feature.promise.clone());
        let fields = json!({ "title": feature.title, "text": text });
        book.add(Deed::new(&feature.written_by, at, ("feature.define", fields)).key(feature.key));
        hang(book, feature, at);
        move_on(book, feature, at, done)?;
    }
    order(book, &features)
}

/// The order of the roadmap is that of the file.
fn order(book: &mut Chronicle, features: &[Feature]) -> Result<()> {
    let at = book.at("-38d 14:00")?;
    let keys: Vec<Key> = features.iter().map(|feature| feature.key).collect();
    let fields = json!({ "things": keys, "to": "top" });
    if let Some(at) = book.once(at, &keys) {
        book.add(Deed::new("Ines Okafor", at, ("feature.move", fields)));
    }
    Ok(())
}

fn hang(book: &mut Chronicle, feature: &Feature, at: Ts) {
    let above = feature.needs.iter().chain(&feature.goals).map(|key| (key, "serves"));
    for (to, kind) in above.chain(feature.release.iter().map(|key| (key, "ships in"))) {
        let Some(at) = book.once(at, &[*to]) else { continue };
        let who = if to.kind == Kind::Release { "Ines Okafor" } else { feature.written_by.as_str() };
        book.add(Deed::new(who, at, ("thread.link", json!({ "from": feature.key, "kind": kind, "to": to }))));
    }
}

fn move_on(book: &mut Chronicle, feature: &Feature, at: Ts, done: &BTreeMap<Key, Ts>) -> Result<()> {
    let mut moved = |at: Ts, state: &str, reason: Option<String>| {
        let fields = json!({ "thing": feature.key, "state": state });
        book.add(Deed { reason, ..Deed::new(&feature.written_by, at, ("feature.set_state", fields)) });
    };
    let agreed = Ts(at.0 + 5 * DAY);
    match feature.state.as_str() {
        "draft" => {}
        "dropped" => moved(Ts(at.0 + 9 * DAY), "dropped", feature.dropped_because.clone()),
        "agreed" => moved(agreed, "agreed", None),
        "done" => {
            moved(agreed, "agreed", None);
            let at = done.get(&feature.key).copied().unwrap_or(Ts(agreed.0 + 30 * DAY));
            moved(Ts(at.0 + HOUR), "done", None);
        }
        state => {
            moved(agreed, "agreed", None);
            moved(Ts(agreed.0 + 20 * DAY), state, None);
        }
    }
    Ok(())
}
