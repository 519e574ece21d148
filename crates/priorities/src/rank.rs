//! Rows in the order of their scores, and what would change it.

use thiserror::Error;

use crate::methods::{Method, Scale};

/// A row with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// The inputs as they were given.
    pub values: Vec<Option<f64>>,
    /// The score; nothing when too much is missing.
    pub score: Option<f64>,
    /// The inputs that are missing, by number. A score beside them was made without.
    pub missing: Vec<usize>,
}

/// The smallest change of one input after which two rows that follow one another would stand the other way round.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The row whose input changes, by number.
    pub row: usize,
    /// The input, by number.
    pub input: usize,
    /// What it is now.
    pub from: f64,
    /// What it would have to be: the next step of its scale, or the nearest number from which on the order is the other.
    pub to: f64,
    /// The row it would change places with.
    pub with: usize,
}

impl Change {
    /// How large the change is beside what the input is now; how it is compared with others. Beside nothing every change is endless.
    pub fn relative(&self) -> f64 {
        (self.to - self.from).abs() / self.from.abs()
    }
}

/// Rows in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Each row with its score, as they were given.
    pub scored: Vec<Scored>,
    /// The numbers of the rows that have a score, best first; equal ones as they were given.
    pub order: Vec<usize>,
    /// Of each place but the last, the smallest change that would swap it with the next one, if any single one does.
    pub changes: Vec<Option<Change>>,
}

/// Why rows cannot be ranked.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum Refusal {
    /// A row has more or fewer inputs than the method takes.
    #[error("row {row} has {given} inputs, {method} takes {takes}")]
    WrongNumber {
        /// The row, from 1.
        row: usize,
        /// How many it has.
        given: usize,
        /// How many the method takes.
        takes: usize,
        /// Its name.
        method: String,
    },
    /// A value that is not on the scale of its input.
    #[error("row {row}: {input} is {value}, but must be {scale}")]
    OffScale {
        /// The row, from 1.
        row: usize,
        /// The name of the input.
        input: String,
        /// The value.
        value: f64,
        /// What it must be.
        scale: Scale,
    },
}

/// Scores rows and puts them in order.
///
/// # Errors
/// When a row has not as many inputs as the method takes, or one that is not on its scale; `NaN` is on none.
pub fn rank(method: &dyn Method, rows: &[Vec<Option<f64>>]) -> Result<Ranking, Refusal> {
    check(method, rows)?;
    let scored: Vec<Scored> = rows
        .iter()
        .map(|values| Scored {
            score: method.score_of_some(values),
            missing: (0..values.len()).filter(|input| values[*input].is_none()).collect(),
            values: values.clone(),
        })
        .collect();
    let mut order: Vec<usize> = (0..rows.len()).filter(|row| scored[*row].score.is_some()).collect();
    order.sort_by(|a, b| scored[*b].score.unwrap_or_default().total_cmp(&scored[*a].score.unwrap_or_default()));
    let changes = order.windows(2).map(|pair| smallest_change(method, &scored, pair[0], pair[1])).collect();
    Ok(Ranking { scored, order, changes })
}

fn check(method: &dyn Method, rows: &[Vec<Option<f64>>]) -> Result<(), Refusal> {
    let inputs = method.inputs();
    for (row, values) in (1..).zip(rows) {
        if values.len() != inputs.len() {
            let (given, takes) = (values.len(), inputs.len());
            return Err(Refusal::WrongNumber { row, given, takes, method: method.name().to_owned() });
        }
        for (input, value) in inputs.iter().zip(values) {
            if let Some(value) = value.filter(|value| !input.scale.has(*value)) {
                let scale = input.scale.clone();
                return Err(Refusal::OffScale { row, input: input.name.clone(), value, scale });
            }
        }
    }
    Ok(())
}

/// The smallest change of one input of either row that puts the lower one above.
fn smallest_change(method: &dyn Method, scored: &[Scored], upper: usize, lower: usize) -> Option<Change> {
    let scales: Vec<Scale> = method.inputs().into_iter().map(|input| input.scale).collect();
    let mut smallest: Option<Change> = None;
    for (row, with, falls) in [(upper, lower, true), (lower, upper, false)] {
        let against = scored[with].score.unwrap_or_default();
        for (input, scale) in scales.iter().enumerate() {
            let Some(from) = scored[row].values[input] else { continue };
            let passes = |to: f64| {
                let mut values = scored[row].values.clone();
                values[input] = Some(to);
                let score = method.score_of_some(&values).unwrap_or_default();
                if falls { score < against } else { score > against }
            };
            let change = turning(scale, from, &passes).map(|to| Change { row, input, from, to, with });
            let is_smaller =
                |change: &Change| smallest.as_ref().is_none_or(|least| change.relative() < least.relative());
            smallest = change.filter(is_smaller).or(smallest);
        }
    }
    smallest
}

/// The value nearest to the present one from which on the order is the other, on a scale along which scores rise or fall.
fn turning(scale: &Scale, from: f64, passes: &dyn Fn(f64) -> bool) -> Option<f64> {
    if let Scale::Steps(steps) = scale {
        let distance = |to: &f64| (to - from).abs();
        return steps.iter().copied().filter(|to| passes(*to)).min_by(|a, b| distance(a).total_cmp(&distance(b)));
    }
    let (least, most) = match scale {
        Scale::Between(least, most) => (*least, most.min(1e6 * from.abs().max(1.0))),
        _ => (f64::MIN_POSITIVE, 1e6 * from.abs().max(1.0)),
    };
    let ends = [least, most].into_iter().filter(|end| passes(*end)).map(|end| nearest(from, end, passes));
    ends.min_by(|a, b| (a - from).abs().total_cmp(&(b - from).abs()))
}

