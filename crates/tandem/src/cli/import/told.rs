//! What is said of an import on the command line.

use std::io::Write;

use ground::web::{Failure, Result};
use serde_json::json;
use together::app::App;
use together::words::{counted, grouped};

use crate::exchange::importing::rules::Became;
use crate::exchange::importing::store::{Run, rows};

/// What was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The key of the product.
    pub(super) key: &'a str,
    /// Whether nothing was to change.
    pub(super) dry: bool,
}

/// A run that is over, to be told of.
pub(super) struct Told<'a> {
    pub(super) app: &'a App,
    pub(super) run: &'a Run,
    pub(super) asked: Asked<'a>,
}

/// Reasons that are said; all of them are with --json.
const REASONS: usize = 20;

impl Told<'_> {
    /// How many rows came out how, and why.
    pub(super) async fn sentences(&self, out: &mut (dyn Write + Send)) -> Result<()> {
        let mut tx = self.app.db.read().await?;
        let counts = rows::counts(&mut tx, self.run.id, self.asked.dry).await?;
        let reasons = rows::reasons(&mut tx, self.run.id, self.asked.dry).await?;
        drop(tx);
        let told = Became::ALL.into_iter().filter_map(|became| {
            let rows = counts.get(became.code())?;
            Some(format!("{} {}", grouped(*rows), became.code()))
        });
        let told = told.collect::<Vec<_>>().join(", ");
        let (total, mapped) = (counted(self.run.rows_total, "row", "rows"), self.columns());
        write(
            out,
            &format!("{total} of {} as {}, from {}: {mapped}", self.run.name, self.run.rows_as, self.run.source),
        )?;
        write(out, &format!("{}{told}.", if self.asked.dry { "Nothing is saved. Would be: " } else { "" }))?;
        for reason in reasons.iter().take(REASONS) {
            let rows = counted(reason.rows, "row", "rows");
            let example = if reason.rows > 1 { ", for example" } else { "" };
            write(out, &format!("  {rows} {}{example}: {}", reason.outcome, reason.first))?;
        }
        if self.asked.dry {
            return Ok(());
        }
        write(out, &format!("Rows one by one, and taking it all back: /{}/import/{}", self.asked.key, self.run.id))
    }

    fn columns(&self) -> String {
        let mapping = &self.run.mapping.0;
        let mapped = mapping.columns.iter().filter_map(|choice| Some((&choice.column, choice.target?.name())));
        mapped.map(|(column, field)| format!("{column}={field}")).collect::<Vec<_>>().join(", ")
    }

    /// Everything, as one JSON object; its rows are written as they are read.
    pub(super) async fn json(&self, out: &mut (dyn Write + Send)) -> Result<()> {
        let mut tx = self.app.db.read().await?;
        let counts = rows::counts(&mut tx, self.run.id, self.asked.dry).await?;
        let mut head = self.head();
        head["counts"]["rows"] = json!(self.run.rows_total);
        for became in Became::ALL {
            head["counts"][became.code()] = json!(counts.get(became.code()).unwrap_or(&0));
        }
        let head = serde_json::to_string(&head)?;
        write(out, &format!("{},\"rows\":[", head.strip_suffix('}').unwrap_or(&head)))?;
        let (mut after, mut first) = (i64::MIN, true);
        loop {
            let page = rows::all(&mut tx, (self.run.id, self.asked.dry), after).await?;
            let Some(last) = page.last() else { break };
            after = last.number;
            for row in &page {
                let key = row.key().map(|key| key.to_string());
                let told = json!({ "row": row.number, "outcome": row.outcome, "thing": key, "title": row.title, "reason": row.reason });
                write(out, &format!("{}{told}", if first { "" } else { "," }))?;
                first = false;
            }
        }
        write(out, "]}")
    }

    fn head(&self) -> serde_json::Value {
        let mapping = &self.run.mapping.0;
        let columns = mapping.columns.iter().map(|choice| {
            json!({ "column": choice.column, "field": choice.target.map(|target| target.name()), "why": choice.why, "fits": choice.fits })
        });
        json!({
            "file": self.run.name,
            "product": self.asked.key,
            "as": self.run.rows_as,
            "source": self.run.source,
            "export": mapping.export,
            "dry_run": self.asked.dry,
            "run": (!self.asked.dry).then_some(self.run.id),
            "columns": columns.collect::<Vec<_>>(),
            "counts": {},
        })
    }
}

/// How far it is; says whether anything was said.
pub(super) fn progress(run: &Run) -> bool {
    let line = format!("\r{} of {} rows", grouped(run.rows_done), grouped(run.rows_total));
    let _ = std::io::stderr().write_all(line.as_bytes());
    true
}

/// Ends the line of progress.
pub(super) fn progress_over() {
    let _ = std::io::stderr().write_all(b"\n");
}

/// A refusal as JSON, for programs.
pub(in crate::cli) fn refusal(failure: &Failure) -> Result<()> {
    let hint = failure.refusal().and_then(|refusal| refusal.hint.clone());
    let message = if let Failure::Broken(why) = failure { why.clone() } else { failure.message() };
    let error = json!({ "error": { "name": failure.name(), "message": message, "hint": hint } });
    write(&mut std::io::stdout(), &error.to_string())
}

fn write(out: &mut dyn Write, line: &str) -> Result<()> {
    writeln!(out, "{line}").map_err(|error| Failure::Broken(format!("The standard output cannot be written: {error}")))
}
