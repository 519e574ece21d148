use proptest::prelude::*;

use super::{Chosen, Customer, Instance, Unreadable};

/// The whole problem worked out from its own words, customer by customer, without anything of the solver.
fn verify(instance: &Instance, chosen: &Chosen) {
    let needed = |requests: &[usize]| {
        let mut all: std::collections::BTreeSet<usize> = requests.iter().copied().collect();
        loop {
            let more: Vec<usize> = instance
                .dependencies
                .iter()
                .filter(|(needed, by)| all.contains(by) && !all.contains(needed))
                .map(|(needed, _)| *needed)
                .collect();
            if more.is_empty() {
                return all;
            }
            all.extend(more);
        }
    };
    let served = chosen.customers.iter().map(|number| &instance.customers[number - 1]);
    let built = needed(&served.clone().flat_map(|customer| customer.requests.clone()).collect::<Vec<_>>());
    assert_eq!(built.iter().copied().collect::<Vec<_>>(), chosen.requirements);
    assert_eq!(built.iter().map(|number| instance.costs[number - 1]).sum::<i64>(), chosen.cost);
    assert_eq!(served.map(|customer| customer.profit).sum::<i64>(), chosen.objective);
    assert!(chosen.cost <= chosen.budget && chosen.objective <= chosen.bound);
}

/// The best of all subsets of customers.
fn by_trying_all(instance: &Instance, budget: i64) -> i64 {
    let all = 1_u32 << instance.customers.len();
    let mut best = 0;
    for set in 0..all {
        let mut needed = vec![false; instance.costs.len()];
        let mut profit = 0;
        for (number, customer) in instance.customers.iter().enumerate() {
            if set >> number & 1 == 1 {
                profit += customer.profit;
                customer.requests.iter().for_each(|request| needed[request - 1] = true);
            }
        }
        for _ in 0..instance.costs.len() {
            for (from, by) in &instance.dependencies {
                needed[from - 1] |= needed[by - 1];
            }
        }
        let cost: i64 = needed.iter().zip(&instance.costs).filter(|(needed, _)| **needed).map(|(_, cost)| cost).sum();
        if cost <= budget {
            best = best.max(profit);
        }
    }
    best
}

fn small() -> impl Strategy<Value = Instance> {
    (1_usize..14, 1_usize..10).prop_flat_map(|(requirements, customers)| {
        let costs = prop::collection::vec(0_i64..12, requirements);
        let dependencies = prop::collection::vec((1..=requirements, 1..=requirements), 0..8);
        let requests = prop::collection::vec(1..=requirements, 0..5);
        let customers = prop::collection::vec((0_i64..30, requests), customers);
        (costs, dependencies, customers).prop_map(|(costs, dependencies, customers)| Instance {
            costs,
            dependencies,
            customers: customers.into_iter().map(|(profit, requests)| Customer { profit, requests }).collect(),
        })
    })
}

#[test]
fn one_line_of_ten_megabytes_is_read_or_refused() {
    for word in ["9", "a", "-"] {
        assert!(Instance::read(&word.repeat(10_000_000 / word.len())).is_err(), "{word}");
    }
    assert!(
        Instance::read(&"1 ".repeat(5_000_000)).is_ok(),
        "one of everything, and what comes after it is passed over"
    );
}

#[test]
fn a_search_that_is_stopped_at_once_knows_that_nobody_pays_twice() {
    let instance = Instance::read("1\n2\n3 4\n0\n2\n10 1 1\n9 1 2\n").unwrap();
    let chosen = instance.choose(5, &mut |_| false);
    assert!(chosen.bound <= 19, "{chosen:?}");
    verify(&instance, &chosen);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_best_plan_is_found_and_proven(instance in small(), ratio in 0.0_f64..1.1) {
        let budget = instance.budget_at(ratio);
        let chosen = instance.choose(budget, &mut |_| true);
        verify(&instance, &chosen);
        prop_assert!(chosen.is_proven());
        prop_assert_eq!(chosen.objective, by_trying_all(&instance, budget));
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        let _ = Instance::read(&text);
    }

    #[test]
    fn any_numbers_are_read_or_refused(numbers in prop::collection::vec(-3_i64..9, 0..60)) {
        let text: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        if let Ok(instance) = Instance::read(&text.join(" ")) {
            verify(&instance, &instance.choose(instance.budget_at(0.5), &mut |_| true));
        }
    }
}

