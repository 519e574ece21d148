//! When work will be done, and how much of it by then.

use std::io::{self, Write};

use clap::Args;
use forecast::{Columns, Done, NotRead, Problem, Report, Request, Score, Span};
use ground::web::Result;
use time::Date;
use time::macros::format_description;

use super::plain::{self, Plain};

/// What is read, and what is asked.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Forecast {
    #[command(flatten)]
    plain: Plain,
    /// The column with the day a piece of work was finished; empty where it is not
    #[arg(long, value_name = "COLUMN")]
    finished: String,
    /// The column with the day it was asked for: shows what is in progress
    #[arg(long, value_name = "COLUMN")]
    created: Option<String>,
    /// How far ahead: 4w, 10d
    #[arg(long, default_value = "4w", value_name = "LENGTH")]
    horizon: Span,
    /// How far back work must have been finished often enough
    #[arg(long, default_value = "12w", value_name = "LENGTH")]
    history: Span,
    /// The last day that is known; the last in the file unless said
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    as_of: Option<Date>,
    /// Say as well when so many will be done, if nothing comes to them
    #[arg(long, value_name = "NUMBER")]
    remaining: Option<u32>,
    /// With --remaining and --created: say as well when they will be done if as much comes to them as came in lately
    #[arg(long, requires = "remaining", requires = "created")]
    scope_growth: bool,
    /// Make the forecasts of the past as well, and say how they fared
    #[arg(long)]
    backtest: bool,
    /// How often the future is drawn
    #[arg(long, default_value_t = 10_000, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(100..=1_000_000))]
    runs: u32,
    /// The same seed and the same file give the same forecast
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    seed: u64,
}

const HELP: &str = "\
A table with a line of column names, separated by commas, semicolons, tabs or bars, in UTF-8, Windows-1252 or UTF-16. Days as other tools write them; what follows the
day is passed over. Periods are weeks when horizon and history are both in weeks, else days.

With --json, one object: as_of, items, periods, refused (why there is no forecast, or null), levels (nominal, promised, stated),
when (nominal, by) with --remaining, when_growing with --scope-growth, backtest (forecasts, refused, levels, plain) with
--backtest, findings (what is wrong with rows, with their lines) and inputs (all it was made from, with the seed). Too little finished work is no failure; a file that
cannot be read is, with 1 as the exit code and {\"error\": {\"name\", \"message\", \"hint\"}}.";

/// Reads a file of dated work and says how much more will be finished.
pub(super) fn forecast(forecast: &Forecast) -> Result<()> {
    plain::told(read(forecast), forecast.plain.json)
}

fn read(asked: &Forecast) -> Result<()> {
    let file = &asked.plain;
    let report =
        forecast::forecast(&file.bytes()?, &request(asked)).map_err(|why| file.refused(name_of(&why), &why))?;
    file.write(|out| if file.json { plain::json_line(out, &report) } else { tell(out, &report, asked.horizon) })
}

fn request(asked: &Forecast) -> Request {
    Request {
        columns: Columns { finished: asked.finished.clone(), created: asked.created.clone(), order: None },
        horizon: asked.horizon,
        history: asked.history,
        as_of: asked.as_of,
        remaining: asked.remaining,
        growth: asked.scope_growth,
        backtest: asked.backtest,
        runs: asked.runs,
        seed: asked.seed,
    }
}

fn day(text: &str) -> std::result::Result<Date, String> {
    Date::parse(text, format_description!("[year]-[month]-[day]"))
        .map_err(|_| "a day is written as 2026-04-03".to_owned())
}

fn name_of(why: &Problem) -> &'static str {
    match why {
        Problem::NotRead(NotRead::Empty) => "empty",
        Problem::NotRead(NotRead::NoColumn { .. }) => "no-column",
        Problem::NotRead(NotRead::NoTable { .. }) => "not-a-table",
        Problem::NotRead(NotRead::NoDays { .. }) => "no-days",
        Problem::NoDay => "no-day",
        Problem::NoGrowth => "no-growth",
        Problem::TooShort { .. } => "too-short",
    }
}

/// The forecast in sentences: several certainties, never one number.
fn tell(out: &mut dyn Write, report: &Report, horizon: Span) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(
            out,
            "{} (first: line {}): {}.",
            rows(finding.count),
            finding.lines.first().unwrap_or(&0),
            finding.kind
        )?;
    }
    let Report { as_of, items, .. } = report;
    match &report.refused {
        Some(why) => writeln!(out, "No forecast: {why}.")?,
        None => writeln!(out, "{items} finished by {as_of}. In the {} after it:", horizon.in_words())?,
    }
    for level in &report.levels {
        let (nominal, promised, stated) = (level.nominal, level.promised, percent(level.stated));
        writeln!(out, "  {nominal} % sure of at least {promised} (that many or more: {stated} %)")?;
    }
    tell_dates(out, "all done", report.when.as_deref())?;
    tell_dates(out, "all done with what comes in meanwhile", report.when_growing.as_deref())?;
    let Some(backtest) = &report.backtest else { return Ok(()) };
    tell_score(out, "Forecasts of the past", &backtest.score)?;
    tell_score(out, "The plain method on the same days", &backtest.plain)
}

fn tell_dates(out: &mut dyn Write, what: &str, when: Option<&[Done]>) -> io::Result<()> {
    for Done { nominal, by } in when.unwrap_or_default() {
        match by {
            Some(by) => writeln!(out, "  {nominal} % sure to be {what} by {by}")?,
            None => writeln!(out, "  {nominal} % sure to be {what}: later than can be said")?,
        }
    }
    Ok(())
}

fn tell_score(out: &mut dyn Write, whose: &str, score: &Score) -> io::Result<()> {
    writeln!(out, "{whose}: {}, {} refused.", score.forecasts, score.refused)?;
    for level in &score.levels {
        let (came_true, stated) = (percent(level.came_true), percent(level.stated));
        writeln!(out, "  {} %: came true {came_true} %, stated {stated} %", level.nominal)?;
    }
    Ok(())
}

fn rows(count: usize) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}
