//! The product itself: its vision with its versions, what fits, who decides.

use ground::clock::Ts;
use ground::web::Result;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use together::roles::rules::Role;
use together::thread::{Key, Kind};

use super::chronicle::{Chronicle, DAY, Deed, HOUR};

const FILE: &str = include_str!("../../../../../fixtures/shelf/vision.json");

/// The file.
#[derive(Deserialize)]
pub(super) struct Told {
    #[serde(rename = "product")]
    pub(super) facts: Facts,
    summary: String,
    versions: Vec<Version>,
    board: Board,
    added_decisions: Vec<Added>,
    advisor: Value,
}

#[derive(Deserialize)]
pub(super) struct Facts {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) mode: String,
    pub(super) preset: String,
    phase: String,
    sprint_capacity: i64,
    release_capacity_sure: i64,
}

#[derive(Deserialize)]
struct Version {
    at: String,
    by: String,
    role: Role,
    statement: String,
    why: String,
}

#[derive(Deserialize)]
struct Board {
    target_group: Vec<Line>,
    needs: Vec<String>,
    product: Vec<String>,
    not: String,
    business_goals: Vec<Line>,
}

#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
struct Added {
    right: String,
    title: String,
    cells: BTreeMap<String, String>,
}

/// Reads the file.
pub(super) fn read() -> Result<Told> {
    Chronicle::read("vision.json", FILE)
}

/// Tells vision, phase, capacities and matrix; `needs` are the titles of needs by key.
pub(super) fn tell(book: &mut Chronicle, told: &Told, needs: &BTreeMap<String, String>) -> Result<()> {
    let last = told.versions.len().saturating_sub(1);
    for (n, version) in told.versions.iter().enumerate() {
        let at = book.at(&version.at)?;
        let mut fields = json!({ "title": version.statement });
        if n == 0 {
            book.made(Key::new(Kind::Vision, 1), at);
            fields["text"] = json!(told.summary);
        }
        if n == last {
            fields = board(&told.board, needs, &version.statement);
        }
        let deed = Deed::new(&version.by, at, ("vision.set", fields)).role(Some(version.role));
        book.add(Deed { reason: Some(version.why.clone()), ..deed });
    }
    // Since the app was made new, more and more read in it.
    let phase = ("product.move_phase", json!({ "phase": told.facts.phase }));
    book.add(Deed::new("Ruth Delgado", book.at("-585d 15:00")?, phase));
    tell_capacities(book, told)?;
    tell_matrix(book, told)
}

fn board(board: &Board, needs: &BTreeMap<String, String>, statement: &str) -> Value {
    let lines = |lines: &[Line]| lines.iter().map(Line::said).collect::<Vec<_>>().join("\n");
    let needs: Vec<&str> = board.needs.iter().filter_map(|key| needs.get(key).map(String::as_str)).collect();
    let offer = format!("{}\nNot: {}", board.product.join("\n"), board.not.to_lowercase());
    json!({
        "title": statement,
        "target_group": lines(&board.target_group),
        "needs": needs.join("\n"),
        "offer": offer,
        "business_goals": lines(&board.business_goals),
    })
}

impl Line {
    fn said(&self) -> String {
        if self.note.is_empty() { self.text.clone() } else { format!("{}: {}", self.text, self.note) }
    }
}

fn tell_capacities(book: &mut Chronicle, told: &Told) -> Result<()> {
    let (sprint, release) = (book.at("-40d 10:00")?, book.at("-42d 10:20")?);
    let fit = |of: &str, points: i64| ("product.capacity", json!({ "of": of, "points": points }));
    book.add(Deed::new("Jonas Weber", sprint, fit("sprint", told.facts.sprint_capacity)));
    book.add(Deed::new("Ines Okafor", release, fit("release", told.facts.release_capacity_sure)));
    Ok(())
}

/// The decisions the product added to its log, and what it told the advisor.
fn tell_matrix(book: &mut Chronicle, told: &Told) -> Result<()> {
    let first = book.at("-290d 10:00")?;
    for (n, added) in (0..).zip(&told.added_decisions) {
        let mut changes = vec![json!({ "change": "add-own", "label": added.title })];
        for (role, letter) in &added.cells {
            let change = json!({ "change": "set-cell", "subject": added.right, "role": role, "cell": letter });
            changes.push(change);
        }
        let at = Ts(first.0 + n * HOUR);
        book.add(Deed::new("Ines Okafor", at, ("matrix.change", json!({ "changes": changes }))));
    }
    book.add(Deed::new("Ines Okafor", Ts(first.0 - DAY), ("advice.answer", told.advisor.clone())));
    Ok(())
}
