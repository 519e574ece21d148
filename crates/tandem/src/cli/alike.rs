//! Which rows of a file say the same.

use std::collections::BTreeMap;
use std::io::{self, Write};

use alike::{Id, Refusal, Row, answers, explained};
use clap::Args;
use ground::web::Result;

use super::plain::{self, Plain};

/// What is read, and how much is told.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Alike {
    #[command(flatten)]
    plain: Plain,
    /// How many others at most are told of a row
    #[arg(long, default_value_t = 10, value_name = "NUMBER")]
    top: usize,
}

const HELP: &str = "\
One JSON object a line: id (a whole number or a string, no two the same), title and text; each of these may be missing, further \
fields are passed over.

With --json, one object a row in the order of the file: id and alike (id and score from 0 to 1, the closest first). A line that \
cannot be read is named with its number, with 1 as the exit code and {\"error\": {\"name\", \"message\", \"hint\"}}.";

/// Reads a file of rows and says of each which others are alike.
pub(super) fn alike(alike: &Alike) -> Result<()> {
    plain::told(read(alike), alike.plain.json)
}

fn read(Alike { plain: file, top }: &Alike) -> Result<()> {
    let rows = alike::read(&file.bytes()?).map_err(|why| file.refused(name_of(&why), &why))?;
    file.write(|out| {
        if file.json {
            return answers(&rows, *top).try_for_each(|answer| plain::json_line(out, &answer));
        }
        tell(out, &rows, *top)
    })
}

fn name_of(why: &Refusal) -> &'static str {
    match why {
        Refusal::Empty => "no-rows",
        Refusal::NotUtf8 { .. } => "not-utf8",
        Refusal::NotARow { .. } => "not-a-row",
        Refusal::Twice { .. } => "id-twice",
    }
}

/// So many of the words two rows share are told.
const WORDS: usize = 5;

/// A row with its title, those alike below it, each with the words that make it so.
fn tell(out: &mut dyn Write, rows: &[Row], top: usize) -> io::Result<()> {
    let titles: BTreeMap<&Id, &str> =
        rows.iter().map(|row| (&row.id, row.title.as_deref().unwrap_or_default())).collect();
    let called = |id: &Id| match (id, titles.get(id).copied().unwrap_or_default()) {
        (Id::Number(number), title) => format!("{number} {title}"),
        (Id::Text(text), title) => format!("{text} {title}"),
    };
    for (answer, shared) in explained(rows, top) {
        writeln!(out, "{}", called(&answer.id).trim_end())?;
        for (found, shared) in answer.alike.iter().zip(shared) {
            let words: Vec<&str> = shared.iter().take(WORDS).map(|shared| shared.word.as_str()).collect();
            writeln!(out, "  {:.2} {} (by {})", found.score, called(&found.id).trim_end(), words.join(", "))?;
        }
    }
    Ok(())
}
