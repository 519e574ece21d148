//! How much is told of real backlogs.

use std::collections::BTreeMap;

use story_lint::{Criterion, Severity};

use crate::score::share;
use crate::{files, stories};

#[test]
fn real_backlogs_are_not_shouted_at() {
    let mut all = 0;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, text) in files("stories", "txt") {
        for story in stories(&text.lines().map(str::to_owned).collect::<Vec<_>>()) {
            all += 1;
            for finding in story.findings {
                let no_end = finding.criterion == Criterion::WellFormed && finding.severity == Severity::Advice;
                let name = if no_end { "no end".to_owned() } else { format!("{:?}", finding.criterion) };
                *counts.entry(name).or_default() += 1;
            }
        }
    }
    let told: usize = counts.iter().filter(|(name, _)| *name != "no end").map(|(_, count)| count).sum();
    eprintln!("noise: {:.3} a story of {all}: {counts:?}", share(told, all));
    assert!(share(told, all) <= 0.35);
}
