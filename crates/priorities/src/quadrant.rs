//! Value against effort, in four fields.

use serde::Serialize;

/// A field of the value and effort matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quadrant {
    /// Much value for little effort: a quick win.
    QuickWin,
    /// Much value for much effort: a big bet.
    BigBet,
    /// Little value for little effort: a fill-in.
    FillIn,
    /// Little value for much effort: a money pit.
    MoneyPit,
}

/// The field of a value and an effort, by where the lines between much and little are drawn; on a line counts as much. Nothing
/// when something is no number.
pub fn quadrant(value: f64, effort: f64, much_value: f64, much_effort: f64) -> Option<Quadrant> {
    if [value, effort, much_value, much_effort].iter().any(|number| number.is_nan()) {
        return None;
    }
    Some(match (value >= much_value, effort >= much_effort) {
        (true, false) => Quadrant::QuickWin,
        (true, true) => Quadrant::BigBet,
        (false, false) => Quadrant::FillIn,
        (false, true) => Quadrant::MoneyPit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_field_and_the_lines() {
        assert_eq!(quadrant(9.0, 1.0, 5.0, 5.0), Some(Quadrant::QuickWin));
        assert_eq!(quadrant(5.0, 5.0, 5.0, 5.0), Some(Quadrant::BigBet));
        assert_eq!(quadrant(1.0, 1.0, 5.0, 5.0), Some(Quadrant::FillIn));
        assert_eq!(quadrant(1.0, 9.0, 5.0, 5.0), Some(Quadrant::MoneyPit));
        assert_eq!(quadrant(f64::NAN, 9.0, 5.0, 5.0), None);
    }
}
