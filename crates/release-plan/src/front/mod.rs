//! From a file to a report: what a command line or a page needs to call.

mod report;

use crate::file::{self, Unreadable};
use crate::general::{Plan, Step};
use crate::insight::{self, Effort, Estimates, Filled, LeftOut, Point, Sure, Why};
use crate::problem::Problem;

pub use report::{ByList, Comparison, Finding, InRelease, Left, Load, Report, Swing, Value, Varied};

/// What is asked beside the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The shares of the capacity for which the value is asked; none for no curve.
    pub curve: Vec<f64>,
    /// Whether it is asked why items are left out.
    pub left_out: bool,
    /// How estimates may vary, if that is asked.
    pub estimates: Option<Estimates>,
    /// What is put into each plan made to compare.
    pub effort: Effort,
}

impl Default for Request {
    /// Everything, with the capacity from a tenth to one and a half.
    fn default() -> Self {
        Self {
            curve: (2..=30).map(|twentieth| f64::from(twentieth) / 20.0).collect(),
            left_out: true,
            estimates: Some(Estimates::default()),
            effort: Effort::default(),
        }
    }
}

/// What is being done, for whoever may say that it is enough.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Doing {
    /// The plan itself is looked for.
    Planning(Step),
    /// Others are, to compare.
    Comparing,
}

/// Why there is no report.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoPlan {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// No plan keeps every rule.
    #[error("no plan keeps every rule: what must be in does not fit, or goals cannot be covered")]
    None,
    /// None was found until the search was stopped.
    #[error("no plan that keeps every rule was found in the time there was")]
    NotFound,
}

/// Plans what a file describes, for as long as `go_on` says, and works out what was asked beside.
///
/// # Errors
/// Says why there is no plan.
pub fn plan_file(bytes: &[u8], request: &Request, go_on: &mut dyn FnMut(Doing) -> bool) -> Result<Report, NoPlan> {
    let read = file::read(bytes)?;
    let problem = &read.problem;
    let mut stopped = false;
    let plan = problem.plan(&mut |step| {
        stopped = !go_on(Doing::Planning(step));
        !stopped
    });
    let plan = plan.ok_or(if stopped { NoPlan::NotFound } else { NoPlan::None })?;
    let mut compare = |_| go_on(Doing::Comparing);
    let curve = insight::curve(problem, &request.curve, request.effort, &mut compare);
    let left_out =
        if request.left_out { insight::left_out(problem, &plan, &curve, request.effort, &mut compare) } else { vec![] };
    let estimates = request.estimates.map(|estimates| {
        let sure = insight::sure(problem, &plan, estimates, request.effort, &mut compare);
        varied(problem, estimates, &sure)
    });
    let order: Vec<usize> = (0..problem.items.len()).collect();
    Ok(Report {
        objective: plan.objective,
        bound: plan.bound,
        gap: plan.gap(),
        proven: plan.is_proven(),
        releases: releases(problem, &plan),
        customers: satisfied(problem, &plan),
        left_out: left_out.iter().map(|left| told(problem, left)).collect(),
        curve: curve.iter().map(value).collect(),
        estimates,
        comparison: Comparison {
            order: by_list(problem, &insight::in_order(problem, &order)),
            ratio: by_list(problem, &insight::by_ratio(problem)),
        },
        findings: findings(problem, &read.lines),
    })
}

fn names(problem: &Problem, items: impl IntoIterator<Item = usize>) -> Vec<String> {
    items.into_iter().map(|item| problem.items[item].name.clone()).collect()
}

fn releases(problem: &Problem, plan: &Plan) -> Vec<InRelease> {
    let of = |number: usize| (0..problem.items.len()).filter(move |item| plan.release[*item] == Some(number));
    // The sum of no numbers is -0, which nobody should read.
    let load = |number: usize, team: usize| of(number).fold(0.0, |sum, item| sum + problem.items[item].effort[team]);
    let releases = problem.releases.iter().enumerate();
    releases
        .map(|(number, release)| InRelease {
            name: release.name.clone(),
            items: names(problem, of(number)),
            load: (problem.teams.iter().zip(&release.capacity).enumerate())
                .map(|(team, (name, capacity))| Load {
                    team: name.clone(),
                    used: load(number, team),
                    capacity: *capacity,
                })
                .collect(),
        })
        .collect()
}

fn satisfied(problem: &Problem, plan: &Plan) -> Vec<String> {
    let customers = problem.customers.iter().filter(|customer| customer.satisfied_by(&plan.release).is_some());
    customers.map(|customer| customer.name.clone()).collect()
}

fn told(problem: &Problem, left: &LeftOut) -> Left {
    let (why, items, costs, costs_at_least) = match &left.why {
        Why::PinnedOut => ("pinned-out", vec![], None, None),
        Why::NeedsPinnedOut(other) => ("needs-pinned-out", vec![*other], None, None),
        Why::NoPlanWithIt => ("no-plan-with-it", vec![], None, None),
        Why::NotKnown => ("not-known", vec![], None, None),
        Why::PushesOut { items, costs, at_least } => ("pushes-out", items.clone(), Some(*costs), Some(*at_least)),
    };
    Left {
        id: problem.items[left.item].name.clone(),
        why,
        items: names(problem, items),
        costs,
        costs_at_least,
        comes_in_at: left.comes_in_at,
    }
}

fn value(point: &Point) -> Value {
    let Point { capacity, objective, bound, .. } = *point;
    Value { capacity, objective, bound, proven: bound <= objective }
}

fn varied(problem: &Problem, estimates: Estimates, sure: &Sure) -> Varied {
    let swing = sure.swing().map(|item| Swing { id: problem.items[item].name.clone(), share: sure.share[item] });
    Varied { spread: estimates.spread, draws: sure.draws, core: names(problem, sure.core()), swing: swing.collect() }
}

fn by_list(problem: &Problem, filled: &Filled) -> ByList {
    let taken = (0..problem.items.len()).filter(|item| filled.release[*item].is_some());
    ByList { objective: filled.objective, keeps_all: filled.keeps_all, items: names(problem, taken) }
}

/// Items that can never be in, though nobody said they must not.
fn findings(problem: &Problem, lines: &[usize]) -> Vec<Finding> {
    let most = |team: usize| problem.releases.iter().map(|release| release.capacity[team]).fold(0.0, f64::max);
    let mut findings = vec![];
    for (number, (item, line)) in problem.items.iter().zip(lines).enumerate() {
        let mut find = |message| findings.push(Finding { line: *line, item: item.name.clone(), message });
        if let Some(other) = problem.ruled_out_by(number) {
            find(format!("it can never be in: it needs “{}”, which must be out", problem.items[other].name));
        }
        match problem.at_odds(number) {
            Some((one, other)) if one == other && one == number => {
                find("it can never be in: it excludes itself".into());
            }
            Some((one, other)) => {
                let (one, other) = (&problem.items[one].name, &problem.items[other].name);
                find(format!("it can never be in: it needs both “{one}” and “{other}”, which exclude each other"));
            }
            None => {}
        }
        let short = item.effort.iter().enumerate().find(|(team, effort)| **effort > most(*team));
        if let Some((team, _)) = short {
            find(format!("it can never be in: no release has that much of “{}”", problem.teams[team]));
        }
    }
    findings
}
