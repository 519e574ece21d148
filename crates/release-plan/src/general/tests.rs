use proptest::prelude::*;

use crate::general::Plan;
use crate::generator::Shape;
use crate::problem::{Customer, Goal, Pin, Problem};

/// What a plan is worth, worked out from the problem alone; nothing when it breaks a rule.
fn worth(problem: &Problem, release: &[Option<usize>]) -> Option<f64> {
    let weight = |release: Option<usize>| release.map_or(0.0, |release| problem.releases[release].weight);
    let no_later = |a: Option<usize>, b: Option<usize>| a.is_none_or(|a| b.is_some_and(|b| b <= a));
    for (number, item) in problem.items.iter().enumerate() {
        let at = release[number];
        let kept = item.requires.iter().all(|other| no_later(at, release[*other]))
            && item.coupled.iter().all(|other| at == release[*other])
            && item.excludes.iter().all(|other| at.is_none() || release[*other].is_none())
            && match item.pin {
                None => true,
                Some(Pin::In) => at.is_some(),
                Some(Pin::InRelease(wanted)) => at == Some(wanted),
                Some(Pin::Out) => at.is_none(),
            };
        if !kept {
            return None;
        }
    }
    for (number, of) in problem.releases.iter().enumerate() {
        for team in 0..problem.teams.len() {
            let items = problem.items.iter().zip(release).filter(|(_, release)| **release == Some(number));
            if items.map(|(item, _)| item.effort[team]).sum::<f64>() > of.capacity[team] + 1e-6 {
                return None;
            }
        }
    }
    if problem.goals.iter().any(|goal| goal.items.iter().filter(|item| release[**item].is_some()).count() < goal.least)
    {
        return None;
    }
    let items: f64 = problem.items.iter().zip(release).map(|(item, release)| item.value * weight(*release)).sum();
    let satisfied = |customer: &Customer| {
        let all: Option<Vec<usize>> = customer.wants.iter().map(|item| release[*item]).collect();
        all.map(|all| all.into_iter().max().unwrap_or(0))
    };
    let customers: f64 = problem.customers.iter().map(|customer| customer.value * weight(satisfied(customer))).sum();
    Some(items + customers)
}

fn by_trying_all(problem: &Problem) -> Option<f64> {
    let (items, choices) = (problem.items.len(), problem.releases.len() + 1);
    (0..choices.pow(items as u32))
        .filter_map(|mut code| {
            let mut release = vec![None; items];
            for at in &mut release {
                *at = (code % choices).checked_sub(1);
                code /= choices;
            }
            worth(problem, &release)
        })
        .max_by(f64::total_cmp)
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6 * b.abs().max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn small_plans_are_the_best_there_are(seed in 0_u64..1_000_000, releases in 1_usize..4, pin in 0_usize..4, least in 0_usize..3) {
        let shape = Shape {
            items: 6, teams: 2, releases, requires: 4, excludes: 1, pins: 1, capacity: 0.6, value_follows_effort: seed % 2 == 0,
        };
        let mut problem = shape.problem(seed);
        problem.items[5].coupled.push(4);
        problem.items[3].pin = [None, Some(Pin::Out), Some(Pin::InRelease(0)), Some(Pin::In)][pin];
        problem.customers.push(Customer { name: "a".into(), value: 50.0, wants: vec![1, 2] });
        problem.goals.push(Goal { name: "b".into(), items: vec![0, 2, 4], least });
        let best = by_trying_all(&problem);
        let mut honest = true;
        let plan = problem.plan(&mut |step| {
            let exceeded = step.objective.zip(best).is_some_and(|(told, best)| told > best + 1e-6);
            honest &= !exceeded && best.is_none_or(|best| step.bound >= best - 1e-6);
            true
        });
        prop_assert!(honest, "a step told what is not so");
        prop_assert_eq!(plan.is_some(), best.is_some());
        if let (Some(plan), Some(best)) = (plan, best) {
            let own = worth(&problem, &plan.release);
            prop_assert!(own.is_some_and(|own| close(own, plan.objective)), "{own:?} is claimed to be {}", plan.objective);
            prop_assert!(close(plan.objective, best) && close(plan.bound, best), "{plan:?} instead of {best}");
        }
    }
}

#[test]
fn a_stopped_search_keeps_every_rule_and_is_honest() {
    let problem = Shape::usual(1, false).problem(8);
    let stopped = |parts: u64| -> Plan {
        let mut looks = 0;
        problem
            .plan(&mut |step| {
                looks += 1;
                step.objective.is_none() || looks <= parts
            })
            .unwrap()
    };
    let (early, late) = (stopped(2), stopped(u64::MAX));
    assert!(close(worth(&problem, &early.release).unwrap(), early.objective));
    assert!(close(late.objective, late.bound) && late.gap() < 1e-9);
    assert!(early.objective <= late.objective + 1e-6 && late.objective <= early.bound + 1e-6);
}

#[test]
fn no_step_on_the_way_tells_more_than_is_so() {
    for releases in [1, 3] {
        let problem = Shape { items: 40, requires: 20, excludes: 3, ..Shape::usual(releases, false) }.problem(5);
        let mut steps = vec![];
        let plan = problem
            .plan(&mut |step| {
                steps.push(step);
                steps.len() < 3000
            })
            .unwrap();
        assert!(close(worth(&problem, &plan.release).unwrap(), plan.objective));
        let told = steps.iter().filter_map(|step| step.objective).fold(f64::NEG_INFINITY, f64::max);
        let bound = steps.iter().map(|step| step.bound).fold(f64::INFINITY, f64::min);
        assert!(told <= plan.objective + 1e-6 && plan.objective <= bound + 1e-6, "{told} {plan:?} {bound}");
    }
}

/// Two terms of one variable in a row once hid the best plan.
#[test]
fn items_that_are_coupled_and_exclude_each_other_are_both_out() {
    let mut planned = 0;
    for seed in 0..200 {
        let mut problem = Shape { items: 6, ..Shape::usual(2, false) }.problem(seed);
        problem.items[4].coupled.push(5);
        problem.items[5].excludes.push(4);
        let (plan, best) = (problem.plan(&mut |_| true), by_trying_all(&problem));
        assert_eq!(plan.is_some(), best.is_some(), "seed {seed}");
        let Some((plan, best)) = plan.zip(best) else { continue };
        assert_eq!((plan.release[4], plan.release[5]), (None, None), "seed {seed}");
        assert!(close(plan.objective, best) && plan.is_proven(), "seed {seed}");
        planned += 1;
    }
    assert!(planned > 50, "{planned}");
}
