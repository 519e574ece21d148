//! MoSCoW (DSDM): must, should, could, won't this time.

use serde::Serialize;

/// Where something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moscow {
    /// Without it there is no release.
    Must,
    /// Important, but one can do without for now.
    Should,
    /// Wanted, and the first to go.
    Could,
    /// Not this time.
    Wont,
}

/// The effort of one category, and its share of the effort of this time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Share {
    /// In the unit that was given.
    pub effort: f64,
    /// Of what is to be done this time, from 0 to 1; nothing when nothing is.
    pub share: Option<f64>,
}

/// The effort by category.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Must {
    /// What must be.
    pub must: Share,
    /// What should be.
    pub should: Share,
    /// What could be.
    pub could: Share,
    /// How many had no effort that counts, and are left out.
    pub without_effort: usize,
}

/// DSDM: “no more than 60 % effort for Must Haves”, about 20 % for Could Haves, by effort, not by number (DSDM Agile Project
/// Framework, chapter 10).
pub const MOST_MUST: f64 = 0.6;

impl Must {
    /// Whether what must be leaves room for what may go.
    pub fn is_safe(&self) -> bool {
        self.must.share.is_none_or(|share| share <= MOST_MUST + 1e-9)
    }
}

/// Sums up effort by category; effort below 0 or not a number does not count.
pub fn moscow(rows: &[(Moscow, f64)]) -> Must {
    let counts = |effort: &f64| effort.is_finite() && *effort >= 0.0;
    let sum = |category: Moscow| {
        let efforts = rows.iter().filter(|(of, effort)| *of == category && counts(effort)).map(|(_, effort)| effort);
        // The sum of no numbers is -0, which nobody should read.
        efforts.fold(0.0, |sum, effort| sum + effort)
    };
    let (must, should, could) = (sum(Moscow::Must), sum(Moscow::Should), sum(Moscow::Could));
    let all = must + should + could;
    let share = |effort: f64| Share { effort, share: (all > 0.0).then(|| effort / all) };
    let without_effort = rows.iter().filter(|(_, effort)| !counts(effort)).count();
    Must { must: share(must), should: share(should), could: share(could), without_effort }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The split the handbook recommends: 60, 20 and 20 per cent of the effort (DSDM Agile Project Framework, 10.4.1; as quoted in
    /// Miranda, “MoSCoW rules: a quantitative exposé”, 2022).
    #[test]
    fn the_recommended_split_is_safe_and_without_what_is_not_now() {
        let rows = [(Moscow::Must, 6.0), (Moscow::Should, 2.0), (Moscow::Could, 2.0), (Moscow::Wont, 90.0)];
        let sums = moscow(&rows);
        assert_eq!((sums.must.share, sums.could.share), (Some(0.6), Some(0.2)));
        assert!(sums.is_safe());
        assert!(!moscow(&[(Moscow::Must, 7.0), (Moscow::Could, 3.0)]).is_safe());
    }

    #[test]
    fn what_has_no_effort_is_counted_apart() {
        let sums = moscow(&[(Moscow::Must, f64::NAN), (Moscow::Must, -1.0)]);
        assert_eq!((sums.without_effort, sums.must.share), (2, None));
        assert!(sums.is_safe());
        assert!(sums.must.effort.is_sign_positive(), "0, not -0");
    }
}
