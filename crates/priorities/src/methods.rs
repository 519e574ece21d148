//! How inputs become one number.

use std::fmt;

/// A way to score: which inputs it takes, and its formula.
pub trait Method {
    /// Its name, as the field calls it.
    fn name(&self) -> &str;

    /// Its inputs, in the order in which they are given.
    fn inputs(&self) -> Vec<Input>;

    /// The score of these inputs; only called with as many as there are inputs, each on its scale. More is better.
    fn score(&self, values: &[f64]) -> f64;

    /// The score when some inputs are missing, for methods that can say something all the same.
    fn score_of_some(&self, values: &[Option<f64>]) -> Option<f64> {
        let all: Option<Vec<f64>> = values.iter().copied().collect();
        all.map(|values| self.score(&values))
    }
}

/// One input of a method.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// What it is called.
    pub name: String,
    /// What it is measured in.
    pub unit: String,
    /// Which values it may have.
    pub scale: Scale,
}

/// Which values an input may have.
#[derive(Debug, Clone, PartialEq)]
pub enum Scale {
    /// Any number from the first to the second, both included.
    Between(f64, f64),
    /// Any number above 0.
    Positive,
    /// One of these, ascending.
    Steps(&'static [f64]),
}

impl Scale {
    /// Whether a value is on the scale.
    pub fn has(&self, value: f64) -> bool {
        match self {
            Self::Between(least, most) => (*least..=*most).contains(&value),
            Self::Positive => value > 0.0 && value.is_finite(),
            Self::Steps(steps) => steps.contains(&value),
        }
    }
}

impl fmt::Display for Scale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Between(least, most) if most.is_finite() => write!(f, "from {least} to {most}"),
            Self::Between(least, _) => write!(f, "at least {least}"),
            Self::Positive => f.write_str("above 0"),
            Self::Steps(steps) => {
                let steps: Vec<String> = steps.iter().map(ToString::to_string).collect();
                write!(f, "one of {}", steps.join(", "))
            }
        }
    }
}

fn input(name: &str, unit: &str, scale: Scale) -> Input {
    Input { name: name.to_owned(), unit: unit.to_owned(), scale }
}

/// RICE: `reach × impact × confidence ÷ effort` (Sean McBride, “RICE: simple prioritization for product managers”, Intercom 2018).
///
/// Reach is people or events in a period that is the same for all; impact 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal;
/// confidence from 0 to 1, of which 1, 0.8 and 0.5 are the usual ones; effort in person-months, half a one at least.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rice;

impl Method for Rice {
    fn name(&self) -> &'static str {
        "RICE"
    }

    fn inputs(&self) -> Vec<Input> {
        vec![
            input("reach", "people a period", Scale::Between(0.0, f64::INFINITY)),
            input("impact", "", Scale::Steps(&[0.25, 0.5, 1.0, 2.0, 3.0])),
            input("confidence", "share", Scale::Between(0.0, 1.0)),
            input("effort", "person-months", Scale::Between(0.5, f64::INFINITY)),
        ]
    }

    fn score(&self, values: &[f64]) -> f64 {
        values[0] * values[1] * values[2] / values[3]
    }
}

/// ICE: `impact × confidence × ease`, each from 1 to 10 (Sean Ellis). Some tools take the mean instead; this is the product.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ice;

impl Method for Ice {
    fn name(&self) -> &'static str {
        "ICE"
    }

    fn inputs(&self) -> Vec<Input> {
        ["impact", "confidence", "ease"].map(|name| input(name, "", Scale::Between(1.0, 10.0))).to_vec()
    }

    fn score(&self, values: &[f64]) -> f64 {
        values.iter().product()
    }
}

const RELATIVE: &[f64] = &[1.0, 2.0, 3.0, 5.0, 8.0, 13.0, 20.0];

/// WSJF: `(user-business value + time criticality + risk reduction or opportunity enablement) ÷ job size`, all relative to the
/// others of one list (Scaled Agile Framework). Scores of different lists cannot be compared.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wsjf;

impl Method for Wsjf {
    fn name(&self) -> &'static str {
        "WSJF"
    }

    fn inputs(&self) -> Vec<Input> {
        ["user-business value", "time criticality", "risk reduction or opportunity enablement", "job size"]
            .map(|name| input(name, "", Scale::Steps(RELATIVE)))
            .to_vec()
    }

    fn score(&self, values: &[f64]) -> f64 {
        (values[0] + values[1] + values[2]) / values[3]
    }
}

/// One criterion of a [`Weighted`] score.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// What it is called.
    pub name: String,
    /// How much it counts beside the others; they need not sum up to anything.
    pub weight: f64,
    /// The bounds of its scale. They are fixed: what is observed never moves them, or a new row would move the others' scores.
    pub from: f64,
    /// See `from`.
    pub to: f64,
    /// Whether less is better.
    pub less_is_better: bool,
}

