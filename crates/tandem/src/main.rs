//! The command.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    tandem::cli::run().await
}
