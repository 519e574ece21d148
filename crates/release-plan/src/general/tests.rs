use std::collections::BTreeSet;

use proptest::prelude::*;

use crate::general::Plan;
use crate::generator::Shape;
use crate::problem::{Customer, Goal, Item, Pin, Problem, Release};

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

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Where items are much alike, and one can often stand in for another, no rule may be overlooked.
    #[test]
    fn small_plans_of_items_that_are_alike_are_the_best_there_are(problem in alike()) {
        let (plan, best) = (problem.plan(&mut |_| true), by_trying_all(&problem));
        prop_assert_eq!(plan.is_some(), best.is_some());
        if let (Some(plan), Some(best)) = (plan, best) {
            prop_assert!(worth(&problem, &plan.release).is_some_and(|own| close(own, plan.objective)));
            prop_assert!(close(plan.objective, best) && plan.is_proven(), "{plan:?} instead of {best}");
        }
    }
}

/// Six items of few kinds, with all that may be said of them.
fn alike() -> impl Strategy<Value = Problem> {
    let pair = || (0_usize..6, 0_usize..6);
    let items = prop::collection::vec((1_u8..4, 0_u8..3, 0_u8..3), 6);
    let rules = (
        prop::collection::vec(pair(), 0..4),
        prop::collection::vec(pair(), 0..3),
        prop::option::weighted(0.3, pair()),
        prop::option::weighted(0.4, (0_usize..6, 0_usize..4)),
        prop::option::weighted(0.4, (pair(), 1_u8..4)),
        prop::option::weighted(0.4, (pair(), 1_usize..3)),
    );
    let releases = prop::collection::vec((0_u8..7, 0_u8..7, 1_u8..4), 1..4);
    (items, rules, releases).prop_map(|(items, (requires, excludes, coupled, pin, customer, goal), releases)| {
        let item = |(number, (value, a, b)): (usize, (u8, u8, u8))| Item {
            name: format!("item {number}"),
            value: f64::from(value),
            effort: vec![f64::from(a), f64::from(b)],
            ..Item::default()
        };
        let release = |(a, b, weight)| Release {
            name: String::new(),
            capacity: vec![f64::from(a), f64::from(b)],
            weight: f64::from(weight),
        };
        let mut problem = Problem {
            items: items.into_iter().enumerate().map(item).collect(),
            teams: vec!["a".into(), "b".into()],
            releases: releases.into_iter().map(release).collect(),
            ..Problem::default()
        };
        let last = problem.releases.len() - 1;
        let different = |(a, b): &(usize, usize)| a != b;
        requires.into_iter().filter(different).for_each(|(a, b)| problem.items[a.max(b)].requires.push(a.min(b)));
        excludes.into_iter().filter(different).for_each(|(a, b)| problem.items[a].excludes.push(b));
        coupled.into_iter().filter(different).for_each(|(a, b)| problem.items[a].coupled.push(b));
        let pins = [Pin::In, Pin::Out, Pin::InRelease(0), Pin::InRelease(last)];
        pin.into_iter().for_each(|(item, of)| problem.items[item].pin = Some(pins[of]));
        let customer =
            customer.map(|((a, b), value)| Customer { name: "c".into(), value: f64::from(value), wants: vec![a, b] });
        problem.customers.extend(customer);
        let goal = goal.map(|((a, b), least)| {
            let items: BTreeSet<usize> = [a, b, 5 - a].into();
            Goal { name: "g".into(), items: items.into_iter().collect(), least }
        });
        problem.goals.extend(goal);
        problem
    })
}

/// Where later releases weigh more, that once brought a plan that is worth less than was claimed.
#[test]
fn a_customer_is_not_taken_to_be_satisfied_later_than_they_are() {
    let item = |value: f64, effort: f64| Item { value, effort: vec![effort], ..Item::default() };
    let release = |capacity: f64, weight: f64| Release { capacity: vec![capacity], weight, ..Release::default() };
    let problem = Problem {
        items: vec![item(3.0, 2.0), item(1.0, 1.0), item(2.0, 1.0)],
        teams: vec!["a".into()],
        releases: vec![release(2.0, 1.0), release(1.0, 2.0)],
        customers: vec![Customer { name: "b".into(), value: 1.0, wants: vec![1] }],
        ..Problem::default()
    };
    let plan = problem.plan(&mut |_| true).unwrap();
    assert!(plan.is_proven() && close(plan.objective, 7.0) && by_trying_all(&problem) == Some(7.0), "{plan:?}");
}

#[test]
fn a_search_stopped_at_any_look_asks_no_more_and_is_honest() {
    for releases in [1, 3] {
        let problem = Shape { items: 16, requires: 8, excludes: 2, pins: 0, ..Shape::usual(releases, true) }.problem(3);
        let best = problem.plan(&mut |_| true).unwrap();
        assert!(best.is_proven());
        for last in 1..40 {
            let mut looks = 0;
            let plan = problem.plan(&mut |_| {
                looks += 1;
                looks != last
            });
            assert!(looks <= last, "asked {looks} times, though told to stop the {last}th time");
            let Some(plan) = plan else { continue };
            assert!(close(worth(&problem, &plan.release).unwrap(), plan.objective));
            assert!(plan.objective <= best.objective + 1e-6 && best.objective <= plan.bound + 1e-6, "{last}: {plan:?}");
        }
    }
}

#[test]
fn the_first_relaxation_tells_how_far_it_is_and_can_be_stopped() {
    let problem = Shape::usual(3, false).problem(1);
    let plans = [1, 2, 5].map(|last| {
        let mut looks = 0;
        let plan = problem.plan(&mut |_| {
            looks += 1;
            looks < last
        });
        plan.unwrap()
    });
    assert!(plans.iter().all(|plan| plan.parts == 0 && plan.bound.is_finite() && !plan.is_proven()));
    assert!(plans.is_sorted_by(|sooner, later| sooner.bound > later.bound && sooner.objective <= later.objective));
    // What was found before is kept.
    assert!(plans.iter().all(|plan| close(worth(&problem, &plan.release).unwrap(), plan.objective)));
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
