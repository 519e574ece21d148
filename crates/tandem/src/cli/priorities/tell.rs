//! Scores, shares and fields in sentences.

use std::io::{self, Write};

use priorities::report::{Across, Fields, Grouped, Lying, Placed, Scores, Shares, Swap, Taken};
use priorities::{Moscow, Quadrant, Share};
use serde::Serialize;
use together::words::joined;

use super::super::plain::{count, number, percent};

/// What can be said in sentences.
pub(super) trait Tell: Serialize {
    /// Says it.
    fn tell(&self, out: &mut dyn Write) -> io::Result<()>;
}

impl Tell for Scores {
    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        for row in &self.rows {
            let place = row.place.map_or_else(|| "–".to_owned(), |place| format!("{place}."));
            let score = row.score.map_or_else(|| "no score".to_owned(), number);
            let row_called = called(row.line, row.id.as_deref(), row.title.as_deref());
            writeln!(out, "{place} {row_called}: {score}, {}", made_of(self, row))?;
            if let Some(swap) = &row.swap {
                writeln!(out, "   {}", swapped(swap, &self.inputs))?;
            }
        }
        if let Some(against) = &self.against {
            let tau = against.tau.map_or_else(|| "cannot be told".to_owned(), |tau| format!("is {tau:.2}"));
            let rows = count(against.rows, "row", "rows");
            let (one, other) = (&self.model, &against.model);
            writeln!(
                out,
                "How far {one} and {other} agree (Kendall's τ, from −1 to 1) {tau}, for {rows} with both scores."
            )?;
        }
        passed_over(out, &self.passed_over)
    }
}

fn made_of(scores: &Scores, row: &Placed) -> String {
    let named = scores.inputs.iter().zip(&row.values);
    let given = joined(named.filter_map(|(input, value)| Some(format!("{} {}", input.name, (*value)?))));
    let from = if given.is_empty() { given } else { format!("from {given}") };
    [from, without(&row.missing)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// At the very number both rows have the same score, so it must be passed; a step is taken.
fn swapped(Swap { line, with, input, from, to, .. }: &Swap, inputs: &[Taken]) -> String {
    let in_steps = inputs.iter().any(|taken| taken.name == *input && taken.scale.starts_with("one of"));
    let way = match (to < from, in_steps) {
        (true, true) => "falls to",
        (true, false) => "falls below",
        (false, true) => "rises to",
        (false, false) => "rises above",
    };
    let (to, from) = (number(*to), number(*from));
    format!("Lines {line} and {with} change places when {input} of line {line} {way} {to}; it is {from}.")
}

impl Tell for Shares {
    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        for Grouped { line, id, title, category, effort, missing } in &self.rows {
            let category = category.map_or("no category", category_word);
            let effort = effort.map(|effort| format!("effort {effort}")).unwrap_or_default();
            let rest = [effort, without(missing)].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            writeln!(out, "{}: {category}, {}", called(*line, id.as_deref(), title.as_deref()), rest.join(", "))?;
        }
        let part = |name: &str, Share { effort, share }: Share| {
            format!(
                "{name} {}{}",
                number(effort),
                share.map(|share| format!(" ({})", percent(share))).unwrap_or_default()
            )
        };
        let sums = [part("must", self.sums.must), part("should", self.sums.should), part("could", self.sums.could)];
        writeln!(out, "Effort: {}.", joined(sums.into_iter()))?;
        let (most, room) = (percent(self.most_must), number(self.room.abs()));
        if self.sums.must.share.is_none() {
            writeln!(out, "No effort is known, so there is nothing to take shares of.")?;
        } else if self.safe {
            writeln!(out, "What must be is no more than {most}: {room} more of should and could may become must.")?;
        } else {
            writeln!(out, "What must be is more than {most}: {room} of it would have to become should or could.")?;
        }
        passed_over(out, &self.passed_over)
    }
}

impl Tell for Fields {
    fn tell(&self, out: &mut dyn Write) -> io::Result<()> {
        let (value, effort) = (number(self.much_value), number(self.much_effort));
        writeln!(out, "A value is much from {value} on, an effort from {effort} on.")?;
        for row in &self.rows {
            let Lying { line, id, title, value, effort, field, missing, across } = row;
            let named = [("value", value), ("effort", effort)].into_iter();
            let given = named.filter_map(|(name, value)| Some(format!("{name} {}", (*value)?)));
            let parts = given.chain([without(missing)]).filter(|part| !part.is_empty()).collect::<Vec<_>>();
            let field = field.map_or("no field", field_word);
            writeln!(out, "{}: {field}, {}", called(*line, id.as_deref(), title.as_deref()), parts.join(", "))?;
            if let Some(Across { input, from, to, into, .. }) = across {
                let (way, to) = (if to > from { "is" } else { "is below" }, number(*to));
                writeln!(out, "   It is a {} when its {input} {way} {to} instead of {from}.", field_word(*into))?;
            }
        }
        passed_over(out, &self.passed_over)
    }
}

fn category_word(category: Moscow) -> &'static str {
    match category {
        Moscow::Must => "must",
        Moscow::Should => "should",
        Moscow::Could => "could",
        Moscow::Wont => "won't this time",
    }
}

fn field_word(field: Quadrant) -> &'static str {
    match field {
        Quadrant::QuickWin => "quick win",
        Quadrant::BigBet => "big bet",
        Quadrant::FillIn => "fill-in",
        Quadrant::MoneyPit => "money pit",
    }
}

fn called(line: usize, id: Option<&str>, title: Option<&str>) -> String {
    let words: Vec<&str> = [id, title].into_iter().flatten().collect();
    if words.is_empty() { format!("line {line}") } else { format!("{} (line {line})", words.join(" ")) }
}

pub(super) fn without(missing: &[String]) -> String {
    if missing.is_empty() { String::new() } else { format!("without {}", joined(missing.iter().cloned())) }
}

pub(super) fn passed_over(out: &mut dyn Write, columns: &[String]) -> io::Result<()> {
    if columns.is_empty() { Ok(()) } else { writeln!(out, "Passed over: {}.", joined(columns.iter().cloned())) }
}
