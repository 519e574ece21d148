//! Nothing but role, means and end: no brackets, no second sentence, no notes, no examples.

use crate::finding::{Criterion, Finding, Severity};
use crate::language::{Language, List, phrase};
use crate::parse::Parsed;
use crate::token::{Span, Token, cut, span};

/// How far names are looked for behind "such as".
const EXAMPLE_WORDS: usize = 8;

/// The notes inside a story.
pub(super) fn check(story: &Parsed<'_>, language: &Language) -> Vec<Finding> {
    let tokens = &story.tokens[story.whole()];
    let mut found = Vec::new();
    let mut tell = |place: Span, message: String, fix: Option<String>| {
        found.push(Finding::new(Criterion::Minimal, Severity::Hint, place, message).suggest(fix));
    };
    for (start, end) in brackets(tokens) {
        if let Some(place) = span(&tokens[start..=end]) {
            tell(place, language.say("brackets", &[]), without(story.text, tokens, start, end + 1));
        }
    }
    if let Some(at) = second_sentence(tokens)
        && let Some(place) = span(&tokens[at..])
    {
        tell(place, language.say("sentence", &[]), Some(cut(story.text, &tokens[..at]).to_owned()));
    }
    for at in 0..tokens.len() {
        if let Some(note) = phrase(&tokens[at..], List::Notes)
            && let Some(place) = span(&tokens[at..at + note.len])
        {
            tell(place, language.say("note", &[cut(story.text, &tokens[at..at + note.len])]), None);
        }
    }
    let means = story.part(story.means.as_ref());
    if let Some(place) = examples(means).and_then(|tokens| Some((span(tokens)?, cut(story.text, tokens)))) {
        tell(place.0, language.say("examples", &[place.1]), None);
    }
    found
}

/// Pairs of brackets, but not the plural of "plan(s)".
fn brackets(tokens: &[Token<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(from) = tokens[at..].iter().position(|token| matches!(token.text, "(" | "[")) {
        let start = at + from;
        let close = if tokens[start].text == "(" { ")" } else { "]" };
        let Some(len) = tokens[start..].iter().position(|token| token.text == close) else { break };
        let glued = start > 0 && tokens[start - 1].span.end == tokens[start].span.start;
        if !glued {
            found.push((start, start + len));
        }
        at = start + len + 1;
    }
    found
}

/// The story without some of its tokens.
fn without(text: &str, tokens: &[Token<'_>], from: usize, to: usize) -> Option<String> {
    let (before, after) = (cut(text, tokens.get(..from)?), cut(text, tokens.get(to..)?));
    let gap = if tokens.get(to).is_some_and(|next| next.is_mark) || before.is_empty() { "" } else { " " };
    Some(format!("{before}{gap}{after}"))
}

/// Where another sentence begins that is not the end of the story.
fn second_sentence(tokens: &[Token<'_>]) -> Option<usize> {
    let stops = |at: &usize| {
        matches!(tokens[*at].text, "." | "!" | "?")
            && *at > 0
            // "e.g. X", "A. Smith", "etc. Y": a short word before a dot is no sentence.
            && tokens[*at - 1].text.chars().count() > 3
            && tokens.get(*at + 1).is_some_and(|next| {
                next.text.starts_with(char::is_uppercase) && next.span.start > tokens[*at].span.end
            })
            && phrase(&tokens[*at + 1..], List::Ends).is_none()
    };
    (0..tokens.len()).find(stops).map(|at| at + 1)
}

/// "such as" with names behind: examples, not kinds of things.
fn examples<'t, 'a>(means: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    let names = |token: &Token<'_>| {
        token.text.chars().any(|c| c.is_uppercase() || c.is_ascii_digit())
            && !(token.key == "i" || token.key.starts_with("i'"))
    };
    (1..means.len()).find_map(|at| {
        let found = phrase(&means[at..], List::Examples)?;
        let behind = at + found.len;
        let until = (behind + EXAMPLE_WORDS).min(means.len());
        means[behind..until].iter().any(names).then(|| &means[at..behind])
    })
}
