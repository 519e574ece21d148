//! What is changed or taken away is made by some story.

use std::collections::HashSet;

use crate::finding::{Criterion, Finding, Severity};
use crate::language::{Language, List, phrase};
use crate::parse::{Parsed, adverbs, is_adverb};
use crate::token::{Token, cut, span};

/// For each thing that stories change or delete and none makes: the first such story.
pub(super) fn check(stories: &[Parsed<'_>], language: &Language) -> Vec<(usize, Finding)> {
    let made: HashSet<String> = stories.iter().flat_map(|story| made(story, language)).collect();
    let mut told = HashSet::new();
    let mut found = Vec::new();
    for (at, story) in stories.iter().enumerate() {
        let Some(thing) = changed(story) else { continue };
        let Some(head) = thing.last().map(|token| language.stem(&token.key)) else { continue };
        if made.contains(&head) || !told.insert(head) {
            continue;
        }
        let Some(place) = span(thing) else { continue };
        let said = cut(story.text, thing);
        let message = language.say("complete", &[said]);
        let role = story.role_mark.as_ref().zip(story.role.as_ref()).map(|(mark, role)| mark.start..role.end);
        let fix = story.said(role.as_ref()).map(|role| language.say("complete-fix", &[role, said]));
        found.push((at, Finding::new(Criterion::Complete, Severity::Hint, place, message).suggest(fix)));
    }
    found
}

/// Every word a story that makes something says of what it wants: what it makes is among them.
fn made(story: &Parsed<'_>, language: &Language) -> Vec<String> {
    let means = story.part(story.means.as_ref());
    let makes = !story.with_verb
        || means
            .iter()
            .enumerate()
            .any(|(at, token)| token.verb.is_some() && phrase(&means[at..], List::Creates).is_some());
    let words = if makes { means } else { &[] };
    words.iter().filter(|token| !token.is_mark).map(|token| language.stem(&token.key)).collect()
}

/// The thing a story changes or deletes: up to its noun, as far as that can be told without knowing all nouns.
fn changed<'t, 'a>(story: &'t Parsed<'a>) -> Option<&'t [Token<'a>]> {
    let means = story.part(story.means.as_ref()).get(..)?;
    let verb = adverbs(means);
    let change = phrase(means.get(verb..)?, List::Changes).filter(|_| story.with_verb)?;
    let mut start = verb + change.len;
    while means.get(start).is_some_and(|token| token.is(List::Determiners) || is_adverb(token)) {
        start += 1;
    }
    let ends = |token: &Token<'_>| {
        token.is_mark
            || [
                List::Prepositions,
                List::Clauses,
                List::Joins,
                List::Subjects,
                List::Determiners,
                List::Pronouns,
                List::Infinitives,
            ]
            .iter()
            .any(|list| token.is(*list))
    };
    let len = means[start..].iter().take_while(|token| !ends(token)).count();
    means.get(start..start + len).filter(|thing| !thing.is_empty() && thing.len() <= 3)
}
