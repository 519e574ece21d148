//! Stories that say the same: the same text, the same means for another role, the same end.

use std::collections::HashMap;
use std::ops::Range;

use crate::finding::{Criterion, Finding, Severity};
use crate::language::{Language, List};
use crate::parse::Parsed;
use crate::token::span;

/// Fewer words than this are an end anybody may have ("I can work").
const LEAST_END: usize = 3;
/// Of many stories that say the same only the first are told: ten thousand of them would be told a hundred million times.
const MOST_ALIKE: usize = 100;

/// For each story what it shares with others, and the lines of the first of those others.
pub(super) fn check(stories: &[Parsed<'_>], language: &Language) -> Vec<(Vec<Finding>, Vec<usize>)> {
    let said: Vec<Said> = stories.iter().map(|story| Said::of(story, language)).collect();
    let means = groups(said.iter().map(|said| said.means.as_str()));
    let ends = groups(said.iter().map(|said| said.end.as_str()));
    stories
        .iter()
        .enumerate()
        .map(|(at, story)| {
            let (same_means, same_end) = (same(&means, &said[at].means), same(&ends, &said[at].end));
            let others = [same_means, same_end]
                .into_iter()
                .flat_map(|same| same.iter().filter(|other| **other != at).take(MOST_ALIKE));
            let mut alike: Vec<usize> = others.map(|other| stories[*other].line).collect();
            alike.sort_unstable();
            alike.dedup();
            alike.truncate(MOST_ALIKE);
            (tell(story, stories, &said, at, same_means, same_end, language), alike)
        })
        .collect()
}

/// What a story says, in a form that does not depend on how.
struct Said {
    role: String,
    means: String,
    end: String,
}

impl Said {
    fn of(story: &Parsed<'_>, language: &Language) -> Self {
        let whole = Some(story.whole());
        let means = if story.means.is_some() { &story.means } else { &whole };
        let (end, words) = plain(story, story.end.as_ref(), language);
        Self {
            role: plain(story, story.role.as_ref(), language).0,
            means: plain(story, means.as_ref(), language).0,
            end: if words < LEAST_END { String::new() } else { end },
        }
    }
}

/// A part without the words that do not count, each word as the one that stands for it; and how many words that are.
fn plain(story: &Parsed<'_>, part: Option<&Range<usize>>, language: &Language) -> (String, usize) {
    let mut text = String::new();
    let mut words = 0;
    for token in story.part(part).iter().filter(|token| !token.is_mark && !token.is(List::Empty)) {
        let stem = language.stem(&token.key);
        let word = language.word(&stem).and_then(|word| word.value(List::Same)).unwrap_or(&stem);
        text.push_str(word);
        text.push(' ');
        words += 1;
    }
    (text, words)
}

fn same<'g>(groups: &'g HashMap<&str, Vec<usize>>, key: &str) -> &'g [usize] {
    groups.get(key).map(Vec::as_slice).unwrap_or_default()
}

fn groups<'a>(keys: impl Iterator<Item = &'a str>) -> HashMap<&'a str, Vec<usize>> {
    let mut groups: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, key) in keys.enumerate().filter(|(_, key)| !key.is_empty()) {
        groups.entry(key).or_default().push(at);
    }
    groups
}

/// One finding for the strongest thing shared, told on the later story.
fn tell(
    story: &Parsed<'_>,
    stories: &[Parsed<'_>],
    said: &[Said],
    at: usize,
    same_means: &[usize],
    same_end: &[usize],
    language: &Language,
) -> Vec<Finding> {
    let earlier = |others: &[usize], fits: &dyn Fn(usize) -> bool| {
        others.iter().copied().find(|other| *other < at && fits(*other))
    };
    let whole = Some(story.whole());
    let same_role = |other: usize| said[other].role == said[at].role;
    let same_text = |other: usize| same_role(other) && said[other].end == said[at].end;
    let (other, place, name, severity) = if let Some(other) = earlier(same_means, &same_text) {
        (other, &whole, "same-text", Severity::Defect)
    } else if let Some(other) = earlier(same_means, &|other| !same_role(other)) {
        (other, &story.means, "same-means", Severity::Hint)
    } else if let Some(other) = earlier(same_means, &|_| true) {
        (other, &story.means, "same-wish", Severity::Hint)
    } else if let Some(other) = earlier(same_end, &|_| true) {
        (other, &story.end, "same-end", Severity::Advice)
    } else {
        return Vec::new();
    };
    let line = stories[other].line.to_string();
    let role = stories[other].said(stories[other].role.as_ref()).unwrap_or_default();
    let message = language.say(name, &[&line, role]);
    let fix = language.say(&format!("{name}-fix"), &[&line]);
    let place = span(story.part(place.as_ref())).unwrap_or_default();
    vec![Finding::new(Criterion::Unique, severity, place, message).suggest(fix)]
}
