use proptest::prelude::*;

use super::{CLOSE, End, Linear, Row};

/// Coefficients, right-hand side, and whether it is to be met exactly.
type Drawn = (Vec<i32>, i32, bool);

fn program() -> impl Strategy<Value = (Vec<i32>, Vec<Drawn>, Vec<Option<bool>>)> {
    (1_usize..12).prop_flat_map(|variables| {
        let cost = prop::collection::vec(-9_i32..20, variables);
        let row = (prop::collection::vec(-3_i32..9, variables), 0_i32..30, prop::bool::weighted(0.1));
        (
            cost,
            prop::collection::vec(row, 0..8),
            prop::collection::vec(prop::option::weighted(0.2, any::<bool>()), variables),
        )
    })
}

/// A point that keeps all rows and is worth as much as the prices of the rows allow is the best.
fn is_best(linear: &Linear) -> bool {
    let kept = linear.rows.iter().all(|row| {
        let by = row.broken_by(|variable| linear.at(variable));
        by < 10.0 * CLOSE && (!row.equal || by > -10.0 * CLOSE)
    });
    let inside = (0..linear.variables()).all(|variable| {
        linear.at(variable) > linear.lower[variable] - CLOSE && linear.at(variable) < linear.upper[variable] + CLOSE
    });
    kept && inside && (linear.bound() - linear.objective()).abs() < 1e-5
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_best_point_is_found_and_found_again_when_bounds_move((cost, rows, moved) in program()) {
        let cost: Vec<f64> = cost.into_iter().map(f64::from).collect();
        let variables = cost.len();
        let mut linear = Linear::new(cost, vec![0.0; variables], vec![1.0; variables]);
        for (terms, most, equal) in rows {
            let terms = (0_u32..).zip(terms).filter(|(_, by)| *by != 0).map(|(at, by)| (at, f64::from(by))).collect();
            linear.add(Row { terms, most: f64::from(most), equal });
        }
        linear.settle();
        let end = linear.solve(f64::NEG_INFINITY, 1000);
        prop_assert!(end == End::Empty || end == End::Best && is_best(&linear));
        let objective = linear.objective();
        for (variable, moved) in moved.iter().enumerate().filter_map(|(variable, moved)| moved.map(|moved| (variable, moved))) {
            let to = f64::from(u8::from(moved));
            linear.set_bounds(variable, to, to);
        }
        linear.settle();
        let again = linear.solve(f64::NEG_INFINITY, 1000);
        prop_assert!(again == End::Empty || again == End::Best && is_best(&linear));
        for variable in 0..variables {
            linear.set_bounds(variable, 0.0, 1.0);
        }
        linear.settle();
        prop_assert_eq!(linear.solve(f64::NEG_INFINITY, 1000), end);
        prop_assert!(end == End::Empty || (linear.objective() - objective).abs() < 1e-6);
    }
}
