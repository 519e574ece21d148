//! One story, one action.

use super::actions::{self, Two};
use super::pairs::{self, Pair};
use crate::finding::{Criterion, Finding, Severity};
use crate::language::{Language, List, phrase};
use crate::parse::{Parsed, adverbs};
use crate::token::{Token, cut, span};

/// Two actions that could ship apart, or two qualities or things wanted at once.
pub(super) fn check(story: &Parsed<'_>, language: &Language) -> Vec<Finding> {
    let means = story.part(story.means.as_ref());
    let after = match (&story.action, &story.means) {
        (Some(action), Some(range)) if story.with_verb => Some(action.end - range.start),
        _ => None,
    };
    let two = match after {
        Some(after) => actions::second(means, (adverbs(means)..after).next().unwrap_or_default(), after),
        None => actions::of_thing(means).and_then(|verb| actions::second(means, verb, verb + verb_len(&means[verb..]))),
    };
    if let Some(two) = two {
        return actions_found(story, means, two, language).into_iter().collect();
    }
    // "to receive alerts and reports" wants the things as "alerts and reports" does.
    let got = phrase(means, List::Gets).map(|found| found.len);
    let pair = match after {
        Some(after) => pairs::built(means, after).or_else(|| pairs::things(means, got?)),
        None if story.with_verb => None,
        None => pairs::qualities(means).or_else(|| pairs::things(means, got.unwrap_or(0))),
    };
    pair.or_else(|| pairs::manners(means))
        .and_then(|pair| pair_found(story, means, &pair, language))
        .into_iter()
        .collect()
}

fn pair_found(story: &Parsed<'_>, means: &[Token<'_>], pair: &Pair, language: &Language) -> Option<Finding> {
    let parts = [cut(story.text, means.get(pair.first.clone())?), cut(story.text, means.get(pair.second.clone())?)];
    let message = language.say(pair.message, &parts);
    let place = span(&means[pair.first.start..pair.second.end])?;
    Some(Finding::new(Criterion::Atomic, Severity::Hint, place, message))
}

fn verb_len(tokens: &[Token<'_>]) -> usize {
    phrase(tokens, List::Phrasal).map_or(1, |found| found.len)
}

fn actions_found(story: &Parsed<'_>, means: &[Token<'_>], two: Two, language: &Language) -> Option<Finding> {
    let message = language.say("atomic", &[means[two.first].text, means[two.second].text]);
    let place = span(&means[two.first..=two.second])?;
    let finding = Finding::new(Criterion::Atomic, Severity::Defect, place, message);
    Some(finding.suggest(story.with_verb.then(|| two_stories(story, means, two, language)).flatten()))
}

/// The two stories to write instead.
fn two_stories(story: &Parsed<'_>, means: &[Token<'_>], two: Two, language: &Language) -> Option<String> {
    let role = story.role_mark.as_ref().zip(story.role.as_ref()).map(|(mark, role)| mark.start..role.end);
    let role = story.said(role.as_ref())?;
    let end = story.end_mark.as_ref().zip(story.end.as_ref()).filter(|(mark, _)| mark.start > 0);
    let end = end.map(|(mark, end)| mark.start..end.end).and_then(|range| story.said(Some(&range)));
    let end = end.map_or(String::new(), |end| format!(", {end}"));
    let first = cut(story.text, &means[..two.join]);
    let second = cut(story.text, &means[two.second..]);
    // "upload and check the file": both share what follows the second.
    let shared = two.join == two.first + 1 + adverbs(&means[two.first..]);
    let first =
        if shared { format!("{first} {}", cut(story.text, &means[two.second + 1..])) } else { first.to_owned() };
    Some(language.say("two-stories", &[role, first.trim_end(), second, &end]))
}
