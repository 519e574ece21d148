//! Reads user stories into role, means and end, and says what stands in the way of building them.
//!
//! [`lint`] takes a file as it is (byte order mark, Windows-1252, any line ends, labels like `#G03#` before the story) with one
//! story a line, and gives each [`Story`] with its parts, where they stand, and its [`Finding`]s. Places are characters of the
//! line. A finding can be marked as ignored, for a reason: [`Ignore`]. Criteria in Given, When, Then below a story belong to it;
//! [`acceptance`] takes them apart by themselves.
//!
//! The criteria are those of the Quality User Story framework that need no knowledge of the product: see [`Criterion`]. What is
//! said and what words it is said for are files of a folder a language ([`Language`], [`List`]).
//!
//! ```
//! use story_lint::{Criterion, Options, lint};
//!
//! let file = b"As a clerk, I want to add an order and print the bill, so that I can send both.";
//! let stories = lint(file, &Options::default())?;
//! assert_eq!(stories[0].role.as_deref(), Some("clerk"));
//! assert_eq!(stories[0].end.as_deref(), Some("I can send both"));
//! let finding = &stories[0].findings[0];
//! assert_eq!(finding.criterion, Criterion::Atomic);
//! assert_eq!(
//!     finding.suggestion.as_deref(),
//!     Some(
//!         "As a clerk, I want to add an order, so that I can send both \
//!          — As a clerk, I want to print the bill, so that I can send both"
//!     )
//! );
//! # Ok::<(), story_lint::LintError>(())
//! ```

mod acceptance;
mod check;
mod finding;
mod ignore;
mod language;
mod lint;
mod parse;
mod read;
mod set;
mod token;

pub use acceptance::{Acceptance, Step, StepKind, acceptance};
pub use finding::{Criterion, Finding, Severity};
pub use ignore::Ignore;
pub use language::{Language, LanguageError, List};
pub use lint::{LintError, Options, Spans, Story, lint};
pub use token::Span;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
