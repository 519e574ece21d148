//! One plan after another.

use super::{Places, Plan, Step};
use crate::problem::Problem;
use crate::search::{self, Scores};

/// Plans of a problem that is changed a little each time, as somebody moves a slider: each search begins from the plan before and
/// from what the search before has learned.
#[derive(Debug, Clone, Default)]
pub struct Slider {
    before: Vec<Option<usize>>,
    scores: Scores,
}

impl Slider {
    /// Beginning from a plan, which need not keep every rule.
    pub fn new(before: &[Option<usize>]) -> Self {
        Self { before: before.to_vec(), scores: Scores::default() }
    }

    /// Looks for the best plan of the problem as it is now, as [`Problem::plan`] does.
    pub fn plan(&mut self, problem: &Problem, go_on: &mut dyn FnMut(Step) -> bool) -> Option<Plan> {
        problem.check().ok()?;
        let places = Places::of(problem);
        let core = places.core(problem);
        let start = places.chosen(problem, &self.before);
        let found = search::solve(&core, start.as_deref(), &mut self.scores, 1, &mut |seen| {
            go_on(Step { objective: seen.value, bound: seen.bound, parts: seen.parts })
        });
        let chosen = found.chosen?;
        let first = |item| (0..problem.releases.len()).find(|release| chosen[places.at(item, *release) as usize]);
        let release: Vec<Option<usize>> = (0..problem.items.len()).map(first).collect();
        let objective = problem.worth(&release);
        let bound = if found.bound > found.value { found.bound.max(objective) } else { objective };
        self.before.clone_from(&release);
        Some(Plan { release, objective, bound, parts: found.parts })
    }
}
