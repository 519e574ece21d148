//! The command line: what can be done without a browser, beginning with starting the server.

mod serve;

use std::io::Write;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use ground::clock::Clock;
use ground::db::{Db, Place};
use ground::ids::Ids;
use ground::web::{Failure, Result, TrustedProxy};
use together::app::{App, Foundation, Settings};
use together::schema::MIGRATIONS;

use crate::FLOORS;

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
}

/// Reads the arguments, does it, and says how it went.
pub async fn run() -> ExitCode {
    start_log();
    let command = Command::parse();
    let done = match command.verb.unwrap_or(Verb::Serve) {
        Verb::Serve => serve::serve(&command.global).await,
        Verb::Backup { file } => backup(&command.global, &file).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let why = if let Failure::Broken(why) = &failure { why.clone() } else { failure.message() };
            let _ = writeln!(std::io::stderr(), "tandem: {why}");
            ExitCode::FAILURE
        }
    }
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
        let db = Db::open(&Place::parse(&self.database_url)?).await?;
        db.migrate(MIGRATIONS).await?;
        let clock = Clock::system();
        let settings = Settings {
            base_url: self.base_url.clone(),
            trusted_proxy: TrustedProxy(self.trusted_proxy.clone()),
            build: build(),
            cheap_passwords: false,
        };
        Ok(App::new(Foundation { db, ids: Ids::new(clock.clone()), clock, settings }, FLOORS))
    }
}

/// Marks the pages of this very program: its version, its files, and when it was built.
fn build() -> String {
    let built = std::env::current_exe().and_then(|exe| exe.metadata()).and_then(|exe| exe.modified()).ok();
    let built = built.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok()).map_or(0, |at| at.as_secs());
    format!("{}-{}-{built:x}", env!("CARGO_PKG_VERSION"), ground::assets::hash())
}

async fn backup(global: &Global, file: &std::path::Path) -> Result<()> {
    let app = global.open().await?;
    app.db.copy_to(file).await?;
    say(&format!("The workspace was copied to {}.", file.display()));
    Ok(())
}
