//! What can be said of a story only among the others of its set.

mod complete;
mod twins;
mod uniform;

use crate::finding::Finding;
use crate::language::Language;
use crate::parse::Parsed;

/// Fewer stories than this are no set to be measured by.
const LEAST_STORIES: usize = 5;

/// What is found in each story because of the others, and the lines of those that say the same.
pub(crate) fn check(stories: &[Parsed<'_>], language: &Language) -> Vec<(Vec<Finding>, Vec<usize>)> {
    let mut found = twins::check(stories, language);
    if stories.len() >= LEAST_STORIES {
        for (at, finding) in uniform::check(stories, language).into_iter().chain(complete::check(stories, language)) {
            found[at].0.push(finding);
        }
    }
    found
}
