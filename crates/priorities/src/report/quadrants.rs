//! Value against effort, row by row.

use serde::Serialize;

use super::Unscorable;
use super::cells::{number, passed_over, some_inputs};
use crate::file::Row;
use crate::methods::Scale;
use crate::quadrant::{Quadrant, quadrant};

/// Where much begins; what is not said is the median of the file.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Lines {
    /// From here on a value is much.
    pub value: Option<f64>,
    /// From here on an effort is.
    pub effort: Option<f64>,
}

/// The rows in their fields.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fields {
    /// The name of the method.
    pub model: &'static str,
    /// From here on a value is much.
    pub much_value: f64,
    /// From here on an effort is.
    pub much_effort: f64,
    /// The rows as they were given.
    pub rows: Vec<Lying>,
    /// Columns that are not the method's.
    pub passed_over: Vec<String>,
}

/// A row in its field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lying {
    /// Its line in the file.
    pub line: usize,
    /// What it is known by.
    pub id: Option<String>,
    /// What it is about.
    pub title: Option<String>,
    /// Its value.
    pub value: Option<f64>,
    /// Its effort.
    pub effort: Option<f64>,
    /// Its field; nothing when something is missing.
    pub field: Option<Quadrant>,
    /// The names of the inputs it lacks.
    pub missing: Vec<String>,
    /// The smallest change of one input that would bring it into another field.
    pub across: Option<Across>,
}

/// A change of one input, by which a row comes into another field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Across {
    /// The input.
    pub input: &'static str,
    /// What it is.
    pub from: f64,
    /// The line: what is little must reach it, what is much fall below it.
    pub to: f64,
    /// How large the change is beside what the input is; nothing when that is 0.
    pub relative: Option<f64>,
    /// The field it would come into.
    pub into: Quadrant,
}

const VALUE: &[&str] = &["value", "business value", "benefit"];
const EFFORT: &[&str] = &["effort", "estimate", "points", "size"];

/// Puts rows with a `value` and an `effort`, both from 0, into fields.
///
/// # Errors
/// See [`Unscorable`].
pub fn quadrants(rows: &[Row], lines: Lines) -> Result<Fields, Unscorable> {
    some_inputs(rows, "value against effort", &[VALUE, EFFORT])?;
    let scale = Scale::Between(0.0, f64::INFINITY);
    let given = |row: &Row| Ok((number(row, VALUE, &scale)?, number(row, EFFORT, &scale)?));
    let given = rows.iter().map(given).collect::<Result<Vec<_>, Unscorable>>()?;
    let much_value = lines.value.unwrap_or_else(|| median(given.iter().filter_map(|row| row.0)));
    let much_effort = lines.effort.unwrap_or_else(|| median(given.iter().filter_map(|row| row.1)));
    let lying = |(row, (value, effort)): (&Row, &(Option<f64>, Option<f64>))| {
        let lacks = [("value", value.is_none()), ("effort", effort.is_none())];
        let both = value.zip(*effort);
        Lying {
            line: row.line,
            id: row.id.clone(),
            title: row.title.clone(),
            value: *value,
            effort: *effort,
            field: both.and_then(|(value, effort)| quadrant(value, effort, much_value, much_effort)),
            missing: lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name.to_owned()).collect(),
            across: both.and_then(|(value, effort)| across(value, effort, much_value, much_effort)),
        }
    };
    Ok(Fields {
        model: "value against effort",
        much_value,
        much_effort,
        rows: rows.iter().zip(&given).map(lying).collect(),
        passed_over: passed_over(rows, [VALUE, EFFORT].into_iter().flatten().copied()),
    })
}

fn across(value: f64, effort: f64, much_value: f64, much_effort: f64) -> Option<Across> {
    use Quadrant::{BigBet, FillIn, MoneyPit, QuickWin};
    let (other_value, other_effort) = match quadrant(value, effort, much_value, much_effort)? {
        QuickWin => (FillIn, BigBet),
        BigBet => (MoneyPit, QuickWin),
        FillIn => (QuickWin, MoneyPit),
        MoneyPit => (BigBet, FillIn),
    };
    let change = |input, from: f64, to: f64, into| {
        let relative = Some((to - from).abs() / from).filter(|relative| relative.is_finite());
        // No number is below 0, so a line there cannot be passed downwards.
        (from < to || to > 0.0).then_some(Across { input, from, to, relative, into })
    };
    let all = [change("value", value, much_value, other_value), change("effort", effort, much_effort, other_effort)];
    let size = |across: &Across| across.relative.unwrap_or(f64::INFINITY);
    all.into_iter().flatten().min_by(|a, b| size(a).total_cmp(&size(b)))
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    let middle = |at: usize| numbers.get(at).copied().unwrap_or_default() / 2.0;
    middle(numbers.len().saturating_sub(1) / 2) + middle(numbers.len() / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;

    const FILE: &str = "title,value,effort\na,9,1\nb,8,8\nc,2,3\nd,1,9\ne,,4\n";

    #[test]
    fn rows_lie_in_fields_around_the_medians() {
        let fields = quadrants(&file::read(FILE.as_bytes()).unwrap(), Lines::default()).unwrap();
        assert_eq!((fields.much_value, fields.much_effort), (5.0, 4.0));
        let told: Vec<_> = fields.rows.iter().map(|row| row.field).collect();
        use Quadrant::{BigBet, FillIn, MoneyPit, QuickWin};
        assert_eq!(told, [Some(QuickWin), Some(BigBet), Some(FillIn), Some(MoneyPit), None]);
        assert_eq!(fields.rows[4].missing, ["value"]);
        let across = fields.rows[2].across.as_ref().unwrap();
        assert_eq!((across.input, across.to, across.into), ("effort", 4.0, MoneyPit));
    }

    #[test]
    fn lines_that_are_given_hold() {
        let lines = Lines { value: Some(0.0), effort: Some(10.0) };
        let fields = quadrants(&file::read(FILE.as_bytes()).unwrap(), lines).unwrap();
        assert!(fields.rows.iter().all(|row| row.field.is_none_or(|field| field == Quadrant::QuickWin)));
        assert!(fields.rows.iter().all(|row| row.across.as_ref().is_none_or(|across| across.input == "effort")));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let told =
            |file: &str| quadrants(&file::read(file.as_bytes()).unwrap(), Lines::default()).unwrap_err().to_string();
        assert_eq!(told("value,effort\n1,1\n2,NaN\n"), "line 3: effort is “NaN”, which is no number");
        assert_eq!(told("value,effort\n-2,1\n"), "line 2: value is -2, but must be at least 0");
    }
}
