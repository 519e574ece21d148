//! How alike two orders are.

/// Kendall's τ-b of two lists of scores of the same rows (Kendall 1945): 1 when they order alike, −1 when they order contrarily,
/// ties taken into account. Nothing when one of them orders nothing.
pub fn kendall(first: &[f64], second: &[f64]) -> Option<f64> {
    let rows = first.len().min(second.len());
    let (mut alike, mut ties_first, mut ties_second, mut pairs) = (0_i64, 0_i64, 0_i64, 0_i64);
    for one in 0..rows {
        for other in one + 1..rows {
            let a = sign(first[one], first[other]);
            let b = sign(second[one], second[other]);
            pairs += 1;
            alike += a * b;
            ties_first += i64::from(a == 0);
            ties_second += i64::from(b == 0);
        }
    }
    let ordered = ((pairs - ties_first) * (pairs - ties_second)) as f64;
    (ordered > 0.0).then(|| alike as f64 / ordered.sqrt())
}

fn sign(a: f64, b: f64) -> i64 {
    i64::from(a > b) - i64::from(a < b)
}

#[cfg(test)]
mod tests {
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
}
