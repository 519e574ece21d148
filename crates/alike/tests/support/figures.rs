//! The figures of the protocol, and how sure they are.

use super::chance::Chance;
use super::reports::Reports;
use std::collections::BTreeMap;

/// Recall@1, @5, @10 and average precision: of one report, or their means.
pub(crate) type Figures = [f64; 4];

pub(crate) const RECALL_AT_10: usize = 2;
pub(crate) const MEAN_PRECISION: usize = 3;
const RESAMPLES: usize = 5_000;

/// The figures of every report that has a partner, given the order in which all others are found for it.
pub(crate) fn figures(reports: &Reports, alike: impl Fn(usize) -> Vec<usize>) -> BTreeMap<usize, Figures> {
    reports.groups.iter().map(|(place, group)| (*place, one(reports, *place, *group, &alike(*place)))).collect()
}

fn one(reports: &Reports, place: usize, group: usize, found: &[usize]) -> Figures {
    let partners = reports.groups.iter().filter(|(other, of)| **of == group && **other != place).count();
    let ranks: Vec<usize> = (1..)
        .zip(found)
        .filter(|(_, other)| reports.groups.get(*other) == Some(&group))
        .map(|(rank, _)| rank)
        .collect();
    let within = |most: usize| f64::from(ranks.first().is_some_and(|rank| *rank <= most));
    let precision: f64 = (1..).zip(&ranks).map(|(count, rank)| f64::from(count) / *rank as f64).sum();
    [within(1), within(5), within(10), precision / partners as f64]
}

pub(crate) fn mean<'a>(figures: impl IntoIterator<Item = &'a Figures>) -> Figures {
    let mut sum = [0.0; 4];
    let mut count = 0.0;
    for figures in figures {
        sum.iter_mut().zip(figures).for_each(|(sum, figure)| *sum += figure);
        count += 1.0;
    }
    sum.map(|sum| sum / count)
}

/// The difference of one figure and its 95 % interval, by resampling pairs: whole groups, as partners are not independent.
pub(crate) fn gain(
    reports: &Reports,
    before: &BTreeMap<usize, Figures>,
    after: &BTreeMap<usize, Figures>,
    figure: usize,
) -> [f64; 3] {
    let mut groups: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for (place, figures) in after {
        groups.entry(reports.groups[place]).or_default().push(figures[figure] - before[place][figure]);
    }
    let groups: Vec<(f64, f64)> = groups.values().map(|gains| (gains.iter().sum(), gains.len() as f64)).collect();
    let share = |drawn: &mut dyn Iterator<Item = (f64, f64)>| {
        let (sum, count) = drawn.fold((0.0, 0.0), |(sum, count), (gain, size)| (sum + gain, count + size));
        sum / count
    };
    let mut chance = Chance(1);
    let mut gains: Vec<f64> =
        (0..RESAMPLES).map(|_| share(&mut (0..groups.len()).map(|_| groups[chance.below(groups.len())]))).collect();
    gains.sort_by(f64::total_cmp);
    [share(&mut groups.iter().copied()), gains[RESAMPLES / 40], gains[RESAMPLES - 1 - RESAMPLES / 40]]
}
