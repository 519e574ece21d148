//! How alike two orders are.

use std::cmp::Ordering;

/// Kendall's τ-b of two lists of scores of the same rows (Kendall 1945): 1 when they order alike, −1 when they order contrarily,
/// ties taken into account. Nothing when one of them orders nothing, or has something that is no number.
///
/// Counted by sorting (Knight 1966), so lists may be long.
pub fn kendall(first: &[f64], second: &[f64]) -> Option<f64> {
    // Adding 0 makes −0 the 0 it equals.
    let mut rows: Vec<(f64, f64)> = first.iter().zip(second).map(|(one, other)| (one + 0.0, other + 0.0)).collect();
    if rows.iter().any(|(one, other)| one.is_nan() || other.is_nan()) {
        return None;
    }
    rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let ties_first = ties(&rows, |a, b| a.0 == b.0);
    let ties_both = ties(&rows, |a, b| a == b);
    let mut others: Vec<f64> = rows.iter().map(|row| row.1).collect();
    let contrary = sort(&mut others);
    let ties_second = ties(&others, |a, b| a == b);
    let pairs = pairs(rows.len());
    let alike = pairs - ties_first - ties_second + ties_both - 2 * contrary;
    let ordered = (pairs - ties_first) as f64 * (pairs - ties_second) as f64;
    (ordered > 0.0).then(|| alike as f64 / ordered.sqrt())
}

/// How many pairs there are of so many.
fn pairs(rows: usize) -> i64 {
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    rows * (rows - 1) / 2
}

/// How many pairs of a sorted list are the same.
fn ties<T>(sorted: &[T], same: impl Fn(&T, &T) -> bool) -> i64 {
    sorted.chunk_by(same).map(|run| pairs(run.len())).sum()
}

/// Sorts by merging, and says how many pairs stood the wrong way round.
fn sort(scores: &mut [f64]) -> i64 {
    if scores.len() < 2 {
        return 0;
    }
    let middle = scores.len() / 2;
    let (left, right) = scores.split_at_mut(middle);
    let mut wrong = sort(left) + sort(right);
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (&*left, &*right);
    while let (Some(one), Some(other)) = (left.first(), right.first()) {
        if other.total_cmp(one) == Ordering::Less {
            wrong += i64::try_from(left.len()).unwrap_or(i64::MAX);
            merged.push(*other);
            right = &right[1..];
        } else {
            merged.push(*one);
            left = &left[1..];
        }
    }
    merged.extend(left.iter().chain(right));
    scores.copy_from_slice(&merged);
    wrong
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::kendall;

    #[test]
    fn orders_alike_and_contrary() {
        assert_eq!(kendall(&[1.0, 2.0, 3.0], &[10.0, 20.0, 30.0]), Some(1.0));
        assert_eq!(kendall(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]), Some(-1.0));
        assert_eq!(kendall(&[1.0, 1.0], &[3.0, 2.0]), None);
    }

    /// The example of the SciPy documentation of `kendalltau`: −0.4714.
    #[test]
    fn ties_as_published() {
        let tau = kendall(&[12.0, 2.0, 1.0, 12.0, 2.0], &[1.0, 4.0, 7.0, 1.0, 0.0]).unwrap();
        assert!((tau + 0.471_404_520_791_031_7).abs() < 1e-12);
    }

    #[test]
    fn what_is_no_number_orders_nothing() {
        assert_eq!(kendall(&[1.0, f64::NAN], &[1.0, 2.0]), None);
        assert_eq!(kendall(&[0.0, -0.0], &[1.0, 2.0]), None);
        assert_eq!(kendall(&[], &[]), None);
    }

    /// By the definition: every pair looked at.
    fn pair_by_pair(first: &[f64], second: &[f64]) -> Option<f64> {
        let sign = |scores: &[f64], one: usize, other: usize| {
            scores[one].partial_cmp(&scores[other]).map_or(0.0, |order| f64::from(order as i8))
        };
        let (mut alike, mut ordered) = (0.0, [0.0, 0.0]);
        for one in 0..first.len() {
            for other in one + 1..first.len() {
                let (a, b) = (sign(first, one, other), sign(second, one, other));
                alike += a * b;
                ordered = [ordered[0] + a * a, ordered[1] + b * b];
            }
        }
        let ordered = ordered[0] * ordered[1];
        (ordered > 0.0).then(|| alike / ordered.sqrt())
    }

    proptest! {
        #[test]
        fn sorting_counts_what_looking_at_every_pair_does(rows in prop::collection::vec((-3_i8..4, -9_i8..9), 0..40)) {
            let (first, second): (Vec<f64>, Vec<f64>) = rows.iter().map(|(a, b)| (f64::from(*a), f64::from(*b))).unzip();
            prop_assert_eq!(kendall(&first, &second), pair_by_pair(&first, &second));
        }
    }
}
