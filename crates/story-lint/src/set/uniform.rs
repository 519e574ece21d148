//! Stories of a set are said alike.

use std::collections::HashMap;
use std::ops::Range;

use crate::finding::{Criterion, Finding, Severity};
use crate::language::{Language, List, phrase};
use crate::parse::Parsed;
use crate::token::{Token, cut, key};

/// What at least two of three stories do is the way of the set.
const MOST: (usize, usize) = (2, 3);

/// The tokens of a story that are compared.
type Part = fn(&Parsed<'_>) -> Option<Range<usize>>;

/// Stories whose "I want" or "so that" is not that of the others.
pub(super) fn check(stories: &[Parsed<'_>], language: &Language) -> Vec<(usize, Finding)> {
    let parts: [Part; 2] = [|story| story.want.clone(), |story| story.end_mark.clone()];
    let mut found = Vec::new();
    for part in parts {
        let said: Vec<Option<String>> =
            stories.iter().map(|story| story.said(part(story).as_ref()).map(plain)).collect();
        let Some(usual) = usual(said.iter().flatten()) else { continue };
        let shown = stories.iter().zip(&said).find(|(_, said)| said.as_ref() == Some(&usual));
        let shown = shown.and_then(|(story, _)| story.said(part(story).as_ref())).unwrap_or(&usual);
        for (at, story) in stories.iter().enumerate() {
            if said[at].as_ref().is_none_or(|said| *said == usual) {
                continue;
            }
            let range = part(story);
            let (Some(place), Some(here)) = (story.place(range.as_ref()), story.said(range.as_ref())) else { continue };
            let message = language.say("uniform", &[here, shown]);
            let fix = replaced(story, range, shown, language);
            found.push((at, Finding::new(Criterion::Uniform, Severity::Advice, place, message).suggest(fix)));
        }
    }
    found
}

/// "so that that" is "so that", "I do not want" is "I want": a slip and a meaning, not another way.
fn plain(said: &str) -> String {
    let words: Vec<String> = said.split_whitespace().map(key).collect();
    let mut kept: Vec<&str> = Vec::new();
    for word in &words {
        if kept.last() != Some(&word.as_str())
            && !matches!(word.as_str(), "do" | "not" | "don't" | "only" | "also" | "just")
        {
            kept.push(word);
        }
    }
    kept.join(" ")
}

/// What most of the set say, if most do.
fn usual<'a>(said: impl Iterator<Item = &'a String>) -> Option<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut all = 0;
    for said in said {
        *counts.entry(said).or_default() += 1;
        all += 1;
    }
    let (usual, count) = counts.into_iter().max_by_key(|(said, count)| (*count, *said))?;
    (count * MOST.1 >= all * MOST.0).then(|| usual.to_owned())
}

/// The story in the way of the set. "I can see" has no "to" that "I want to see" has. Where the end comes first, another word alone
/// does not make it a sentence.
fn replaced(story: &Parsed<'_>, range: Option<Range<usize>>, usual: &str, language: &Language) -> Option<String> {
    let range = range.filter(|range| range.start >= story.whole().start)?;
    let takes_verb = |tokens: &[Token<'_>]| phrase(tokens, List::Wants).is_some_and(|found| found.value == "verb");
    let before = cut(story.text, &story.tokens[story.whole().start..range.start]);
    let rest = &story.tokens[range.end..];
    let (own, usual_takes_verb) = (takes_verb(story.part(Some(&range))), takes_verb(&language.read(usual, 0)));
    let said = match (own, usual_takes_verb) {
        (true, false) if story.want.as_ref() == Some(&range) => language.say("to", &[usual, cut(story.text, rest)]),
        (false, true) => format!("{usual} {}", cut(story.text, &rest[phrase(rest, List::Infinitives)?.len..])),
        _ => format!("{usual} {}", cut(story.text, rest)),
    };
    Some(if before.is_empty() { said } else { format!("{before} {said}") })
}
