//! What can be said of one story by itself.

mod actions;
mod atomic;
mod form;
mod minimal;
mod pairs;
mod size;
mod words;

pub(crate) use words::vague;

use crate::finding::Finding;
use crate::language::Language;
use crate::parse::Parsed;

/// Everything found in one story.
pub(crate) fn check(story: &Parsed<'_>, language: &Language) -> Vec<Finding> {
    let checks = [form::check, atomic::check, minimal::check, words::check, size::check];
    checks.iter().flat_map(|check| check(story, language)).collect()
}
