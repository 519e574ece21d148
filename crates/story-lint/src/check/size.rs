//! Hints that a story is too large or too wide to be sized.

use crate::finding::{Criterion, Finding, Severity};
use crate::language::{Language, List, phrase};
use crate::parse::Parsed;

/// More words than this for what is wanted are more than one thing to most teams (the longest 2 % of real stories).
const MOST_WORDS: usize = 35;

/// Verbs that hide a list of actions, and many words.
pub(super) fn check(story: &Parsed<'_>, language: &Language) -> Vec<Finding> {
    let mut found = Vec::new();
    let Some(place) = story.place(story.means.as_ref()) else { return found };
    let words = story.part(story.means.as_ref()).iter().filter(|token| !token.is_mark).count();
    if words > MOST_WORDS {
        let message = language.say("long", &[&words.to_string()]);
        found.push(Finding::new(Criterion::Estimatable, Severity::Hint, place, message));
    }
    let action = story.part(story.action.as_ref());
    let verb = action.iter().position(|token| token.verb.is_some()).unwrap_or_default();
    let rest = &story.tokens[story.action.as_ref().map_or(0, |action| action.start + verb)..];
    if story.with_verb && phrase(rest, List::Broad).is_some() {
        let message = language.say("broad", &[story.said(story.action.as_ref()).unwrap_or_default()]);
        let at = story.place(story.action.as_ref()).unwrap_or(place);
        found.push(
            Finding::new(Criterion::Estimatable, Severity::Hint, at, message).suggest(language.say("broad-fix", &[])),
        );
    }
    found
}
