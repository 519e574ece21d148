//! Plans by going down a list: what teams do without a planner, to compare with.

use crate::problem::{Pin, Problem};

/// A plan made by going down a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// Of each item the release it is in.
    pub release: Vec<Option<usize>>,
    /// What it is worth.
    pub objective: f64,
    /// Whether all pins and goals are kept; capacities and what items need always are.
    pub keeps_all: bool,
}

/// Goes down a list: what must be in first, then each item with all it needs into the first release that has room for it.
pub fn in_order(problem: &Problem, order: &[usize]) -> Filled {
    let mut filling = Filling::new(problem);
    let pinned = |item: &&usize| matches!(problem.items[**item].pin, Some(Pin::In | Pin::InRelease(_)));
    let all: Vec<usize> = (0..problem.items.len()).collect();
    for item in all.iter().filter(pinned).chain(order) {
        filling.take(*item);
    }
    let Filling { release, .. } = filling;
    let pins_kept = all.iter().filter(pinned).all(|item| release[*item].is_some());
    let goals_kept = problem
        .goals
        .iter()
        .all(|goal| goal.items.iter().filter(|item| release[**item].is_some()).count() >= goal.least);
    Filled { objective: problem.worth(&release), keeps_all: pins_kept && goals_kept, release }
}

/// Goes down the items by their own value for their own effort.
pub fn by_ratio(problem: &Problem) -> Filled {
    let mut order: Vec<usize> = (0..problem.items.len()).collect();
    let ratios: Vec<f64> = order.iter().map(|item| ratio(problem, *item)).collect();
    order.sort_by(|a, b| ratios[*b].total_cmp(&ratios[*a]).then(a.cmp(b)));
    in_order(problem, &order)
}

/// The value of an item for its effort; teams that are short count more.
pub(super) fn ratio(problem: &Problem, item: usize) -> f64 {
    let item = &problem.items[item];
    let capacity = |team: usize| problem.releases.iter().map(|release| release.capacity[team]).sum::<f64>();
    let short = item.effort.iter().enumerate().filter(|(_, effort)| **effort > 0.0);
    let effort: f64 = short.map(|(team, effort)| effort / capacity(team).max(f64::MIN_POSITIVE)).sum();
    if effort > 0.0 { item.value / effort } else { f64::INFINITY }
}

/// A plan being filled.
struct Filling<'a> {
    problem: &'a Problem,
    coupled: Vec<Vec<usize>>,
    excluded: Vec<Vec<usize>>,
    release: Vec<Option<usize>>,
    /// What is left of each release for each team.
    left: Vec<Vec<f64>>,
}

impl<'a> Filling<'a> {
    fn new(problem: &'a Problem) -> Self {
        let mut excluded: Vec<Vec<usize>> = vec![vec![]; problem.items.len()];
        for (number, item) in problem.items.iter().enumerate() {
            for other in &item.excludes {
                excluded[number].push(*other);
                excluded[*other].push(number);
            }
        }
        Self {
            problem,
            coupled: problem.coupled_with(),
            excluded,
            release: vec![None; problem.items.len()],
            left: problem.releases.iter().map(|release| release.capacity.clone()).collect(),
        }
    }

    /// Takes an item with what it needs into the first release that has room for all of it, unless it is in.
    fn take(&mut self, item: usize) {
        let all = self.needed(item);
        let is_allowed = all.iter().all(|item| {
            self.problem.items[*item].pin != Some(Pin::Out)
                && self.excluded[*item].iter().all(|other| self.release[*other].is_none() && !all.contains(other))
        });
        let fitting = (0..self.left.len()).find(|release| self.fits(&all, *release));
        let Some(release) = fitting.filter(|_| is_allowed) else { return };
        for item in all {
            self.release[item] = Some(release);
            for (left, effort) in self.left[release].iter_mut().zip(&self.problem.items[item].effort) {
                *left -= effort;
            }
        }
    }

    /// An item with what it needs and what is coupled with that, as far as it is not in.
    fn needed(&self, item: usize) -> Vec<usize> {
        let (mut all, mut next) = (if self.release[item].is_none() { vec![item] } else { vec![] }, 0);
        while let Some(at) = all.get(next).copied() {
            next += 1;
            for other in self.problem.items[at].requires.iter().chain(&self.coupled[at]) {
                if self.release[*other].is_none() && !all.contains(other) {
                    all.push(*other);
                }
            }
        }
        all
    }

    /// Whether a release has room for these and is not before what they require.
    fn fits(&self, all: &[usize], release: usize) -> bool {
        let in_time = all.iter().all(|item| {
            let of = &self.problem.items[*item];
            let pinned = matches!(of.pin, Some(Pin::InRelease(wanted)) if wanted != release);
            !pinned && of.requires.iter().all(|other| self.release[*other].is_none_or(|at| at <= release))
        });
        in_time
            && self.left[release].iter().enumerate().all(|(team, left)| {
                let effort: f64 = all.iter().map(|item| self.problem.items[*item].effort[team]).sum();
                effort <= left + 1e-9
            })
    }
}
