//! Whether what must be leaves room for what may go.

use serde::Serialize;

use super::Unscorable;
use super::cells::{number, passed_over, some_inputs, word};
use crate::file::Row;
use crate::methods::Scale;
use crate::moscow::{MOST_MUST, Moscow, Must, moscow as sum};

/// The rows by category, and what each category sums up to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shares {
    /// The name of the method.
    pub model: &'static str,
    /// The rows as they were given.
    pub rows: Vec<Grouped>,
    /// The effort by category; rows that lack something are not in it.
    pub sums: Must,
    /// The largest share that what must be may have.
    pub most_must: f64,
    /// Whether it has no more.
    pub safe: bool,
    /// The effort that could still become must out of should and could; below 0 so much of must would have to become one of these.
    pub room: f64,
    /// Columns that are not the method's.
    pub passed_over: Vec<String>,
}

/// A row with its category.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Grouped {
    /// Its line in the file.
    pub line: usize,
    /// What it is known by.
    pub id: Option<String>,
    /// What it is about.
    pub title: Option<String>,
    /// Where it stands.
    pub category: Option<Moscow>,
    /// Its effort, in the unit of the file.
    pub effort: Option<f64>,
    /// The names of the inputs it lacks.
    pub missing: Vec<String>,
}

const CATEGORY: &[&str] = &["moscow", "category", "priority"];
const EFFORT: &[&str] = &["effort", "estimate", "points", "size"];
const WORDS: &[(&[&str], Moscow)] = &[
    (&["must", "m", "musthave"], Moscow::Must),
    (&["should", "s", "shouldhave"], Moscow::Should),
    (&["could", "c", "couldhave"], Moscow::Could),
    (&["wont", "w", "wonthave", "wontthistime"], Moscow::Wont),
];

/// Sums up the effort of rows with a `moscow` and an `effort`.
///
/// # Errors
/// See [`Unscorable`].
pub fn moscow(rows: &[Row]) -> Result<Shares, Unscorable> {
    some_inputs(rows, "MoSCoW", &[CATEGORY, EFFORT])?;
    let grouped = rows.iter().map(grouped).collect::<Result<Vec<_>, _>>()?;
    let sums = sum(&grouped.iter().filter_map(|row| Some((row.category?, row.effort?))).collect::<Vec<_>>());
    let all = sums.must.effort + sums.should.effort + sums.could.effort;
    if !all.is_finite() {
        let largest = grouped.iter().max_by(|a, b| a.effort.unwrap_or(0.0).total_cmp(&b.effort.unwrap_or(0.0)));
        return Err(Unscorable::TooLarge { line: largest.map_or(1, |row| row.line) });
    }
    Ok(Shares {
        model: "MoSCoW",
        rows: grouped,
        sums,
        most_must: MOST_MUST,
        safe: sums.is_safe(),
        room: MOST_MUST * all - sums.must.effort,
        passed_over: passed_over(rows, [CATEGORY, EFFORT].into_iter().flatten().copied()),
    })
}

fn grouped(row: &Row) -> Result<Grouped, Unscorable> {
    let category = word(row, CATEGORY, WORDS)?;
    let effort = number(row, EFFORT, &Scale::Between(0.0, f64::INFINITY))?;
    let lacks = [("moscow", category.is_none()), ("effort", effort.is_none())];
    Ok(Grouped {
        line: row.line,
        id: row.id.clone(),
        title: row.title.clone(),
        category,
        effort,
        missing: lacks.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name.to_owned()).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;

    fn of(file: &str) -> Result<Shares, Unscorable> {
        moscow(&file::read(file.as_bytes()).unwrap())
    }

    #[test]
    fn too_much_that_must_be_is_told_with_how_much() {
        let shares = of("title,MoSCoW,points\na,Must have,7\nb,could,2\nc,S,1\nd,Won't,90\ne,must,\nf,,3\n").unwrap();
        assert_eq!((shares.safe, shares.sums.must.share, shares.sums.without_effort), (false, Some(0.7), 0));
        assert!((shares.room + 1.0).abs() < 1e-9, "{}", shares.room);
        assert_eq!(
            (shares.rows[4].missing.as_slice(), shares.rows[5].missing.as_slice()),
            (&["effort".to_owned()][..], &["moscow".to_owned()][..])
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let told = |file: &str| of(file).unwrap_err().to_string();
        assert_eq!(
            told("moscow,effort\nmust,1\nmaybe,2\n"),
            "line 3: moscow is “maybe”, but must be one of must, should, could, wont"
        );
        assert_eq!(told("moscow,effort\nmust,-1\n"), "line 2: effort is -1, but must be at least 0");
        assert_eq!(
            told("moscow,effort\nmust,1e308\nmust,1.1e308\n"),
            "line 3: its numbers are too large to reckon with"
        );
        assert_eq!(told("title\na\n"), "MoSCoW takes moscow, effort, and no row has any of these");
    }
}
