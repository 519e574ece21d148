//! The command.

use std::io::Write as _;
use std::num::NonZero;
use std::process::ExitCode;
use std::thread::available_parallelism;

use tokio::runtime::Builder;

/// Threads besides one for each core: a statement of SQLite keeps the thread that asks, and where one reads much or waits for
/// the disk, the others must go on. As many as draw pages at a time, and some for whoever wants to change something meanwhile.
const MORE_THREADS: usize = 8;

fn main() -> ExitCode {
    let cores = available_parallelism().map_or(1, NonZero::get);
    match Builder::new_multi_thread().worker_threads(cores + MORE_THREADS).enable_all().build() {
        Ok(runtime) => runtime.block_on(tandem::cli::run()),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "Tandem cannot start its threads: {error}");
            ExitCode::FAILURE
        }
    }
}