/// `100 × Σ wᵢnᵢ` with weights that sum up to 1 and each value as its part of the way along a fixed scale.
///
/// What is missing is left out and the others' weights share its part; the score is then marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Weighted(pub Vec<Criterion>);

impl Weighted {
    fn part(criterion: &Criterion, value: f64) -> f64 {
        let part = (value - criterion.from) / (criterion.to - criterion.from);
        if criterion.less_is_better { 1.0 - part } else { part }
    }
}

impl Method for Weighted {
    fn name(&self) -> &'static str {
        "weighted score"
    }

    fn inputs(&self) -> Vec<Input> {
        self.0
            .iter()
            .map(|criterion| input(&criterion.name, "", Scale::Between(criterion.from, criterion.to)))
            .collect()
    }

    fn score(&self, values: &[f64]) -> f64 {
        self.score_of_some(&values.iter().copied().map(Some).collect::<Vec<_>>()).unwrap_or_default()
    }

    fn score_of_some(&self, values: &[Option<f64>]) -> Option<f64> {
        let known = || self.0.iter().zip(values).filter_map(|(criterion, value)| Some((criterion, (*value)?)));
        let weights: f64 = known().map(|(criterion, _)| criterion.weight).sum();
        let sum: f64 = known().map(|(criterion, value)| criterion.weight * Self::part(criterion, value)).sum();
        (weights > 0.0).then(|| 100.0 * sum / weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rank;

    fn scores(method: &dyn Method, rows: &[&[f64]]) -> Vec<f64> {
        let rows: Vec<Vec<Option<f64>>> = rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
        rank(method, &rows).unwrap().scored.iter().map(|scored| scored.score.unwrap()).collect()
    }

    /// The three features of “RICE scoring explained, with a worked example”, cadenly.io.
    #[test]
    fn rice_as_published() {
        let rows: [&[f64]; 3] = [&[5_000.0, 2.0, 0.8, 2.0], &[3_000.0, 1.0, 1.0, 1.5], &[8_000.0, 0.5, 1.0, 3.0]];
        let scores = scores(&Rice, &rows);
        assert_eq!(scores[..2], [4_000.0, 2_000.0]);
        assert_eq!(scores[2].round(), 1_333.0);
    }

    /// “Complex mortgage predictor” of “The ICE scoring model”, idaete.com.
    #[test]
    fn ice_as_published() {
        assert_eq!(scores(&Ice, &[&[8.0, 6.0, 3.0]]), [144.0]);
    }

    /// The example of the plugin “WSJF priority” for Logseq (danmaxdanilov), and one more.
    #[test]
    fn wsjf_as_published() {
        assert_eq!(scores(&Wsjf, &[&[13.0, 8.0, 5.0, 8.0], &[13.0, 13.0, 8.0, 20.0]]), [3.25, 1.7]);
    }

    /// Table 2.4 of “Simple scoring model”, MANGT 510, Pennsylvania State University: safety, profit potential and cost count three,
    /// two and one, and each is rated up to three, so that 18 is the most there is.
    #[test]
    fn a_weighted_score_as_published() {
        let criterion = |(name, weight): (&str, f64)| Criterion {
            name: name.to_owned(),
            weight,
            from: 0.0,
            to: 3.0,
            less_is_better: false,
        };
        let model = Weighted([("safety", 3.0), ("profit", 2.0), ("cost", 1.0)].map(criterion).to_vec());
        let projects: [&[f64]; 4] = [&[2.0, 1.0, 3.0], &[3.0, 2.0, 2.0], &[2.0, 3.0, 3.0], &[3.0, 1.0, 1.0]];
        let totals: Vec<f64> = scores(&model, &projects).iter().map(|score| (score * 18.0 / 100.0).round()).collect();
        assert_eq!(totals, [11.0, 15.0, 15.0, 12.0]);
    }

    fn two() -> Weighted {
        let criterion = |name: &str, weight, less_is_better| Criterion {
            name: name.to_owned(),
            weight,
            from: 0.0,
            to: 10.0,
            less_is_better,
        };
        Weighted(vec![criterion("value", 3.0, false), criterion("cost", 1.0, true)])
    }

    #[test]
    fn weights_share_what_is_missing() {
        assert!((scores(&two(), &[&[8.0, 4.0]])[0] - 75.0).abs() < 1e-9);
        assert!((two().score_of_some(&[Some(8.0), None]).unwrap() - 80.0).abs() < 1e-9);
        assert_eq!(two().score_of_some(&[None, None]), None);
    }

    #[test]
    fn another_row_moves_no_score() {
        let alone = scores(&two(), &[&[5.0, 5.0]]);
        assert_eq!(scores(&two(), &[&[5.0, 5.0], &[10.0, 0.0]])[0], alone[0]);
    }
}
