//! The command line: what can be done without a browser, beginning with starting the server. Every verb works beside a running
//! server, on the same database, but for `restore`, which needs it alone.
//!
//! What went well is said on the standard output, what did not on the standard error, with 1 as the exit code.
//!
//! Also here: act, alike, backup, doctor, example, export, forecast, import, lint, person, plain, plan, priorities, serve.

mod act;
mod alike;
mod backup;
mod doctor;
mod example;
mod export;
mod forecast;
mod import;
mod lint;
mod person;
mod plain;
mod plan;
mod priorities;
mod serve;

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use ground::clock::Clock;
use ground::db::{Db, DbError, Engine, Place};
use ground::ids::Ids;
use ground::web::{Failure, Result, TrustedProxy};
use together::app::{App, Foundation, Settings};
use together::schema::MIGRATIONS;

use crate::FLOORS;

pub use doctor::{Examined, examine};

/// Keeps the whole thread from vision to release, and says whose call each decision is.
#[derive(Debug, Parser)]
#[command(name = "tandem", version, about)]
struct Command {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    verb: Option<Verb>,
}

/// What every verb needs to know.
#[derive(Debug, Args)]
struct Global {
    /// The database: a file, or postgres://user@host/name
    #[arg(long, env = "TANDEM_DATABASE_URL", default_value = "tandem.db", global = true)]
    database_url: String,
    /// The address people use, when it is not the one listened on: https://tandem.example
    #[arg(long, env = "TANDEM_BASE_URL", global = true)]
    base_url: Option<String>,
    /// Where the server listens
    #[arg(long, env = "TANDEM_LISTEN", default_value = "127.0.0.1:8080", global = true)]
    listen: SocketAddr,
    /// Addresses of proxies whose X-Forwarded-For is believed
    #[arg(long, env = "TANDEM_TRUSTED_PROXY", value_delimiter = ',', global = true)]
    trusted_proxy: Vec<IpAddr>,
    /// The folder for files on their way in; beside the database when it is a file
    #[arg(long, env = "TANDEM_FILES", global = true)]
    files: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Start the server (the same as no verb at all)
    Serve,
    /// Copy the running workspace to a file
    Backup {
        /// Where to; must not exist
        file: PathBuf,
    },
    /// Put a copy made by “backup” in the place of the workspace
    Restore(backup::Restore),
    /// Write everything into a file that anybody can read, or to “-”
    Export(export::Export),
    /// Read rows of a file into a product, or an export into an empty workspace
    Import(import::Import),
    /// Look at the data and say what is wrong
    Doctor {
        /// Put right what can be counted anew
        #[arg(long)]
        mend: bool,
    },
    /// Load Shelf, the example: a library's lending app with people in every role
    Example(example::Example),
    /// Look after people
    Person {
        #[command(subcommand)]
        verb: person::Verb,
    },
    /// Perform an action as the program itself
    Act(act::Act),
    /// Say what stands in the way of building the stories of a file
    Lint(lint::Lint),
    /// Say which rows of a file say the same
    Alike(alike::Alike),
    /// Say what to build, from a file of what could be
    Plan(plan::Plan),
    /// Say in which order to build the rows of a file, and what would change it
    Priorities(priorities::Priorities),
    /// Say how much will be finished by when, from the days work was finished
    Forecast(forecast::Forecast),
}

/// Reads the arguments, does it, and says how it went.
pub async fn run() -> ExitCode {
    start_log();
    let command = Command::parse();
    let global = &command.global;
    let done = match command.verb.unwrap_or(Verb::Serve) {
        Verb::Serve => serve::serve(global).await,
        Verb::Backup { file } => backup::backup(global, &file).await,
        Verb::Restore(restore) => backup::restore(global, &restore).await,
        Verb::Export(export) => export::export(global, &export).await,
        Verb::Import(import) => import::import(global, &import).await,
        Verb::Doctor { mend } => doctor::doctor(global, mend).await,
        Verb::Example(example) => example::example(global, &example).await,
        Verb::Person { verb } => person::look_after(global, &verb).await,
        Verb::Act(act) => act::act(global, &act).await,
        Verb::Lint(lint) => lint::lint(&lint),
        Verb::Alike(alike) => alike::alike(&alike),
        Verb::Plan(plan) => plan::plan(&plan),
        Verb::Priorities(asked) => priorities::priorities(&asked),
        Verb::Forecast(forecast) => forecast::forecast(&forecast),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "tandem: {}", told(&failure));
            ExitCode::FAILURE
        }
    }
}

