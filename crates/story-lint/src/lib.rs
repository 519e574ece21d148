//! Draft.
mod acceptance;
mod check;
mod finding;
mod language;
mod lint;
mod parse;
mod read;
mod set;
mod token;

pub use acceptance::{Acceptance, Step, StepKind, acceptance};
pub use finding::{Criterion, Finding, Severity};
pub use language::{Language, LanguageError, List};
pub use lint::{Ignore, LintError, Options, Spans, Story, lint};
pub use token::Span;
