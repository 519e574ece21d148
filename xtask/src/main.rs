//! The house rules as a program: what review would otherwise have to repeat.
//!
//! `cargo run -q -p xtask -- check` looks at every file git knows or would take, prints one line for each fault and fails if
//! there is one. `… -- rules` prints the rules with their reasons. Each rule is a file in `rules/` with a good and a bad sample.

mod house;
mod rules;
mod rust;
mod sql;
mod tree;

use std::io::Write as _;
use std::process::ExitCode;

use rules::{Finding, RULES};
use tree::Tree;

const HELP: &str = "usage: cargo run -q -p xtask -- check    look for faults
       cargo run -q -p xtask -- rules    print the rules and why each is there";

fn main() -> ExitCode {
    let mut out = std::io::stdout().lock();
    let told = match std::env::args().nth(1).as_deref() {
        Some("check") => check(&mut out),
        Some("rules") => rules::list(&mut out).map(|()| true),
        _ => writeln!(out, "{HELP}").map(|()| false),
    };
    // A reader who closed the pipe has seen enough.
    if told.unwrap_or(false) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints what every rule finds; whether there was nothing.
fn check(out: &mut impl std::io::Write) -> std::io::Result<bool> {
    let tree = match Tree::of_repository() {
        Ok(tree) => tree,
        Err(message) => {
            writeln!(out, "{message}")?;
            return Ok(false);
        }
    };
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| rule.find(&tree)).collect();
    findings.sort();
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    match findings.len() {
        0 => writeln!(out, "{} files keep the {} house rules", tree.files().len(), RULES.len())?,
        1 => writeln!(out, "1 fault")?,
        n => writeln!(out, "{n} faults")?,
    }
    Ok(findings.is_empty())
}