/// Halves the way between a value that does not pass and one that does.
fn nearest(from: f64, end: f64, passes: &dyn Fn(f64) -> bool) -> f64 {
    let (mut not, mut does) = (from, end);
    for _ in 0..100 {
        let middle = f64::midpoint(not, does);
        if passes(middle) {
            does = middle;
        } else {
            not = middle;
        }
    }
    does
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Ice, Rice, Wsjf};

    fn row(values: &[f64]) -> Vec<Option<f64>> {
        values.iter().copied().map(Some).collect()
    }

    #[test]
    fn what_is_missing_is_said_and_stands_in_no_order() {
        let rows = [vec![Some(1.0), None, Some(0.5), Some(1.0)], row(&[10.0, 1.0, 1.0, 1.0])];
        let ranking = rank(&Rice, &rows).unwrap();
        assert_eq!((ranking.scored[0].score, ranking.scored[0].missing.as_slice()), (None, &[1][..]));
        assert_eq!(ranking.order, [1]);
    }

    #[test]
    fn the_smallest_change_is_the_nearest_step_or_number() {
        let ranking = rank(&Ice, &[row(&[5.0, 5.0, 4.0]), row(&[4.0, 4.0, 5.0])]).unwrap();
        let change = ranking.changes[0].clone().unwrap();
        assert!((change.relative() - 0.2).abs() < 1e-9, "100 falls below 80 by a fifth: {change:?}");
        let steps = rank(&Wsjf, &[row(&[8.0, 1.0, 1.0, 2.0]), row(&[3.0, 1.0, 1.0, 2.0])]).unwrap();
        let change = steps.changes[0].clone().unwrap();
        assert_eq!((change.row, change.input, change.to), (0, 0, 2.0));
    }

    #[test]
    fn beside_nothing_a_change_has_no_size() {
        let ranking = rank(&Rice, &[row(&[10.0, 1.0, 1.0, 1.0]), row(&[0.0, 1.0, 1.0, 1.0])]).unwrap();
        let change = ranking.changes[0].clone().unwrap();
        assert_eq!((change.row, change.relative()), (1, f64::INFINITY), "nothing but more reach of the second does it");
    }

    #[test]
    fn what_no_scale_allows_is_refused_by_name() {
        let told = |values: &[f64]| rank(&Rice, &[row(values)]).unwrap_err().to_string();
        assert_eq!(told(&[1.0, 1.5, 1.0, 1.0]), "row 1: impact is 1.5, but must be one of 0.25, 0.5, 1, 2, 3");
        assert_eq!(told(&[1.0, 1.0, 1.0, 0.4]), "row 1: effort is 0.4, but must be at least 0.5");
        assert_eq!(told(&[f64::NAN, 1.0, 1.0, 1.0]), "row 1: reach is NaN, but must be at least 0");
        assert_eq!(told(&[1.0]), "row 1 has 1 inputs, RICE takes 4");
    }

    proptest! {
        #[test]
        fn a_change_does_what_it_says(rows in prop::collection::vec(prop::collection::vec(1.0_f64..10.0, 3), 2..6)) {
            let rows: Vec<_> = rows.iter().map(|values| row(values)).collect();
            let ranking = rank(&Ice, &rows).unwrap();
            for (place, change) in ranking.changes.iter().enumerate() {
                let Some(change) = change else { continue };
                let mut after = rows.clone();
                after[change.row][change.input] = Some(change.to);
                let after = rank(&Ice, &after).unwrap();
                let at = |row: usize| after.order.iter().position(|other| *other == row);
                let (upper, lower) = (ranking.order[place], ranking.order[place + 1]);
                prop_assert!(at(lower) < at(upper) || after.scored[lower].score == after.scored[upper].score);
            }
        }

        #[test]
        fn no_smaller_change_does_it(
            rows in prop::collection::vec(prop::collection::vec(1.0_f64..10.0, 3), 2),
            row_of in 0..2_usize, input in 0..3_usize, part in -0.999_f64..0.999,
        ) {
            let rows: Vec<_> = rows.iter().map(|values| row(values)).collect();
            let ranking = rank(&Ice, &rows).unwrap();
            let Some(change) = &ranking.changes[0] else { return Ok(()) };
            let from = rows[row_of][input].unwrap();
            let mut after = rows.clone();
            after[row_of][input] = Some((from + part * change.relative() * from).clamp(1.0, 10.0));
            prop_assert_eq!(rank(&Ice, &after).unwrap().order, ranking.order);
        }

        #[test]
        fn of_steps_the_smallest_that_does_it_is_told(rows in prop::collection::vec(prop::collection::vec(0..7_usize, 4), 2)) {
            let Scale::Steps(steps) = Wsjf.inputs()[0].scale.clone() else { return Ok(()) };
            let rows: Vec<_> = rows.iter().map(|at| row(&at.iter().map(|at| steps[*at]).collect::<Vec<_>>())).collect();
            let ranking = rank(&Wsjf, &rows).unwrap();
            let mut smallest: Option<f64> = None;
            for (of, input, to) in (0..2).flat_map(|of| (0..4).flat_map(move |input| steps.iter().map(move |to| (of, input, *to)))) {
                let mut after = rows.clone();
                after[of][input] = Some(to);
                let scores: Vec<f64> = after.iter().map(|row| rank(&Wsjf, std::slice::from_ref(row)).unwrap().scored[0].score.unwrap()).collect();
                if scores[ranking.order[0]] < scores[ranking.order[1]] {
                    let from = rows[of][input].unwrap();
                    let relative = (to - from).abs() / from;
                    smallest = Some(smallest.map_or(relative, |least| least.min(relative)));
                }
            }
            prop_assert_eq!(ranking.changes[0].as_ref().map(Change::relative), smallest);
        }
    }
}
