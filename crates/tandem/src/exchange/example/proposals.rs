//! What people wished that others decide, and what became of it.

use ground::web::Result;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use together::roles::rules::Role;
use together::thread::{Key, Kind};

use super::chronicle::{Chronicle, Deed, What};
use super::goals;
use super::part::Named;

const FILE: &str = include_str!("../../../../../fixtures/shelf/proposals.json");

/// A wish.
#[derive(Deserialize)]
pub(super) struct Proposal {
    key: Key,
    state: String,
    about: Key,
    by: String,
    role: Role,
    at: String,
    change: Changed,
    #[serde(default)]
    changes: Vec<Of>,
    because: String,
    decided: Option<Decided>,
}

/// A field that becomes another value.
#[derive(Deserialize, Clone)]
pub(super) struct Changed {
    pub(super) field: String,
    pub(super) before: Value,
    pub(super) after: Value,
}

#[derive(Deserialize)]
struct Of {
    thing: Key,
    #[serde(flatten)]
    changed: Changed,
}

#[derive(Deserialize)]
struct Decided {
    by: String,
    at: String,
    because: String,
}

/// What fields were before the history changed them: things begin with that.
#[derive(Default)]
pub(super) struct Before(HashMap<(Key, String), Value>);

impl Before {
    /// What a field was before its first change; `None` when nothing changes it.
    pub(super) fn of(&self, key: Key, field: &str) -> Option<&Value> {
        self.0.get(&(key, field.to_owned()))
    }

    /// The same, for a number.
    pub(super) fn number(&self, key: Key, field: &str) -> Option<f64> {
        self.of(key, field)?.as_f64()
    }

    /// The same, for a text.
    pub(super) fn text(&self, key: Key, field: &str) -> Option<String> {
        Some(self.of(key, field)?.as_str()?.to_owned())
    }

    /// Notes a change; what was noted first was before.
    pub(super) fn note(&mut self, key: Key, changed: &Changed) {
        self.0.entry((key, changed.field.clone())).or_insert_with(|| changed.before.clone());
    }
}

/// Reads all wishes.
pub(super) fn read() -> Result<Vec<Proposal>> {
    Chronicle::read("proposals.json", FILE)
}

/// Notes what those that were taken changed.
pub(super) fn note(proposals: &[Proposal], before: &mut Before) {
    for proposal in proposals.iter().filter(|proposal| proposal.state == "taken") {
        before.note(proposal.about, &proposal.change);
    }
}

/// Tells each wish an action can be made of; the others speak of rooms there are not yet.
pub(super) fn tell(book: &mut Chronicle, proposals: &[Proposal]) -> Result<()> {
    for proposal in proposals {
        let wished = wished(proposal)?;
        let key = proposal.key;
        if wished.is_empty() {
            continue;
        }
        let at = book.at(&proposal.at)?;
        book.made(key, at);
        let deed = Deed::new(&proposal.by, at, ("proposal.make", Value::Null)).key(key).role(Some(proposal.role));
        let told = proposal.state == "waiting";
        book.add(Deed { what: What::Proposed(wished), reason: Some(proposal.because.clone()), told, ..deed });
        let Some(decided) = &proposal.decided else { continue };
        let at = book.at(&decided.at)?;
        let because = &decided.because;
        let named = match proposal.state.as_str() {
            "taken" => ("proposal.take", json!({ "proposal": key, "because": because, "anyway": true })),
            "declined" => ("proposal.decline", json!({ "proposal": key, "because": because })),
            _ => ("proposal.withdraw", json!({ "proposal": key })),
        };
        book.add(Deed::new(&decided.by, at, named));
    }
    Ok(())
}

/// The actions of a wish.
fn wished(proposal: &Proposal) -> Result<Vec<Named>> {
    if proposal.changes.is_empty() {
        return change(proposal.about, &proposal.change);
    }
    let mut all = Vec::new();
    for of in &proposal.changes {
        all.extend(change(of.thing, &of.changed)?);
    }
    Ok(all)
}

/// The actions that make a field another value; none where there is no such field yet.
pub(super) fn change(about: Key, changed: &Changed) -> Result<Vec<Named>> {
    let Changed { field, before, after } = changed;
    let place = if after == "now" { "4" } else { "9" };
    Ok(match (field.as_str(), about.kind) {
        ("rank", Kind::Story) => vec![("backlog.move", json!({ "things": [about], "to": after.to_string() }))],
        ("horizon", Kind::Feature) => vec![("feature.move", json!({ "things": [about], "to": place }))],
        ("promise", Kind::Feature) => vec![("feature.edit", json!({ "thing": about, "text": after }))],
        ("importance", Kind::Need) => {
            vec![("need.edit", json!({ "need": about, "importance": after.to_string() }))]
        }
        ("release", Kind::Story) => vec![("stories.ship_in", json!({ "things": [about], "release": after }))],
        ("release", Kind::Feature) => vec![
            ("thread.unlink", json!({ "from": about, "kind": "ships in", "to": before })),
            ("thread.link", json!({ "from": about, "kind": "ships in", "to": after })),
        ],
        ("sprint", Kind::Story) => vec![("sprint.choose", json!({ "things": [about], "sprint": after }))],
        ("statement", Kind::Vision) => vec![("vision.set", json!({ "title": after }))],
        ("title", Kind::Story) => vec![("story.edit", json!({ "thing": about, "title": after }))],
        ("points", Kind::Story) => {
            vec![("story.estimate", json!({ "things": [about], "points": after.to_string() }))]
        }
        ("target", Kind::KeyResult) => goals::retarget(about, after)?.into_iter().collect(),
        _ => Vec::new(),
    })
}
