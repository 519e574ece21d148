//! Words that name a solution, that nobody can test, or that point at another story.

use crate::finding::{Criterion, Finding, Severity};
use crate::language::{Language, List, phrase};
use crate::parse::Parsed;
use crate::token::{Token, cut, span};

/// Untestable words and solutions in what is wanted, and pointers to other stories anywhere.
pub(super) fn check(story: &Parsed<'_>, language: &Language) -> Vec<Finding> {
    let means = story.part(story.means.as_ref());
    let mut found = vague(story.text, means, language, Criterion::Unambiguous);
    for (tokens, _) in phrases(means, List::Solutions) {
        found.extend(said(story.text, tokens, Criterion::ProblemOriented, language, "solution"));
    }
    let whole = &story.tokens[story.whole()];
    for (tokens, _) in phrases(whole, List::References) {
        found.extend(said(story.text, tokens, Criterion::Independent, language, "independent"));
    }
    for ticket in whole.iter().filter(|token| is_ticket(token, language)) {
        found.extend(said(story.text, std::slice::from_ref(ticket), Criterion::Independent, language, "independent"));
    }
    found
}

/// The untestable words of a text, each with what to say instead.
pub(crate) fn vague(text: &str, tokens: &[Token<'_>], language: &Language, criterion: Criterion) -> Vec<Finding> {
    let tell = |(tokens, instead): (&[Token<'_>], &str)| {
        let message = language.say("vague", &[cut(text, tokens), instead]);
        let fix = (!instead.is_empty()).then(|| instead.to_owned());
        Some(Finding::new(criterion, Severity::Hint, span(tokens)?, message).suggest(fix))
    };
    phrases(tokens, List::Vague).into_iter().filter_map(tell).collect()
}

/// Every phrase of a list in a text, none inside another, with what the list says of it.
pub(crate) fn phrases<'t, 'a>(tokens: &'t [Token<'a>], list: List) -> Vec<(&'t [Token<'a>], &'a str)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let len = phrase(&tokens[at..], list).map_or(1, |hit| {
            found.push((&tokens[at..at + hit.len], hit.value));
            hit.len
        });
        at += len;
    }
    found
}

fn said(text: &str, tokens: &[Token<'_>], criterion: Criterion, language: &Language, name: &str) -> Option<Finding> {
    let message = language.say(name, &[cut(text, tokens)]);
    Some(Finding::new(criterion, Severity::Hint, span(tokens)?, message))
}

/// "DB-2213", not "UTF-8".
fn is_ticket(token: &Token<'_>, language: &Language) -> bool {
    let Some((project, number)) = token.text.split_once('-') else { return false };
    project.len() > 1
        && project.chars().all(|c| c.is_ascii_uppercase())
        && !number.is_empty()
        && number.chars().all(|c| c.is_ascii_digit())
        && !language.word(&project.to_lowercase()).is_some_and(|word| word.is(List::Standards))
}
