//! How many duplicates are found, beside plain TF-IDF, when `TANDEM_DATA` names a folder that holds `duplicates/`.

#[cfg(test)]
mod support {
    pub(crate) mod baseline;
    pub(crate) mod chance;
    pub(crate) mod figures;
    pub(crate) mod reports;
    pub(crate) mod texts;
}

use alike::{Index, Text};
use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use support::baseline::Baseline;
use support::figures::{Figures, MEAN_PRECISION, RECALL_AT_10, figures, gain, mean};
use support::reports::Reports;
use support::texts::Texts;

#[test]
fn more_duplicates_are_found_than_by_tf_idf() {
    let Some(data) = env::var_os("TANDEM_DATA") else {
        eprintln!("skipped: TANDEM_DATA names no folder");
        return;
    };
    let folder = Path::new(&data).join("duplicates");
    for (name, reports) in [("Hadoop", Reports::hadoop(&folder)), ("Mozilla", Reports::mozilla(&folder))] {
        let baseline = Baseline::of(&reports.texts);
        let before = figures(&reports, |place| baseline.alike(place));
        let index = index(&reports.texts);
        let after = figures(&reports, |place| {
            index.alike_to(&place, reports.texts.len()).into_iter().map(|found| found.id).collect()
        });
        report(name, &reports, &before, &after, Some(true));
        report(name, &reports, &before, &after, Some(false));
        let [recall, precision] = report(name, &reports, &before, &after, None);
        assert!(recall[0] >= 0.04 && recall[1] > 0.0, "{name}: recall@10 {recall:?}");
        assert!(precision[0] >= 0.05 && precision[1] > 0.0, "{name}: MAP {precision:?}");
    }
}

/// The net is cast by the rarest words only: what it misses of the first ten, with all of many texts scored for comparison.
#[test]
fn the_net_misses_none_of_the_first_ten() {
    let texts: Vec<_> = Texts::new(7).take(if cfg!(debug_assertions) { 2_000 } else { 20_000 }).collect();
    let index = index(&texts);
    let mut missed = 0;
    for place in (0..texts.len()).step_by(texts.len() / 50) {
        let all = index.alike_to(&place, texts.len());
        let ten = index.alike_to(&place, 10);
        missed += all.iter().take(10).filter(|one| !ten.iter().any(|other| other.id == one.id)).count();
    }
    eprintln!("missed by the net: {missed} of 500");
    assert!(missed <= 5, "missed {missed} of 500");
}

fn index(texts: &[(String, String)]) -> Index<usize> {
    let mut index = Index::new();
    for (place, (title, text)) in texts.iter().enumerate() {
        index.put(place, &Text { title, text });
    }
    index
}

/// Prints one line of the table; the gains in recall@10 and MAP with their intervals.
fn report(
    name: &str,
    reports: &Reports,
    before: &BTreeMap<usize, Figures>,
    after: &BTreeMap<usize, Figures>,
    tuned: Option<bool>,
) -> [[f64; 3]; 2] {
    let part = |figures: &BTreeMap<usize, Figures>| -> BTreeMap<usize, Figures> {
        let wanted = |place: &usize| tuned.is_none_or(|tuned| reports.tuned[&reports.groups[place]] == tuned);
        figures.iter().filter(|(place, _)| wanted(place)).map(|(place, figures)| (*place, *figures)).collect()
    };
    let (before, after) = (part(before), part(after));
    let gains = [RECALL_AT_10, MEAN_PRECISION].map(|figure| gain(reports, &before, &after, figure));
    let part = match tuned {
        Some(true) => "tuned half",
        Some(false) => "other half",
        None => "whole",
    };
    let row =
        |figures: &BTreeMap<usize, Figures>| mean(figures.values()).map(|figure| format!("{figure:.3}")).join(" / ");
    let interval = |[gain, low, high]: [f64; 3]| format!("{gain:+.3} ({low:+.3} to {high:+.3})");
    let [recall, precision] = gains.map(interval);
    eprintln!("| {name}, {part} | {} | {} | {} | {recall} | {precision} |", before.len(), row(&before), row(&after));
    gains
}
