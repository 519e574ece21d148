use proptest::prelude::*;

use super::core::Prepared;
use super::{Core, Scores, solve};
use crate::linear::Row;

fn by_trying_all(core: &Core) -> Option<f64> {
    let problem = Prepared::new(core);
    let things = core.values.len();
    (0_u32..1 << things)
        .map(|set| (0..things).map(|thing| set >> thing & 1 == 1).collect::<Vec<bool>>())
        .filter(|chosen| problem.keeps(chosen))
        .map(|chosen| problem.value(&chosen))
        .max_by(f64::total_cmp)
}

fn small() -> impl Strategy<Value = Core> {
    (1_usize..13).prop_flat_map(|things| {
        let values = prop::collection::vec(-3_i32..20, things);
        let needs = prop::collection::vec((0..things as u32, 0..things as u32), 0..8);
        let row = (prop::collection::vec(-2_i32..9, things), 0_i32..40, prop::bool::weighted(0.05));
        let rows = prop::collection::vec(row, 0..4);
        let pins = prop::collection::vec(prop::option::weighted(0.1, any::<bool>()), things);
        let turns = prop::collection::vec(0_u32..3, things);
        (values, needs, rows, pins, turns).prop_map(|(values, needs, rows, pins, turns)| Core {
            values: values.into_iter().map(f64::from).collect(),
            base: 0.0,
            needs: needs.into_iter().filter(|(a, b)| a != b).collect(),
            rows: rows
                .into_iter()
                .map(|(terms, most, equal)| Row {
                    terms: (0_u32..)
                        .zip(terms)
                        .filter(|(_, by)| *by != 0)
                        .map(|(at, by)| (at, f64::from(by)))
                        .collect(),
                    most: f64::from(most),
                    equal,
                })
                .collect(),
            pins,
            turns,
            grain: 1.0,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn the_best_choice_is_found_and_proven(core in small()) {
        let found = solve(&core, None, &mut Scores::default(), 1, &mut |_| true);
        let best = by_trying_all(&core);
        prop_assert_eq!(found.chosen.is_some(), best.is_some());
        if let (Some(chosen), Some(best)) = (found.chosen, best) {
            prop_assert!(Prepared::new(&core).keeps(&chosen));
            prop_assert!((found.value - best).abs() < 1e-6, "{} instead of {}", found.value, best);
            prop_assert!((found.bound - best).abs() < 1e-6);
        }
    }
}
