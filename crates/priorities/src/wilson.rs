//! How sure a share of a sample is.

use serde::Serialize;

/// A share with the interval it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The share found.
    pub share: f64,
    /// From here.
    pub low: f64,
    /// To here.
    pub high: f64,
    /// How many were asked.
    pub asked: u64,
}

/// The two-sided 95 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The 95 % score interval of a share (Wilson 1927). Nothing when nobody was asked, or more said yes than were asked.
pub fn wilson(yes: u64, asked: u64) -> Option<Interval> {
    if asked == 0 || yes > asked {
        return None;
    }
    let (n, share) = (asked as f64, yes as f64 / asked as f64);
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    Some(Interval { share, low: ((middle - half) / scale).max(0.0), high: ((middle + half) / scale).min(1.0), asked })
}

#[cfg(test)]
mod tests {
    use super::wilson;

    /// Newcombe (1998), table I, method 3: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
    #[test]
    fn as_published() {
        let close = |a: f64, b: f64| (a - b).abs() < 5e-5;
        let interval = wilson(81, 263).unwrap();
        assert!(close(interval.low, 0.2553) && close(interval.high, 0.3662), "{interval:?}");
        let none = wilson(0, 20).unwrap();
        assert!(none.low == 0.0 && close(none.high, 0.1611), "{none:?}");
    }

    #[test]
    fn nobody_asked_says_nothing() {
        assert_eq!(wilson(0, 0), None);
        assert_eq!(wilson(3, 2), None);
    }
}
