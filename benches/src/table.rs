//! What is printed: a figure beside its budget, and whether it keeps it.

use std::fmt;
use std::time::Duration;

/// The rows, in sections.
#[derive(Default)]
pub(crate) struct Table {
    sections: Vec<(String, Vec<Row>)>,
}

struct Row {
    what: String,
    figure: String,
    budget: String,
    kept: Option<bool>,
}

impl Table {
    /// The rows that follow are about this.
    pub(crate) fn section(&mut self, title: impl Into<String>) {
        self.sections.push((title.into(), Vec::new()));
    }

    /// A time and the most it may be.
    pub(crate) fn time(&mut self, what: impl Into<String>, figure: Duration, budget: Duration) {
        self.row(what, short(figure), format!("≤ {}", short(budget)), Some(figure <= budget));
    }

    /// A size and the most it may be, in bytes.
    pub(crate) fn size(&mut self, what: impl Into<String>, figure: u64, budget: u64) {
        self.row(what, bytes(figure), format!("≤ {}", bytes(budget)), Some(figure <= budget));
    }

    /// A figure with its budget in words.
    pub(crate) fn row(&mut self, what: impl Into<String>, figure: String, budget: String, kept: Option<bool>) {
        if self.sections.is_empty() {
            self.section("");
        }
        if let Some((_, rows)) = self.sections.last_mut() {
            rows.push(Row { what: what.into(), figure, budget, kept });
        }
    }

    /// A figure nobody set a budget for.
    pub(crate) fn told(&mut self, what: impl Into<String>, figure: String) {
        self.row(what, figure, String::new(), None);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (title, rows) in &self.sections {
            writeln!(f, "\n### {title}\n\n| what | figure | budget | |\n|---|---:|---:|---|")?;
            for Row { what, figure, budget, kept } in rows {
                let kept = kept.map_or("", |kept| if kept { "kept" } else { "**missed**" });
                writeln!(f, "| {what} | {figure} | {budget} | {kept} |")?;
            }
        }
        Ok(())
    }
}

/// A time as short as it can be read.
pub(crate) fn short(time: Duration) -> String {
    match time.as_micros() {
        micros if micros < 1_000 => format!("{micros} µs"),
        micros if micros < 10_000 => format!("{:.2} ms", time.as_secs_f64() * 1e3),
        micros if micros < 1_000_000 => format!("{} ms", time.as_millis()),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}

/// A size, in thousands as budgets are.
pub(crate) fn bytes(bytes: u64) -> String {
    match bytes {
        bytes if bytes < 1_000 => format!("{bytes} B"),
        bytes if bytes < 10_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        bytes => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
