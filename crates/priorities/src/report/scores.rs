//! The rows of a file in order, with their inputs, what is missing, and what would change the order.

use serde::Serialize;

use super::Unscorable;
use super::cells::{cell, passed_over};
use crate::file::{self, Row, column};
use crate::kendall::kendall;
use crate::methods::{Input, Method};
use crate::rank::{Change, Ranking, Refusal, rank};

/// What a method says of a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// The name of the method.
    pub model: String,
    /// What it takes.
    pub inputs: Vec<Taken>,
    /// The rows, best first; those without a score at the end, as they were given.
    pub rows: Vec<Placed>,
    /// How the order compares with another method's.
    pub against: Option<Against>,
    /// Columns that are neither method's.
    pub passed_over: Vec<String>,
}

/// An input of a method.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Taken {
    /// What it is called.
    pub name: String,
    /// What it is measured in.
    pub unit: String,
    /// Which values it may have.
    pub scale: String,
}

/// A row in its place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Placed {
    /// Its line in the file.
    pub line: usize,
    /// What it is known by.
    pub id: Option<String>,
    /// What it is about.
    pub title: Option<String>,
    /// Its place from 1; rows with the same score share one.
    pub place: Option<usize>,
    /// Its score.
    pub score: Option<f64>,
    /// What it was made from, in the order of the inputs.
    pub values: Vec<Option<f64>>,
    /// The names of the inputs it lacks. A score beside them was made without.
    pub missing: Vec<String>,
    /// The smallest change of one input that would swap it with the next row.
    pub swap: Option<Swap>,
}

/// A change of one input, by which two rows that follow one another change places.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Swap {
    /// The line of the row whose input changes.
    pub line: usize,
    /// The line of the row it changes places with.
    pub with: usize,
    /// The input.
    pub input: String,
    /// What it is.
    pub from: f64,
    /// What it would have to be.
    pub to: f64,
    /// How large the change is beside what the input is: 0.1 for a tenth; nothing when that is 0.
    pub relative: Option<f64>,
}

/// Another method beside.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Against {
    /// Its name.
    pub model: String,
    /// How many rows have a score by both.
    pub rows: usize,
    /// Kendall's τ-b of the scores of these: 1 for the same order, −1 for the opposite one.
    pub tau: Option<f64>,
}

/// Scores the rows of a file, and compares the order with another method's where one is named.
///
/// An input is found in the column of its name, or by a shorter one (`value`, `time criticality` or `urgency`, `risk reduction`,
/// `size`). A column that begins with the name of the method, as `ICE impact`, goes before: so one file can hold the inputs of two
/// methods whose scales differ. Shares may be written in per cent.
///
/// # Errors
/// See [`Unscorable`].
pub fn scores(rows: &[Row], method: &dyn Method, against: Option<&dyn Method>) -> Result<Scores, Unscorable> {
    let ranking = ranked(rows, method)?;
    let against = against.map(|other| Ok((other, ranked(rows, other)?))).transpose()?;
    let inputs = method.inputs();
    let used: Vec<String> =
        [Some(method), against.as_ref().map(|(other, _)| *other)].into_iter().flatten().flat_map(taken).collect();
    Ok(Scores {
        passed_over: passed_over(rows, used.iter().map(String::as_str)),
        model: method.name().to_owned(),
        rows: placed(rows, &inputs, &ranking),
        against: against.map(|(other, theirs)| compared(other, &ranking, &theirs)),
        inputs: inputs
            .into_iter()
            .map(|input| Taken { name: input.name, unit: input.unit, scale: input.scale.to_string() })
            .collect(),
    })
}

/// Every name that an input of a method may have.
fn taken(method: &dyn Method) -> Vec<String> {
    method.inputs().iter().flat_map(|input| columns(method.name(), &input.name)).collect()
}

