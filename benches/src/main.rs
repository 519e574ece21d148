//! Measures a running Tandem from outside: CPU per request, times of answers, memory. Start it with `bin/bench`.
//!
//! The server is a process of its own, so that what it uses is told apart from what asking costs. Everything in the database
//! comes through the program's own doors (forms, files, actions), so the seed is measured as well. What is printed is a table
//! of figures beside their budgets; nothing fails because a machine is slow.

#![expect(clippy::disallowed_methods, reason = "telling time is what this program is for")]

mod http;
mod load;
mod page;
mod parts;
mod person;
mod seed;
mod server;
mod table;

use std::error::Error;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::parts::Part;
use crate::server::Server;
use crate::table::Table;

/// Whatever went wrong, for the person who measures.
type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

const HELP: &str = "usage: bin/bench [PART…] [--again] [--stories N] [--requests N] [--database-url URL]

Without a part, all of them. --again measures the workspace that the last run seeded, instead of seeding one (the part
“import” needs a new one). Parts:";

/// What is to be measured, and how.
struct Wanted {
    parts: Vec<Part>,
    again: bool,
    stories: usize,
    requests: usize,
    /// The database; a file in `folder` when it is not said.
    database: Option<String>,
    /// Where the workspace and the files of the seed lie.
    folder: PathBuf,
    /// The program that is measured.
    program: PathBuf,
}

#[tokio::main]
async fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let done = match arguments.next().as_deref() {
        Some(server::HELLO) => server::say_hello().await,
        first => match wanted(first.map(str::to_owned).into_iter().chain(arguments)) {
            Ok(wanted) => measure(&wanted).await,
            Err(trouble) => Err(trouble),
        },
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            let _ = writeln!(std::io::stderr(), "{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn wanted(arguments: impl Iterator<Item = String>) -> Result<Wanted> {
    let program = std::env::current_exe()?.with_file_name("tandem");
    let folder = PathBuf::from("target/bench");
    let mut wanted =
        Wanted { parts: vec![], again: false, stories: 100_000, requests: 100_000, database: None, folder, program };
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--again" => wanted.again = true,
            "--stories" => wanted.stories = value()?.parse()?,
            "--requests" => wanted.requests = value()?.parse()?,
            "--database-url" => wanted.database = Some(value()?),
            name => wanted.parts.push(Part::named(name).ok_or_else(help)?),
        }
    }
    if wanted.parts.is_empty() {
        wanted.parts = Part::ALL.iter().copied().filter(|part| *part != Part::Import || !wanted.again).collect();
    }
    Ok(wanted)
}

fn help() -> String {
    let parts = Part::ALL.iter().map(|part| format!("  {:<9} {}", part.name(), part.title()));
    std::iter::once(HELP.to_owned()).chain(parts).collect::<Vec<_>>().join("\n")
}

async fn measure(wanted: &Wanted) -> Result<()> {
    std::fs::create_dir_all(&wanted.folder)?;
    let mut table = Table::default();
    if wanted.parts.contains(&Part::Start) {
        parts::start::fresh(wanted, &mut table).await?;
    }
    if !wanted.again {
        let seeded = seed::seed(wanted).await?;
        parts::import::tell(&seeded, &mut table);
    }
    let server = Server::start(wanted, wanted.database()).await?;
    let person = person::Person::sign_in(&server).await?;
    for part in &wanted.parts {
        // Each part leaves work behind, seeding most of all.
        note("Waiting until the server rests");
        if !server.rests().await? {
            note("It does not: what follows is measured beside its work");
        }
        note(part.title());
        part.measure(wanted, &server, &person, &mut table).await?;
    }
    server.stop().await?;
    if wanted.parts.contains(&Part::Start) {
        parts::start::seeded(wanted, &mut table).await?;
    }
    writeln!(std::io::stdout(), "{table}")?;
    Ok(())
}

impl Wanted {
    /// The address of the seeded workspace.
    fn database(&self) -> String {
        self.database.clone().unwrap_or_else(|| format!("sqlite:{}", self.folder.join("tandem.db").display()))
    }
}

/// Says what is under way, beside the table.
fn note(what: &str) {
    let _ = writeln!(std::io::stderr(), "{what} …");
}