/// What is said of a failure to whoever runs the server: they may know what broke.
fn told(failure: &Failure) -> String {
    let message = if let Failure::Broken(why) = failure { why.clone() } else { failure.message() };
    let hint = failure.refusal().and_then(|refusal| refusal.hint.as_ref()).filter(|hint| !hint.is_empty());
    hint.map_or_else(|| message.clone(), |hint| format!("{message} {hint}"))
}

fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TANDEM_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// Prints a line for the person at the terminal.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

impl Global {
    /// Opens the database, brings its schema up to date, and puts the program together.
    async fn open(&self) -> Result<App> {
        let db = Db::open(&self.place()?).await?;
        self.keep_before_migrating(&db).await?;
        db.migrate(MIGRATIONS).await.map_err(of_database)?;
        Ok(self.app(db))
    }

    /// A file is copied by its migrations; a database on a server is exported here, into the folder for files.
    async fn keep_before_migrating(&self, db: &Db) -> Result<()> {
        let missing = db.missing(MIGRATIONS).await.map_err(of_database)?;
        let steps = MIGRATIONS.len() - missing.len();
        let Some(next) = missing.first().filter(|_| db.engine() == Engine::Postgres && steps > 0) else {
            return Ok(());
        };
        let folder = self.files.clone().unwrap_or_else(|| self.files_beside());
        std::fs::create_dir_all(&folder).map_err(|error| of_file(&folder, "made", &error))?;
        let kept = folder.join(format!("before-{next}.jsonl"));
        if !kept.exists() {
            export::to_file(db, &MIGRATIONS[..steps], true, &kept).await?;
        }
        Ok(())
    }

    /// The program on a database whose schema is up to date.
    fn app(&self, db: Db) -> App {
        let clock = Clock::system();
        let settings = Settings {
            base_url: self.base_url.clone(),
            trusted_proxy: TrustedProxy(self.trusted_proxy.clone()),
            build: build(),
            files: self.files.clone().unwrap_or_else(|| self.files_beside()),
            cheap_passwords: false,
        };
        App::new(Foundation { db, ids: Ids::new(clock.clone()), clock, settings }, FLOORS)
    }

    fn place(&self) -> Result<Place> {
        Ok(Place::parse(&self.database_url)?)
    }

    /// `tandem.db.files` beside `tandem.db`; a folder here when the database is a server's.
    fn files_beside(&self) -> PathBuf {
        match self.place() {
            Ok(Place::File(file)) => {
                let mut name = file.into_os_string();
                name.push(".files");
                name.into()
            }
            _ => PathBuf::from("tandem.files"),
        }
    }

    /// The address a link for somebody begins with.
    fn base(&self) -> String {
        let base = self.base_url.clone().unwrap_or_else(|| format!("http://{}", self.listen));
        base.trim_end_matches('/').to_owned()
    }
}

/// Marks the pages of this very program: its version, its files, and when it was built.
fn build() -> String {
    let built = std::env::current_exe().and_then(|exe| exe.metadata()).and_then(|exe| exe.modified()).ok();
    let built = built.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).map_or(0, |at| at.as_secs());
    format!("{}-{}-{built:x}", env!("CARGO_PKG_VERSION"), ground::assets::hash())
}

/// What a file could not be, as the person at the terminal reads it.
fn of_file(file: &Path, what: &str, error: &std::io::Error) -> Failure {
    Failure::Broken(format!("{} cannot be {what}: {error}", file.display()))
}

/// A database failure in words for whoever runs the server.
fn of_database(error: DbError) -> Failure {
    match error {
        DbError::Newer { migration } => Failure::Broken(format!(
            "This database was written by a newer Tandem (it has the step {migration}). Nothing was changed."
        )),
        DbError::NoRow => Failure::NotFound,
        other => Failure::Broken(other.to_string()),
    }
}