fn ranked(rows: &[Row], method: &dyn Method) -> Result<Ranking, Unscorable> {
    let inputs = method.inputs();
    let columns: Vec<Vec<String>> = inputs.iter().map(|input| columns(method.name(), &input.name)).collect();
    let values_of =
        |row: &Row| inputs.iter().zip(&columns).map(|(input, columns)| number(row, input, columns)).collect();
    let values: Vec<Vec<Option<f64>>> = rows.iter().map(values_of).collect::<Result<_, _>>()?;
    let no_inputs = || {
        let takes = inputs.iter().map(|input| input.name.as_str()).collect::<Vec<_>>().join(", ");
        Unscorable::NoInputs { model: method.name().to_owned(), takes }
    };
    if values.iter().flatten().all(Option::is_none) {
        return Err(no_inputs());
    }
    let ranking = rank(method, &values).map_err(|refusal| match refusal {
        Refusal::OffScale { row, input, value, scale } => {
            Unscorable::OffScale { line: rows[row - 1].line, input, value, scale: scale.to_string() }
        }
        // Every row was given one value an input, so the numbers differ only where there is no input at all.
        Refusal::WrongNumber { .. } => no_inputs(),
    })?;
    let beyond = ranking.scored.iter().position(|row| row.score.is_some_and(|score| !score.is_finite()));
    beyond.map_or(Ok(ranking), |row| Err(Unscorable::TooLarge { line: rows[row].line }))
}

/// The names an input may have, the first that a row has counts.
fn columns(method: &str, input: &str) -> Vec<String> {
    let shorter: &[&str] = match input {
        "user-business value" => &["business value", "value"],
        "time criticality" => &["urgency"],
        "risk reduction or opportunity enablement" => &["risk reduction", "opportunity enablement", "risk"],
        "job size" => &["size"],
        _ => &[],
    };
    let names = || [input].into_iter().chain(shorter.iter().copied());
    names().map(|name| column(&format!("{method} {name}"))).chain(names().map(column)).collect()
}

fn number(row: &Row, input: &Input, columns: &[String]) -> Result<Option<f64>, Unscorable> {
    let Some(cell) = cell(row, columns) else { return Ok(None) };
    let number = match cell.strip_suffix('%').filter(|_| input.unit == "share") {
        Some(percent) => file::number(percent.trim_end(), row.decimal).map(|percent| percent / 100.0),
        None => file::number(cell, row.decimal),
    };
    let not = || Unscorable::NotANumber { line: row.line, input: input.name.clone(), cell: cell.to_owned() };
    number.map(Some).ok_or_else(not)
}

fn placed(rows: &[Row], inputs: &[Input], ranking: &Ranking) -> Vec<Placed> {
    let score = |row: usize| ranking.scored[row].score;
    let mut all: Vec<Placed> = Vec::with_capacity(rows.len());
    for (at, row) in ranking.order.iter().copied().enumerate() {
        let shared = all.last().filter(|above| above.score == score(row)).and_then(|above| above.place);
        let swap = ranking.changes.get(at).and_then(Option::as_ref).map(|change| swap(rows, inputs, change));
        all.push(Placed { place: shared.or(Some(at + 1)), swap, ..told(rows, inputs, ranking, row) });
    }
    all.extend((0..rows.len()).filter(|row| score(*row).is_none()).map(|row| told(rows, inputs, ranking, row)));
    all
}

fn told(rows: &[Row], inputs: &[Input], ranking: &Ranking, row: usize) -> Placed {
    let (scored, row) = (&ranking.scored[row], &rows[row]);
    Placed {
        line: row.line,
        id: row.id.clone(),
        title: row.title.clone(),
        place: None,
        score: scored.score,
        values: scored.values.clone(),
        missing: scored.missing.iter().map(|input| inputs[*input].name.clone()).collect(),
        swap: None,
    }
}

fn swap(rows: &[Row], inputs: &[Input], change: &Change) -> Swap {
    Swap {
        line: rows[change.row].line,
        with: rows[change.with].line,
        input: inputs[change.input].name.clone(),
        from: change.from,
        to: change.to,
        relative: Some(change.relative()).filter(|relative| relative.is_finite()),
    }
}

