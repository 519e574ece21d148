//! Plain files in and lines out: what verbs share that need no workspace.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use ground::web::{Failure, Refusal, Result};
use together::words::counted;

use super::{import::told, of_file};

/// A file to read, and how to answer.
#[derive(Debug, Args)]
pub(super) struct Plain {
    /// The file; “-” is the standard input
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Print JSON instead of sentences
    #[arg(long)]
    pub(super) json: bool,
}

impl Plain {
    /// Everything in the file.
    pub(super) fn bytes(&self) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let read = if self.file == Path::new("-") {
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            std::fs::read(&self.file)
        };
        read.map_err(|error| of_file(&self.file, "read", &error))
    }

    /// Why an engine does not take the file, by its name.
    pub(super) fn refused(&self, name: &'static str, why: &impl Display) -> Failure {
        Refusal::new(name, format!("{}: {why}.", self.file.display())).into()
    }

    /// Writes to the standard output. Whoever stops reading has read enough.
    pub(super) fn write(&self, tell: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        match tell(&mut out).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(of_file(Path::new("-"), "written", &error)),
            _ => Ok(()),
        }
    }
}

/// A failure is said as JSON too where JSON was asked for.
pub(super) fn told(done: Result<()>, json: bool) -> Result<()> {
    if let (Err(failure), true) = (&done, json) {
        told::refusal(failure)?;
    }
    done
}

/// One value a line.
pub(super) fn json_line(out: &mut dyn Write, value: &impl serde::Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")
}

/// A number with its noun.
pub(super) fn count(number: impl TryInto<i64>, one: &str, many: &str) -> String {
    counted(number.try_into().unwrap_or(i64::MAX), one, many)
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// Four digits that count, or all before the point.
pub(super) fn number(number: f64) -> String {
    if number.abs() >= 1_000.0 {
        return format!("{number:.0}");
    }
    // The program's own form of a number has no zeros at its end.
    format!("{number:.3e}").parse::<f64>().unwrap_or(number).to_string()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_have_the_digits_that_count() {
        let told = [0.0, 4_000.0, 2_499.999_9, 1_333.333, 0.012_345, 12_345.678, -0.5, 1e-9].map(number);
        assert_eq!(told, ["0", "4000", "2500", "1333", "0.01235", "12346", "-0.5", "0.000000001"]);
    }
}
