//! Atomic, against labels made before the check: they are part of this crate.

use story_lint::Criterion;

use crate::score::Score;
use crate::{stories, tells};

const LABELS: &str = include_str!("../data/atomic.tsv");

fn score(part: &str) -> Score {
    let mut score = Score::default();
    let rows = LABELS.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect::<Vec<_>>());
    for row in rows.filter(|row| row.len() == 5 && row[0] == part) {
        let answer = stories(&[row[4].to_owned()]).iter().any(|story| tells(story, Criterion::Atomic));
        score.count(row[1] == "split", answer);
    }
    score
}

#[test]
fn two_actions_are_found_as_a_person_finds_them() {
    let (tuned, kept) = (score("tuned"), score("kept"));
    eprintln!("atomic, tuned part: {tuned}\natomic, kept part: {kept}");
    assert!(tuned.f1() >= 0.85 && kept.f1() >= 0.85, "tuned {tuned}, kept {kept}");
}