const FILE: &str = "2\n2\n3 4\n2\n5 6\n2\n1 3\n2 3\n3\n10 1 3\n9 2 4 1\n4 1 4\n";

#[test]
fn a_file_is_read_and_its_needs_come_along() {
    let instance = Instance::read(FILE).unwrap();
    assert_eq!(instance.costs, [3, 4, 5, 6]);
    let chosen = instance.choose(12, &mut |_| true);
    verify(&instance, &chosen);
    assert_eq!((chosen.objective, chosen.cost), (13, 9));
    assert_eq!((chosen.customers, chosen.requirements), (vec![2, 3], vec![1, 4]));
}

#[test]
fn what_cannot_be_read_is_said_with_its_line() {
    let told = |text: &str| Instance::read(text).unwrap_err().to_string();
    assert_eq!(told(""), "the file ends where the number of levels should stand");
    assert_eq!(told("1\n2\n3 x\n"), "line 3: “x” is not a number, where the cost of a requirement should stand");
    assert_eq!(told("1\n1\n-4\n"), "line 3: -4 cannot be the cost of a requirement");
    assert_eq!(told("1\n1\n4\n1\n1 2\n"), "line 5: 2 cannot be the requirement that needs it");
    assert_eq!(Instance::read("1\n1\n4\n0\n1\n5 2 1\n").unwrap_err(), Unreadable::Ends("a requirement asked for"));
}

#[test]
fn a_stopped_search_has_a_plan_and_an_honest_bound() {
    let instance = hard();
    let budget = instance.budget_at(0.4);
    let proven = instance.choose(budget, &mut |_| true);
    assert!(proven.is_proven() && proven.nodes > 1);
    let mut looks = 0;
    let stopped = instance.choose(budget, &mut |progress| {
        looks += 1;
        assert!(progress.objective <= proven.objective && proven.objective <= progress.bound);
        looks < 2
    });
    verify(&instance, &stopped);
    assert!(stopped.objective <= proven.objective && proven.objective <= stopped.bound);
    assert_eq!(
        stopped,
        instance.choose(budget, &mut {
            let mut looks = 0;
            move |_| {
                looks += 1;
                looks < 2
            }
        })
    );
}

/// Customers who share much of what they want.
fn hard() -> Instance {
    let mut chance = crate::chance::Chance::new(7);
    let costs: Vec<i64> = (0..60).map(|_| 1 + chance.below(9) as i64).collect();
    let dependencies = (0..40).map(|_| (1 + chance.below(20), 21 + chance.below(40))).collect();
    let mut customer = || {
        let requests = (0..1 + chance.below(4)).map(|_| 1 + chance.below(60)).collect();
        Customer { profit: 10 + chance.below(40) as i64, requests }
    };
    let customers = (0..60).map(|_| customer()).collect();
    Instance { costs, dependencies, customers }
}

/// The instances of Xuan et al. that lie in the folder `nrp` of `TANDEM_DATA`, when it is set: their optima are published.
#[test]
fn published_optima_are_met() {
    let Some(data) = std::env::var_os("TANDEM_DATA") else { return };
    let known: [(&str, &[(f64, i64)]); 5] = [
        ("nrp1", &[(0.3, 1204), (0.5, 1836), (0.7, 2507)]),
        ("nrp3", &[(0.3, 7488), (0.5, 11159), (0.7, 14196)]),
        ("nrp-e1", &[(0.3, 7919), (0.5, 11071)]),
        ("nrp-m1", &[(0.3, 10770), (0.5, 15538)]),
        ("nrp-g1", &[(0.3, 6130), (0.5, 8896)]),
    ];
    for (name, optima) in known {
        let file = std::path::Path::new(&data).join("nrp").join(format!("{name}.txt"));
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let instance = Instance::read(&text).unwrap();
        for (ratio, optimum) in optima {
            let chosen = instance.choose(instance.budget_at(*ratio), &mut |_| true);
            verify(&instance, &chosen);
            assert_eq!((chosen.objective, chosen.bound), (*optimum, *optimum), "{name} at {ratio}");
        }
    }
}