fn compared(other: &dyn Method, ours: &Ranking, theirs: &Ranking) -> Against {
    let both = ours.scored.iter().zip(&theirs.scored).filter_map(|(one, other)| Some((one.score?, other.score?)));
    let (one, two): (Vec<f64>, Vec<f64>) = both.unzip();
    Against { model: other.name().to_owned(), rows: one.len(), tau: kendall(&one, &two) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Ice, Rice, Weighted, Wsjf};

    fn of(file: &str, method: &dyn Method, against: Option<&dyn Method>) -> Result<Scores, Unscorable> {
        scores(&file::read(file.as_bytes()).unwrap(), method, against)
    }

    const FILE: &str = "id,title,reach,impact,confidence,effort,ice impact,ice confidence,ease\n\
        A,Pay,3000,1,100%,1.5,4,9,5\nB,Onboarding,5000,2,0.8,2,8,7,6\nC,Search,,3,0.5,1,1,1,1\nD,Pay again,3000,1,1,1.5,4,9,5\n";

    #[test]
    fn rows_stand_in_order_with_what_is_missing_and_what_would_change_it() {
        let report = of(FILE, &Rice, Some(&Ice)).unwrap();
        let told: Vec<_> =
            report.rows.iter().map(|row| (row.id.as_deref().unwrap(), row.place, row.score, row.line)).collect();
        assert_eq!(
            told,
            [
                ("B", Some(1), Some(4000.0), 3),
                ("A", Some(2), Some(2000.0), 2),
                ("D", Some(2), Some(2000.0), 5),
                ("C", None, None, 4)
            ]
        );
        assert_eq!(report.rows[3].missing, ["reach"]);
        let swap = report.rows[0].swap.as_ref().unwrap();
        assert_eq!((swap.line, swap.input.as_str(), swap.from), (3, "reach", 5000.0));
        assert!((swap.to - 2500.0).abs() < 1.0 && (swap.relative.unwrap() - 0.5).abs() < 0.01, "{swap:?}");
        assert_eq!(report.against, Some(Against { model: "ICE".to_owned(), rows: 3, tau: Some(1.0) }));
    }

    #[test]
    fn inputs_are_found_by_shorter_names_too() {
        let report = of("title,value,urgency,risk,size\nx,8,5,2,3\n", &Wsjf, None).unwrap();
        assert_eq!(report.rows[0].score, Some(5.0));
    }

    #[test]
    fn decimals_may_have_commas() {
        let table = "titel;reach;impact;confidence;effort\nGröße;1.200;0,5;80 %;1,5\nb;3.000;2;0,5;2\n";
        let report = of(table, &Rice, None).unwrap();
        let values: Vec<_> = report.rows.iter().map(|row| row.values.clone()).collect();
        assert_eq!(values, [[3000.0, 2.0, 0.5, 2.0], [1200.0, 0.5, 0.8, 1.5]].map(|row| row.map(Some).to_vec()));
        let old = encoding_rs::WINDOWS_1252.encode(table).0;
        assert_eq!(scores(&file::read(&old).unwrap(), &Rice, None), Ok(report));
    }

    #[test]
    fn columns_of_neither_method_are_told() {
        let report = of("title,Reach,effot,ease\nx,8,5,2\n", &Rice, Some(&Ice)).unwrap();
        assert_eq!(report.passed_over, ["effot"]);
    }

    #[test]
    fn a_weighted_score_is_made_of_what_is_there() {
        let method = Weighted(vec!["value=3:0..10".parse().unwrap(), "cost=1:10..0".parse().unwrap()]);
        let report = of("title,Value,cost\nx,8,4\ny,8,\n", &method, None).unwrap();
        assert_eq!((report.rows[0].title.as_deref(), report.rows[0].missing.len()), (Some("y"), 1));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        let told = |file: &str| of(file, &Rice, None).unwrap_err().to_string();
        assert_eq!(told("title,x\na,1\n"), "RICE takes reach, impact, confidence, effort, and no row has any of these");
        assert_eq!(told("title,reach\na,1\nb,many\n"), "line 3: reach is “many”, which is no number");
        assert_eq!(told("title,reach\na,NaN\n"), "line 2: reach is “NaN”, which is no number");
        assert_eq!(told("title,reach\na,inf\n"), "line 2: reach is “inf”, which is no number");
        assert_eq!(told("title,reach\na,-1\n"), "line 2: reach is -1, but must be at least 0");
        assert_eq!(
            told("reach,impact,confidence,effort\n1e308,3,1,1\n"),
            "line 2: its numbers are too large to reckon with"
        );
        assert_eq!(told("title,effort\na,5%\n"), "line 2: effort is “5%”, which is no number");
    }

    proptest! {
        #[test]
        fn no_cells_stop_it(cells in prop::collection::vec("[0-9]{1,3}%?|-?[0-9.]{0,4}|[a-z]{0,3}", 4)) {
            let file = format!("reach,impact,confidence,effort,ease\n{},1\n1,1,1,1,1\n", cells.join(","));
            let rows = file::read(file.as_bytes()).unwrap();
            if let Ok(report) = scores(&rows, &Rice, Some(&Ice)) {
                prop_assert_eq!(report.rows.len(), rows.len());
            }
        }
    }
}
