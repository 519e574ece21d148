//! Labels of people on stories written by language models: a set a subject, three subjects of four to tune on.

use std::collections::BTreeMap;

use story_lint::Criterion;

use crate::score::Score;
use crate::{files, stories, tells};

#[derive(Default)]
struct Scores {
    atomic: Score,
    minimal: Score,
    twins: Score,
}

#[test]
fn labels_of_people_are_met() {
    let Some((_, text)) = files("story-quality", "csv").into_iter().next() else { return };
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().flatten().collect();
    let mut sets: BTreeMap<&str, Vec<&BTreeMap<String, String>>> = BTreeMap::new();
    for row in &rows {
        sets.entry(&row["Abstract"]).or_default().push(row);
    }
    let (mut tuned, mut kept) = (Scores::default(), Scores::default());
    for (subject, rows) in sets {
        let number: usize = subject[1..].parse().unwrap_or_default();
        score(&rows, if number % 8 == 7 { &mut kept } else { &mut tuned });
    }
    for (name, scores) in [("tuned", tuned), ("kept", kept)] {
        eprintln!("{name}: atomic {}\n  minimal {}\n  labelled twins {}", scores.atomic, scores.minimal, scores.twins);
    }
}

fn score(rows: &[&BTreeMap<String, String>], scores: &mut Scores) {
    let lines: Vec<String> = rows.iter().map(|row| row["User story"].trim().to_owned()).collect();
    for (row, story) in rows.iter().zip(stories(&lines)) {
        scores.atomic.count(row["atomic"] == "conjunctions", tells(&story, Criterion::Atomic));
        scores.minimal.count(row["minimal"] != "minimal", tells(&story, Criterion::Minimal));
        scores
            .twins
            .count(["diffRoleSameStory", "isSemDuplicate"].contains(&row["Unique"].as_str()), !story.alike.is_empty());
    }
}
