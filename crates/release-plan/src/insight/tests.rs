use proptest::prelude::*;

use super::{Effort, Estimates, Why, by_ratio, curve, in_order, left_out, sure};
use crate::generator::Shape;
use crate::problem::{Pin, Problem};

fn small(seed: u64, releases: usize) -> Problem {
    let shape = Shape { items: 12, teams: 2, releases, requires: 5, excludes: 1, pins: 1, ..Shape::usual(1, false) };
    shape.problem(seed)
}

fn effort() -> Effort {
    Effort { parts: u64::MAX / 100 }
}

/// What is best when items are pinned besides, and capacities scaled.
fn best(problem: &Problem, pin: Option<(usize, Pin)>, share: f64) -> Option<f64> {
    let mut problem = problem.clone();
    if let Some((item, pin)) = pin {
        problem.items[item].pin = Some(pin);
    }
    problem.releases.iter_mut().flat_map(|release| &mut release.capacity).for_each(|capacity| *capacity *= share);
    problem.plan(&mut |_| true).map(|plan| plan.objective)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn what_is_said_of_plans_is_what_planning_anew_says(seed in 0_u64..10_000, releases in 1_usize..3) {
        let problem = small(seed, releases);
        let Some(plan) = problem.plan(&mut |_| true) else { return Ok(()) };
        let points = curve(&problem, &[1.0, 0.5, 1.5], effort(), &mut |_| true);
        prop_assert!(points.windows(2).all(|pair| pair[0].capacity < pair[1].capacity && pair[0].objective <= pair[1].objective + 1e-6));
        for point in &points {
            prop_assert!((point.objective - best(&problem, None, point.capacity).unwrap()).abs() < 1e-6);
        }
        for left in left_out(&problem, &plan, &points, effort(), &mut |_| true) {
            let with = best(&problem, Some((left.item, Pin::In)), 1.0);
            match left.why {
                Why::PushesOut { costs, at_least, items } => {
                    prop_assert!((plan.objective - costs - with.unwrap()).abs() < 1e-6 && (costs - at_least).abs() < 1e-6);
                    prop_assert!(items.iter().all(|item| plan.release[*item].is_some()));
                }
                Why::NoPlanWithIt => prop_assert_eq!(with, None),
                other => prop_assert!(false, "{:?}", other),
            }
            let last = points.last().unwrap();
            prop_assert_eq!(left.comes_in_at.is_some(), last.release[left.item].is_some());
        }
    }

    #[test]
    fn going_down_a_list_keeps_capacities_and_needs_and_is_never_better(seed in 0_u64..10_000, releases in 1_usize..4) {
        let problem = small(seed, releases);
        let order: Vec<usize> = (0..problem.items.len()).collect();
        let best = problem.plan(&mut |_| true).map(|plan| plan.objective);
        for filled in [by_ratio(&problem), in_order(&problem, &order)] {
            for (item, at) in problem.items.iter().zip(&filled.release).filter_map(|(item, at)| at.map(|at| (item, at))) {
                prop_assert!(item.requires.iter().all(|other| filled.release[*other].is_some_and(|other| other <= at)));
                prop_assert!(item.excludes.iter().all(|other| filled.release[*other].is_none()));
            }
            for (number, release) in problem.releases.iter().enumerate() {
                for team in 0..problem.teams.len() {
                    let of = problem.items.iter().zip(&filled.release).filter(|(_, at)| **at == Some(number));
                    prop_assert!(of.map(|(item, _)| item.effort[team]).sum::<f64>() <= release.capacity[team] + 1e-6);
                }
            }
            prop_assert!(!filled.keeps_all || best.is_some_and(|best| filled.objective <= best + 1e-6));
        }
    }
}

#[test]
fn estimates_that_do_not_vary_leave_the_plan_as_it_is() {
    let problem = small(3, 1);
    let plan = problem.plan(&mut |_| true).unwrap();
    let estimates = Estimates { spread: 0.0, draws: 3, seed: 1 };
    let known = sure(&problem, &plan, estimates, effort(), &mut |_| true);
    assert_eq!((known.draws, known.swing().count()), (3, 0));
    let inside = |item: &usize| plan.release[*item].is_some();
    assert_eq!(known.core().collect::<Vec<_>>(), (0..problem.items.len()).filter(inside).collect::<Vec<_>>());
    let varied = Estimates { spread: 0.5, draws: 20, ..estimates };
    assert!(sure(&problem, &plan, varied, effort(), &mut |_| true).swing().count() > 0);
}

#[test]
fn whoever_stops_is_told_what_is_not_known() {
    let problem = small(3, 1);
    let plan = problem.plan(&mut |_| true).unwrap();
    let left = left_out(&problem, &plan, &[], effort(), &mut |_| false);
    assert!(!left.is_empty() && left.iter().all(|left| left.why == Why::NotKnown && left.comes_in_at.is_none()));
    assert!(curve(&problem, &[1.0], effort(), &mut |_| false).is_empty());
    assert_eq!(sure(&problem, &plan, Estimates::default(), effort(), &mut |_| false).draws, 0);
}
