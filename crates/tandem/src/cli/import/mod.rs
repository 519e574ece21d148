//! Reading a file into the workspace: an export of one's own, or rows that somebody else wrote.
//!
//! Also here: told, workspace.

pub(super) mod told;
pub(super) mod workspace;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use ground::web::{Failure, Refusal, Result};
use together::app::App;
use together::journal::{Actor, Via};
use together::products::{self, ProductId};
use uuid::Uuid;

use super::{Global, of_file, plain};
use crate::exchange::importing::rows::as_named;
use crate::exchange::importing::runner::{self, Work};
use crate::exchange::importing::store::{self, Run};
use crate::exchange::importing::upload::{self, Looked, Named};
use told::{Asked, Told};

/// What is read, and how.
#[derive(Debug, Args)]
#[command(after_long_help = HELP)]
pub(super) struct Import {
    /// CSV with a header, JSON, JSON lines, a text of one story a line, an export of another tool; or an export made with
    /// “tandem export”, for an empty workspace
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The key of the product that the rows are for
    #[arg(long)]
    product: Option<String>,
    /// What the rows are; guessed when it is not said
    #[arg(long = "as", value_name = "WHAT", value_parser = PossibleValuesParser::new(["requests", "stories", "features"]))]
    rows_as: Option<String>,
    /// Where a column goes, as “Summary=title”; “-” leaves it out, “Date=asked:m/d/y” says which number is the month. Again for
    /// further columns; what is not said is guessed
    #[arg(long, value_name = "COLUMN=FIELD")]
    map: Vec<String>,
    /// What the rows are known by, so that a later file changes them: the tool, else the file's name
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Say of every row what would become of it, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Print one JSON object instead of sentences
    #[arg(long)]
    json: bool,
}

const HELP: &str = "\
Every row is accounted for: created, merged into a request that says the same, updated, unchanged, kept as it is here, or
skipped with the reason. A row is known again by its id at the source, else by its text. The same file again changes nothing;
a changed file changes only what nobody edited here since. When an import breaks off, the same command goes on where it was.

Fields: title, text, state, outcome, labels, id, link
  requests also: contact, email, customer, asked, importance, votes, duplicate-of
  stories also:  sentence, role, means, end, points, type, feature, criteria, created, finished
  features also: goal, votes, created, finished

With --json, one object: file, product, as, source, export, dry_run, run, columns (column, field, why, fits), counts (rows,
created, merged, updated, unchanged, kept, skipped) and rows (row, outcome, thing, title, reason). A refusal is
{\"error\": {\"name\", \"message\", \"hint\"}} with 1 as the exit code.";

/// Reads a file: an export of a workspace is known by its first line.
pub(super) async fn import(global: &Global, import: &Import) -> Result<()> {
    plain::told(read(global, import).await, import.json)
}

async fn read(global: &Global, import: &Import) -> Result<()> {
    if let Some(head) = workspace::head_of(&import.file)? {
        return workspace::whole(global, &import.file, &head).await;
    }
    let Some(key) = &import.product else {
        let message = format!("{} is not an export of a workspace, so its rows need a product.", import.file.display());
        return Err(Refusal::new("product-missing", message).hint("Name one with --product KEY.").into());
    };
    let app = global.open().await?;
    let done = rows(&app, key, import).await;
    app.db.close().await;
    done
}

async fn rows(app: &App, key: &str, import: &Import) -> Result<()> {
    let product = products::store::by_key(&mut app.db.read().await?, key).await?;
    let product = product.ok_or_else(|| Refusal::new("no-such-product", format!("There is no product “{key}”.")))?.id;
    let (file, name) = named(&import.file)?;
    let looked = look(import, &file, &name).await?;
    let run = upload::keep(app, product, None, Named { file: &file, name: &name }, &looked).await?;
    let id = run.id;
    let work = if import.dry_run { Work::Try } else { Work::Go };
    let done = watched(app, run, work, !import.json && std::io::stderr().is_terminal()).await;
    let run = store::run(&mut app.db.read().await?, product, id).await?;
    done?;
    let told = Told { app, run: &run, asked: Asked { key, dry: import.dry_run } };
    let mut out = std::io::BufWriter::new(std::io::stdout());
    if import.json { told.json(&mut out).await } else { told.sentences(&mut out).await }?;
    out.flush().map_err(|error| of_file(Path::new("-"), "written", &error))?;
    if import.dry_run {
        // A dry run from the command line leaves nothing behind.
        runner::discard(app, &run).await?;
    }
    Ok(())
}

/// The whole path of a file, so that a run says where it is, and its name.
fn named(file: &Path) -> Result<(PathBuf, String)> {
    let whole = file.canonicalize().map_err(|error| of_file(file, "read", &error))?;
    let name = whole.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((whole, name))
}

async fn look(import: &Import, file: &Path, name: &str) -> Result<Looked> {
    let rows_as = import.rows_as.as_deref().and_then(as_named);
    let mut looked = upload::look(file, name, rows_as).await?;
    for choice in &import.map {
        looked.mapping.choose_from(&looked.survey, choice)?;
    }
    looked.mapping.check()?;
    if let Some(source) = import.source.as_deref().map(str::trim).filter(|source| !source.is_empty()) {
        looked.source = source.chars().take(200).collect();
    }
    Ok(looked)
}

/// Runs it, with its progress on the standard error where somebody watches.
async fn watched(app: &App, run: Run, work: Work, aloud: bool) -> Result<()> {
    let (product, id): (ProductId, Uuid) = (run.product, run.id);
    let turn = runner::take_up(app, run, work, true).await?;
    let actor = Actor::program(Via::Import);
    let mut working = std::pin::pin!(runner::work(app, &actor, &turn));
    let mut ticks = tokio::time::interval(std::time::Duration::from_secs(1));
    ticks.tick().await;
    let mut told = false;
    let done = loop {
        tokio::select! {
            done = &mut working => break done,
            _ = ticks.tick() => {
                if aloud {
                    told = told::progress(&store::run(&mut app.db.read().await?, product, id).await?);
                }
            }
        }
    };
    if told {
        told::progress_over();
    }
    done.map_err(|failure| match failure {
        Failure::Broken(why) => Failure::Broken(format!("{why} The import can go on: give the same command again.")),
        other => other,
    })
}
